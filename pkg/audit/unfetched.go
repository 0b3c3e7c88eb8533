package audit

import (
	"context"
	"errors"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/safety"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// unfetched reports a target that could not be fetched. Of one that the hub
// does not have and the catalogue knows as a service, the catalogue tells.
func (a *Auditor) unfetched(t Request, err error) TargetReport {
	if loose := (*UnresolvedError)(nil); errors.As(err, &loose) {
		return loose.report(t)
	}
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

// UnresolvedError is the Err of a Request for places that load a repository
// which is put in from outside. Its report holds that as a finding, with the
// words of the places, and stays undecided.
type UnresolvedError struct {
	Text     string // as it is written there
	How      string // what makes it a reference
	Evidence []doc.Evidence
}

// Error says what does not name a repository.
func (e *UnresolvedError) Error() string { return "unresolved reference: " + e.Text }

func (e *UnresolvedError) report(t Request) TargetReport {
	found := finding.New(finding.Finding{
		Kind: term.UnresolvedReference, Scopes: []term.Scope{license.Main(t.Ref.Kind)}, Source: term.Detected, Evidence: e.Evidence,
		Params:  term.Params{"text": e.Text, "how": e.How},
		Remarks: []finding.Remark{finding.Say("unresolved-reference", "how", e.How)},
	})
	r := emptyReport(t)
	r.Verdict, r.Findings = policy.Judge(policy.Facts{Kind: t.Ref.Kind, Findings: []finding.Finding{found}})
	return r
}

// UnnamedError is the Err of a Request for a file that could not be read. Its
// report holds the problem and stays undecided.
type UnnamedError struct{ Problem doc.Problem }

// Error returns the code of the problem.
func (e *UnnamedError) Error() string { return e.Problem.Code }

// FetchProblem turns the failure to fetch a target into a problem.
func FetchProblem(r ref.Ref, err error) doc.Problem {
	var unnamed *UnnamedError
	if errors.As(err, &unnamed) {
		return unnamed.Problem
	}
	var syntax *ref.SyntaxError
	if errors.As(err, &syntax) {
		return doc.NewProblem("bad-reference", "reason", syntax)
	}
	code := "not-fetched"
	if i := slices.IndexFunc(fetchCauses, func(c fetchCause) bool { return errors.Is(err, c.err) }); i >= 0 {
		code = fetchCauses[i].code
	}
	facts := append(hub.Facts(err), "repository", r.ID())
	if host, _, _ := r.Registry(); host != "" {
		facts = append(facts, "registry", host)
	}
	if site := r.Site(); site != "" {
		facts = append(facts, "site", site, "variable", tokenVariable(r.Hub))
	}
	return doc.NewProblem(code, facts...)
}

// tokenVariable names the variable of the environment that holds the token for
// a hub other than Hugging Face's.
func tokenVariable(of string) string {
	switch of {
	case ref.GitHub:
		return "GITHUB_TOKEN"
	case ref.ModelScope:
		return "MODELSCOPE_API_TOKEN"
	default:
		return "CIVITAI_API_TOKEN"
	}
}

// Passing reports whether the failure that a problem tells of may be over when
// the same is asked again: to fetch a target, one of its documents, or a twin.
func Passing(p doc.Problem) bool {
	if because, ok := p.Params["because"].(string); ok {
		p.Code = because
	}
	switch p.Code {
	case "not-fetched", "document-not-fetched", "weights-header-not-read", "commit-changed":
		return true
	}
	return slices.ContainsFunc(fetchCauses, func(c fetchCause) bool { return c.code == p.Code && c.passing })
}

// fetchCause is a failure a user can act on.
type fetchCause struct {
	err     error
	code    string
	passing bool
}

// fetchCauses lists the failures; the first that matches an error names it.
var fetchCauses = []fetchCause{
	{context.Canceled, "interrupted", true},
	{context.DeadlineExceeded, "timeout", true},
	{errNoSource, "hub-unsupported", false},
	{hub.ErrOffline, "offline", true},
	{hub.ErrUnauthorized, "bad-token", false},
	{hub.ErrMissingOrPrivate, "missing-or-private", false},
	{hub.ErrRevision, "no-such-revision", false},
	{hub.ErrNotFound, "not-found", false},
	{hub.ErrGated, "gated", false},
	{hub.ErrDisabled, "disabled", false},
	{hub.ErrWithheld, "withheld", false},
	{hub.ErrForbidden, "forbidden", false},
	{hub.ErrRateLimited, "rate-limited", true},
	{hub.ErrTooLarge, "too-large", false},
	{hub.ErrUnreachable, "hub-unreachable", true},
	{hub.ErrBadAnswer, "bad-answer", true},
}
