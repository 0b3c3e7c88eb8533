package clause

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Plain describes sentences of one sort that bind nobody further: titles,
// definitions, disclaimers of warranty, unconditional grants. A sentence is
// plain when a rule matches it and every topic in it is allowed by a rule that
// matches.
type Plain struct {
	ID      string `yaml:"id" json:"id"` // the path below plain/, without .yaml
	Title   string `yaml:"title" json:"title"`
	Explain string `yaml:"explain" json:"explain"` // why such a sentence binds nobody further
	// Match lists patterns; one must match and end in the sentence or item
	// itself.
	Match []string `yaml:"match,omitempty" json:"match,omitempty"`
	// Abroad lists by what the rule is found in languages other than English that
	// are understood, in place of patterns: it explains the parts of a sentence that
	// fit one. Every part must be explained.
	Abroad []Saying `yaml:"abroad,omitempty" json:"abroad,omitempty"`
	// At says where: "start" at the first word of the item, "end" up to its
	// last, "whole" from its first word to its last; anywhere by default.
	At Place `yaml:"at,omitempty" json:"at,omitempty"`
	// Of lists patterns of which one must hold each word of the sentence or item:
	// what may stand in it is listed, not what may not.
	Of []string `yaml:"of,omitempty" json:"of,omitempty"`
	// Words bounds the length of the sentence or item, in words; 0: any.
	Words int `yaml:"words,omitempty" json:"words,omitempty"`
	// Heading asks that the words be set as a heading.
	Heading bool `yaml:"heading,omitempty" json:"heading,omitempty"`
	// Lead, when "any", tells that what leads in the item does not matter.
	Lead string `yaml:"lead,omitempty" json:"lead,omitempty"`
	// Items tells that a match in the lead-in explains its items, too: the items
	// of a definition are part of it.
	Items bool `yaml:"items,omitempty" json:"items,omitempty"`
	// Frames, when "others", asks that what the sentence bars or asks binds the
	// licensor, or that it only says what is not meant or promised.
	Frames string `yaml:"frames,omitempty" json:"frames,omitempty"`
	// Beside lists kinds of clauses. The rule explains sentences only in texts in
	// which a clause of one of them was found: how to go about it binds nobody
	// further than the clause does.
	Beside []term.Kind `yaml:"beside,omitempty" json:"beside,omitempty"`
	// Given is a text with such a clause, which stands before the examples.
	Given string `yaml:"given,omitempty" json:"-"`
	// Grants tells that such a sentence gives the reader a right to the work.
	Grants bool `yaml:"grants,omitempty" json:"grants,omitempty"`
	// Unless lists patterns that veto the rule by occurring in the sentence.
	Unless []string `yaml:"unless,omitempty" json:"unless,omitempty"`
	// Allows lists the topics that the rule explains, by id or by weight; "about":
	// those that clauses found elsewhere in the text are about.
	Allows []string `yaml:"allows,omitempty" json:"allows,omitempty"`

	Examples []PlainExample `yaml:"examples" json:"-"`

	file *strict.Document // where it stands; nil for a rule of an index
}

// fault makes an error about a field of p.
func (p *Plain) fault(field string, err error) error {
	if p.file != nil {
		return p.file.At(field, "%v", err)
	}
	return &strict.Error{File: plainDir + "/" + p.ID + ".yaml", Field: field, Why: err.Error()}
}

// PlainExample is a proof of a plain rule: a text of which each sentence is
// plain, or a neighbour of which one at least stays open.
type PlainExample struct {
	Plain string `yaml:"plain,omitempty"`
	Open  string `yaml:"open,omitempty"`
	Why   string `yaml:"why,omitempty"` // what an open one binds to
}

// Place says where in a sentence a plain rule must match.
type Place string

// The places.
const (
	Anywhere Place = ""
	AtStart  Place = "start"
	AsWhole  Place = "whole"
	AtEnd    Place = "end"
)

// plain is what reading needs of a Plain.
type plain struct {
	id      string
	at      Place
	words   int
	heading bool
	anyLead bool
	grants  bool
	items   bool
	others  bool
	beside  []term.Kind
	about   bool // it explains what clauses elsewhere in the text are about
	of      []pattern
	unless  []pattern
	allows  topicSet
}

// readPlain reads plain/**/*.yaml.
func readPlain(fsys fs.FS) ([]Plain, error) {
	var out []Plain
	var faults []error
	err := fs.WalkDir(fsys, plainDir, func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && file == plainDir {
			return nil
		}
		if err != nil || d.IsDir() || path.Ext(file) != ".yaml" {
			return err
		}
		var p Plain
		f, err := readYAML(fsys, file, &p)
		if err == nil {
			err = checkPlain(f, p)
		}
		faults = append(faults, err)
		p.file = f
		out = append(out, p)
		return nil
	})
	slices.SortFunc(out, func(a, b Plain) int { return strings.Compare(a.ID, b.ID) })
	return out, errors.Join(append(faults, err)...)
}

const plainDir = "plain"

// allowsAbout, among what a rule allows, stands for the topics that clauses
// found elsewhere are about.
const allowsAbout = "about"

// checkPlain checks the form of a plain rule.
func checkPlain(f *strict.Document, p Plain) error {
	if want := strings.TrimSuffix(strings.TrimPrefix(f.File(), plainDir+"/"), ".yaml"); p.ID != want {
		f.Fault("id", "must be %q, the path of the file", want)
	}
	if p.Title == "" || p.Explain == "" {
		f.Fault("title", "a plain rule needs a title and an explanation of why such sentences bind nobody further")
	}
	if len(p.Match)+len(p.Abroad) == 0 {
		f.Fault("match", "a plain rule needs a pattern, or what it is found by in other languages")
	}
	if len(p.Abroad) > 0 && (len(p.Match) > 0 || p.At != Anywhere || len(p.Of) > 0) {
		f.Fault("abroad", "where words stand, and which, is for rules with patterns alone")
	}
	if !slices.Contains([]Place{Anywhere, AtStart, AsWhole, AtEnd}, p.At) {
		f.Fault("at", "%q is none of start, end and whole", p.At)
	}
	if p.Frames != "" && p.Frames != "others" {
		f.Fault("frames", "%q is not others", p.Frames)
	}
	if p.Lead != "" && p.Lead != "any" {
		f.Fault("lead", "%q is not any", p.Lead)
	}
	if i := slices.IndexFunc(p.Beside, func(k term.Kind) bool { return !k.IsClause() }); i >= 0 {
		f.Fault(strict.Path("beside", i), "%q is no kind of clause", p.Beside[i])
	}
	depends := len(p.Beside) > 0 || slices.Contains(p.Allows, allowsAbout)
	if (p.Given != "") != depends {
		f.Fault("given", "a rule that depends on clauses elsewhere, and no other, has a text with such a clause for its examples")
	}
	if p.Grants && depends {
		f.Fault("grants", "what is granted does not depend on what stands beside")
	}
	return f.Err()
}
