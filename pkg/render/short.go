package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// shortWriter writes what a person has to know of each target, and no more.
type shortWriter struct {
	*layout
	judged bool // a profile says who asks
	alone  bool // there is one target only
}

// report writes each target; of several first the matrix, and then those that
// do not pass.
func (l *shortWriter) report(r Report) {
	briefs := make([]brief, len(r.Reports))
	for i, t := range r.Reports {
		briefs[i] = newBrief(t)
		briefs[i].Changes = r.changes(t)
	}
	l.alone = len(briefs) == 1
	if !l.alone {
		l.matrix(briefs)
		briefs = slices.DeleteFunc(briefs, func(b brief) bool {
			return b.Verdict.Outcome == policy.Pass || r.since != nil && r.since.Of(b.Target) == nil
		})
		var causes []cause
		briefs, causes = sameCause(briefs)
		defer l.causes(causes)
	}
	for _, b := range briefs {
		l.target(b)
	}
}

// causes writes the targets of which nothing was read, each cause once.
func (l *shortWriter) causes(causes []cause) {
	for _, c := range causes {
		names := make([]string, len(c.targets))
		for i, b := range c.targets {
			names[i] = b.Target.Asked
		}
		l.text("NOT READ ", strings.Join(names, ", "), bold)
		l.text("         ", c.text)
		l.blank()
	}
}

// column is where the words of a short report begin, behind their label.
const column = 10

func tag(s string) string { return fmt.Sprintf("%-*s", column, s) }

// target writes one target: the verdict, the licence and what was read, then
// limits, duties and questions, then what to do next.
func (l *shortWriter) target(b brief) {
	t := b.TargetReport
	l.head(t)
	l.field("Licence", licenceLines(t), bold)
	l.field("In short", []string{inShort(b)})
	l.field("Rights", []string{rightsLine(t)})
	l.field("Read", []string{readLine(t)})
	l.field("Parts", parts(t))
	l.field("From", upstreamLines(t))
	l.limits(b)
	l.duties(b)
	l.questions(b)
	l.notes(b)
	if len(b.NotFound) > 0 && len(t.Licenses) > 0 {
		l.field("Not found", []string{strings.Join(b.NotFound, ", ") + " (no rule fired: no proof of absence)"}, dim)
	}
	l.field("Changed", b.Changes)
	l.field("Verdict", []string{verdictLine(b)}, bold, shade(t.Verdict.Outcome))
	l.field("Next", []string{next(t)})
	if !l.alone {
		l.blank()
	}
}

// head is the line that is read first.
func (l *shortWriter) head(t audit.TargetReport) {
	outcome := tag(strings.ToUpper(string(t.Verdict.Outcome)))
	name := Inert(t.Target.Asked)
	right := t.Target.Kind
	if c := t.Target.Commit; c != "" {
		right += " · " + c[:min(12, len(c))]
	}
	if t.Target.Component != "" {
		right = "part " + Inert(t.Target.Component) + " · " + right
	}
	gap := l.Width - uniseg.StringWidth(outcome) - uniseg.StringWidth(name) - uniseg.StringWidth(right)
	painted := l.paint(outcome, bold, shade(t.Verdict.Outcome)) + l.paint(name, bold)
	if gap < 2 {
		l.line(painted)
		l.line(strings.Repeat(" ", column), l.paint(right, dim))
		return
	}
	l.line(painted, strings.Repeat(" ", gap), l.paint(right, dim))
}

// field writes lines under a label; nothing where there are none.
func (l *shortWriter) field(name string, lines []string, styles ...style) {
	first := tag(name)
	for _, s := range lines {
		if s == "" {
			continue
		}
		l.text(first, s, styles...)
		first = strings.Repeat(" ", column)
	}
}

// title opens a section.
func (l *shortWriter) title(s string) { l.line(l.paint(s, bold)) }

// limits writes who is bound to what, numbered, with where it stands.
func (l *shortWriter) limits(b brief) {
	if len(b.Limits) == 0 {
		return
	}
	l.title("LIMITS")
	source := ""
	for i, lim := range b.Limits {
		if from := lim.source(); from != source {
			source = from
			l.text("    ", "from "+source+", which it is made from:", dim)
		}
		s := lim.Title
		if lim.What != "" {
			s += ": " + lim.What
		}
		s += " [" + sections(lim.Evidence()) + "]"
		s += settled(lim)
		l.text(fmt.Sprintf("%2d  ", i+1), s, l.limitStyle(lim)...)
		if quote := shortQuote(lim); quote != "" {
			l.text("    ", "“"+quote+"”", dim)
		}
	}
}

