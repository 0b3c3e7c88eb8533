package render

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// accounts writes how much of each text of terms was understood. A text that is
// known word for word needs no word.
func (l *reportWriter) accounts(docs []audit.Document) {
	label := "  understood      "
	for _, d := range docs {
		if d.Account == nil || d.Account.Sentences == d.Account.Known {
			continue
		}
		styles := []style{}
		if len(d.Account.Open) > 0 {
			styles = append(styles, yellow)
		}
		l.text(label, d.Path+": "+balance(d.Account), styles...)
		label = "                  "
	}
}

// balance is an account in one line.
func balance(a *audit.Account) string {
	noun := "sentences"
	if a.Sentences == 1 {
		noun = "sentence"
	}
	return fmt.Sprintf("%s %s: %s known, %s with clauses, %s plain, %s to read",
		count(a.Sentences), noun, count(a.Known), count(a.Clause), count(a.Plain), count(len(a.Open)))
}

// maxOpen is how many sentences that nobody understood a report shows; the JSON
// report has all of them.
const maxOpen = 12

// open writes the words that a person still has to read, but for those that a
// finding quotes.
func (l *reportWriter) open(t audit.TargetReport) {
	items := slices.DeleteFunc(slices.Clone(t.Open), func(o audit.PlacedItem) bool { return quotedBy(t.Findings, o) })
	for i, o := range items {
		if i == 0 {
			l.text("  ", "to be read: no rule explains these words", bold)
		}
		if i == maxOpen {
			l.text("    … ", fmt.Sprintf("and %s more, which the JSON report lists", count(len(items)-maxOpen)))
			return
		}
		l.text("    ? ", fmt.Sprintf("%s line %d: %s", o.Path, line(o.Spans), o.Why), yellow)
		l.text("      “", shorten(o.Quote)+"”")
	}
}

// quotedBy reports whether a finding that says more than a clause quotes an item.
func quotedBy(findings []finding.Finding, o audit.PlacedItem) bool {
	return slices.ContainsFunc(findings, func(f finding.Finding) bool {
		return !f.Kind.IsClause() && slices.ContainsFunc(f.Evidence, func(e doc.Evidence) bool { return e.Path == o.Path && e.Quote == o.Quote })
	})
}
