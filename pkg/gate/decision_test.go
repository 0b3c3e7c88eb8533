package gate

import (
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// TestDecisionOf: what a report comes to, and for how long.
func TestDecisionOf(t *testing.T) {
	now := time.Date(2031, 6, 1, 12, 0, 0, 0, time.UTC)
	commit := strings.Repeat("a", 40)
	for _, tt := range []struct {
		name   string
		change func(*audit.TargetReport)
		want   Decision
		holds  time.Duration
	}{
		{"a pass", func(*audit.TargetReport) {}, Decision{Outcome: policy.Pass}, 24 * time.Hour},
		{"an exception that ends tonight", func(r *audit.TargetReport) {
			r.Verdict.Exceptions = []policy.Exception{{Expires: "2031-06-01"}, {Expires: "2031-12-31"}}
		}, Decision{Outcome: policy.Pass}, 12 * time.Hour},
		{"an exception that has lapsed", func(r *audit.TargetReport) {
			r.Verdict.Exceptions = []policy.Exception{{Expires: "2031-05-31", Lapsed: "expired"}}
		}, Decision{Outcome: policy.Pass}, 24 * time.Hour},
		{"undecided", func(r *audit.TargetReport) { r.Verdict.Outcome = policy.Undecided }, Decision{Outcome: policy.Undecided},
			10 * time.Minute},
		{"a problem that passes", func(r *audit.TargetReport) {
			r.Verdict.Outcome, r.Problems = policy.Undecided, []doc.Problem{{Code: "rate-limited"}}
		}, Decision{Outcome: policy.Undecided, Passing: true}, 10 * time.Minute},
		{"a problem that passes beside a fail", func(r *audit.TargetReport) {
			r.Verdict.Outcome, r.Problems = policy.Fail, []doc.Problem{{Code: "rate-limited"}}
		}, Decision{Outcome: policy.Fail}, 24 * time.Hour},
		{"a problem that stays", func(r *audit.TargetReport) {
			r.Verdict.Outcome, r.Problems = policy.Undecided, []doc.Problem{{Code: "document-denied"}}
		}, Decision{Outcome: policy.Undecided}, 10 * time.Minute},
		{"a pass of another commit", func(r *audit.TargetReport) { r.Target.Commit = strings.Repeat("b", 40) },
			Decision{Outcome: policy.Undecided, Unseen: true, Restricted: true}, 10 * time.Minute},
		{"a pass of no commit", func(r *audit.TargetReport) { r.Target.Commit = "" },
			Decision{Outcome: policy.Undecided, Unseen: true, Restricted: true}, 10 * time.Minute},
		{"gated", func(r *audit.TargetReport) { r.Target.Gated = "auto" }, Decision{Outcome: policy.Pass, Restricted: true}, 24 * time.Hour},
		{"private", func(r *audit.TargetReport) { r.Target.Private = true },
			Decision{Outcome: policy.Pass, Restricted: true, Private: true}, 24 * time.Hour},
	} {
		report := audit.TargetReport{Target: audit.Target{Commit: commit}, Verdict: policy.Verdict{Outcome: policy.Pass}}
		tt.change(&report)
		d := decisionOf(Key{ID: "a/b", Commit: commit}, &audit.Report{Reports: []audit.TargetReport{report}}, now)
		got := Decision{Outcome: d.Outcome, Passing: d.Passing, Unseen: d.Unseen, Restricted: d.Restricted, Private: d.Private}
		if got.Outcome != tt.want.Outcome || got.Passing != tt.want.Passing || got.Unseen != tt.want.Unseen ||
			got.Restricted != tt.want.Restricted || got.Private != tt.want.Private {
			t.Errorf("%s: %+v", tt.name, got)
		}
		if d.Until.Sub(now) != tt.holds {
			t.Errorf("%s holds for %s, want %s", tt.name, d.Until.Sub(now), tt.holds)
		}
		if (d.Reason == "") != (d.Outcome == policy.Pass) {
			t.Errorf("%s: reason %q", tt.name, d.Reason)
		}
	}
}

// TestSentence: however long the rest is, whoever is refused learns where to read
// on.
func TestSentence(t *testing.T) {
	d := Decision{Key: Key{ID: "acme/free"}, Reason: strings.Repeat("because ", 100), Policy: audit.Profile{Name: strings.Repeat("p", 300)}}
	for _, base := range []string{"", "http://gate.example", "http://" + strings.Repeat("a", 2*maxMessage)} {
		if got := sentence(d, "is not allowed by", "Report: "+base); !strings.HasSuffix(got, ". Report: "+base+Prefix+"d/"+d.Number()) {
			t.Errorf("%q", got)
		}
	}
}

// TestASCII: whatever stands in a text, a header gets one line of its own.
func TestASCII(t *testing.T) {
	for in, want := range map[string]string{
		"“a”\r\nb": `"a" b`, "x → y": "x -> y", "naïve\x1b[31m": "na?ve?[31m", "§ 3": "section 3", "": "",
		strings.Repeat("a", 30): strings.Repeat("a", 17) + "...",
	} {
		if got := ascii(in, 20); got != want && strings.ReplaceAll(got, "  ", " ") != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
