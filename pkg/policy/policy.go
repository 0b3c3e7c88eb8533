package policy

import (
	"time"

	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// Policy judges targets. The zero Policy is the default judge: it knows
// nobody, so every restriction needs a person.
type Policy struct {
	// Profile says who asks and what they accept; nil for the default judge.
	Profile *Profile
	// World holds memberships and the like; needed with a profile.
	World *World
	// Today is the day of judgement, on which exceptions expire and countries
	// belong to unions.
	Today time.Time
}

// Judge is the default judge.
func Judge(f Facts) (Verdict, []finding.Finding) { return Policy{}.Judge(f) }
