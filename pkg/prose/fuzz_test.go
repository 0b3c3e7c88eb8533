package prose_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// FuzzCut holds what every cut must be: tokens in bounds and in order, no word
// of the text left out, lead-ins and sentences within their bounds, and work
// that is linear: there is no more to read than some times the text.
func FuzzCut(f *testing.F) {
	for _, seed := range []string{
		"# Terms\n\nYou may not:\n(a) sell it; or\n(b) rent it.\n\nAsk us.", "You may: (i) go; (ii) stay.", "第三条 不得使用。",
		"<p class='You may not go'>a</p>",
		"a\rb\u2028c\u0085d", "1. a\n 1.1 b\n  (a) c", "including but not limited to acts.", "**A**\n---\n> - x", "~~~", "<li", "ⓎⓄⓊ 𝐧𝐨𝐭 ⠝",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) { checkCut(t, text) })
}

func checkCut(t *testing.T, text []byte) {
	t.Helper()
	cut := prose.Cut(text)
	covered := make([]bool, len(text))
	work, block := 0, 0
	for n, s := range cut.Segments {
		if len(s.Tokens) == 0 || len(s.Tokens) > prose.MaxSentence || len(s.Lead.Tokens) > prose.MaxLead {
			t.Fatalf("segment %d has %d words behind %d", n, len(s.Tokens), len(s.Lead.Tokens))
		}
		if s.Items > n || s.Block < block {
			t.Fatalf("segment %d has %d items before it, and is of block %d behind %d", n, s.Items, s.Block, block)
		}
		block = s.Block
		work += len(s.Tokens)
		at := 0
		for _, x := range s.Tokens {
			if x.Start < at || x.End <= x.Start || x.End > len(text) || x.Word.ID >= cut.Words || x.Word.Text == "" {
				t.Fatalf("segment %d: token [%d, %d) %q behind %d, of %d bytes", n, x.Start, x.End, x.Word.Text, at, len(text))
			}
			at = x.End
			for i := x.Start; i < x.End; i++ {
				covered[i] = true
			}
		}
	}
	if most := 3*len(text) + 3; work > most {
		t.Fatalf("%d words to read in %d bytes", work, len(text))
	}
	if strings.ContainsAny(string(text), "<&") {
		return // markup may hide words
	}
	for _, x := range prose.Words(text) {
		if !covered[x.Start] && !filler(x.Word.Text) && unicode.IsLetter([]rune(x.Word.Text)[0]) && !isMark(text, x) {
			t.Fatalf("the word %q at byte %d is in no segment", x.Word.Text, x.Start)
		}
	}
}

// filler reports whether a word may be one of those that say nothing.
func filler(w string) bool {
	switch w {
	case "but", "not", "limited", "to", "without", "limitation", "limitations", "being", "are", "is", "但", "不", "限", "于":
		return true
	}
	return false
}

// isMark reports whether a word stands where the mark of an item does: a short
// one with nothing but signs before it on its line.
func isMark(text []byte, x prose.Token) bool {
	const longest = 24
	if x.End-x.Start > longest {
		return false
	}
	for before := text[:x.Start]; len(before) > 0; {
		r, size := utf8.DecodeLastRune(before)
		before = before[:len(before)-size]
		if strings.ContainsRune("\n\r\f\v\u0085\u2028\u2029", r) {
			break
		}
		if unicode.IsLetter(r) && !strings.ContainsRune("第一二三四五六七八九十", r) {
			return false
		}
	}
	return true
}

func TestHostileTexts(t *testing.T) {
	repeat := func(s string) []byte { return []byte(strings.Repeat(s, 1<<18/len(s))) }
	for name, text := range map[string][]byte{
		"not": repeat("not "), "items": repeat("- sell it;\n"), "nested": repeat("1. use it to:\na. sell:\n"),
		"inline": repeat("(a) use (b) sell; "),
		"tags":   repeat("<li"), "open tags": repeat("<p you may not "), "han": repeat("不得使用"), "breaks": repeat("a\r"),
		"colons": repeat("a: b; c; "),
	} {
		t.Run(name, func(t *testing.T) { checkCut(t, text) })
	}
}
