package lineage

import (
	"bytes"
	paths "path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// FromHeader returns what the header of a weights file says the weights were
// made from: d lists its facts, "key: value" by lines. Where it gives an id or
// an address of a hub, that is the parent; names count where it gives none.
func FromHeader(d *doc.Document, self ref.Ref, commit string) []Parent {
	var models, names []Parent
	start := 0
	for line := range bytes.Lines(d.Text) {
		at := d.Span(start, start+len(bytes.TrimRight(line, "\r\n")))
		start += len(line)
		key, value, _ := strings.Cut(string(d.Text[at.Start:at.End]), ": ")
		if !(weights.Fact{Key: key}).Origin() {
			continue
		}
		if id := lists().modelAt(strings.TrimSpace(value)); id != "" {
			p := NewParent(id, "", d.Evidence(commit, []doc.Span{at}))
			p.Source, p.Reason = term.Inferred, finding.Say("loaded-from", "upstream", p.Name)
			if !strings.EqualFold(p.Ref.Name, self.Name) && !contains(models, p.Ref) {
				models = append(models, p)
			}
			continue
		}
		if name := paths.Base(strings.TrimSpace(value)); strings.HasSuffix(key, "name") && len(name) > 1 && !strings.EqualFold(name, self.Name) {
			p := Parent{Name: name, Source: term.Inferred, Evidence: []doc.Evidence{d.Evidence(commit, []doc.Span{at})}}
			p.Reason = finding.Say("loaded-from", "upstream", name)
			if !slices.ContainsFunc(names, func(have Parent) bool { return have.Name == name }) {
				names = append(names, p)
			}
		}
	}
	if len(models) > 0 {
		return models
	}
	return names
}
