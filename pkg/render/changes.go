package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lock"
)

// Changes is what differs between two readings.
type Changes struct{ lock.Diff }

// Text writes the changes for people, model by model.
func (c Changes) Text(p Page) error {
	l := p.layout()
	for _, m := range c.Models {
		l.line(l.paint(Inert(m.Asked), bold))
		for _, s := range modelChanges(m) {
			l.text("  ", s)
		}
		l.blank()
	}
	switch {
	case c.Unchanged():
		l.text("", fmt.Sprintf("no terms changed (%s compared)", count(c.Same)))
	case len(c.Models) == 1 && c.Same == 0:
		l.text("", "the terms differ")
	default:
		l.text("", fmt.Sprintf("terms changed of %s, not of %s", count(len(c.Models)), count(c.Same)))
	}
	return l.err
}

// markdown writes the changes for an issue or a comment, a list for each model.
func (c Changes) markdown(p Page) error {
	m := markdown{}
	left := 0
	for _, model := range c.Models {
		m.write("### " + md(model.Asked) + "\n\n")
		for _, s := range modelChanges(model) {
			if !m.fit("- " + md(s) + "\n") {
				left++
			}
		}
		m.write("\n")
	}
	if c.Unchanged() {
		m.write("No terms changed.\n\n")
	}
	if left > 0 {
		m.write(fmt.Sprintf("%s changes more did not fit here.\n\n", count(left)))
	}
	m.write("_fineprint informs counsel; it is not legal advice._\n")
	if _, err := fmt.Fprint(p.W, m.text.String()); err != nil {
		return fmt.Errorf("write markdown: %w", err)
	}
	return nil
}

// modelChanges says what changed of one model, a line each.
func modelChanges(m lock.Model) []string {
	switch {
	case m.Old == nil:
		return []string{"new: it was not in the older reading" + verdictNow(m.New)}
	case m.New == nil:
		return []string{"gone: it is not in the newer reading"}
	}
	var out []string
	if a, b := m.Old.Verdict, m.New.Verdict; a != b {
		out = append(out, "verdict: "+a+", now "+b)
	}
	if a, b := stateLicences(m.Old), stateLicences(m.New); a != b {
		out = append(out, "licence: "+a+", now "+b)
	}
	for _, d := range m.Documents {
		switch {
		case d.Old == "":
			out = append(out, fmt.Sprintf("text: %s is new (%s)", d.Path, digestOrStatus(d.New)))
		case d.New == "":
			out = append(out, fmt.Sprintf("text: %s is gone", d.Path))
		default:
			out = append(out, fmt.Sprintf("text: %s is another (%s, now %s)", d.Path, digestOrStatus(d.Old), digestOrStatus(d.New)))
		}
	}
	for _, c := range m.Clauses {
		out = append(out, changeLine(c))
	}
	if m.Old.Commit != m.New.Commit && m.Old.Commit != "" && m.New.Commit != "" {
		s := fmt.Sprintf("commit: %s, now %s", short(m.Old.Commit), short(m.New.Commit))
		if m.Gone {
			s += "; the hub no longer has the older one"
		}
		out = append(out, s)
	}
	return out
}

func verdictNow(s *lock.State) string {
	if s.Verdict == "" {
		return ""
	}
	return ", " + s.Verdict
}

func stateLicences(s *lock.State) string {
	names := make([]string, len(s.Licences))
	for i, l := range s.Licences {
		names[i] = fmt.Sprintf("%s (%s)", l.ID, matchWords(l.Match))
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, " and ")
}

func matchWords(match string) string {
	switch match {
	case string(license.Reference):
		return "declared"
	case lock.NoMatch:
		return "text not known"
	}
	return match + " text"
}

// digestOrStatus shortens a digest; a status stands as it is.
func digestOrStatus(s string) string {
	if len(s) == 64 {
		return "sha256 " + s[:12]
	}
	return s
}

// changeLine says what became of a clause, with its words.
func changeLine(c lock.Change) string {
	switch c.How {
	case lock.Added:
		return "added: " + clauseLine(*c.New)
	case lock.Gone:
		return "gone: " + clauseLine(*c.Old)
	}
	parts := make([]string, len(c.Params))
	for i, p := range c.Params {
		parts[i] = fmt.Sprintf("%s %s, now %s", spaced(p.Name), shown(p.Name, p.Old), shown(p.Name, p.New))
	}
	return "changed: " + clauseName(*c.New) + ": " + strings.Join(parts, "; ") + clausePlace(*c.New)
}

func shown(name string, v any) string {
	if b, ok := v.(bool); ok {
		return map[bool]string{true: "yes", false: "no"}[b]
	}
	if s := value(name, "", v); s != "" {
		return s
	}
	return notStated
}

func clauseLine(c lock.Clause) string {
	s := Describe(clauseName(c), c.Params) + clausePlace(c)
	if quote := strings.Join(strings.Fields(c.Quote), " "); quote != "" {
		s += " “" + quote + "”"
	}
	return s
}

func clauseName(c lock.Clause) string {
	if c.Title != "" && c.Title != string(c.Kind) {
		return c.Title
	}
	return upper(spaced(string(c.Kind)))
}

func clausePlace(c lock.Clause) string {
	s := c.Path
	if c.Section != "" {
		s += " § " + c.Section
	}
	if c.From != "" {
		s = strings.TrimSpace(steps([]string{c.From}) + " " + s)
	}
	if s == "" {
		return ""
	}
	return " [" + s + "]"
}
