package finding_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func kinds() kind.Table {
	all := []term.Right{term.Use, term.Commercial, term.Modify, term.Share, term.ShareChanged, term.Serve}
	return kind.Table{
		{Kind: term.UserCap, Limits: kind.LimitsUsers, Limited: all},
		{Kind: term.RevenueCap, Limits: kind.LimitsUsers, Limited: all},
		{Kind: term.NonCommercial, Limits: kind.LimitsUse, Limited: all, Barred: []term.Right{term.Commercial}},
		{Kind: term.CommercialRegistration, Limits: kind.LimitsUse, Limited: all},
		{Kind: term.NoRedistribution, Limits: kind.LimitsPassingOn, Barred: []term.Right{term.Share, term.ShareChanged}},
		{Kind: term.NoTrainingOnOutputs, Limits: kind.LimitsUse, Limited: []term.Right{term.TrainOthers}},
		{Kind: term.AttributionThreshold, Limits: kind.LimitsNone},
		{Kind: term.Attribution, Limits: kind.LimitsNone},
		{Kind: term.NetworkCopyleft, Limits: kind.LimitsPassingOn, Sharper: &kind.Sharper{
			If: []string{"form=service-source"}, Limits: kind.LimitsUse, Limited: []term.Right{term.Serve, term.Commercial},
		}},
		{Kind: term.NoticeRetention, Limits: kind.LimitsNone},
		{Kind: term.Fee, Limits: kind.LimitsNone},
	}
}

func clauses(kinds ...term.Kind) []finding.Clause {
	var out []finding.Clause
	for _, k := range kinds {
		out = append(out, finding.Clause{Kind: k})
	}
	return out
}

func TestSummarise(t *testing.T) {
	everything := []finding.Grant{{Rights: []term.Right{term.Use, term.Commercial, term.Modify, term.Share, term.ShareChanged, term.Serve}}}
	sharing := []finding.Grant{{Rights: []term.Right{term.Share}}}
	free := finding.Terms{Licence: true, Full: true}
	tests := []struct {
		name       string
		terms      []finding.Terms
		commercial term.CommercialUse
		free       string
		rights     map[term.Right]term.Answer
	}{
		{"nothing", nil, "unknown", "null", nil},
		{"a known free licence", []finding.Terms{free}, "yes", "true", map[term.Right]term.Answer{"use": "yes", "train-others": "yes"}},
		{"a text that grants everything", []finding.Terms{{Licence: true, Grants: everything}}, "yes", "true",
			map[term.Right]term.Answer{"share": "yes"}},
		{"a text that grants nothing", []finding.Terms{{Licence: true}}, "unknown", "null",
			map[term.Right]term.Answer{"use": "silent", "train-others": "yes"}},
		{"a grant that does not cover commerce", []finding.Terms{{Licence: true, Grants: sharing}}, "unknown", "null",
			map[term.Right]term.Answer{"share": "yes", "commercial": "silent"}},
		{"an open sentence", []finding.Terms{{Licence: true, Grants: everything, Open: finding.Everything(1)}}, "unknown", "null",
			map[term.Right]term.Answer{"use": "unknown", "train-others": "unknown"}},
		{"an open sentence about passing on", []finding.Terms{{Licence: true, Grants: everything, Open: []finding.Reach{{term.Share}}}},
			"yes", "null", map[term.Right]term.Answer{"use": "yes", "share": "unknown", "train-others": "yes"}},
		{"an open sentence that takes from no right", []finding.Terms{{Licence: true, Grants: everything, Open: []finding.Reach{{}}}},
			"yes", "null", map[term.Right]term.Answer{"use": "yes", "share": "yes"}},
		{"open sentences that reach several", []finding.Terms{{Licence: true, Grants: everything,
			Open: []finding.Reach{{}, {term.Modify}, {term.Commercial}}}}, "unknown", "null",
			map[term.Right]term.Answer{"use": "yes", "modify": "unknown", "commercial": "unknown"}},
		{"an open statement of the card", []finding.Terms{free, {Open: finding.Everything(1)}}, "unknown", "null",
			map[term.Right]term.Answer{"commercial": "unknown"}},
		{"a bar beside an open sentence stands", []finding.Terms{{Licence: true, Clauses: clauses(term.NonCommercial),
			Open: finding.Everything(1)}}, "no", "false",
			map[term.Right]term.Answer{"commercial": "no", "share": "unknown"}},
		{"what is granted beside an open sentence can be narrowed",
			[]finding.Terms{{Licence: true, Grants: sharing, Clauses: clauses(term.NonCommercial),
				Open: finding.Everything(1)}}, "no", "false", map[term.Right]term.Answer{"share": "limited", "modify": "unknown"}},
		{"a card's bar beside a free licence", []finding.Terms{free, {Clauses: clauses(term.NonCommercial)}}, "no", "false",
			map[term.Right]term.Answer{"commercial": "no"}},
		{"a cap", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.UserCap)}}, "yes-with-conditions", "false",
			map[term.Right]term.Answer{"use": "limited"}},
		{"a cap that may not bind", []finding.Terms{free, {Clauses: []finding.Clause{{Kind: term.UserCap, Doubtful: true}}}}, "unknown", "null",
			map[term.Right]term.Answer{"use": "unknown", "train-others": "yes"}},
		{"a bar above a revenue", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.NonCommercial, term.RevenueCap)}},
			"yes-with-conditions", "false", nil},
		{"a bar and another work's revenue cap", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.NonCommercial)},
			{Clauses: clauses(term.RevenueCap)}}, "no", "false", nil},
		{"commerce for whoever registers", []finding.Terms{{Licence: true, Full: true, Clauses: []finding.Clause{
			{Kind: term.NonCommercial}, {Kind: term.CommercialRegistration, Params: term.Params{"path": "registration"}}}}}, "by-application",
			"false", nil},
		{"passing on barred", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.NoRedistribution)}}, "yes", "false",
			map[term.Right]term.Answer{"share": "no", "use": "yes"}},
		{"a badge above a size", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.AttributionThreshold)}},
			"yes-with-conditions", "true", map[term.Right]term.Answer{"commercial": "yes"}},
		{"a badge that commercial users owe", []finding.Terms{{Licence: true, Full: true, Clauses: []finding.Clause{
			{Kind: term.Attribution, Params: term.Params{"trigger": "commercial use"}}}}},
			"yes-with-conditions", "true", map[term.Right]term.Answer{"commercial": "yes"}},
		{"a fee", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.Fee)}}, "yes-with-conditions", "true",
			map[term.Right]term.Answer{"commercial": "yes"}},
		{"a fee beside what nobody read", []finding.Terms{{Licence: true, Open: finding.Everything(1), Clauses: clauses(term.Fee)}}, "unknown",
			"null", nil},
		{"outputs", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.NoTrainingOnOutputs)}}, "yes-with-conditions", "false",
			map[term.Right]term.Answer{"train-others": "limited", "use": "yes"}},
		{"a whole service as source", []finding.Terms{{Licence: true, Full: true,
			Clauses: []finding.Clause{{Kind: term.NetworkCopyleft, Params: term.Params{"form": "service-source"}}}}},
			"yes-with-conditions", "false", map[term.Right]term.Answer{"serve": "limited"}},
		{"a known licence that grants use only", []finding.Terms{{Licence: true, Full: true,
			Stated: map[term.Right]term.Answer{"modify": "silent"}}},
			"yes", "null", map[term.Right]term.Answer{"use": "yes", "modify": "silent"}},
		{"a known bar on a part of the work", []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.NonCommercial),
			Stated: map[term.Right]term.Answer{"commercial": "limited"}}}, "yes-with-conditions", "false",
			map[term.Right]term.Answer{"commercial": "limited", "share": "limited"}},
		{"what is known of a text of which more is open", []finding.Terms{{Licence: true, Full: true, Open: finding.Everything(1),
			Stated: map[term.Right]term.Answer{"use": "yes"}}}, "unknown", "null", map[term.Right]term.Answer{"use": "unknown"}},
		{"another source's bar beside what is known", []finding.Terms{{Licence: true, Full: true,
			Stated: map[term.Right]term.Answer{"commercial": "yes"}}, {Clauses: clauses(term.NonCommercial)}}, "no", "false",
			map[term.Right]term.Answer{"commercial": "no"}},
		{"a policy alone", []finding.Terms{{Clauses: clauses(term.UserCap)}}, "yes-with-conditions", "false", nil},
		{"two licences, one silent", []finding.Terms{free, {Licence: true, Grants: sharing}}, "unknown", "null",
			map[term.Right]term.Answer{"share": "yes", "use": "silent"}},
		{"a kind that nobody described", []finding.Terms{{Licence: true, Full: true, Clauses: clauses("no-whistling")}}, "yes-with-conditions",
			"false", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := finding.Summarise(kinds(), tt.terms...)
			if s.CommercialUse != tt.commercial || stated(s.RestrictionFree) != tt.free {
				t.Errorf("commercial use %s, free %s; want %s, %s", s.CommercialUse, stated(s.RestrictionFree), tt.commercial, tt.free)
			}
			for r, want := range tt.rights {
				if got := s.Rights[r].Value; got != want {
					t.Errorf("%s is %s, want %s", r, got, want)
				}
			}
		})
	}
}

