package license_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

const tideText = "Nobody sells this shell. Whoever takes it home tells the warden of the shore which way the tide ran, and brings it " +
	"back within a year and a day."

const grainText = "Each grain of sand is free for all. Build what you like of it, on any shore, and owe nothing to the wind that " +
	"brought it or to the sea that ground it."

// beach knows three invented licences: a plain one, another, and one of the GNU
// kind with its form for later versions.
func beach(t *testing.T) *license.Catalogue {
	t.Helper()
	var b strings.Builder
	for i, text := range []string{pebbleText, tideText, grainText} {
		fields, err := license.Fingerprint([]byte(text), license.FingerprintOptions{})
		if err != nil {
			t.Fatal(err)
		}
		id := []string{"pebble", "shell", "grain-only"}[i]
		fmt.Fprintf(&b, "id: %s\nname: The %s\nfamily: beach\ncategory: permissive\ntexts:\n%s---\n", id, id, fields)
	}
	b.WriteString("id: driftwood-exception\nname: Driftwood exception\nfamily: exception\ndoc_type: exception\ncategory: permissive\n---\n")
	b.WriteString("id: guild-exception\nname: Guild exception\nfamily: exception\ndoc_type: exception\ncategory: permissive\nterms: " +
		"[{kind: no-compete}]\n---\n")
	b.WriteString("id: grain-or-later\nname: The grain or later\nfamily: beach\ncategory: permissive\naliases: {names: [grain+]}\nmembers: " +
		"[grain-only]\n")
	index, err := license.Compile(fstest.MapFS{"licenses/beach.yaml": {Data: []byte(b.String())}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := license.Load(index)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSeveralLicences holds which licences stand in one file, how closely, and
// that their spans hold their words.
func TestSeveralLicences(t *testing.T) {
	c := beach(t)
	half := func(s string) string { return s[:len(s)*4/5] }
	tests := []struct{ name, text, want, unmatched string }{
		{"one", pebbleText, "pebble exact", ""},
		{"two", pebbleText + "\n\n" + tideText, "pebble exact, shell exact", ""},
		{"two with notices", "Copyright 2024 Quill\n\n" + tideText + "\n\n---\n\nCopyright 2023 Nib Ltd\n\n" + pebbleText,
			"shell exact, pebble exact", ""},
		{"three with titles", "# The pebble\n" + pebbleText + "\n# The shell\n" + tideText + "\n# License\n" + grainText,
			"pebble exact, shell exact, grain-only exact", ""},
		{"twice the same", pebbleText + "\n\n" + pebbleText, "pebble exact, pebble exact", ""},
		{"words between", pebbleText + "\n\nThe crabs are not for sale.\n\n" + tideText, "pebble modified, shell modified",
			"The crabs are not for sale"},
		{"one cut short", pebbleText + "\n\n" + half(tideText), "pebble modified, shell modified", ""},
		{"or later beside the text", "Licensed under grain-only or later.\n\n" + grainText, "grain-or-later modified",
			"Licensed under grain-only or later"},
		{"tag beside the text", "SPDX-License-Identifier: grain-or-later\n\n" + grainText, "grain-or-later modified",
			"SPDX-License-Identifier: grain-or-later"},
		{"named beside another text", "The crabs are licensed under shell.\n\n" + pebbleText, "pebble modified, shell reference",
			"The crabs are licensed under shell"},
	}
	for _, tt := range tests {
		id := c.Identify(document([]byte(tt.text)))
		var got, rest []string
		covers := 0.0
		for _, m := range id.Licenses {
			got = append(got, m.ID+" "+string(m.Degree))
			covers += m.Covers
			if m.Degree == license.Exact && m.Complete != 1 || len(m.Spans) == 0 {
				t.Errorf("%s: %s is complete to %.2f with %d spans", tt.name, m.ID, m.Complete, len(m.Spans))
			}
		}
		for _, s := range id.Unmatched {
			rest = append(rest, tt.text[s.Start:s.End])
		}
		if strings.Join(got, ", ") != tt.want || strings.Join(rest, " | ") != tt.unmatched {
			t.Errorf("%s: %v and %q, want %s and %q", tt.name, got, rest, tt.want, tt.unmatched)
		}
		if covers > 1.0001 || tt.unmatched == "" && covers < 0.9 {
			t.Errorf("%s: covers %.3f in all", tt.name, covers)
		}
	}
}
