package audit

import (
	"context"
	"errors"
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/safety"
)

// unfetched reports a target that could not be fetched. Of one that the hub
// does not have and the catalogue knows as a service, the catalogue tells.
func (a *Auditor) unfetched(t Request, err error) TargetReport {
	if (errors.Is(err, hub.ErrMissingOrPrivate) || errors.Is(err, hub.ErrNotFound)) && a.service(t.Ref) != nil {
		r := a.provider(t)
		r.Problems = append(r.Problems, FetchProblem(t.Ref, err))
		return r
	}
	r := emptyReport(t)
	r.Problems = append(r.Problems, FetchProblem(t.Ref, err))
	r.Verdict, _ = policy.Judge(policy.Facts{Kind: t.Ref.Kind})
	return r
}

func emptyReport(t Request) TargetReport {
	return TargetReport{
		Target: Target{
			Asked: t.Asked, Hub: t.Ref.Hub, Kind: string(t.Ref.Kind), ID: t.Ref.ID(), Revision: t.Ref.Revision,
			NamedIn: append([]Place{}, t.NamedIn...),
		},
		Documents: []Document{}, Open: []PlacedItem{}, Components: []Component{}, Licenses: []finding.License{}, Findings: []finding.Finding{},
		Summary:     finding.Unknown(),
		Lineage:     Lineage{Nodes: []LineageNode{}, Edges: []LineageEdge{}},
		Openness:    openness.Empty(),
		Safety:      safety.Unknown(),
		Obligations: []policy.Obligation{}, Problems: []doc.Problem{}, Sources: []Origin{},
	}
}

// FetchProblem turns the failure to fetch a target into a problem that says
// what happened and what to do.
func FetchProblem(r ref.Ref, err error) doc.Problem {
	var syntax *ref.SyntaxError
	if errors.As(err, &syntax) {
		return doc.NewProblem("bad-reference", syntax.Error())
	}
	for _, c := range fetchCauses {
		if errors.Is(err, c.err) {
			return doc.NewProblem(c.code, fmt.Sprintf(c.text, r.ID())+detail(err))
		}
	}
	return doc.NewProblem("not-fetched", fmt.Sprintf("%s could not be fetched: %v", r.ID(), err))
}

// fetchCauses lists the failures a user can act on; the first that matches an
// error names it.
var fetchCauses = []struct {
	err  error
	code string
	text string // one %s: the repository
}{
	{context.Canceled, "interrupted", "%s was not read: the run was interrupted before its turn; run it again"},
	{context.DeadlineExceeded, "timeout", "%s was not read in time; try again or raise the time limit"},
	{errNoSource, "hub-unsupported", "%s is on a hub that this command cannot read"},
	{hub.ErrOffline, "offline", "%s is not in the cache and the network is switched off; run once without --offline"},
	{hub.ErrUnauthorized, "bad-token", "the hub does not accept the token, so %s was not read; check HF_TOKEN or log in again"},
	{hub.ErrMissingOrPrivate, "missing-or-private", "%s does not exist or is private; the hub does not tell which without a token; check " +
		"the spelling or set HF_TOKEN"},
	{hub.ErrRevision, "no-such-revision", "%s has no such revision; check the branch, tag or commit"},
	{hub.ErrNotFound, "not-found", "%s does not exist; check the spelling"},
	{hub.ErrGated, "gated", "%s is gated and nothing could be read without access; accept its terms on the hub and set HF_TOKEN"},
	{hub.ErrDisabled, "disabled", "%s was disabled by the hub"},
	{hub.ErrWithheld, "withheld", "%s is gone, or the hub withholds it"},
	{hub.ErrForbidden, "forbidden", "the token may not read %s; a fine-grained token needs the right to read this repository"},
	{hub.ErrRateLimited, "rate-limited", "the hub limits requests and %s was not read; wait some minutes, lower --concurrency or set " +
		"HF_TOKEN"},
	{hub.ErrTooLarge, "too-large", "the hub's answer about %s is larger than fineprint reads"},
	{hub.ErrUnreachable, "hub-unreachable", "the hub could not be reached for %s; check the network, HF_ENDPOINT or --hub-url"},
	{hub.ErrBadAnswer, "bad-answer", "the hub's answer about %s was not understood; check HF_ENDPOINT or --hub-url"},
}

// detail gives the hub's own words behind a failure.
func detail(err error) string {
	var status *hub.StatusError
	switch {
	case !errors.As(err, &status):
		return ""
	case status.Status == 0:
		return fmt.Sprintf(" (%v)", status.Err)
	case status.Message == "":
		return fmt.Sprintf(" (HTTP %d)", status.Status)
	default:
		return fmt.Sprintf(" (HTTP %d: %s)", status.Status, status.Message)
	}
}
