package card_test

import (
	"bytes"
	"slices"
	"testing"
)

func TestMarksAreReadAsWords(t *testing.T) {
	for text, want := range map[string]string{
		"- ❌ Casinos":                     "no  Casinos",
		"- 🚫 Casinos":                     "no  Casinos",
		"- ✅ Casinos":                     "✅ Casinos",
		"N O  C A S I N O S  H E R E":     "NO CASINOS HERE",
		"It is n o n - f i c t i o n.":    "It is non-fiction.",
		"The answers are A B C D.":        "The answers are A B C D.",
		"Let a b c d e f be of one kind.": "Let abcdef be of one kind.",
		"An f x is a y of the z a team.":  "An f x is a y of the z a team.",
	} {
		c := parse("# Tern\n\n" + text + "\n")
		if !bytes.Contains(c.Reading.Text, []byte(want)) {
			t.Errorf("%q is read as %q, without %q", text, c.Reading.Text, want)
		}
	}
}

func TestMarkedLinesAreSentences(t *testing.T) {
	c := parse("# Tern\n\n✅ Hang it up: yes\n✅ Sell prints: no\n❌ Casinos\n")
	var got []string
	for _, s := range c.Cut().Segments {
		got = append(got, string(c.Reading.Text[s.Tokens[0].Start:s.Tokens[len(s.Tokens)-1].End]))
	}
	if want := []string{"Tern", "Hang it up: yes", "Sell prints: no", "no  Casinos"}; !slices.Equal(got, want) {
		t.Errorf("sentences %q, want %q", got, want)
	}
}
