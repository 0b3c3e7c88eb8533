package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Texts is what stands in some texts.
type Texts struct{ *audit.TextReport }

// NewTexts returns a copy of a report on texts in which the sentences are made.
func NewTexts(r *audit.TextReport) Texts {
	out := *r
	out.Documents = slices.Clone(r.Documents)
	for i := range out.Documents {
		out.Documents[i].Account = toldAccount(out.Documents[i].Account)
		out.Documents[i].Problems = toldProblems(out.Documents[i].Problems)
	}
	return Texts{&out}
}

// Text writes what stands in some texts, for people.
func (r Texts) Text(p Page) error {
	l := p.layout()
	for _, d := range r.Documents {
		l.line(l.paint(Inert(d.Path), bold))
		if d.Status == doc.StatusRead {
			l.textDocument(d)
		} else {
			l.text("  status          ", string(d.Status), yellow)
		}
		l.problems(d.Problems)
		l.blank()
	}
	l.text("", "fineprint informs counsel; it is not legal advice.", dim)
	return l.err
}

func (l *layout) textDocument(d audit.TextDocument) {
	l.text("  size            ", fmt.Sprintf("%s bytes, sha256 %s", Number(d.Bytes), d.SHA256), dim)
	if len(d.Licenses) == 0 {
		l.text("  licence         ", "not one that fineprint knows", yellow)
	}
	for _, lic := range d.Licenses {
		l.text("  licence         ", fmt.Sprintf("%s (%s): %s, explains %d %% of this text, %d %% of the licence is here",
			lic.ID, lic.Name, lic.Match, percent(lic.Covers), percent(lic.Complete)), bold)
	}
	for _, s := range d.Unmatched {
		l.text("  not explained   ", fmt.Sprintf("line %d, bytes %d to %d", s.Line, s.Start, s.End))
	}
	l.text("  commercial use  ", commercial(d.Summary))
	l.rights(func(r term.Right) (term.Answer, bool) { right, ok := d.Rights[r]; return right.Value, ok })
	for _, c := range d.Clauses {
		at := fmt.Sprintf("line %d", line(c.Spans))
		if c.Section != nil {
			at = "section " + *c.Section + ", " + at
		}
		l.text("    · ", fmt.Sprintf("%s  [%s, rule %s]", Describe(string(c.Kind), c.Params), at, c.Rule))
		l.text("      “", shorten(c.Quote)+"”", dim)
	}
	l.account(d.Account)
}

// account says how much of a text was understood, and shows what was not.
func (l *layout) account(a *audit.Account) {
	if a == nil || a.Sentences == a.Known {
		return
	}
	l.text("  understood      ", balance(a))
	for _, o := range a.Open {
		l.text("    ? ", fmt.Sprintf("%s  [line %d%s]", o.Why, line(o.Spans), reaches(o.Reaches)), yellow)
		l.text("      “", shorten(o.Quote)+"”", dim)
	}
}

// reaches says which rights an open sentence may take from, where they are few.
func reaches(rights []term.Right) string {
	switch {
	case rights == nil || len(rights) > maxReaches:
		return ""
	case len(rights) == 0:
		return "; takes no right"
	}
	names := make([]string, len(rights))
	for i, r := range rights {
		names[i] = string(r)
	}
	return "; may take " + strings.Join(names, ", ")
}

// maxReaches is the number of rights up to which it tells something that a
// sentence may take from them alone.
const maxReaches = 3

func count(n int) string { return Number(int64(n)) }

// percent rounds down, so that only the whole is 100.
func percent(share float64) int { return int(share * 100) }

func line(spans []doc.Span) int {
	if len(spans) == 0 {
		return 0
	}
	return spans[0].Line
}
