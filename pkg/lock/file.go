package lock

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Version is the version of the form of a lock file.
const Version = 1

// File is a lock file: what was read of each model, sorted by name.
type File struct {
	Version int     `yaml:"version"`
	Rules   string  `yaml:"rules"`             // digest of the rules that read the texts
	Profile string  `yaml:"profile,omitempty"` // digest of the profile that judged; empty without one
	Models  []Entry `yaml:"models"`
}

// Entry is what was read of one model.
type Entry struct {
	Model    string    `yaml:"model"`
	Asked    string    `yaml:"asked"` // as the list names it
	Commit   string    `yaml:"commit,omitempty"`
	Verdict  string    `yaml:"verdict"`
	Licences []Licence `yaml:"licences,omitempty"`
	Files    []Text    `yaml:"files,omitempty"`
	Digest   string    `yaml:"digest"` // of the clauses
	Clauses  []Locked  `yaml:"clauses,omitempty"`
}

// Text is a text of terms, or why it was not read.
type Text struct {
	Path   string `yaml:"path"`
	SHA256 string `yaml:"sha256"`
}

// Locked is a clause in a lock file. Params is a JSON object: it has the types
// that YAML would guess at. Quote is kept of what is no clause.
type Locked struct {
	Kind   term.Kind `yaml:"kind"`
	Title  string    `yaml:"title,omitempty"`
	Params string    `yaml:"params,omitempty"`
	From   string    `yaml:"from,omitempty"`
	Part   string    `yaml:"part,omitempty"`
	Path   string    `yaml:"path,omitempty"`
	Quote  string    `yaml:"quote,omitempty"`
}

// New locks what a report says.
func New(r *audit.Report) File {
	f := File{Version: Version, Rules: r.Tool.Rules, Profile: r.Profile.SHA256}
	for _, t := range r.Reports {
		e := entryOf(t)
		one := Entry{Model: e.asked, Asked: t.Target.Asked, Commit: e.state.Commit, Verdict: e.state.Verdict, Licences: e.state.Licences}
		for _, path := range slices.Sorted(maps.Keys(e.documents)) {
			one.Files = append(one.Files, Text{path, e.documents[path]})
		}
		for _, c := range e.clauses {
			l := Locked{Kind: c.Kind, Title: c.Title, From: c.From, Part: c.Part, Path: c.Path}
			if c.Kind.IsClause() {
				l.Params = canonical(c.Params)
			} else {
				l.Quote = c.Quote
			}
			if !slices.Contains(one.Clauses, l) {
				one.Clauses = append(one.Clauses, l)
			}
		}
		one.Digest = digest(one.Clauses)
		f.Models = append(f.Models, one)
	}
	slices.SortStableFunc(f.Models, func(a, b Entry) int { return strings.Compare(a.Model, b.Model) })
	return f
}

// digest is the SHA-256 of clauses, whatever their order.
func digest(clauses []Locked) string {
	lines := make([]string, len(clauses))
	for i, c := range clauses {
		lines[i] = strings.Join([]string{string(c.Kind), c.Params, c.From, c.Part, c.Path, c.Quote}, "\x00")
	}
	slices.Sort(lines)
	return doc.Digest([]byte(strings.Join(lines, "\n")))
}

// Encode writes the file as YAML.
func (f File) Encode() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("# What fineprint read of each model. Written by fineprint lock, held to by fineprint check.\n")
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("write lock: %w", err)
	}
	return out.Bytes(), enc.Close()
}

// Read reads a lock file. Errors name file, line and field.
func Read(file string, data []byte) (File, error) {
	var f File
	d := strict.Read(file, data, &f)
	if d.Err() == nil && f.Version != Version {
		d.Fault("version", "is %d, and this fineprint reads version %d; write the file anew with fineprint lock", f.Version, Version)
	}
	for i, e := range f.Models {
		if e.Digest != digest(e.Clauses) {
			d.Fault(strict.Path("models", i, "digest"), "is not that of the clauses: the file was changed by hand; write it anew with fineprint "+
				"lock")
		}
		for k, c := range e.Clauses {
			var p term.Params
			if c.Params != "" && json.Unmarshal([]byte(c.Params), &p) != nil {
				d.Fault(strict.Path("models", i, "clauses", k, "params"), "is no JSON object")
			}
		}
	}
	return f, d.Err()
}

// Check compares a file with what a report says now.
func (f File) Check(now *audit.Report) Diff {
	var a, b []entry
	for _, e := range f.Models {
		a = append(a, e.entry())
	}
	for _, t := range now.Reports {
		b = append(b, entryOf(t))
	}
	if f.Profile != now.Profile.SHA256 { // another judge: its verdicts say nothing of the terms
		for i := range a {
			a[i].state.Verdict = ""
		}
		for i := range b {
			b[i].state.Verdict = ""
		}
	}
	return compare(a, b)
}

func (e Entry) entry() entry {
	out := entry{asked: e.Model, state: &State{Commit: e.Commit, Verdict: e.Verdict, Licences: e.Licences}, documents: map[string]string{}}
	for _, t := range e.Files {
		out.documents[t.Path] = t.SHA256
	}
	for _, l := range e.Clauses {
		c := Clause{Kind: l.Kind, Title: l.Title, Params: term.Params{}, From: l.From, Part: l.Part, Path: l.Path, Quote: l.Quote}
		if l.Params != "" {
			_ = json.Unmarshal([]byte(l.Params), &c.Params) // Read found it well formed
		}
		out.clauses = append(out.clauses, c)
	}
	return out
}
