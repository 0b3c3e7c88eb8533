package card_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// TestAnswersGoWithTheirQuestions holds that a question about terms is read with
// its answer, and that the words of both are quoted as they stand in the card.
func TestAnswersGoWithTheirQuestions(t *testing.T) {
	r := compiled(t)
	for _, tt := range []struct {
		name, body, quote string // of what is open, empty for nothing
	}{
		{"yes", "Commercial use? Yes.", ""},
		{"no", "Commercial use? No.", "Commercial use? No"},
		{"on request", "Is commercial use okay? Please ask.", "Is commercial use okay? Please ask"},
		{"a heading", "### May I sell it?\n\nNo.", "May I sell it?\n\nNo"},
		{"a heading, yes", "### May I sell it?\n\nYes.", ""},
		{"letters", "**Q: Can companies use it?**\n\n**A:** They cannot.", "Can companies use it?**\n\n**A:** They cannot"},
		{"a table", "| Question | Answer |\n|---|---|\n| May I use it in a product? | no |", "May I use it in a product? | no"},
		{"a table, yes", "| Question | Answer |\n|---|---|\n| May I use it in a product? | yes |", ""},
		{"Chinese", "可以商用吗？不可以。", "可以商用吗？不可以"},
		{"Chinese, yes", "可以商用吗？可以。", ""},
		{"of a machine", "Can I run it without a GPU? No, it needs one.", ""},
		{"no answer", "May I ask who reads this? Birds sing.", ""},
		{"another section", "### May I sell it?\n\n### Numbers\n\nNo loss.", "May I sell it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := card.Parse(doc.New("README.md", doc.RoleCard, "", []byte("# Wren\n\n"+tt.body+"\n")))
			var open []string
			for _, s := range c.Statements(r, c.Cut()) {
				if len(s.Open) > 0 {
					open = append(open, string(c.Doc.Text[s.Span.Start:s.Span.End]))
				}
			}
			if want := slices.DeleteFunc([]string{tt.quote}, func(q string) bool { return q == "" }); !slices.Equal(open, want) {
				t.Errorf("open is %q, want %q", open, want)
			}
		})
	}
}