func stated(b *bool) string {
	switch {
	case b == nil:
		return "null"
	case *b:
		return "true"
	default:
		return "false"
	}
}

// Nothing that is added makes an answer freer, and what is behind an answer is
// named by its place among all clauses.
func TestNeverFreer(t *testing.T) {
	order := term.Answers()
	base := []finding.Terms{{Licence: true, Full: true, Clauses: clauses(term.NoticeRetention)}}
	for _, more := range []finding.Terms{
		{Open: finding.Everything(1)}, {Open: []finding.Reach{{}}}, {Open: []finding.Reach{{term.Share}}}, {Licence: true},
		{Clauses: clauses(term.UserCap)}, {Clauses: clauses(term.NonCommercial)},
		{Clauses: clauses(term.NoRedistribution, term.NoTrainingOnOutputs)},
	} {
		for _, before := range [][]finding.Terms{base, append(base, finding.Terms{Clauses: clauses(term.NonCommercial)})} {
			a, b := finding.Summarise(kinds(), before...), finding.Summarise(kinds(), append(before, more)...)
			for _, r := range term.Rights() {
				if rank(order, a.Rights[r].Value) > rank(order, b.Rights[r].Value) {
					t.Errorf("%s was %s and is %s with %+v", r, a.Rights[r].Value, b.Rights[r].Value, more)
				}
			}
			if stated(a.RestrictionFree) == "false" && stated(b.RestrictionFree) != "false" || stated(b.RestrictionFree) == "true" &&
				stated(a.RestrictionFree) != "true" {
				t.Errorf("free was %s and is %s with %+v", stated(a.RestrictionFree), stated(b.RestrictionFree), more)
			}
		}
	}
	s := finding.Summarise(kinds(), base[0], finding.Terms{Clauses: clauses(term.NoTrainingOnOutputs, term.UserCap)})
	if by := s.Rights[term.Use].By; len(by) != 1 || by[0] != 2 {
		t.Errorf("use is limited by %v, want the third clause", by)
	}
}

func rank(order []term.Answer, a term.Answer) int {
	for i, have := range order {
		if have == a {
			return i
		}
	}
	return -1
}
