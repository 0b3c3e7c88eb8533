package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

const root = "huggingface:model:acme/root@abc"

// readClause returns a clause read in a text.
func readClause(k term.Kind, p term.Params, quote string, via ...string) finding.Finding {
	d := doc.New("LICENSE", doc.RoleLicence, "", []byte(quote))
	f := finding.Finding{Kind: k, Scopes: []term.Scope{term.Weights}, Source: term.Detected, Params: p, Via: via,
		Evidence: []doc.Evidence{d.Evidence("abc", []doc.Span{d.Span(0, len(quote))})}}
	if len(via) > 0 {
		f.Source = term.Inherited
	}
	return finding.New(f)
}

func judgedAs(f finding.Finding, s finding.State, code string, pairs ...any) finding.Finding {
	f.Judged = finding.Judged{State: &s, Because: []finding.Remark{finding.Say(code, pairs...)}}
	return f
}

func obligations(fs ...finding.Finding) []policy.Obligation {
	set, err := rules.Load()
	if err != nil {
		panic(err)
	}
	return told(audit.TargetReport{Obligations: policy.Obligations(fs, set.Clauses.Kind, "LICENSE, NOTICE")}).Obligations
}

func TestObligations(t *testing.T) {
	const onPassing = "if you pass it on in any form"
	for _, tt := range []struct {
		name string
		in   finding.Finding
		want policy.Obligation
	}{
		{"texts to ship", readClause(term.NoticeRetention, nil, "Keep this notice."),
			policy.Obligation{Do: kind.Ship, Text: "Ship licence text and notices with every copy: LICENSE, NOTICE.",
				Due: policy.DueDepends, When: onPassing}},
		{"exact notice", readClause(term.NoticeRetention, nil,
			"Keep in every copy a file that says: “Acme 1 is licensed under the\n Acme Licence.”"),
			policy.Obligation{Do: kind.Ship, Text: "Ship a notice with exactly these words: “Acme 1 is licensed under the Acme Licence.”.",
				Due: policy.DueDepends, When: onPassing}},
		{"exact credit", readClause(term.Attribution, term.Params{"text": "Built with Acme|Better with Acme",
			"where": []string{"website", "about-page"}}, `show "Built with Acme" or "Better with Acme"`),
			policy.Obligation{Do: kind.Show, Text: `Show "Built with Acme" or "Better with Acme".`, Where: "website, about page",
				Due: policy.DueYes}},
		{"described credit", readClause(term.Attribution, term.Params{"text": "source of the model", "trigger": "publications"},
			"name where you got it"),
			policy.Obligation{Do: kind.Show, Text: "Show source of the model.", Due: policy.DueDepends, When: "for publications"}},
		{"badge above a threshold", readClause(term.AttributionThreshold,
			term.Params{"text": "Acme K", "threshold": int64(100000000), "amount": int64(20000000), "currency": "USD"}, "Acme K"),
			policy.Obligation{Do: kind.Show, Text: `Show "Acme K".`, Due: policy.DueDepends,
				When: "above 100,000,000 users or USD 20,000,000, as the clause counts them"}},
		{"name", readClause(term.Naming, term.Params{"must_include": "Acme", "position": "prefix"}, "begin with Acme"),
			policy.Obligation{Do: kind.Name, Text: `Begin the name of a model made from it with "Acme".`, Due: policy.DueDepends,
				When: "if you pass one on"}},
		{"not due", judgedAs(readClause(term.NoSelling, nil, "do not sell"), finding.NotTriggered, "none-of-this", "acts", []string{"sell"}),
			policy.Obligation{Do: kind.Avoid, Text: "Do not sell it.", Due: policy.DueNo, When: "you do none of this: sell: not triggered"}},
		{"due by the profile", judgedAs(readClause(term.NoticeRetention, nil, "x"), finding.Triggered, "profile-says", "act", "redistribute"),
			policy.Obligation{Do: kind.Ship, Text: "Ship licence text and notices with every copy: LICENSE, NOTICE.", Due: policy.DueYes}},
		{"standing", judgedAs(readClause(term.UserCap, term.Params{"threshold": int64(7), "metric": "monthly-active-users"}, "7"),
			finding.NotTriggered, "below", "limit", 7, "figure", 5, "of", "now"),
			policy.Obligation{Do: kind.Keep, Text: "Count the monthly active users of all whom the clause counts, and have a further licence " +
				"before 7 is passed.", Due: policy.DueYes}},
		{"needs a person", judgedAs(readClause(term.NoCompete, nil, "x"), finding.NeedsPerson, "no-profile-can-tell"),
			policy.Obligation{Do: kind.Avoid, Text: "Do not use it for anything that competes with the licensor.", Due: policy.DueDepends,
				When: "no profile can tell"}},
		{"latest version", readClause(term.MustUpdate, nil, "update"),
			policy.Obligation{Do: kind.Keep, Text: "Move to the newest version with reasonable effort.", Due: policy.DueYes}},
		{"inherited", readClause(term.StateChanges, nil, "x", "huggingface:model:acme/mid@def", root),
			policy.Obligation{Do: kind.Ship, Text: "Say that you changed it, as the clause asks.",
				Due: policy.DueDepends, When: "if you pass it on changed", From: []string{root}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := obligations(tt.in)
			if len(got) != 1 {
				t.Fatalf("%d obligations: %+v", len(got), got)
			}
			o, want := got[0], tt.want
			if o.Finding != tt.in.ID || o.Do != want.Do || o.Text != want.Text || o.Where != want.Where || o.Due != want.Due ||
				o.When != want.When || !slices.Equal(o.From, want.From) {
				t.Errorf("have %+v\nwant %+v", o, want)
			}
		})
	}
}

func TestObligationsOfSilentClauses(t *testing.T) {
	if got := obligations(readClause(term.GoverningLaw, nil, "the law of Utopia"),
		finding.New(finding.Finding{Kind: term.Gated})); len(got) != 0 {
		t.Errorf("have %+v", got)
	}
}

// TestObligationsMerge: what several clauses ask alike stands once, with the
// clauses and ancestors of all; the target's own clause comes first.
func TestObligationsMerge(t *testing.T) {
	up := readClause(term.FieldOfUse, term.Params{"fields": []string{"military"}}, "no arms", root)
	own := readClause(term.FieldOfUse, term.Params{"fields": []string{"hate", "military"}}, "no hate, no arms")
	sale := judgedAs(readClause(term.NoSelling, nil, "no sale"), finding.NotTriggered, "none-of-this", "acts", []string{"sell"})
	got := obligations(sale, up, own)
	if len(got) != 2 {
		t.Fatalf("%d obligations: %+v", len(got), got)
	}
	o := got[0]
	if o.Finding != own.ID || !slices.Equal(o.Also, []string{up.ID}) || !slices.Equal(o.From, []string{root}) ||
		!strings.HasSuffix(o.Text, ": military, hate.") {
		t.Errorf("have %+v", o)
	}
	if got[1].Due != policy.DueNo {
		t.Errorf("what is not due stands before what is: %+v", got)
	}
	if len(own.Params["fields"].([]string)) != 2 || len(up.Params["fields"].([]string)) != 1 {
		t.Error("merging changed the params of a finding")
	}
}
