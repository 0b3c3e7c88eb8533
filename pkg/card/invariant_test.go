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
	checkBody(t, c)
	for _, p := range c.Problems {
		if p.Code == "" || p.Params == nil || p.Path == nil {
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

// checkBody holds that the places in the prose are in bounds, sorted and true
// to their text.
func checkBody(t *testing.T, c *card.Card) {
	t.Helper()
	end := c.Body.Start
	for _, s := range c.Prose() {
		if s.Start < end || s.End < s.Start || s.End > c.Body.End {
			t.Fatalf("prose %+v overlaps what ends at %d or leaves the body %+v", s, end, c.Body)
		}
		end = s.End
	}
	for _, s := range c.Sections {
		if s.Body.Start > s.Body.End || s.Body.End > c.Body.End {
			t.Fatalf("section %q has the body %+v", s.Title, s.Body)
		}
		for _, b := range s.Blocks {
			for _, code := range b.Code {
				if code.Start < b.Span.Start || code.End > b.Span.End {
					t.Fatalf("inline code %+v leaves its block %+v", code, b.Span)
				}
			}
		}
	}
	for _, l := range c.Links() {
		if l.URL == "" || l.Span.Start < c.Body.Start || l.Span.End > c.Body.End || l.Span.Len() <= 0 {
			t.Fatalf("link %+v", l)
		}
	}
	for _, cl := range c.Claims {
		if cl.Kind == "" || cl.Quote != c.Doc.Quote(cl.Spans) || cl.Quote == "" {
			t.Fatalf("claim %+v does not quote its spans", cl)
		}
	}
}
