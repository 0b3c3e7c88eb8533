package license_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

const grainNotice = "This kite is under the Grain Terms of the Guild of the Beach, either version 1 of the terms or, as you choose, any " +
	"later one. No warranty goes with it."

// TestNotices holds what the words do by which an author puts a work under a
// licence: above its text they say which form of it governs, alone they name it,
// and with other words among them they are words like any other.
func TestNotices(t *testing.T) {
	text, err := license.Fingerprint([]byte(grainText), license.FingerprintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	notice, err := license.Fingerprint([]byte(grainNotice), license.FingerprintOptions{Notice: true, Blanks: [][2]int{{0, len("This kite")}}})
	if err != nil {
		t.Fatal(err)
	}
	c := catalogue(t, "id: grain-only\nname: The grain\nfamily: beach\ncategory: permissive\ntexts:\n"+string(text)+
		"---\nid: grain-or-later\nname: The grain or later\nfamily: beach\ncategory: permissive\nmembers: [grain-only]\ntexts:\n"+string(notice))
	filled := strings.Replace(grainNotice, "This kite", "The Lantern Kite", 1)
	tests := []struct{ name, text, want, unmatched string }{
		{"alone", grainNotice, "grain-or-later reference", ""},
		{"with the name of the work", "Copyright 2024 Quill Ltd\n\n" + filled, "grain-or-later reference", ""},
		{"above the text", grainNotice + "\n\n" + grainText, "grain-or-later exact", ""},
		{"above the text, under a line about the work", "Lantern, a kite of light\nCopyright 2024 Quill\n\n" + filled + "\n\n" + grainText,
			"grain-or-later exact", ""},
		{"below the text", grainText + "\n\n" + grainNotice, "grain-only exact", ""},
		{"of a work with a clause for a name", strings.Replace(grainNotice, "This kite", "Nobody sells this; it", 1) + "\n\n" + grainText,
			"grain-only modified", "Nobody sells this; it"},
		{"with a limit in it", strings.Replace(grainNotice, "any later one", "any later one, for research only", 1) + "\n\n" + grainText,
			"grain-only modified", "for research only"},
		{"with words between", grainNotice + "\n\nIt is not for sale.\n\n" + grainText, "grain-or-later modified", "It is not for sale"},
	}
	for _, tt := range tests {
		id := c.Identify(document([]byte(tt.text)))
		var got []string
		for _, m := range id.Licenses {
			got = append(got, m.ID+" "+string(m.Degree))
		}
		rest := ""
		for _, s := range id.Unmatched {
			rest += tt.text[s.Start:s.End] + " "
		}
		if strings.Join(got, ", ") != tt.want || !strings.Contains(rest, tt.unmatched) || tt.unmatched == "" && rest != "" {
			t.Errorf("%s: %v and %q, want %s and %q", tt.name, got, rest, tt.want, tt.unmatched)
		}
	}
}
