package clause_test

import (
	"os"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// TestOpens holds that a rule that opens sentences finds its words at their
// beginning and behind the marks that part them, and nowhere else.
func TestOpens(t *testing.T) {
	index, err := clause.Pack(os.DirFS("../../rules"), nil, []clause.Rule{
		{ID: "opens", Kind: "statement", Match: []string{"do not share"}, Opens: true, Headings: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	phrases, err := clause.LoadPhrases(index, []clause.Turn{clause.First})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"Do not share it.":                         true,
		"It is fine, but: do not share it.":        true,
		"Keep it \u2014 do not share it.":          true,
		"We do not share the data.":                false,
		"We do not share data, do not share ours.": true,
	} {
		found := false
		cut := prose.Cut(doc.New("a", doc.RoleCard, "", []byte(text)).Text)
		phrases.Each(cut, nil, func(int, []clause.Hit) { found = true })
		if found != want {
			t.Errorf("%q: found is %v, want %v", text, found, want)
		}
	}
}
