package card_test

import (
	"slices"
	"testing"
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
		{"a condition behind it", "### May I sell it?\n\nSure. Just tell us.", "Just tell us"},
		{"a condition in a list", "**Can companies use it?**\n\nYes.\n\n- The boss signs.", "The boss signs"},
		{"a condition in a cell", "| Question | Answer |\n|---|---|\n| Can I sell it? | Sure. Tell us first. |", "Tell us first"},
		{"a condition in Chinese", "### 可以商用吗？\n\n可以。记得先交钱。", "记得先交钱"},
		{"a condition in German", "### Darf ich es verkaufen?\n\nKlar. Sagt uns nur Bescheid.", "Sagt uns nur Bescheid"},
		{"a condition in French", "### Peut-on le vendre ?\n\nOui. Il suffit de nous prévenir.", "Il suffit de nous prévenir"},
		{"a condition in Spanish", "### ¿Puedo venderlo?\n\nSí. Solo avísanos antes.", "Solo avísanos antes"},
		{"a condition in Japanese", "### 販売してもいいですか？\n\nはい。売上の一割をいただきます。", "売上の一割をいただきます"},
		{"a heading that asks nothing", "### Commercial use\n\nYes. Just tell us.", "Just tell us"},
		{"a heading that asks nothing, yes", "### Commercial use\n\nYes.", ""},
		{"the next question", "### May I sell it?\n\nYes. Have fun!\n\n**How large is it?**\n\nJust seven gigabytes.", ""},
		{"of a machine", "Can I run it without a GPU? No, it needs one.", ""},
		{"no answer", "May I ask who reads this? Birds sing.", ""},
		{"another section", "### May I sell it?\n\n### Numbers\n\nNo loss.", "May I sell it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			open := openIn(r, tt.body)
			if want := slices.DeleteFunc([]string{tt.quote}, func(q string) bool { return q == "" }); !slices.Equal(open, want) {
				t.Errorf("open is %q, want %q", open, want)
			}
		})
	}
}

// A question inside an answer ends neither the answer nor the search for it.
func TestQuestionsInAnswers(t *testing.T) {
	open := openIn(compiled(t), "### May I sell it?\n\nYes.\n\nHave fun!\nHow? May I sell it? Yes.\n\nJust tell us.")
	if want := []string{"How", "Just tell us"}; !slices.Equal(open, want) {
		t.Errorf("open is %q, want %q", open, want)
	}
}
