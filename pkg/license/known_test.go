package license_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

const songText = `The Song Terms

1. Whoever hears this song may sing it in any street and at any hour of the day.
Singers keep the name of the songwriter beside the first line.

2. Whoever prints this song sends
one copy of the print to the library of the town, unless the library has asked for none. Prints carry the year.

3. Nobody is bound to listen. The songwriter answers for no damage that the song does to an ear, a street or a town.
`

// TestKnownSentences holds which sentences of a changed text stand as the known
// text has them: never one that was changed, cut or moved, nor one that goes on
// in the known text.
func TestKnownSentences(t *testing.T) {
	c := catalogueOf(t, songText)
	change := func(old, new string) string {
		if !strings.Contains(songText, old) {
			t.Fatalf("%q is not in the text", old)
		}
		return strings.Replace(songText, old, new, 1)
	}
	tests := []struct {
		name, text  string
		known, open []string // words of sentences
	}{
		{"as it is", songText, []string{"Whoever hears", "Prints carry the year", "Nobody is bound"}, nil},
		{"words put behind", songText + "\nSinging in the rain is forbidden.\n", []string{"Whoever hears", "The songwriter answers"},
			[]string{"Singing in the rain"}},
		{"last sentence goes on", change("or a town.", "or a town, save by night."), []string{"Nobody is bound"},
			[]string{"The songwriter answers"}},
		{"a sentence put in", change("Prints carry", "Prints for money are forbidden. Prints carry"), []string{"Whoever prints", "Prints carry"},
			[]string{"Prints for money"}},
		{"cut short", change(", unless the library has asked for none", ""), []string{"Whoever hears", "Nobody is bound"},
			[]string{"Whoever prints"}},
		{"cut with a full stop", change(", unless the library has asked for none. Prints carry the year.", "."),
			[]string{"Whoever hears", "The songwriter answers"}, []string{"Whoever prints"}},
		{"a word changed", change("any hour", "no hour"), []string{"Whoever prints", "Nobody is bound"}, []string{"Whoever hears"}},
		{"a word put in", change("may sing", "may not sing"), []string{"Whoever prints", "Nobody is bound"}, []string{"Whoever hears"}},
		{"moved", change("Nobody is bound to listen. ", "") + "\nNobody is bound to listen.", []string{"Whoever hears"},
			[]string{"Nobody is bound"}},
		{"end missing", songText[:strings.Index(songText, ", a street")] + ".", []string{"Whoever hears", "Nobody is bound"},
			[]string{"The songwriter answers"}},
	}
	for _, tt := range tests {
		id := c.Identify(document([]byte(tt.text)))
		known := func(words string) bool {
			from := strings.Index(tt.text, words)
			to := from + strings.Index(tt.text[from:], ".")
			for _, m := range id.Licenses {
				for _, s := range m.Known {
					if s.Start <= from && to <= s.End {
						return true
					}
				}
			}
			return false
		}
		for _, words := range tt.known {
			if !known(words) {
				t.Errorf("%s: %q is not known: %+v", tt.name, words, id.Licenses)
			}
		}
		for _, words := range tt.open {
			if known(words) {
				t.Errorf("%s: %q is known: %+v", tt.name, words, id.Licenses)
			}
		}
	}
}

// TestKnownNeverSpansAGap takes words out of a real text one at a time: the
// sentence that lost one is never known.
func TestKnownNeverSpansAGap(t *testing.T) {
	c := ownCatalogue(t)
	text, err := os.ReadFile("../../LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	words := anyWord.FindAllIndex(text, -1)
	for k := 20; k < len(words)-120; k += 13 { // behind that stand the blanks of the appendix
		at := words[k]
		cut := slices.Concat(text[:at[0]], text[at[1]:])
		id := c.Identify(document(cut))
		if len(id.Licenses) == 0 {
			t.Fatalf("without word %d it is unknown", k)
		}
		covered := 0
		for _, m := range id.Licenses {
			for _, s := range m.Known {
				covered += s.End - s.Start
				if s.Start < at[0] && at[0] < s.End {
					t.Errorf("without %q, %q is known", text[at[0]:at[1]], text[max(s.Start, at[0]-30):min(s.End, at[1]+30)])
				}
			}
		}
		if 10*covered < 8*len(cut) {
			t.Errorf("without %q only %d of %d bytes are known", text[at[0]:at[1]], covered, len(cut))
		}
	}
}
