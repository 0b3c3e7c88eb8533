package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// notice stands at the end of every report.
const notice = "fineprint informs counsel; it is not legal advice. It speaks of what was read at the commits and times above, and of nothing else."

// Report writes a report for people: one section per target, then a line per
// target when there are several.
func (p Page) Report(r *audit.Report) error {
	l := p.layout()
	for _, t := range r.Reports {
		l.target(t, r.Profile.SHA256 != "")
	}
	if len(r.Reports) > 1 {
		l.overview(r)
	}
	l.text("", notice, dim)
	return l.err
}

// target writes one target; judged tells that a profile judged, so that every
// clause has its state and sum.
func (l *layout) target(t audit.TargetReport, judged bool) {
	l.heading(t)
	l.documents(t.Documents)
	l.licenses(t.Licenses)
	l.lineage(t.Lineage)
	l.text("  commercial use  ", commercial(t.Summary))
	l.findings("limits on use or users, and what else to know", t, true, judged)
	l.findings("other terms", t, false, judged)
	l.openness(t.Openness, t.Findings)
	l.safety(t.Safety)
	l.duties(t)
	l.problems(t.Problems)
	l.verdict(t)
	l.exceptions(t.Verdict.Exceptions)
	l.blank()
}

func (l *layout) heading(t audit.TargetReport) {
	l.line(l.paint(strings.ToUpper(string(t.Verdict.Outcome)), bold, shade(t.Verdict.Outcome)), "  ", l.paint(Inert(t.Target.Asked), bold))
	if t.Target.AnsweredID == "" {
		return
	}
	at := t.Target.Commit
	if at == "" {
		at = "no commit"
	}
	s := fmt.Sprintf("%s %s at %s", t.Target.Kind, t.Target.AnsweredID, at)
	if t.Target.FetchedAt != nil {
		s += ", answered " + t.Target.FetchedAt.UTC().Format("2006-01-02 15:04 UTC")
	}
	for _, flag := range []struct {
		set  bool
		name string
	}{{t.Target.Gated != "", "gated (" + t.Target.Gated + ")"}, {t.Target.Private, "private"}, {t.Target.Disabled, "disabled"}} {
		if flag.set {
			s += ", " + flag.name
		}
	}
	l.text("  ", s, dim)
}

func shade(o policy.Outcome) style {
	switch o {
	case policy.Pass:
		return green
	case policy.Fail:
		return red
	default:
		return yellow
	}
}

func (l *layout) documents(docs []*doc.Document) {
	if len(docs) == 0 {
		return
	}
	parts := make([]string, len(docs))
	for i, d := range docs {
		parts[i] = fmt.Sprintf("%s (%s bytes)", d.Path, finding.Number(d.Bytes))
		if !d.Read() {
			parts[i] = fmt.Sprintf("%s (%s)", d.Path, strings.ToUpper(string(d.Status)))
		}
	}
	l.text("  read            ", strings.Join(parts, " · "))
}

func (l *layout) licenses(licenses []finding.License) {
	if len(licenses) == 0 {
		l.text("  licence         ", "none found", yellow)
	}
	for _, lic := range licenses {
		scopes := make([]string, len(lic.Scopes))
		for i, s := range lic.Scopes {
			scopes[i] = string(s)
		}
		s := fmt.Sprintf("%s: %s, for %s", lic.ID, degree(lic), strings.Join(scopes, " and "))
		l.text("  licence         ", s, bold)
		for _, e := range lic.Evidence {
			l.text("                  ", at(e), dim)
		}
	}
}

func degree(lic finding.License) string {
	switch {
	case lic.Source == term.Catalogue:
		return "terms known from the catalogue"
	case lic.Source == term.Inferred:
		return "named in prose, text not read here"
	case lic.Source != term.Detected:
		return "declared, text not read here"
	case lic.Entry == nil:
		return "text not known"
	case lic.Match == license.Exact:
		return "exact text"
	default:
		return string(lic.Match) + " text"
	}
}

