package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// strange is a text of no known licence, which the card names, too.
func strange(digest string) finding.License {
	return finding.License{
		ID: "acme-terms", Match: license.Modified, Scopes: []term.Scope{term.Weights}, Source: term.Detected,
		Evidence: []doc.Evidence{{Path: "LICENSE", SHA256: digest}, {Path: "README.md", SHA256: "card"}},
	}
}

func granted(digests ...string) policy.Policy {
	p := &policy.Profile{Name: "p"}
	for _, d := range digests {
		p.Exceptions = append(p.Exceptions, policy.Grant{
			Owner: "legal", Reason: "read", Expires: policy.Date{Time: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)},
			Target: "acme/*", Finding: "licence-unknown", SHA256: d,
		})
	}
	return policy.Policy{Profile: p, World: &policy.World{}, Today: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func TestExceptionsOverTexts(t *testing.T) {
	tests := []struct {
		name    string
		texts   []string
		granted []string
		want    policy.Outcome
		lapsed  string // of the first exception
	}{
		{"the card names the licence, too", []string{"a"}, []string{"a"}, policy.Pass, ""},
		{"another text", []string{"b"}, []string{"a"}, policy.Review, "is now another one"},
		{"one of two texts", []string{"a", "b"}, []string{"a"}, policy.Review, ""},
		{"both texts", []string{"a", "b"}, []string{"a", "b"}, policy.Pass, ""},
		{"nothing to except", nil, []string{"a"}, policy.Undecided, "there is no licence-unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := policy.Facts{Target: "acme/x", Kind: ref.Model, Fetched: true, Complete: true, Kinds: kinds, Texts: tt.texts}
			for _, d := range tt.texts {
				f.Licenses = append(f.Licenses, strange(d))
			}
			v, _ := granted(tt.granted...).Judge(f)
			v = told(audit.TargetReport{Verdict: v}).Verdict
			if v.Outcome != tt.want || !strings.Contains(v.Exceptions[0].Lapsed, tt.lapsed) || tt.lapsed == "" && v.Exceptions[0].Lapsed != "" {
				t.Errorf("%s, lapsed %q; want %s, %q", v.Outcome, v.Exceptions[0].Lapsed, tt.want, tt.lapsed)
			}
			for _, r := range v.Reasons {
				if len(tt.texts) > 0 && (len(r.Grant) == 0 || r.Grant[0].Finding != "licence-unknown" || r.Grant[0].Target != "acme/x") {
					t.Errorf("no exception is offered for %+v", r)
				}
			}
		})
	}
}

func TestUnmatched(t *testing.T) {
	p := granted("a")
	if got := p.Unmatched([]string{"acme/x"}); len(got) != 0 {
		t.Errorf("matched, and yet %+v", got)
	}
	if got := p.Unmatched([]string{"other/x"}); len(got) != 1 || got[0].Holds() || got[0].Because[0].Params["target"] != "acme/*" {
		t.Errorf("got %+v", got)
	}
}
