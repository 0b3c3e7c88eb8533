package license

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Draft is what can be told of a licence text before anybody has read it, in
// the form of a catalogue entry.
type Draft struct {
	ID, SPDX, Name, Version, Family string
	OSIApproved                     bool
	Names, URLs                     []string // aliases
	Source                          string
	Members                         []string // ids that the identifier stands for, instead of a text
	// Terms are the clauses found in Text, each with the line where it stands.
	Terms []DraftTerm
	// Text is the licence text, nil for an entry with members.
	Text    []byte
	Options FingerprintOptions
	// Questions are what a person still has to settle; they become comments.
	Questions []string
}

// DraftTerm is a clause that a rule found in a text.
type DraftTerm struct {
	Kind   term.Kind
	Params term.Params
	Line   int
}

// entrySource orders the fields of a catalogue entry as people read them.
type entrySource struct {
	ID          string        `yaml:"id"`
	Name        string        `yaml:"name"`
	Version     string        `yaml:"version,omitempty"`
	SPDX        string        `yaml:"spdx,omitempty"`
	Family      string        `yaml:"family"`
	Aliases     *aliasDraft   `yaml:"aliases,omitempty"`
	Category    term.Category `yaml:"category"`
	OSIApproved bool          `yaml:"osi_approved,omitempty"`
	Source      string        `yaml:"source,omitempty"`
	Members     []string      `yaml:"members,omitempty,flow"`
}

type aliasDraft struct {
	Names []string `yaml:"names,omitempty"`
	URLs  []string `yaml:"urls,omitempty"`
}

// YAML writes the draft as one document of a catalogue file: the questions as
// comments, the facts, the terms, the fingerprint.
func (d Draft) YAML() ([]byte, error) {
	var b bytes.Buffer
	for _, q := range d.Questions {
		fmt.Fprintf(&b, "# ? %s\n", q)
	}
	head := entrySource{
		ID: d.ID, Name: d.Name, Version: d.Version, SPDX: d.SPDX, Family: d.Family, Category: d.category(),
		OSIApproved: d.OSIApproved, Source: d.Source, Members: d.Members,
	}
	if len(d.Names)+len(d.URLs) > 0 {
		head.Aliases = &aliasDraft{d.Names, d.URLs}
	}
	if err := writeYAML(&b, head); err != nil {
		return nil, err
	}
	if err := d.writeTerms(&b); err != nil {
		return nil, err
	}
	if d.Text == nil {
		return b.Bytes(), nil
	}
	text, err := Fingerprint(d.Text, d.Options)
	if err != nil {
		return nil, err
	}
	b.WriteString("texts:\n")
	b.Write(text)
	return b.Bytes(), nil
}

func writeYAML(b *bytes.Buffer, v any) error {
	e := yaml.NewEncoder(b)
	e.SetIndent(2)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write draft: %w", err)
	}
	return e.Close()
}

// writeTerms lists each clause once, with the lines where it was found.
func (d Draft) writeTerms(b *bytes.Buffer) error {
	type listed struct {
		text  string
		lines []string
	}
	var all []*listed
	for _, t := range d.Terms {
		var one bytes.Buffer
		if err := writeYAML(&one, map[string]any{"kind": t.Kind, "params": said(t.Params)}); err != nil {
			return err
		}
		text := one.String()
		if len(said(t.Params)) == 0 {
			text = "kind: " + string(t.Kind) + "\n"
		}
		i := slices.IndexFunc(all, func(l *listed) bool { return l.text == text })
		if i < 0 {
			all, i = append(all, &listed{text: text}), len(all)
		}
		if line := fmt.Sprint(t.Line); !slices.Contains(all[i].lines, line) {
			all[i].lines = append(all[i].lines, line)
		}
	}
	if len(all) > 0 {
		b.WriteString("terms:\n")
	}
	for _, l := range all {
		fmt.Fprintf(b, "  # line %s\n  - %s", strings.Join(l.lines, ", "), strings.ReplaceAll(strings.TrimSuffix(l.text, "\n"), "\n", "\n    "))
		b.WriteByte('\n')
	}
	return nil
}

// said returns the parameters that a text gives a value to; those left out of
// an entry are null or false.
func said(params term.Params) map[string]any {
	out := map[string]any{}
	for name, value := range params {
		if list, ok := value.([]string); value != nil && value != false && (!ok || len(list) > 0) {
			out[name] = value
		}
	}
	return out
}

// category returns the class that the terms point to.
func (d Draft) category() term.Category {
	has := func(kinds ...term.Kind) bool {
		return slices.ContainsFunc(d.Terms, func(t DraftTerm) bool { return slices.Contains(kinds, t.Kind) })
	}
	switch {
	case has(term.NonCommercial):
		return term.ResearchOnly
	case has(term.NoHostedService, term.NoCompete, term.PurposeLimit, term.NoRedistribution, term.PlatformRestriction):
		return term.SourceAvailable
	case has(term.UserCap, term.RevenueCap, term.RegionExclusion):
		return term.Community
	case has(term.FieldOfUse):
		return term.ResponsibleAI
	case has(term.ShareAlike, term.NetworkCopyleft):
		return term.Copyleft
	default:
		return term.Permissive
	}
}
