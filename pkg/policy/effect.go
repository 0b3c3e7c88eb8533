package policy

import (
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
)

// Effect says how a policy judges clauses of one kind.
type Effect struct {
	kind.Info
	// Answers is what the profile's answers about acts come to, whatever a
	// clause says; not judged for kinds that acts do not decide.
	Answers  finding.Judged
	Decision Decision // what the profile says of the kind
	// Bites and Open are the outcomes of a clause that bites, and of one that a
	// person must say of.
	Bites, Open Outcome
}

// Effect returns how p, which has a profile, judges clauses of a kind.
func (p Policy) Effect(k kind.Info) Effect {
	e := Effect{Info: k, Decision: p.Profile.Accept.kind(k.Kind)}
	if k.Decide.By == kind.ByActs {
		e.Answers = p.Profile.acts(k.Decide)
	}
	e.Bites = e.Decision.over(consequence(finding.Triggered, k, true))
	e.Open = e.Decision.over(consequence(finding.NeedsPerson, k, true))
	return e
}
