package policy_test

import (
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// A profile says who asks; Judge puts every clause against it.
func ExamplePolicy_Judge() {
	world, err := rules.World()
	if err != nil {
		fmt.Println(err)
		return
	}
	profile, err := policy.Load("us.yaml", []byte("profile: us\ncompany: {monthly_users: {peak: 5000000}}\n"), world)
	if err != nil {
		fmt.Println(err)
		return
	}
	set, err := rules.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	licence := doc.New("LICENSE", doc.RoleLicence, "", []byte("Above 700 million monthly active users you need another licence."))
	limit := finding.New(finding.Finding{
		Kind: term.UserCap, Scopes: []term.Scope{term.Weights}, Source: term.Detected,
		Params:   term.Params{"threshold": int64(700_000_000), "metric": "monthly-active-users", "measured": "rolling"},
		Evidence: []doc.Evidence{licence.Evidence("c0ffee", []doc.Span{licence.Span(0, 64)})},
	})
	judge := policy.Policy{Profile: profile, World: world}
	verdict, judged := judge.Judge(policy.Facts{
		Target: "acme/x", Kind: ref.Model, Fetched: true, Complete: true, Findings: []finding.Finding{limit}, Kinds: set.Clauses.Kind,
	})
	fmt.Println(*judged[0].Judged.State, judged[0].Judged.Because[0].Params["margin"])
	for _, r := range verdict.Reasons {
		fmt.Println(r.Outcome, r.Because[0].Code)
	}
	// Output:
	// not-triggered 140
	// undecided no-licence
}
