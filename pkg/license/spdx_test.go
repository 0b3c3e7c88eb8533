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

func TestReferences(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		text string
		want []string
	}{
		{"The code is licensed under the Apache License 2.0.", []string{"Apache-2.0"}},
		{"The weights are released under the MIT License, the data is available under CC-BY-4.0.", []string{"MIT", "CC-BY-4.0"}},
		{"See https://creativecommons.org/licenses/by-nc/4.0/ for the terms.", []string{"CC-BY-NC-4.0"}},
		{"It is provided under the hood of a car.", nil},
		{"We talk about Apache helicopters and MIT students.", nil},
	}
	for _, tt := range tests {
		id := set.Licenses.Identify(doc.New("README.md", doc.RoleCard, "", []byte(tt.text)))
		var got []string
		for _, m := range id.Licenses {
			if m.Degree != license.Reference {
				t.Errorf("%q: %s is %s", tt.text, m.ID, m.Degree)
			}
			got = append(got, m.ID)
		}
		if strings.Join(got, " ") != strings.Join(tt.want, " ") {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}