func commercial(s audit.Summary) string {
	switch s.CommercialUse {
	case term.CommercialYes:
		return "yes"
	case term.CommercialConditions:
		return "yes, with conditions"
	case term.CommercialByApplication:
		return "by application or registration only"
	case term.CommercialNo:
		return "no"
	default:
		return "not known"
	}
}

// findings writes the findings that weigh on the verdict, or the others.
func (l *layout) findings(title string, t audit.TargetReport, weighs, judged bool) {
	reasons := map[string]bool{}
	for _, r := range t.Verdict.Reasons {
		reasons[r.Finding] = true
	}
	var list []finding.Finding
	for _, f := range t.Findings {
		if f.Kind != term.ComponentFound && (reasons[f.ID] || !f.Kind.IsClause()) == weighs {
			list = append(list, f)
		}
	}
	if !weighs {
		list = gather(list)
	}
	for i, f := range list {
		if i == 0 {
			l.text("  ", title, bold)
		}
		if weighs {
			l.finding(f, t)
		} else {
			l.text("    · ", f.Message+"  ["+places(f.Evidence)+"]")
		}
		if judged && f.Judged.State != nil {
			l.text("      ", sum(f.Judged), stateShade(*f.Judged.State))
		}
	}
}

// sum says how a clause was judged; sums end in the state as a rule.
func sum(j finding.Judged) string {
	state := strings.ReplaceAll(string(*j.State), "-", " ")
	if strings.Contains(j.Sum, state) || *j.State == finding.NeedsPerson {
		return "→ " + j.Sum
	}
	return "→ " + state + ": " + j.Sum
}

func stateShade(s finding.State) style {
	switch s {
	case finding.Triggered:
		return red
	case finding.NeedsPerson:
		return yellow
	default:
		return green
	}
}

func (l *layout) finding(f finding.Finding, t audit.TargetReport) {
	l.text("    ! ", f.Message)
	if len(f.Via) > 1 {
		l.text("      ", "by way of "+steps(f.Via), dim)
	}
	for _, e := range f.Evidence {
		l.text("      ", upstream(e, t)+at(e), dim)
		if quote := e.Quote; quote != "" {
			l.text("      “", shorten(quote)+"”")
		}
	}
}

// shorten cuts a quote to what fits on a screen; the JSON report has all of it.
func shorten(quote string) string {
	const limit = 600
	runes := []rune(quote)
	if len(runes) <= limit {
		return quote
	}
	return string(runes[:limit]) + " …"
}

func (l *layout) problems(problems []doc.Problem) {
	if len(problems) == 0 {
		return
	}
	l.line("  ", l.paint("problems", bold))
	for _, p := range problems {
		l.text("    ? ", problem(p))
	}
}

func problem(p doc.Problem) string {
	s := p.Code + ": "
	if p.Path != nil {
		s += *p.Path
		if p.Line != nil {
			s += fmt.Sprintf(" line %d", *p.Line)
		}
		s += ": "
	}
	return s + p.Text
}

// verdict writes the outcome per scope, the reasons that no finding above
// shows, and the next step.
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
	for _, r := range t.Verdict.Reasons {
		if r.Finding == "" {
			l.text("                  ", r.Text)
		}
	}
	l.text("  next            ", next(t))
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
		return "nothing stands against it; keep the notices listed above"
	case policy.Fail:
		return "do not use it under this policy"
	case policy.Undecided:
		if len(t.Problems) > 0 {
			return "mend the problems above and run again: what could not be read is not a pass"
		}
		return "find out which terms apply, from the publisher or in a text that fineprint can read"
	default:
		return "have the quoted clauses read against what you plan to do"
	}
}

func (l *layout) overview(r *audit.Report) {
	l.line(l.paint("overview", bold))
	for _, t := range r.Reports {
		ids := make([]string, len(t.Licenses))
		for i, lic := range t.Licenses {
			ids[i] = lic.ID
		}
		outcome := strings.ToUpper(string(t.Verdict.Outcome))
		l.text(fmt.Sprintf("  %-10s", outcome), t.Target.Asked+"  "+strings.Join(ids, ", "), shade(t.Verdict.Outcome))
	}
	l.blank()
}
