package license_test

import (
	"strings"
	"testing"
)

// TestCuts holds where words of a known text are missing: within a sentence, with
// fewer words or none in their stead, in a text that is else the known one.
func TestCuts(t *testing.T) {
	c := catalogueOf(t, songText)
	for _, tt := range []struct{ name, old, new, behind string }{
		{"as it is", "", "", ""},
		{"a word left out", "in any street and at", "in any and at", "in any"},
		{"a joining word left out", "in any street and at", "in any street at", ""},
		{"fewer words instead", "copy of the print", "leaf", "sends"},
		{"another word", "any hour", "some hour", ""},
		{"a word put in", "may sing", "may not sing", ""},
		{"a sentence left out", "Prints carry the year.", "", ""},
	} {
		text := strings.Replace(songText, tt.old, tt.new, 1)
		cuts := 0
		for _, m := range c.Identify(document([]byte(text))).Licenses {
			for _, s := range m.Cuts {
				cuts++
				if tt.behind == "" || !strings.Contains(text[:s.Start], tt.behind) || s.Start-strings.Index(text, tt.behind) > 60 {
					t.Errorf("%s: cut behind %q", tt.name, text[:s.Start])
				}
			}
		}
		if (cuts > 0) != (tt.behind != "") {
			t.Errorf("%s: %d cuts, want one behind %q", tt.name, cuts, tt.behind)
		}
	}
}
