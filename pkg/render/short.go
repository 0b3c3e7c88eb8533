package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
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
		briefs[i] = askTogether(newBrief(t))
		briefs[i].Changes = r.changes(t)
	}
	l.alone = len(briefs) == 1
	if !l.alone {
		l.matrix(briefs)
		l.passing(briefs)
		if r.since != nil {
			l.text("", fmt.Sprintf("Of these %s changed since the older report, and %s did not.", count(len(briefs)-r.since.Same),
				count(r.since.Same)))
			l.blank()
		}
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

// passing writes what could not be read, or is odd, of targets that pass and are
// told no further, each once.
func (l *shortWriter) passing(briefs []brief) {
	names := map[string][]string{}
	var order []string
	for _, b := range briefs {
		if b.Verdict.Outcome != policy.Pass {
			continue
		}
		for _, p := range b.Problems {
			text := problem(p)
			if names[text] == nil {
				order = append(order, text)
			}
			if !slices.Contains(names[text], b.Target.Asked) {
				names[text] = append(names[text], b.Target.Asked)
			}
		}
	}
	label := "PASS, BUT"
	for _, text := range order {
		l.text(tag(label), strings.Join(names[text], ", ")+": "+text)
		label = ""
	}
	if len(order) > 0 {
		l.blank()
	}
}

// causes writes the targets of which nothing was read, each cause once.
func (l *shortWriter) causes(causes []cause) {
	for _, c := range causes {
		names := make([]string, len(c.targets))
		for i, b := range c.targets {
			names[i] = b.Target.Asked
			if at := namedLine(b.Target); at != "" {
				names[i] += " (" + at + ")"
			}
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
	l.field("Named in", []string{namedLine(t.Target)})
	l.field("Parts", parts(t))
	l.field("From", upstreamLines(t))
	l.limits(b)
	l.duties(b)
	l.questions(b)
	l.notes(b)
	if len(b.NotFound) > 0 && len(t.Licenses) > 0 {
		l.field("Not found", []string{strings.Join(b.NotFound, ", ") + " (no proof of absence)"}, dim)
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
		right += " · " + short(c)
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
	source, known := "", ""
	for i, lim := range b.Limits {
		if from := lim.source(); from != source {
			source = from
			l.text("    ", "from "+source+", which it is made from:", dim)
		}
		if name := lim.known(); name != known && name != "" && len(b.Licenses) > 1 {
			known = name
			l.text("    ", "as the catalogue knows "+known+", whose text was not read here:", dim)
		}
		s := lim.Title
		if lim.Plain != "" {
			s += ": " + lim.Plain
		}
		if lim.Findings[0].Possible {
			s += " (in some versions)"
		}
		if lim.known() == "" {
			s += " [" + coarse(inTexts(lim.Evidence())) + "]"
		}
		s += settled(lim)
		l.text(fmt.Sprintf("%2d  ", i+1), s, l.limitStyle(lim)...)
		if quote := shortQuote(lim); quote != "" {
			l.text("    ", "“"+quote+"”", dim)
		}
	}
}

// inTexts leaves out what the catalogue alone says beside what stands in a text.
func inTexts(evidence []doc.Evidence) []doc.Evidence {
	read := slices.DeleteFunc(slices.Clone(evidence), func(e doc.Evidence) bool { return e.SHA256 == "" })
	if len(read) == 0 {
		return evidence
	}
	return read
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
		if !asked[f.ID] && f.Kind != term.Gated && !slices.Contains(wording().Quiet, string(f.Kind)) && wording().Twice[string(f.Kind)] == nil {
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
