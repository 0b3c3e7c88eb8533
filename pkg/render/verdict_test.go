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
		ID: "a", Kind: term.UserCap, Message: "A cap on users: 5,000 users (known of x)",
		Params: term.Params{"threshold": int64(5000), "metric": "users"}, Judged: finding.Judged{State: &hit, Sum: "5,000 against 9,000: triggered"},
	}
	bars := func(id, field string) finding.Finding {
		return finding.Finding{
			ID: id, Kind: term.FieldOfUse, Message: "Barred uses: " + field, Params: term.Params{"fields": []string{field}},
			Via: []string{"huggingface:model:o/up@c0"}, Judged: finding.Judged{State: &needs, Sum: "it bars " + field + ": needs a person"},
		}
	}
	unknown := finding.Finding{ID: "d", Kind: term.LicenceUnknown, Message: "the text is of no licence that fineprint knows"}
	plain := policy.Reason{Text: "LICENSE was not read (denied)"}

	for _, c := range []struct {
		name     string
		findings []finding.Finding
		judged   bool
		want     string
	}{
		{"one clause, no profile", []finding.Finding{capped}, false, "A cap on users: 5,000 users"},
		{"one clause, a profile", []finding.Finding{capped}, true, "A cap on users → 5,000 against 9,000: triggered"},
		{"alike, no profile", []finding.Finding{bars("b", "spam"), bars("c", "drugs")}, false, "Barred uses, from o/up (2 clauses)"},
		{"alike, a profile", []finding.Finding{bars("b", "spam"), bars("c", "drugs")}, true, "Barred uses, from o/up (2 clauses) → each needs a person: the sums stand above"},
		{"what is no clause", []finding.Finding{unknown}, true, unknown.Message},
		{"too long", []finding.Finding{bars("b", strings.Repeat("very ", 20)+"long")}, false, "Barred uses, from o/up: very very very very very very very …"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report := audit.TargetReport{Findings: c.findings}
			for _, f := range c.findings {
				report.Verdict.Reasons = append(report.Verdict.Reasons, policy.Reason{Finding: f.ID, Text: f.Message})
			}
			report.Verdict.Reasons = append(report.Verdict.Reasons, plain)
			got := reasons(report, c.judged)
			if len(got) != 2 || got[0].line(60) != c.want || got[1].line(10) != plain.Text {
				t.Errorf("reasons are %+v, first %q; want %q, then %q", got, got[0].line(60), c.want, plain.Text)
			}
		})
	}
}
