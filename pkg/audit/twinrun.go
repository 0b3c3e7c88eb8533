package audit

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// judged is what a report was judged by: with it, and with what came to light
// when all targets were read, it is judged again.
type judged struct {
	report *TargetReport
	self   *likeness
	asked  []*likeness // where a twin may be, by the target's own words and name
	facts  policy.Facts
	terms  []finding.Terms
	ids    []string // of the findings with the clauses of terms
}

// compare tells of twins among the targets of a run, and of those that were
// asked for.
func (p Config) compare(all []judged) {
	var selves []*likeness
	for _, j := range all {
		if j.self != nil {
			selves = append(selves, j.self)
		}
	}
	k := newKin(selves)
	for _, j := range all {
		if j.self != nil {
			j.add(p.Policy, p.Clauses.Kinds(), j.self.twinsOf(append(k.of(j.self), j.asked...), license.Main(j.facts.Kind)))
		}
	}
}

// add judges a report again with findings on twins.
func (j judged) add(p policy.Policy, kinds kind.Table, twins []finding.Finding) {
	if len(twins) == 0 {
		return
	}
	facts := j.facts
	facts.Findings = append(slices.Clone(facts.Findings), twins...)
	finding.Sort(facts.Findings)
	j.report.Verdict, j.report.Findings = p.Judge(facts)
	terms := append(slices.Clone(j.terms), finding.Terms{Open: finding.Everything(len(twins))})
	j.report.Summary, j.report.Rights = summarise(kinds, terms, j.ids)
}

// twinsElsewhere asks the hubs where a target may have a twin: what its card
// leads to, and its own name on the other hub. What is not there is no twin.
func (r *run) twinsElsewhere(ctx context.Context, l *likeness) (found []*likeness, unread []doc.Problem) {
	asked := slices.Clone(l.links)
	other := ref.Ref{Hub: ref.ModelScope, Kind: l.ref.Kind, Owner: l.ref.Owner, Name: l.ref.Name}
	if _, id := l.ref.ModelScope(); l.ref.Hub == ref.ModelScope {
		other.Hub = ref.HuggingFace
		other.Owner, _, _ = strings.Cut(id, "/")
	}
	if keepsModels(l.ref.Hub) && l.ref.Owner != "" && l.ref.Kind != ref.Space && !slices.Contains(asked, other) {
		asked = append(asked, other)
	}
	for _, at := range asked[:min(len(asked), maxTwins)] {
		v := r.visit(ctx, at)
		switch {
		case v.err == nil:
			found = append(found, v.like)
		case !errors.Is(v.err, hub.ErrMissingOrPrivate) && !errors.Is(v.err, hub.ErrNotFound) && !errors.Is(v.err, errNoSource):
			p := FetchProblem(at, v.err)
			p.Params["because"], p.Code = p.Code, "twin-not-read"
			unread = append(unread, p)
		}
	}
	return found, unread
}
