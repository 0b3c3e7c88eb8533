package finding_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func TestStanding(t *testing.T) {
	fixed := &license.Entry{ID: "pebble", FixedText: true}
	template := &license.Entry{ID: "mould"}
	exception := &license.Entry{ID: "pebble-exception", FixedText: true, DocType: license.Exception}
	drafted := &license.Entry{ID: "pebble", FixedText: true, Drafted: true}
	closed := &license.Entry{ID: "pebble-api", Closed: true}
	tests := []struct {
		name    string
		licence finding.License
		want    finding.Standing
		settled bool
	}{
		{"the text itself", finding.License{Entry: fixed, Source: term.Detected, Match: license.Exact}, finding.ExactText, true},
		{"the text of a template", finding.License{Entry: template, Source: term.Detected, Match: license.Exact}, finding.ExactText, true},
		{"a fixed text by its name", finding.License{Entry: fixed, Source: term.Declared, Match: license.Reference}, finding.FixedByName, true},
		{"a template by its name", finding.License{Entry: template, Source: term.Declared, Match: license.Reference}, finding.KnownByName, false},
		{"one of several", finding.License{Entry: template, Source: term.Declared, Match: license.Reference, Ambiguous: true},
			finding.OneOfSeveral, false},
		{"several without a common entry", finding.License{Source: term.Declared, Match: license.Reference, Ambiguous: true},
			finding.OneOfSeveral, false},
		{"a word in prose", finding.License{Entry: fixed, Source: term.Inferred, Match: license.Reference}, finding.NamedInProse, false},
		{"a changed text", finding.License{Entry: fixed, Source: term.Detected, Match: license.Modified}, finding.ChangedText, false},
		{"a part of a text", finding.License{Entry: fixed, Source: term.Detected, Match: license.Partial}, finding.PartialText, false},
		{"a text of nobody's", finding.License{Source: term.Detected, Match: license.Modified}, finding.StrangeText, false},
		{"a name of nobody's", finding.License{Source: term.Declared, Match: license.Reference}, finding.StrangeName, false},
		{"an exception by its name", finding.License{Entry: exception, Source: term.Declared, Match: license.Reference}, finding.StrangeName,
			false},
		{"an exception alone", finding.License{Entry: exception, Source: term.Detected, Match: license.Exact}, finding.StrangeText, false},
		{"a text that nobody read, by its name", finding.License{Entry: drafted, Source: term.Declared, Match: license.Reference},
			finding.KnownByName, false},
		{"terms of a service", finding.License{Entry: closed, Source: term.Catalogue, Match: license.Reference}, finding.Service, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.licence.Standing(); got != tt.want || got.Settled() != tt.settled {
				t.Errorf("got %s (settled %v), want %s (%v)", got, got.Settled(), tt.want, tt.settled)
			}
		})
	}
}
