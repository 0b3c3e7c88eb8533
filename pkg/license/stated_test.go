package license_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// shellEntry is an entry for tideText that says where its terms stand.
func shellEntry(t *testing.T) string {
	t.Helper()
	fields, err := license.Fingerprint([]byte(tideText), license.FingerprintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`id: shell
name: The shell
family: beach
category: source-available
terms:
  - {kind: no-selling, at: [0, 4]}
  - {kind: audit-or-reporting, at: [4, 19]}
  - {kind: data-deletion-on-termination, at: [19, 29]}
  - {kind: indemnity}
texts:
%s`, fields)
}

// TestStated holds which known terms are said to stand in a document, and in
// which words: only where the words stand unchanged.
func TestStated(t *testing.T) {
	c := catalogue(t, shellEntry(t))
	selling := "no-selling: Nobody sells this shell"
	report := "audit-or-reporting: Whoever takes it home tells the warden of the shore which way the tide ran"
	back := "data-deletion-on-termination: and brings it back within a year and a day"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"as it is", tideText, []string{selling, back, report}},
		{"wrapped and under a notice", "Copyright 2024 Quill\n\n" + strings.ReplaceAll(tideText, "the warden", "the\n   warden"),
			[]string{selling, back, strings.Replace(report, "the warden", "the\n   warden", 1)}},
		{"with words behind", tideText + "\n\nCrabs are not for sale.", []string{selling, back, report}},
		{"one changed", strings.Replace(tideText, "and a day", "and a night", 1), []string{selling}},
		{"only named", "Licensed under the shell.", nil},
	}
	for _, tt := range tests {
		d := document([]byte(tt.text))
		var got []string
		for _, m := range c.Identify(d).Licenses {
			for _, s := range m.Stated {
				got = append(got, fmt.Sprintf("%s: %s", s.Kind, d.Quote([]doc.Span{s.Spans[0]})))
			}
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}
