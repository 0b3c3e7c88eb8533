package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// verdict writes the outcome per scope, the reasons for it, and the next step.
func (l *layout) verdict(t audit.TargetReport) {
	var scopes []string
	for _, s := range []struct {
		name    term.Scope
		outcome *policy.Outcome
	}{{term.Weights, t.Verdict.Scopes.Weights}, {term.Code, t.Verdict.Scopes.Code}, {term.Data, t.Verdict.Scopes.Data}, {term.Outputs, t.Verdict.Scopes.Outputs}} {
		if s.outcome != nil {
			scopes = append(scopes, fmt.Sprintf("%s %s", s.name, *s.outcome))
		}
	}
	s := strings.ToUpper(string(t.Verdict.Outcome))
	if len(scopes) > 0 {
		s += " (" + strings.Join(scopes, ", ") + ")"
	}
	l.text("  verdict         ", s, bold, shade(t.Verdict.Outcome))
	for _, r := range reasons(t) {
		l.text("                  · ", r.String())
	}
	l.text("  next            ", next(t))
}

// reason is one line of why a verdict is what it is: what stands against the
// target, how it was judged, and how many findings say so.
type reason struct {
	what, sum string
	findings  int
}

func (r reason) String() string {
	s := r.what
	if r.findings > 1 {
		s += fmt.Sprintf(" (%d clauses)", r.findings)
	}
	if r.sum != "" {
		s += " → " + r.sum
	}
	return s
}

// reasons lists the reasons of a verdict, worst first. Findings stand above
// with all they say, so that a clause is only named here, once for all of its
// kind that were judged alike.
func reasons(t audit.TargetReport) []reason {
	var out []reason
	for _, r := range t.Verdict.Reasons {
		add := reason{what: r.Text}
		if f := findingOf(t, r.Finding); f != nil {
			add = named(*f, r)
		}
		i := slices.IndexFunc(out, func(o reason) bool { return o.what == add.what && o.sum == add.sum })
		if i < 0 {
			out = append(out, add)
			continue
		}
		out[i].findings += add.findings
	}
	return out
}

// named is the reason that a finding gives. A clause has its title, whose terms
// it is of when not the target's own, and the sum that its reason ends with.
func named(f finding.Finding, r policy.Reason) reason {
	if !f.Kind.IsClause() {
		return reason{what: f.Message, findings: 1}
	}
	out := reason{findings: 1}
	out.what, _, _ = strings.Cut(f.Message, ":")
	out.what, _, _ = strings.Cut(out.what, " (known of")
	out.what, _, _ = strings.Cut(out.what, ";")
	if len(f.Via) > 0 {
		out.what += ", from " + steps(f.Via[len(f.Via)-1:])
	}
	if sum := f.Judged.Sum; strings.HasSuffix(r.Text, ": "+sum) {
		out.sum = sum
	}
	return out
}

func findingOf(t audit.TargetReport, id string) *finding.Finding {
	i := slices.IndexFunc(t.Findings, func(f finding.Finding) bool { return id != "" && f.ID == id })
	if i < 0 {
		return nil
	}
	return &t.Findings[i]
}

// exceptions writes what was granted for the target, and why what was granted
// once no longer holds.
func (l *layout) exceptions(granted []policy.Exception) {
	for _, e := range granted {
		s := fmt.Sprintf("%s, granted by %s until %s: %s", e.Finding, e.Owner, e.Expires, e.Reason)
		if e.Lapsed == "" {
			l.text("  exception       ", s)
			continue
		}
		l.text("  exception       ", "LAPSED: "+s+"; "+e.Lapsed, yellow)
	}
}

// next says what a person should do about an outcome.
func next(t audit.TargetReport) string {
	switch t.Verdict.Outcome {
	case policy.Pass:
		if len(t.Obligations) == 0 {
			return "nothing stands against it"
		}
		return "nothing stands against it; do what is listed above"
	case policy.Fail:
		return "do not use it under this policy"
	case policy.Undecided:
		if len(t.Problems) > 0 {
			return "mend the problems above and run again: what could not be read is not a pass"
		}
		return "find out which terms apply, from the publisher or in a text that fineprint can read"
	default:
		if clauses(t) {
			return "have the quoted clauses read against what you plan to do"
		}
		return "have somebody settle what the verdict names; an exception in a profile records the answer"
	}
}

// clauses tells whether a clause is among the reasons.
func clauses(t audit.TargetReport) bool {
	return slices.ContainsFunc(t.Verdict.Reasons, func(r policy.Reason) bool {
		f := findingOf(t, r.Finding)
		return f != nil && f.Kind.IsClause()
	})
}

func (l *layout) overview(r *audit.Report) {
	l.line(l.paint("overview", bold))
	for _, t := range r.Reports {
		ids := make([]string, len(t.Licenses))
		for i, lic := range t.Licenses {
			ids[i] = lic.ID
		}
		outcome := strings.ToUpper(string(t.Verdict.Outcome))
		line := t.Target.Asked
		if len(ids) > 0 {
			line += " · " + strings.Join(ids, ", ")
		}
		l.text(fmt.Sprintf("  %-10s", outcome), line, shade(t.Verdict.Outcome))
	}
	l.blank()
}
