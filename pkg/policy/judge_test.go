package policy_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

var both = []term.Scope{term.Weights, term.Code}

var (
	permissive = &license.Entry{ID: "Breeze-1.0", Category: term.Permissive, FixedText: true}
	copyleft   = &license.Entry{ID: "Ivy-3.0", Category: term.Copyleft, FixedText: true}
	community  = &license.Entry{ID: "acme-community", Category: term.Community}
	service    = &license.Entry{ID: "acme-service", Category: term.Community, Closed: true}
)

func detected(e *license.Entry, d license.Degree) finding.License {
	l := finding.License{Match: d, Scopes: both, Source: term.Detected, Entry: e, ID: "unknown"}
	if e != nil {
		l.ID = e.ID
	}
	return l
}

func declared(e *license.Entry) finding.License {
	return finding.License{ID: e.ID, Match: license.Reference, Scopes: both, Source: term.Declared, Entry: e}
}

func inferred(e *license.Entry) finding.License {
	l := declared(e)
	l.Source = term.Inferred
	return l
}

func found(k term.Kind, s term.Source) finding.Finding {
	return finding.New(finding.Finding{Kind: k, Scopes: both, Source: s, Title: string(k)})
}

// kinds knows one restrictive and one harmless clause kind.
func kinds(k term.Kind) (kind.Info, bool) {
	switch k {
	case term.UserCap:
		return kind.Info{Kind: k, Limits: kind.LimitsUsers, Outcome: "review"}, true
	case term.NoticeRetention:
		return kind.Info{Kind: k, Limits: kind.LimitsPassingOn, Outcome: "pass"}, true
	case term.AttributionThreshold:
		return kind.Info{Kind: k, Limits: kind.LimitsNone, Outcome: "review"}, true
	default:
		return kind.Info{}, false
	}
}

// settled are the facts of a target whose file list is complete.
func settled(licenses []finding.License, findings ...finding.Finding) policy.Facts {
	return policy.Facts{Kind: ref.Model, Fetched: true, Complete: true, Licenses: licenses, Findings: findings, Kinds: kinds}
}

func with(f policy.Facts, change func(*policy.Facts)) policy.Facts {
	change(&f)
	return f
}

func unread(role doc.Role, s doc.Status) func(*policy.Facts) {
	return func(f *policy.Facts) {
		f.Findings = append(f.Findings, finding.New(finding.Finding{
			Kind: term.DocumentUnread, Scopes: []term.Scope{term.Weights, term.Code}, Source: term.Declared,
			Evidence: []doc.Evidence{{Path: "LICENSE"}},
			Params:   term.Params{"role": string(role), "status": string(s)},
		}))
	}
}

func TestJudge(t *testing.T) {
	ambiguous := declared(community)
	ambiguous.Ambiguous = true
	unknownName := finding.License{ID: "mystery", Match: license.Reference, Scopes: both, Source: term.Declared}
	tests := []struct {
		name  string
		facts policy.Facts
		want  policy.Outcome
	}{
		{"exact permissive text", settled([]finding.License{detected(permissive, license.Exact)}), policy.Pass},
		{"exact copyleft text", settled([]finding.License{detected(copyleft, license.Exact)}), policy.Pass},
		{"permissive identifier, no licence file", settled([]finding.License{declared(permissive)},
			found(term.LicenceTextMissing, term.Declared)), policy.Pass},
		{"duties alone", settled([]finding.License{detected(permissive, license.Exact)}, found(term.NoticeRetention, term.Detected)),
			policy.Pass},
		{"restrictive clause", settled([]finding.License{detected(community, license.Exact)}, found(term.UserCap, term.Detected)), policy.Review},
		{"clause that limits nobody and needs a look", settled([]finding.License{detected(community, license.Exact)},
			found(term.AttributionThreshold, term.Detected)), policy.Review},
		{"restrictive clause in a permissive repository",
			settled([]finding.License{detected(permissive, license.Exact)}, found(term.UserCap, term.Detected)), policy.Review},
		{"clause of a kind nobody described", settled([]finding.License{detected(permissive, license.Exact)},
			found(term.NoCompete, term.Detected)), policy.Review},
		{"modified text", settled([]finding.License{detected(permissive, license.Modified)}), policy.Review},
		{"partial text", settled([]finding.License{detected(permissive, license.Partial)}), policy.Review},
		{"unknown text", settled([]finding.License{detected(nil, license.Modified)}), policy.Review},
		{"terms known only from the catalogue", settled([]finding.License{declared(community)}, found(term.UserCap, term.Catalogue)),
			policy.Review},
		{"copyleft declared without a text", settled([]finding.License{declared(copyleft)}), policy.Pass},
		{"permissive licence named in prose only", settled([]finding.License{inferred(permissive)}), policy.Review},
		{"identifier of several texts", settled([]finding.License{ambiguous}), policy.Review},
		{"service terms", settled([]finding.License{declared(service)}), policy.Review},
		{"contradiction", settled([]finding.License{detected(permissive, license.Exact)}, found(term.LicenceContradiction, term.Declared)),
			policy.Review},
		{"no licence", settled(nil), policy.Undecided},
		{"unknown name, no text", settled([]finding.License{unknownName}), policy.Undecided},
		{"not fetched", policy.Facts{Kind: ref.Model, Kinds: kinds}, policy.Undecided},
		{"incomplete file list", with(settled([]finding.License{detected(permissive, license.Exact)}),
			func(f *policy.Facts) { f.Complete = false }), policy.Undecided},
		{"gated text of unknown identity", with(settled([]finding.License{unknownName}), unread(doc.RoleLicence, doc.StatusDenied)),
			policy.Undecided},
		{"gated text of known identity", with(settled([]finding.License{declared(permissive)}), unread(doc.RoleLicence, doc.StatusDenied)),
			policy.Review},
		{"licence file too large", with(settled([]finding.License{declared(permissive)}), unread(doc.RoleLicence, doc.StatusTooLarge)),
			policy.Undecided},
		{"second licence file unread", with(settled([]finding.License{detected(permissive, license.Exact)}),
			unread(doc.RoleLicence, doc.StatusBinary)), policy.Undecided},
		{"link not followed beside an exact text", with(settled([]finding.License{detected(permissive, license.Exact)}),
			unread(doc.RoleLinked, doc.StatusNotFollowed)), policy.Review},
		{"link not followed and nothing else", with(settled([]finding.License{unknownName}), unread(doc.RoleLinked, doc.StatusNotFollowed)),
			policy.Undecided},
		{"disabled by the hub", with(settled([]finding.License{detected(permissive, license.Exact)}),
			func(f *policy.Facts) { f.Disabled = true }), policy.Undecided},
		{"parent not read", with(settled([]finding.License{detected(permissive, license.Exact)}),
			func(f *policy.Facts) { f.Upstream = []string{"acme/base"} }), policy.Review},
		{"notice unread", with(settled([]finding.License{detected(permissive, license.Exact)}), unread(doc.RoleNotice, doc.StatusTooLarge)),
			policy.Review},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := policy.Judge(tt.facts)
			if got.Outcome != tt.want {
				t.Errorf("outcome %s, want %s; reasons %v", got.Outcome, tt.want, got.Reasons)
			}
			if got.Outcome != policy.Pass && len(got.Reasons) == 0 {
				t.Error("an outcome that is not a pass names no reason")
			}
		})
	}
}

