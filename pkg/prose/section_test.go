package prose_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// TestSections holds that every sentence knows the number it is cited by and
// the heading that it stands under.
func TestSections(t *testing.T) {
	for _, tt := range []struct{ name, text, words, section, title string }{
		{"a numbered section", "1. Grant\n\nYou may go.\n\n2. Limits\n\nYou may not stay.\n", "you may not stay", "2", "Limits"},
		{"an item", "3. You must:\n(a) ask;\n(b) wait.\n", "wait", "3(b)", ""},
		{"an item of an item", "3. You must:\n  (a) ask;\n  (b) show:\n    (i) this;\n    (ii) that.\n", "that", "3(b)(ii)", ""},
		{"behind an item", "3. You must:\n(a) ask;\n(b) wait.\n\nThe lamp is blue.\n", "the lamp is blue", "3", ""},
		{"the i behind h", "(g) ask;\n(h) wait;\n(i) go home.\n", "go home", "i", ""},
		{"a section with points", "3.1 Go.\n3.2 You must:\n(a) ask;\n(b) wait.\n", "wait", "3.2(b)", ""},
		{"inside a sentence", "4. You may not: (a) sell it; or (b) rent it.\n", "rent it", "4(b)", ""},
		{"a heading that names its section", "## Section 5. Law\n\nThe law holds.\n", "the law holds", "5", "Section 5. Law"},
		{"a title that runs in", "7. No Warranty. The lamp comes as it is.\n", "the lamp comes as it is", "7", "No Warranty"},
		{"a comment of a program", "// Go.\n//\n// 2. You must:\n//  (a) ask for\n//      it;\n//  (b) wait.\n", "ask for it", "2(a)", ""},
		{"a comment with hashes", "# You may go\n# home.\n#\n# 1. You may\n#    not stay.\n", "you may not stay", "1", ""},
		{"a comment with stars", "/*\n * You may go\n * home.\n *\n * 1. You may\n *    not stay.\n */\n", "you may not stay", "1", ""},
		{"a list with stars", "* You may go;\n* you may stay;\n* you may not\n  sleep;\n* nor sing.\n", "you may not sleep", "", ""},
		{"no number", "# Terms\n\nYou may go.\n", "you may go", "", "Terms"},
		{"Chinese", "第三条 用途\n\n你可以走。\n", "你 可 以 走", "第三条", "用途"},
		{"an item of an annex",
			"3. You must go.\n\nSCHEDULE 2 - SALES\n\n1. Lamps.\n2. Chairs.\n", "chairs", "SCHEDULE 2(2)", "SCHEDULE 2 - SALES"},
		{"a letter in an annex", "Attachment A\n\n(a) lamps;\n(b) chairs.\n", "chairs", "Attachment A(b)", "Attachment A"},
		{"a heading in an annex", "## Annex B\n\n### Sales\n\n1. Lamps.\n", "lamps", "Annex B(1)", "Sales"},
		{"a section behind one with points", "3. Go\n\n3.1 You may go.\n\n4. Stay\n\nYou may not stay.\n", "you may not stay", "4", "Stay"},
		{"a list in a section with points", "3.1 These go:\n1. lamps;\n2. chairs.\n", "chairs", "3.1(2)", ""},
		{"a sign of copyright", "(c) 2031 Acme\n\n1. Go\n\nYou may go.\n", "you may go", "1", "Go"},
		{"a title behind a list",
			"1. Lamps\n\nThese go:\n\n   1. a lamp.\n\n2. Chairs\n\nYou may not stay.\n", "you may not stay", "2", "Chairs"},
		{"behind a list of a section",
			"3. Lamps\n\nThese go:\n\n   1. one;\n   2. two.\n\nThe lamp is blue.\n", "the lamp is blue", "3", "Lamps"},
		{"one title in two languages", "二、用途\n2. Use\n\nYou may go.\n", "you may go", "2", "Use"},
		{"items of Chinese", "3.4 不得：\n（一）走；\n（二）停。\n", "停", "3.4(二)", ""},
		{"a mention of a section", "1. Go.\n\nSection 9 applies to all of it here.\n", "section 9 applies to all of it here", "1", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, s := range prose.Cut([]byte(tt.text)).Segments {
				if join(s.Tokens) != tt.words {
					continue
				}
				if s.Section != tt.section || s.Title != tt.title {
					t.Errorf("section %q, title %q, want %q and %q", s.Section, s.Title, tt.section, tt.title)
				}
				return
			}
			t.Errorf("%q is not a segment of its own", tt.words)
		})
	}
}