// settled says how a limit was judged, or which question decides it.
func settled(l limit) string {
	var said []string
	if l.Sum != "" {
		said = append(said, l.Sum)
	}
	switch {
	case l.Question > 0:
		said = append(said, "Q"+strconv.Itoa(l.Question))
	case l.Sum == "":
		said = append(said, value("state", "", string(l.State)))
	}
	return " → " + strings.Join(said, "; ")
}

func (l *shortWriter) limitStyle(lim limit) []style {
	if !l.judged {
		return nil
	}
	return []style{stateShade(lim.State)}
}

// shortQuote is the quote of a limit with a figure, where it is short enough to
// be shown whole: figures are what counsel reads twice.
func shortQuote(l limit) string {
	p := l.Findings[0].Params
	if p["threshold"] == nil && p["amount"] == nil || len(l.Findings[0].Evidence) == 0 {
		return ""
	}
	return whole(l.Findings[0].Evidence[0].Quote, 160)
}

// whole is a quote on one line, nothing where it is longer than limit: half a
// sentence of a contract is worse than none.
func whole(quote string, limit int) string {
	quote = strings.Join(strings.Fields(quote), " ")
	if utf8.RuneCountInString(quote) > limit {
		return ""
	}
	return quote
}

// duties writes the checklist, with room for who does it.
func (l *shortWriter) duties(b brief) {
	const room = "_____"
	indent := uniseg.StringWidth(box)
	width := max(l.Width-indent-len(room)-2, 20)
	for i, o := range b.Duties {
		if i == 0 {
			l.line(l.paint(fmt.Sprintf("%-*s", indent+width+2, "DUTIES")+"owner", bold))
		}
		s := o.Text + whereabouts(o)
		if o.When != "" {
			s += " (" + o.When + ")"
		}
		if f := findingOf(b.TargetReport, o.Finding); f != nil && len(f.Evidence) > 0 {
			s += " [" + sections(f.Evidence) + "]"
		}
		for k, row := range wrap(Inert(s+origin(o, b.Findings)), width) {
			if k > 0 {
				l.line(strings.Repeat(" ", indent), row)
				continue
			}
			l.line(box, row, strings.Repeat(" ", max(width-uniseg.StringWidth(row), 0)+2), room)
		}
	}
}

// box is what a duty is ticked off in.
const box = "□ "

// questions writes what is open, numbered, with the words that it is about and
// who could answer.
func (l *shortWriter) questions(b brief) {
	for i, q := range b.Questions {
		if i == 0 {
			l.title("OPEN QUESTIONS")
		}
		s := q.Ask
		if len(q.Evidence) > 0 {
			s += " [" + sections(q.Evidence) + "]"
			if quote := whole(q.Evidence[0].Quote, 200); len(q.Evidence) == 1 && quote != "" {
				s += " “" + quote + "”"
			}
		}
		l.text(fmt.Sprintf("%-4s", fmt.Sprintf("Q%d", i+1)), s+" — "+q.Who)
	}
}

// notes writes what else weighs: findings that are no clause and that no
// question repeats.
func (l *shortWriter) notes(b brief) {
	asked := map[string]bool{}
	for _, q := range b.Questions {
		for _, id := range q.Findings {
			asked[id] = true
		}
	}
	var lines []string
	for _, f := range gather(b.Notes) {
		if !asked[f.ID] && !slices.Contains(wording().Quiet, string(f.Kind)) && wording().Twice[string(f.Kind)] == nil {
			lines = append(lines, upper(f.Message))
		}
	}
	for _, p := range b.Problems {
		lines = append(lines, problem(p))
	}
	for _, e := range b.Verdict.Exceptions {
		lines = append(lines, fmt.Sprintf("Exception %s, granted by %s until %s: %s", e.Finding, e.Owner, e.Expires, e.Reason))
	}
	l.field("Note", lines)
}
