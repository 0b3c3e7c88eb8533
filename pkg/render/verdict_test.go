package render

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func TestReasonsOfAVerdict(t *testing.T) {
	needs, hit := finding.NeedsPerson, finding.Triggered
	capped := finding.Finding{
		ID: "a", Kind: term.UserCap, Title: "A cap on users",
		Params: term.Params{"threshold": int64(5000), "metric": "users"},
		Judged: finding.Judged{State: &hit, Because: []finding.Remark{finding.Say("above", "limit", 5000, "figure", 9000, "of", "now")}},
	}
	bars := func(id, field string) finding.Finding {
		return finding.Finding{
			ID: id, Kind: term.FieldOfUse, Title: "Barred uses", Params: term.Params{"fields": []string{field}},
			Via: []string{"huggingface:model:o/up@c0"}, Judged: finding.Judged{State: &needs,
				Because: []finding.Remark{finding.Say("in-field", "fields", []string{field})}},
		}
	}
	unknown := finding.Finding{ID: "d", Kind: term.LicenceUnknown, Remarks: []finding.Remark{finding.Say("unknown-text")}}
	plain := policy.Reason{Because: []finding.Remark{finding.Say("document-not-read", "path", "LICENSE", "status", "denied")}}

	for _, c := range []struct {
		name     string
		findings []finding.Finding
		judged   bool
		want     string
	}{
		{"one clause, no profile", []finding.Finding{capped}, false, "A cap on users: 5,000 users"},
		{"one clause, a profile", []finding.Finding{capped}, true, "A cap on users → 5,000 < your 9,000 now: triggered"},
		{"alike, no profile", []finding.Finding{bars("b", "spam"), bars("c", "drugs")}, false, "Barred uses, from o/up (2 clauses)"},
		{"alike, a profile", []finding.Finding{bars("b", "spam"), bars("c", "drugs")}, true,
			"Barred uses, from o/up (2 clauses) → each needs a person: the sums stand above"},
		{"what is no clause", []finding.Finding{unknown}, true, "the text is of no licence that fineprint knows"},
		{"too long", []finding.Finding{bars("b", strings.Repeat("very ", 20)+"long")}, false,
			"Barred uses, from o/up: very very very very very very very …"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report := audit.TargetReport{Findings: c.findings}
			for _, f := range c.findings {
				report.Verdict.Reasons = append(report.Verdict.Reasons, policy.Reason{Finding: f.ID})
			}
			report.Verdict.Reasons = append(report.Verdict.Reasons, plain)
			tell(&report)
			got := reasons(report, c.judged)
			if len(got) != 2 || got[0].line(60) != c.want || got[1].line(10) != "LICENSE was not read (denied)" {
				t.Errorf("reasons are %+v, first %q; want %q", got, got[0].line(60), c.want)
			}
		})
	}
}