func TestJudgeByScope(t *testing.T) {
	code := detected(permissive, license.Exact)
	code.Scopes = []term.Scope{term.Code}
	weights := detected(community, license.Exact)
	weights.Scopes = []term.Scope{term.Weights}
	capped := finding.New(finding.Finding{Kind: term.UserCap, Scopes: []term.Scope{term.Weights}, Source: term.Detected})
	got, findings := policy.Judge(settled([]finding.License{code, weights}, capped))
	if *got.Scopes.Code != policy.Pass || *got.Scopes.Weights != policy.Review || got.Scopes.Data != nil {
		t.Errorf("scopes %+v: want code to pass, weights to be reviewed, and nothing of data", got.Scopes)
	}
	if s := findings[0].Judged.State; s == nil || *s != finding.NeedsPerson {
		t.Error("a restrictive clause without a profile needs a person")
	}
}

// An added restriction never moves an outcome towards pass, and a lost
// document never turns anything into pass.
func TestJudgeIsMonotone(t *testing.T) {
	licences := [][]finding.License{
		nil, {detected(permissive, license.Exact)}, {detected(community, license.Exact)}, {detected(permissive, license.Modified)},
		{declared(permissive)}, {declared(community)}, {detected(nil, license.Modified)},
	}
	for _, l := range licences {
		for _, complete := range []bool{true, false} {
			base := with(settled(l), func(f *policy.Facts) { f.Complete = complete })
			before, _ := policy.Judge(base)
			restricted := with(base, func(f *policy.Facts) { f.Findings = []finding.Finding{found(term.UserCap, term.Detected)} })
			after, _ := policy.Judge(restricted)
			if rank(after.Outcome) < rank(before.Outcome) {
				t.Errorf("a restriction moved %s to %s", before.Outcome, after.Outcome)
			}
			for _, role := range []doc.Role{doc.RoleLicence, doc.RolePolicy, doc.RoleLinked, doc.RoleNotice, doc.RoleCard, doc.RolePrompt} {
				for _, status := range []doc.Status{doc.StatusDenied, doc.StatusTooLarge, doc.StatusLFSPointer, doc.StatusBinary,
					doc.StatusNotFollowed} {
					lost, _ := policy.Judge(with(base, unread(role, status)))
					if lost.Outcome == policy.Pass || rank(lost.Outcome) < rank(before.Outcome) {
						t.Errorf("losing a %s (%s) moved %s to %s", role, status, before.Outcome, lost.Outcome)
					}
				}
			}
		}
	}
}

func rank(o policy.Outcome) int { return slices.Index(policy.Outcomes(), o) }

func TestJoin(t *testing.T) {
	for _, a := range policy.Outcomes() {
		for _, b := range policy.Outcomes() {
			if a.Join(b) != b.Join(a) {
				t.Errorf("%s and %s do not commute", a, b)
			}
			for _, c := range policy.Outcomes() {
				if a.Join(b).Join(c) != a.Join(b.Join(c)) {
					t.Errorf("%s, %s and %s do not associate", a, b, c)
				}
			}
		}
		if a.Join(a) != a || a.Join(policy.Pass) != a {
			t.Errorf("%s: join is not idempotent or pass is not its unit", a)
		}
	}
}
