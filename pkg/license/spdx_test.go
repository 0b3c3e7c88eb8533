package license_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/licensecheck"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/rules"
)

var patternMarks = regexp.MustCompile(`(?s)//\*\*.*?\*\*//`)

// patternText turns one of licensecheck's own patterns, which must be plain
// words, into a text that it matches.
func patternText(t *testing.T, id string) string {
	t.Helper()
	for _, l := range licensecheck.BuiltinLicenses() {
		text := patternMarks.ReplaceAllString(l.LRE, "")
		if l.ID == id && l.LRE != "" && !strings.Contains(text, "__") && !strings.Contains(text, "((") {
			return strings.TrimSpace(text)
		}
	}
	t.Fatalf("licensecheck has no plain pattern for %s", id)
	return ""
}

func TestLicensecheckNamesWhatTheCatalogueHasNoTextOf(t *testing.T) {
	const id = "SWL"
	c := catalogue(t, pebble)
	identify := func(s string) license.Identification {
		return c.Identify(doc.New("LICENSE", doc.RoleLicence, "", []byte(s)))
	}
	text := patternText(t, id)
	whole := identify(text)
	if len(whole.Licenses) != 1 || whole.Licenses[0].SPDX != id || whole.Licenses[0].Degree != license.Exact || len(whole.Unmatched) > 0 {
		t.Errorf("%s: %+v", id, whole)
	}
	more := identify(text + "\n\nProducts with more than five million users must ask Quillworks for another licence first.\n")
	if len(more.Licenses) != 1 || more.Licenses[0].ID != id || more.Licenses[0].Degree != license.Modified || len(more.Unmatched) == 0 {
		t.Errorf("%s with a clause appended: %+v", id, more)
	}
	part := identify(text[:len(text)/2])
	for _, m := range part.Licenses {
		if m.Degree == license.Exact {
			t.Errorf("half of %s is called exact", m.ID)
		}
	}
}

func TestUnknownTextStaysUnknown(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	text := "The Quillworks Terms. You may read this story aloud, and you may sing it on Sundays, but you may not print it on mugs or " +
		"towels, whatever the season."
	id := set.Licenses.Identify(doc.New("LICENSE", doc.RoleLicence, "", []byte(text)))
	if len(id.Licenses) != 0 || len(id.Unmatched) == 0 {
		t.Errorf("%+v", id)
	}
}
