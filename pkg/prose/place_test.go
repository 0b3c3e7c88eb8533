package prose_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// plain writes names as a reader takes them.
func plain(names ...prose.Name) []prose.Name {
	for i, n := range names {
		names[i] = n.Plain()
	}
	return names
}

func TestPlaces(t *testing.T) {
	names := prose.NewNames(plain(
		prose.Name{Code: "EU", Called: []string{"European Union", "EU"}}, prose.Name{Code: "UK", Called: []string{"United Kingdom", "UK"}},
		prose.Name{Code: "US", Called: []string{"United States", "US", "U.S."}},
		prose.Name{Code: "CN", Called: []string{"China", "中国"}}, prose.Name{Code: "HK", Called: []string{"香港", "中国香港"}},
		prose.Name{Code: "RW", Called: []string{"Rwanda"}},
	), plain(prose.Name{Code: "RW", Called: []string{"Rwandan"}}), nil)
	for text, want := range map[string]string{
		"residents of Rwanda":                         "RW",
		"in the European Union, the UK or the U.S.":   "EU UK US",
		"use by us or by those who pay us":            "",
		"the US and its states":                       "US",
		"不得在中国香港使用":                                   "HK",
		"in China and in the member states of the EU": "CN EU",
		"Chinaware": "",
	} {
		var codes []string
		for _, v := range names.Values(prose.Places, []byte(text), prose.Words([]byte(text)), nil) {
			codes = append(codes, v.Places...)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
	people := []byte("Rwandan companies")
	if found := names.Values(prose.People, people, prose.Words(people), nil); len(found) != 1 || found[0].Places[0] != "RW" {
		t.Errorf("people: %+v", found)
	}
}
