package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// notice stands at the end of every report.
const notice = "fineprint informs counsel; it is not legal advice. It speaks of what was read at the commits and times above, and of " +
	"nothing else."

// Text writes a report for people: what they have to know, or with p.Details
// all that there is to say. Of several targets a row each comes first, and then
// those that do not pass.
func (r Report) Text(p Page) error {
	l := p.layout()
	if p.Details {
		(&reportWriter{layout: l, judged: r.Profile.SHA256 != ""}).report(r)
	} else {
		(&shortWriter{layout: l, judged: r.Profile.SHA256 != ""}).report(r)
	}
	for _, e := range r.Unused {
		unused := fmt.Sprintf("%s on %s, granted by %s until %s: %s", e.Finding, e.Target, e.Owner, e.Expires, e.Lapsed)
		l.text("exception unused  ", unused, yellow)
	}
	if len(r.Unused) > 0 {
		l.blank()
	}
	l.settings(r.Settings)
	if p.Details {
		l.text("", notice, dim)
	} else {
		l.text("", "Quotes, digests, openness, files, exceptions: --details. Not legal advice.", dim)
	}
	return l.err
}

// reportWriter writes a report for people.
type reportWriter struct {
	*layout
	judged bool // a profile judged, so every clause has its state and sum
}

// report writes every target in full, then a line for each.
func (l *reportWriter) report(r Report) {
	for _, t := range r.Reports {
		l.target(t)
	}
	if len(r.Reports) > 1 {
		l.overview(r.Report)
	}
}

func (l *reportWriter) target(t audit.TargetReport) {
	l.heading(t)
	if at := namedIn(t.Target); len(at) > 0 {
		l.text("  named in        ", strings.Join(at, ", "))
	}
	l.documents(t.Documents)
	l.accounts(t.Documents)
	if unreadCause(t) != "" {
		l.text("  licence         ", "not read", yellow)
	} else {
		l.licenses(t.Licenses)
	}
	for _, line := range parts(t) {
		l.text("  component       ", line)
	}
	l.lineage(t.Lineage)
	l.text("  commercial use  ", commercial(t.Summary))
	l.rights(func(r term.Right) (term.Answer, bool) { right, ok := t.Rights[r]; return right.Value, ok })
	l.open(t)
	l.findings(t)
	l.openness(t.Openness, t.Findings)
	l.safety(t.Safety)
	l.duties(t)
	l.problems(t.Problems)
	l.verdict(t)
	l.exceptions(t.Verdict.Exceptions)
	if l.judged {
		for _, line := range Grants(t.Verdict.Reasons) {
			l.text("  to except it    ", line, dim)
		}
	}
	l.blank()
}

func (l *reportWriter) heading(t audit.TargetReport) {
	l.line(l.paint(strings.ToUpper(string(t.Verdict.Outcome)), bold, shade(t.Verdict.Outcome)), "  ", l.paint(Inert(t.Target.Asked), bold))
	if t.Target.AnsweredID == "" {
		return
	}
	s := fmt.Sprintf("%s %s", t.Target.Kind, t.Target.AnsweredID)
	if t.Target.Commit != "" {
		s += " at " + t.Target.Commit
	} else if t.Target.Hub == ref.Local {
		s += ", a folder as it stands: no commit names it"
	}
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

func (l *reportWriter) documents(docs []audit.Document) {
	if len(docs) == 0 {
		return
	}
	parts := make([]string, len(docs))
	for i, d := range docs {
		parts[i] = fmt.Sprintf("%s (%s bytes)", d.Path, Number(d.Bytes))
		if !d.Read() {
			parts[i] = fmt.Sprintf("%s (%s)", d.Path, strings.ToUpper(string(d.Status)))
		}
	}
	l.text("  read            ", strings.Join(parts, " · "))
}

func (l *reportWriter) licenses(licenses []finding.License) {
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
	case lic.Name == "":
		return "text not known"
	case lic.Match == license.Exact:
		return "exact text"
	default:
		return string(lic.Match) + " text"
	}
}

func commercial(s finding.Summary) string {
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

// findings writes the clauses that weigh on the verdict, what else to know of
// the target, and the other clauses.
func (l *reportWriter) findings(t audit.TargetReport) {
	weighs := map[string]bool{}
	for _, r := range t.Verdict.Reasons {
		weighs[r.Finding] = true
	}
	var limits, facts, others []finding.Finding
	for _, f := range t.Findings {
		switch {
		case f.Kind == term.ComponentFound:
		case !f.Kind.IsClause():
			facts = append(facts, f)
		case weighs[f.ID]:
			limits = append(limits, f)
		default:
			others = append(others, f)
		}
	}
	l.section("limits on use or users", limits, func(f finding.Finding) { l.finding("    ! ", f, t) })
	l.section("what else to know", facts, func(f finding.Finding) {
		mark := "    · "
		if weighs[f.ID] {
			mark = "    ! "
		}
		l.finding(mark, f, t)
	})
	l.section("other terms", gather(others), func(f finding.Finding) {
		l.text("    · ", f.Message+"  ["+places(f.Evidence)+"]")
	})
}

// section writes findings under a title, none without one.
func (l *reportWriter) section(title string, findings []finding.Finding, write func(finding.Finding)) {
	for i, f := range findings {
		if i == 0 {
			l.text("  ", title, bold)
		}
		write(f)
		if l.judged && f.Judged.State != nil {
			l.text("      ", "→ "+f.Judged.Sum, stateShade(*f.Judged.State))
		}
	}
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

func (l *reportWriter) finding(mark string, f finding.Finding, t audit.TargetReport) {
	l.text(mark, f.Message)
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
