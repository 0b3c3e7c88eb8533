package render

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// Every kind of clause that may keep a target from passing has a question of
// its own, and no question is of a kind that does not exist.
func TestEveryKindIsAsked(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	asked := wording().Asks
	for _, info := range set.Clauses.Kinds() {
		if _, ok := asked[string(info.Kind)]; !ok && (info.Restrictive() || info.Outcome != string(policy.Pass)) {
			t.Errorf("no question decides a clause of the kind %s", info.Kind)
		}
	}
	kinds := append(term.ClauseKinds(), term.FindingKinds()...)
	known := func(name string) bool { return name == "else" || slices.Contains(kinds, term.Kind(name)) }
	for name, a := range asked {
		if !known(name) || a.Who == "" || len(a.Ask) == 0 {
			t.Errorf("asks: %s: %+v", name, a)
		}
	}
	for _, s := range wording().Sought {
		for _, name := range s.Kinds {
			if !known(name) {
				t.Errorf("sought: %s names no kind", name)
			}
		}
	}
	for _, name := range wording().Quiet {
		if !known(name) {
			t.Errorf("quiet: %s names no kind", name)
		}
	}
}

func TestBrief(t *testing.T) {
	needs, hit := finding.NeedsPerson, finding.Triggered
	clause := func(id string, k term.Kind, s finding.State, p term.Params, via ...string) finding.Finding {
		return finding.Finding{ID: id, Kind: k, Title: string(k), Params: p, Via: via,
			Judged: finding.Judged{State: &s, Because: finding.Unasked().Because}}
	}
	target := audit.TargetReport{
		Findings: []finding.Finding{
			clause("a", term.FieldOfUse, needs, term.Params{"fields": []string{"weapons"}}),
			clause("b", term.FieldOfUse, needs, term.Params{"fields": []string{"surveillance", "weapons"}}),
			clause("c", term.UserCap, hit, term.Params{"threshold": int64(5000), "metric": "devices"}),
			clause("d", term.FieldOfUse, needs, term.Params{"fields": []string{"gambling"}}, "huggingface:model:o/up@c0"),
			{ID: "e", Kind: term.LicenceUnknown, Remarks: []finding.Remark{finding.Say("unknown-text")}},
		},
		Obligations: []policy.Obligation{{Finding: "c", Do: "keep"}, {Finding: "c", Do: "show"}, {Finding: "x", Do: "keep", Due: policy.DueNo}},
	}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		target.Verdict.Reasons = append(target.Verdict.Reasons, policy.Reason{Finding: id})
	}
	target.Verdict.Reasons = append(target.Verdict.Reasons, policy.Reason{Because: []finding.Remark{finding.Say("strange-text")}})
	tell(&target)
	b := newBrief(target)

	var limits []string
	for _, l := range b.Limits {
		limits = append(limits, l.Title+" "+l.What+" "+l.source())
	}
	want := []string{"user-cap 5,000 devices ", "field-of-use weapons, surveillance ", "field-of-use gambling o/up"}
	if !slices.Equal(limits, want) {
		t.Errorf("limits are %q, want %q", limits, want)
	}
	if b.Limits[0].Question != 0 || b.Limits[1].Question != 1 || b.Limits[2].Question != 1 {
		t.Errorf("one question decides the limits that need a person, none the one that applies: %+v", b.Limits)
	}
	if len(b.Questions) != 2 || b.Questions[1].Who != "Legal" || len(b.Questions[0].Findings) != 3 {
		t.Errorf("questions are %+v", b.Questions)
	}
	if len(b.Duties) != 1 || b.Duties[0].Do != "show" || len(b.Lifted) != 1 {
		t.Errorf("duties are %+v, lifted %+v", b.Duties, b.Lifted)
	}
	if slices.Contains(b.NotFound, "size") || !slices.Contains(b.NotFound, "region") {
		t.Errorf("not found: %q", b.NotFound)
	}
}
