package prose_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// sentences writes each segment on a line: its lead-in, "|" and its own words.
func sentences(text *prose.Text) []string {
	var out []string
	for _, s := range text.Segments {
		line := join(s.Tokens)
		if len(s.Lead.Tokens) > 0 {
			line = join(s.Lead.Tokens) + " | " + line
		}
		if s.Heading {
			line = "# " + line
		}
		out = append(out, line)
	}
	return out
}

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
		{"a list", "You may not:\n- sell it;\n- rent it.\n\nAsk us.", []string{"you may not", "you may not | sell it", "you may not | rent it", "ask us"}},
		{"an enumeration", "You may (a) go or (b) stay.", []string{"you may", "you may | go", "you may | stay", "you may a go or b stay"}},
		{"markup", "<p>You <b>don't</b> sell&nbsp;it.</p>", []string{"you do not sell it"}},
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
