package license_test

import (
	"strings"
	"testing"

	"github.com/google/licensecheck"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/rules"
)

// patternText turns one of licensecheck's own patterns into a text that it
// matches, if the pattern is plain words.
func patternText(t *testing.T, id string) string {
	t.Helper()
	for _, l := range licensecheck.BuiltinLicenses() {
		if l.ID == id && l.LRE != "" && !strings.ContainsAny(l.LRE, "(|") && !strings.Contains(l.LRE, "__") {
			var lines []string
			for _, line := range strings.Split(l.LRE, "\n") {
				if !strings.HasPrefix(strings.TrimSpace(line), "//") {
					lines = append(lines, line)
				}
			}
			return strings.Join(lines, "\n")
		}
	}
	t.Skipf("licensecheck has no plain pattern for %s", id)
	return ""
}

func TestLicensecheckNamesWhatTheCatalogueHasNoTextOf(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	var id string
	for _, l := range licensecheck.BuiltinLicenses() {
		e, known := set.Licenses.Entry(l.ID)
		plain := l.LRE != "" && !strings.ContainsAny(l.LRE, "(|") && !strings.Contains(l.LRE, "__") && len(l.LRE) > 1500
		if plain && (!known || !e.HasText) && licensecheck.Scan([]byte(patternText(t, l.ID))).Percent == 100 {
			id = l.ID
			break
		}
	}
	if id == "" {
		t.Skip("every plain pattern of licensecheck is in the catalogue")
	}
	text := patternText(t, id)
	identify := func(s string) license.Identification {
		return set.Licenses.Identify(doc.New("LICENSE", doc.RoleLicence, "", []byte(s)))
	}
	whole := identify(text)
	if len(whole.Licenses) != 1 || whole.Licenses[0].SPDX != id || whole.Licenses[0].Degree != license.Exact {
		t.Errorf("%s: %+v", id, whole.Licenses)
	}
	more := identify(text + "\n\nProducts with more than five million users must ask Quillworks for another licence first.\n")
	for _, m := range more.Licenses {
		if m.Degree == license.Exact {
			t.Errorf("%s with a clause appended is called exact", m.ID)
		}
	}
	if len(more.Unmatched) == 0 {
		t.Error("the appended clause is not among the unmatched words")
	}
}

func TestUnknownTextStaysUnknown(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	text := "The Quillworks Terms. You may read this story aloud, and you may sing it on Sundays, but you may not print it on mugs or towels, whatever the season."
	id := set.Licenses.Identify(doc.New("LICENSE", doc.RoleLicence, "", []byte(text)))
	if len(id.Licenses) != 0 || len(id.Unmatched) == 0 {
		t.Errorf("%+v", id)
	}
}
