package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/rivo/uniseg"
)

// verdict writes the outcome per scope, the reasons for it, and the next step.
func (l *reportWriter) verdict(t audit.TargetReport) {
	var scopes []string
	for _, s := range []struct {
		name    term.Scope
		outcome *policy.Outcome
	}{{term.Weights, t.Verdict.Scopes.Weights}, {term.Code, t.Verdict.Scopes.Code}, {term.Data, t.Verdict.Scopes.Data},
		{term.Outputs, t.Verdict.Scopes.Outputs}} {
		if s.outcome != nil {
			scopes = append(scopes, fmt.Sprintf("%s %s", s.name, *s.outcome))
		}
	}
	s := strings.ToUpper(string(t.Verdict.Outcome))
	if len(scopes) > 0 {
		s += " (" + strings.Join(scopes, ", ") + ")"
	}
	l.text("  verdict         ", s, bold, shade(t.Verdict.Outcome))
	const bullet = "                  · "
	for _, r := range reasons(t, l.judged) {
		l.text(bullet, r.line(l.Width-uniseg.StringWidth(bullet)))
	}
	l.text("  next            ", next(t))
}

// reason is one line of why a verdict is what it is.
type reason struct {
	what     string        // the title of a clause, or all that there is to say
	detail   string        // the clause with its parameters
	state    finding.State // of a clause that a profile judged
	sum      string        // how it was judged
	findings int
}

// line writes a reason. The parameters of a clause are cut to what width
// columns hold: the clause stands above with all of them.
func (r reason) line(width int) string {
	switch {
	case r.findings > 1:
		s := fmt.Sprintf("%s (%d clauses)", r.what, r.findings)
		if r.sum != "" {
			s += " → " + r.sum
		}
		return s
	case r.sum != "":
		return r.what + " → " + r.sum
	case r.detail == "":
		return r.what
	}
	const more = " …"
	if rows := wrap(r.detail, max(width-uniseg.StringWidth(more), 20)); len(rows) > 1 {
		return rows[0] + more
	}
	return r.detail
}

// reasons lists the reasons of a verdict, worst first. Clauses of one kind that
// were judged alike are one reason.
func reasons(t audit.TargetReport, judged bool) []reason {
	var out []reason
	for _, r := range t.Verdict.Reasons {
		add := reason{what: r.Text}
		if f := findingOf(t, r.Finding); f != nil {
			add = named(*f, judged)
		}
		i := slices.IndexFunc(out, func(o reason) bool { return o.what == add.what && o.state == add.state })
		if i < 0 {
			out = append(out, add)
			continue
		}
		out[i].findings += add.findings
		if out[i].sum != add.sum {
			out[i].sum = together(add.state)
		}
	}
	return out
}

// together says how clauses were judged whose sums differ.
func together(s finding.State) string {
	if s == finding.NeedsPerson {
		return "each needs a person: the sums stand above"
	}
	return value("state", "", string(s)) + ": the sums stand above"
}

// named is the reason that a finding gives; whose terms a clause is of is said
// when they are not the target's own.
func named(f finding.Finding, judged bool) reason {
	if !f.Kind.IsClause() {
		return reason{what: f.Message}
	}
	from := ""
	if len(f.Via) > 0 {
		from = ", from " + steps(f.Via[len(f.Via)-1:])
	}
	out := reason{what: f.Title + from, detail: Describe(f.Title+from, f.Params), findings: 1}
	if judged && f.Judged.State != nil {
		out.state, out.sum = *f.Judged.State, f.Judged.Sum
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
func (l *reportWriter) exceptions(granted []policy.Exception) {
	for _, e := range granted {
		s := fmt.Sprintf("%s, granted by %s until %s: %s", e.Finding, e.Owner, e.Expires, e.Reason)
		if e.Holds() {
			l.text("  exception       ", s)
			continue
		}
		l.text("  exception       ", "LAPSED: "+s+"; "+e.Lapsed, yellow)
	}
}

// Grants writes what a profile would have to state under exceptions for the
// reasons of a verdict to be excused.
func Grants(reasons []policy.Reason) []string {
	var out []string
	for _, r := range reasons {
		for _, e := range r.Grant {
			line := fmt.Sprintf("- {owner: , reason: , expires: , target: %q, finding: %s, licence_sha256: %q}", e.Target, e.Finding, e.SHA256)
			if !slices.Contains(out, line) {
				out = append(out, line)
			}
		}
	}
	return out
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

func (l *reportWriter) overview(r *audit.Report) {
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
