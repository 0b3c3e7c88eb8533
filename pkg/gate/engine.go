package gate

import (
	"context"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Engine is what decides: an auditor under one profile and one state of the
// rules. A gate may be handed another one at any time (Gate.Use).
type Engine struct {
	// Audit audits a repository at a commit, as the owner of a token sees it; the
	// gate's own eyes where token is empty. Its report has one target.
	Audit   func(ctx context.Context, r ref.Ref, token string) *audit.Report
	Profile audit.Profile
	Rules   string // digest, as reports give it
	// Reading is a digest of what decides besides them: which hub is read, and how
	// far. It may be empty.
	Reading string
}
