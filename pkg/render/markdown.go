package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// maxMarkdown is how many characters a comment on a code host may hold, less
// some room for what a workflow puts around it. A summary of a job may be
// longer, and is refused as a whole beyond its bound.
const maxMarkdown = 60_000

// writeMarkdown writes a report, or what changed.
func writeMarkdown(p Page, d Document) error {
	if c, ok := d.(Changes); ok {
		return c.markdown(p)
	}
	return reports(markdownReport)(p, d)
}

// markdownReport writes a matrix of the models and, folded, what is to know of
// those that do not pass: for a comment on a change or the summary of a job.
func markdownReport(p Page, r Report) error {
	briefs := make([]brief, len(r.Reports))
	for i, t := range r.Reports {
		briefs[i] = newBrief(t)
	}
	m := markdown{}
	m.write("### fineprint: " + counts(briefs) + "\n\n")
	m.write("| verdict | model | licence | commercial use | users | revenue | regions | badge | outputs | top reason |\n")
	m.write("|---|---|---|---|---|---|---|---|---|---|\n")
	left := 0
	for _, b := range briefs {
		if !m.fit(markdownRow(newRow(b))) {
			left++
		}
	}
	for _, b := range briefs {
		if b.Verdict.Outcome != policy.Pass && !m.fit(markdownTarget(b)) {
			left++
		}
	}
	if left > 0 {
		m.write(fmt.Sprintf("\n%s parts more did not fit here; the report as a file has all of them.\n", count(left)))
	}
	for _, s := range r.Settings {
		m.write("\n" + md(settingLine(s)) + "\n")
	}
	m.write("\n_fineprint informs counsel; it is not legal advice._\n")
	if _, err := fmt.Fprint(p.W, m.text.String()); err != nil {
		return fmt.Errorf("write markdown: %w", err)
	}
	return nil
}

// markdown collects text up to maxMarkdown characters.
type markdown struct {
	text strings.Builder
	used int
}

func (m *markdown) write(s string) {
	m.text.WriteString(s)
	m.used += utf8.RuneCountInString(s)
}

// fit writes s, unless it would not leave room for the closing lines.
func (m *markdown) fit(s string) bool {
	const closing = 500
	if m.used+utf8.RuneCountInString(s) > maxMarkdown-closing {
		return false
	}
	m.write(s)
	return true
}

func markdownRow(r row) string {
	cells := []string{strings.ToUpper(string(r.Outcome)), r.Asked, r.licences(), r.Commercial, r.Users, r.Revenue, r.Regions, r.Badge,
		r.Outputs, r.Top}
	for i, c := range cells {
		cells[i] = md(c)
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// markdownTarget is what to know of one target, folded.
func markdownTarget(b brief) string {
	var s strings.Builder
	fmt.Fprintf(&s, "\n<details><summary>%s <b>%s</b></summary>\n\n", strings.ToUpper(string(b.Verdict.Outcome)), md(b.Target.Asked))
	for _, line := range licenceLines(b.TargetReport) {
		fmt.Fprintf(&s, "- Licence: %s\n", md(line))
	}
	fmt.Fprintf(&s, "- %s\n- Read: %s\n", md(inShort(b)), md(readLine(b.TargetReport)))
	if at := namedLine(b.Target); at != "" {
		fmt.Fprintf(&s, "- Named in: %s\n", md(at))
	}
	if len(b.Limits) > 0 {
		s.WriteString("\n**Limits**\n\n")
	}
	for i, l := range b.Limits {
		said := l.Title
		if l.What != "" {
			said += ": " + l.What
		}
		if from := l.source(); from != "" {
			said += ", from " + from
		}
		fmt.Fprintf(&s, "%d. %s [%s]%s\n", i+1, md(said), md(sections(l.Evidence())), md(settled(l)))
		if quote := shortQuote(l); quote != "" {
			fmt.Fprintf(&s, "   > %s\n", md(quote))
		}
	}
	markdownList(&s, "Duties", len(b.Duties), func(i int) string {
		o := b.Duties[i]
		said := o.Text + whereabouts(o)
		if o.When != "" {
			said += " (" + o.When + ")"
		}
		return "- [ ] " + md(said+origin(o, b.Findings))
	})
	markdownList(&s, "Open questions", len(b.Questions), func(i int) string {
		q := b.Questions[i]
		said := q.Ask
		if len(q.Evidence) > 0 {
			said += " [" + sections(q.Evidence) + "]"
		}
		return fmt.Sprintf("- Q%d %s — %s", i+1, md(said), md(q.Who))
	})
	markdownList(&s, "Problems", len(b.Problems), func(i int) string { return "- " + md(problem(b.Problems[i])) })
	s.WriteString("\n</details>\n")
	return s.String()
}

func markdownList(s *strings.Builder, title string, n int, item func(int) string) {
	for i := range n {
		if i == 0 {
			fmt.Fprintf(s, "\n**%s**\n\n", title)
		}
		s.WriteString(item(i) + "\n")
	}
}

// md makes text from outside plain words in Markdown: it neither sets out nor
// links nor calls anybody.
func md(s string) string {
	return mdEscapes.Replace(Inert(s))
}

var mdEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
	"@", "&#64;", "#", "&#35;", "://", "&#58;//", "www.", "www&#46;",
)
