package clause_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// FuzzMatch holds that no text makes the engine panic, and that every span is
// in bounds, sorted and not empty.
func FuzzMatch(f *testing.F) {
	for _, seed := range []string{
		"", "You may not sell the Model.", "You shall not: (a) sell it; (b) rent it;\n\n- host it\n  - or lend it\n",
		"If you have more than 3 million monthly active users, you must obtain a licence.", "不得将模型用于军事用途。",
		"<p>You <b>may not</b> &nbsp; use it</p>", "> quoted\n> not allowed", "\xff\xfe not \x00 utf-8", strings.Repeat("not ", 100), "| a | b |\n|---|---|\n",
	} {
		f.Add(seed)
	}
	set := load(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := doc.New("text", doc.RoleLicence, "", []byte(text))
		for _, card := range []bool{false, true} {
			in := clause.Input{Doc: d, Card: card}
			found := set.Match(in)
			for _, m := range found {
				if len(m.Spans) == 0 || !slices.IsSortedFunc(m.Spans, func(a, b doc.Span) int { return a.Start - b.Start }) {
					t.Fatalf("%s: spans %v", m.Rule, m.Spans)
				}
				for _, s := range m.Spans {
					if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
						t.Fatalf("%s: span %v of %d bytes", m.Rule, s, len(text))
					}
				}
				if err := m.Params.Validate(m.Kind); err != nil {
					t.Fatal(err)
				}
			}
			set.Summarise(in, found)
		}
	})
}

// FuzzRule holds that no pattern makes the parser panic or hang.
func FuzzRule(f *testing.F) {
	for _, seed := range []string{"sell", "{must_not} ..8 sell", "(a | b [c]) ... <n:count>", "((", "..0", "{", "<x:y>", "a* b*", "[", "不得"} {
		f.Add(seed)
	}
	set := load(f)
	f.Fuzz(func(t *testing.T, pattern string) {
		_ = set.CheckPattern(pattern) // an error is a good answer
	})
}
