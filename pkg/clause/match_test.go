package clause_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// TestMatchCardLooksWhereItIsOpen holds that a card is read as a whole as soon
// as a clause stands in a part that is open, in whatever language, and not at
// all where none does.
func TestMatchCardLooksWhereItIsOpen(t *testing.T) {
	const layers, sale, research = "The model has 32 layers. ", "You may not sell the model. ", "本模型仅供研究使用。"
	in := text("# Reed\n\n" + layers + sale + "\n\n" + research + "\n")
	at := func(s string) doc.Span {
		i := strings.Index(string(in.Doc.Text), s)
		return in.Doc.Span(i, i+len(s))
	}
	set := load(t)
	all := set.MatchCard(in, []doc.Span{in.Doc.Span(0, len(in.Doc.Text))})
	if len(all) < 2 {
		t.Fatalf("%d clauses", len(all))
	}
	for _, s := range []string{sale, research} {
		if got := set.MatchCard(in, []doc.Span{at(s)}); !reflect.DeepEqual(got, all) {
			t.Errorf("around %q: %+v, want %+v", s, got, all)
		}
	}
	if got := set.MatchCard(in, []doc.Span{at(layers)}); len(got) > 0 {
		t.Errorf("around %q: %+v", layers, got)
	}
}
