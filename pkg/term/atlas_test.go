package term_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

func atlas() *term.Atlas {
	return &term.Atlas{
		Countries: []term.Country{
			{Code: "AA", Names: []string{"Aland"}}, {Code: "BB", Codes: []string{"ZZ"}, Shown: "ZZ", Names: []string{"Beeland"}},
			{Code: "CC", Names: []string{"Ceeland"}},
		},
		Unions: []term.Union{
			{Code: "AB", Name: "the Bond", Members: []term.Member{{Country: "AA", From: "2000-01-01"},
				{Country: "BB", From: "2000-01-01", To: "2009-12-31"}}},
			{Code: "ABC", Name: "the Wider Bond", Includes: []string{"AB"}, Since: "2005-01-01",
				Members: []term.Member{{Country: "CC", From: "2006-06-01"}}},
		},
	}
}

func TestMembershipHasItsDays(t *testing.T) {
	a := atlas()
	for _, tt := range []struct {
		country, region, day string
		in, known            bool
	}{
		{"AA", "AA", "1999-01-01", true, true},
		{"BB", "ZZ", "1999-01-01", true, true}, // by its other code
		{"AA", "AB", "1999-12-31", false, true},
		{"AA", "AB", "2000-01-01", true, true},
		{"BB", "AB", "2009-12-31", true, true},
		{"BB", "AB", "2010-01-01", false, true}, // it has left
		{"AA", "ABC", "2004-12-31", false, true},
		{"AA", "ABC", "2005-01-01", true, true}, // through the union inside
		{"CC", "ABC", "2006-05-31", false, true},
		{"AA", "XX", "2020-01-01", false, false}, // nobody knows what it is
	} {
		day, err := time.Parse(time.DateOnly, tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if in, known := a.In(tt.country, tt.region, day); in != tt.in || known != tt.known {
			t.Errorf("%s in %s on %s: %v, %v; want %v, %v", tt.country, tt.region, tt.day, in, known, tt.in, tt.known)
		}
	}
}

func TestRegionsHaveNames(t *testing.T) {
	a := atlas()
	for code, want := range map[string]string{"AB": "the Bond", "ZZ": "Beeland", "AA": "Aland", "XX": "XX"} {
		if got := a.RegionName(code); got != want {
			t.Errorf("%s is called %q, want %q", code, got, want)
		}
	}
}

func TestCheckTellsWhatCannotBe(t *testing.T) {
	a := atlas()
	a.Countries = append(a.Countries, term.Country{Code: "AA", Names: []string{"again"}})
	a.Unions[0].Members[0].From = "soon"
	a.Unions[1].Includes = []string{"ABC"}
	var faults []string
	a.Check(func(field, why string) { faults = append(faults, field+": "+why) })
	want := []string{"countries: AA needs", "unions: AB: AA needs a country", "unions: ABC: there is no other union ABC"}
	for i, w := range want {
		if i >= len(faults) || !strings.HasPrefix(faults[i], w) {
			t.Fatalf("got %q, want %q", faults, want)
		}
	}
}
