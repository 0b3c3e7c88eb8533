package prose_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// sentences writes each segment on a line: its lead-in, "|" and its own words.
func sentences(text *prose.Text) []string { return text.Lines() }

func join(tokens []prose.Token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Word.Text
	}
	return strings.Join(words, " ")
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"sentences", "Keep Inc. in mind. You may go.", []string{"keep inc in mind", "you may go"}},
		{"a wrapped line", "You may not sell\nthe lamps. Ask.", []string{"you may not sell the lamps", "ask"}},
		{"a heading", "# Terms\n\nYou may go.", []string{"# terms", "you may go"}},
		{"a list", "You may not:\n- sell it;\n- rent it.\n\nAsk us.",
			[]string{"you may not", "you may not | sell it", "you may not | rent it", "ask us"}},
		{"an enumeration", "You may (a) go or (b) stay.", []string{"you may", "you may | go", "you may | stay", "you may a go or b stay"}},
		{"markup", "<p>You <b>don't</b> sell&nbsp;it.</p>", []string{"you do not sell it"}},
		{"a box", "Go.\n\n" +
			"**************************\n" +
			"*  1. Loss               *\n" +
			"*  -------               *\n" +
			"*                        *\n" +
			"*  You may not sell      *\n" +
			"*  the <br>lamps to me.  *\n" +
			"*                        *\n" +
			"**************************\n\n* a list, *it says*\n* or two *of them*\n",
			[]string{"go", "# loss", "you may not sell the lamps to me", "# a list it says", "# or two of them"}},
		{"a comment among words", "You may go.\n\n # You may not\n #   sell it or\n #\n # rent it,\n #\tlamps aside.\n\n# Lamps\n# " +
			"Lights\n\nAsk.\n",
			[]string{"you may go", "you may not sell it or", "rent it lamps aside", "# lamps", "# lights", "ask"}},
		{"fillers", "acts, including but not limited to theft.", []string{"acts including theft"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := sentences(prose.Cut([]byte(tt.text))); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestCutReadsTheRegionsOnly(t *testing.T) {
	text := []byte("One here. Two there. Three.")
	got := sentences(prose.Cut(text, doc.Span{Start: 0, End: 9}, doc.Span{Start: 21, End: 27}))
	if want := []string{"one here", "three"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLineBreaks holds that a text reads the same whatever breaks its lines.
func TestLineBreaks(t *testing.T) {
	text := "# Terms\n\nYou may not:\n- sell it;\n- rent it.\n\n2. Other\n\nAsk us. Or\nask them.\n"
	want := sentences(prose.Cut([]byte(text)))
	for _, sign := range []string{"\r", "\r\n", "\f", "\v", "\u0085", "\u2028", "\u2029"} {
		if got := sentences(prose.Cut([]byte(strings.ReplaceAll(text, "\n", sign)))); !slices.Equal(got, want) {
			t.Errorf("%q: got  %q\nwant %q", sign, got, want)
		}
	}
}

// TestHeadings holds that a heading is short, and that one which states
// something is read as a sentence.
func TestHeadings(t *testing.T) {
	long := strings.Repeat("The lamp is blue and stands on a table. ", 6)
	for text, want := range map[string]string{
		"## Your rights":               "# your rights",
		"## You shall not sell it":     "you shall not sell it",
		"NO COMMERCIAL USE":            "no commercial use",
		"**Research use only**":        "research use only",
		"## What you must not do":      "# what you must not do",
		"## 禁止商用":                      "禁 止 商 用",
		"# You may go. " + long:        "you may go",
		"# Terms\n\n" + long + "\n---": "# terms",
		"Terms\n-----\n\nYou may go.":  "# terms",
	} {
		if got := sentences(prose.Cut([]byte(text))); got[0] != want {
			t.Errorf("%q reads as %q, want %q", text, got[0], want)
		}
	}
	if got := sentences(prose.Cut([]byte(long + "\n---\n"))); got[0] != "the lamp is blue and stands on a table" {
		t.Errorf("a paragraph above a ruler reads as %q", got[0])
	}
}

func TestSentencesEnd(t *testing.T) {
	for text, want := range map[string]int{
		"As in Section 5(a). We grant it.":      2,
		"The claims of its contribution(s). If": 2,
		"Ask Acme Inc. Berlin. See No. 5.":      2,
		"Write e.g. Anna or J. Doe.":            1,
	} {
		if got := len(prose.Cut([]byte(text)).Segments); got != want {
			t.Errorf("%q: %d sentences, want %d", text, got, want)
		}
	}
}
