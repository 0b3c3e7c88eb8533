package kind

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

func TestDutyHolds(t *testing.T) {
	p := term.Params{"text": "Acme", "where": []string{"website"}, "empty": "", "none": nil, "no": false, "yes": true, "list": []string{},
		"two": []string{"a", "b"}, "n": int64(0)}
	for _, tt := range []struct {
		condition string
		want      bool
	}{
		{"text", true}, {"text=Acme", true}, {"text=Zeta", false}, {"where=website", true}, {"two", true}, {"two=a", false},
		{"empty", false}, {"none", false}, {"absent", false}, {"no", false}, {"yes", true}, {"list", false}, {"n", true},
	} {
		if got := (Duty{If: []string{tt.condition}}).Holds(p); got != tt.want {
			t.Errorf("%s: %t", tt.condition, got)
		}
	}
	if !(Duty{}).Holds(nil) {
		t.Error("a duty without a condition does not hold")
	}
}

func TestDutyFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		duties []Duty
		want   string
	}{
		{"good", []Duty{{Do: Show, If: []string{"text", "where=website"}, Text: "Show {text}."}, {Do: Show, Text: "Show it."}}, ""},
		{"sort", []Duty{{Do: "sing", Text: "Sing."}}, "none of"},
		{"no text", []Duty{{Do: Keep}}, "text is missing"},
		{"unknown parameter", []Duty{{Do: Keep, If: []string{"colour"}, Text: "Keep it."}}, `no parameter "colour"`},
		{"may be empty", []Duty{{Do: Show, Text: "Show {text}."}}, "may be empty"},
		{"condition may be empty", []Duty{{Do: Show, Text: "Show it.", When: "at {where}"}}, "may be empty"},
		{"never taken", []Duty{{Do: Show, Text: "Show it."}, {Do: Show, If: []string{"text"}, Text: "Show {text}."}}, "never taken"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := Info{Kind: term.Attribution, Obligation: tt.duties}.checkDuties()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("have %v, want %q", err, tt.want)
			}
		})
	}
}

func TestRidersFollowEveryForm(t *testing.T) {
	i := Info{Kind: term.UserCap, Riders: []Rider{
		{If: []string{"affiliates"}, Text: "Affiliates count."}, {If: []string{"affiliates=false"}, Text: "Affiliates do not count."},
	}}
	for _, tt := range []struct {
		p    term.Params
		want string
	}{
		{term.Params{}, "Count."}, {term.Params{"affiliates": true}, "Count. Affiliates count."},
		{term.Params{"affiliates": false}, "Count. Affiliates do not count."},
	} {
		if got := i.Ridden(Duty{Text: "Count."}, tt.p); got != tt.want {
			t.Errorf("%v: %q, not %q", tt.p, got, tt.want)
		}
	}
	if err := (Info{Kind: term.UserCap, Riders: []Rider{{Text: "It is {window}."}}}).checkDuties(); err == nil {
		t.Error("a rider may use what it does not ask for")
	}
}
