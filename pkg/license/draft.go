package license

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Draft is what can be told of a licence text before anybody has read it, in
// the form of a catalogue entry.
type Draft struct {
	ID, SPDX, Name, Version, Family string
	DocType                         DocType // left out: a licence
	OSIApproved                     bool
	Names, URLs                     []string // aliases
	Source                          string
	Members                         []string // ids that the identifier stands for, instead of a text
	// Terms are the clauses found in Text.
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
	Spans  []doc.Span // its words, at least one span
}

// entrySource orders the fields of a catalogue entry as people read them.
type entrySource struct {
	ID          string        `yaml:"id"`
	Name        string        `yaml:"name"`
	Version     string        `yaml:"version,omitempty"`
	SPDX        string        `yaml:"spdx,omitempty"`
	Family      string        `yaml:"family"`
	DocType     DocType       `yaml:"doc_type,omitempty"`
	Aliases     *aliasDraft   `yaml:"aliases,omitempty"`
	Category    term.Category `yaml:"category"`
	OSIApproved bool          `yaml:"osi_approved,omitempty"`
	Source      string        `yaml:"source,omitempty"`
	Members     []string      `yaml:"members,omitempty,flow"`
	Drafted     bool          `yaml:"drafted,omitempty"`
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
		ID: d.ID, Name: d.Name, Version: d.Version, SPDX: d.SPDX, Family: d.Family, DocType: d.DocType, Category: d.category(),
		OSIApproved: d.OSIApproved, Source: d.Source, Members: d.Members,
		Drafted: d.Text != nil,
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

// writeTerms lists the clauses with the line and the words where they stand.
func (d Draft) writeTerms(b *bytes.Buffer) error {
	if len(d.Terms) == 0 {
		return nil
	}
	v := &view{}
	v.read(d.Text)
	b.WriteString("terms:\n")
	for _, t := range d.Terms {
		own := t.Spans[len(t.Spans)-1] // an item without what leads it in
		one := termDraft{Kind: t.Kind, Params: said(t.Params)}
		if from, to := v.wordsIn(own.Start, own.End); from < to {
			one.At = []int{from, to}
		}
		var text bytes.Buffer
		if err := writeYAML(&text, []termDraft{one}); err != nil {
			return err
		}
		fmt.Fprintf(b, "  # line %d\n  %s\n", own.Line, strings.ReplaceAll(strings.TrimSuffix(text.String(), "\n"), "\n", "\n  "))
	}
	return nil
}

// termDraft orders the fields of a term as people read them.
type termDraft struct {
	Kind   term.Kind      `yaml:"kind"`
	Params map[string]any `yaml:"params,omitempty,flow"`
	At     []int          `yaml:"at,omitempty,flow"`
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
