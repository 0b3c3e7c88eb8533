package card_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// checkInvariants holds what is true of every card, whatever its text.
func checkInvariants(t *testing.T, c *card.Card) {
	t.Helper()
	inBounds := func(what string, s doc.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(c.Doc.Text) {
			t.Fatalf("%s: %s span %+v is out of bounds", c.Doc.Path, what, s)
		}
	}
	for _, l := range []card.List{c.License, c.BaseModels, c.Datasets, c.Language, c.Tags} {
		for _, v := range l.Values {
			inBounds("value", v.Span)
		}
	}
	for _, v := range []card.Value{c.LicenseName, c.LicenseLink, c.NewVersion, c.Gate.Prompt, c.PipelineTag} {
		inBounds("value", v.Span)
		if v.Declared() && v.Span.Len() == 0 {
			t.Fatalf("%s: the value %q has no place", c.Doc.Path, v.Text)
		}
	}
	for _, p := range c.Problems {
		if p.Code == "" || p.Text == "" || p.Path == nil {
			t.Fatalf("%s: incomplete problem %+v", c.Doc.Path, p)
		}
	}
	for _, d := range c.Derived {
		if !strings.HasPrefix(d.Path, c.Doc.Path+"#") || d.DerivedFrom == nil || d.DerivedFrom.SHA256 != c.Doc.SHA256 || d.DerivedFrom.How == "" {
			t.Fatalf("%s: derived document %q does not say where it comes from", c.Doc.Path, d.Path)
		}
	}
	if !c.OK() && (len(declared(c)["license"]) > 0 || c.LicenseName.Declared() || len(c.Problems) == 0) {
		t.Fatalf("%s: %s, but it declares something or has no problem", c.Doc.Path, c.FrontMatter)
	}
}
