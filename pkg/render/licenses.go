package render

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Licenses is a part of the catalogue.
type Licenses struct {
	Schema   string           `json:"schema"`
	Tool     audit.Tool       `json:"tool"`
	Licenses []*license.Entry `json:"licenses"`

	// Full has text tell all that is known of each licence, not one line.
	Full bool `json:"-"`
	// Kind is the kind of clause that was asked for: a line tells what each
	// licence says of it. Empty for none.
	Kind term.Kind `json:"-"`
	// Kinds say what the terms mean.
	Kinds kind.Table `json:"-"`
}

// Text writes one line per licence, or all that is known of each.
func (r Licenses) Text(p Page) error {
	l := p.layout()
	for _, e := range r.Licenses {
		if r.Full {
			l.license(e, r.Kinds)
			l.blank()
		} else {
			l.line(fmt.Sprintf("%-40s %-18s %s", Inert(e.ID), e.Category, Inert(e.Name)))
			l.termsOf(e, r.Kind)
		}
	}
	return l.err
}

// termsOf writes what a licence says by clauses of a kind.
func (l *layout) termsOf(e *license.Entry, k term.Kind) {
	for _, t := range e.Terms {
		if said := strings.TrimPrefix(Describe("", t.Params), ": "); t.Kind == k && said != "" {
			l.text("    ", said, dim)
		}
	}
}

func (l *layout) license(e *license.Entry, kinds kind.Table) {
	l.text("", e.ID+": "+e.Name, bold)
	l.allows(e, kinds)
	for _, row := range []struct{ label, value string }{
		{"  spdx            ", e.SPDX},
		{"  version         ", e.Version},
		{"  family          ", e.Family},
		{"  category        ", string(e.Category)},
		{"  approved        ", approvals(e)},
		{"  issued          ", strings.TrimSpace(e.Issued + " " + by(e.Issuer))},
		{"  successor       ", e.Successor},
		{"  source          ", e.Source},
		{"  also called     ", strings.Join(e.Aliases, ", ")},
		{"  stands for      ", strings.Join(e.Members, ", ")},
		{"  policies        ", strings.Join(e.Policies, ", ")},
		{"  recognised by   ", recognised(e)},
	} {
		if row.value != "" {
			l.text(row.label, row.value)
		}
	}
	l.terms("limits", e, kinds, kind.Info.Binding)
	l.terms("other terms", e, kinds, func(i kind.Info) bool { return !i.Binding() })
}

// allows says what a licence leaves of each right, as far as its terms are
// known.
func (l *layout) allows(e *license.Entry, kinds kind.Table) {
	if e.Drafted {
		l.text("  in short        ", "its terms were found by rules, and nobody has read the text: take it for one that is not known", yellow)
		return
	}
	terms := finding.Terms{Licence: true, Full: true, Stated: e.Rights}
	for _, t := range e.Terms {
		terms.Clauses = append(terms.Clauses, finding.Clause{Kind: t.Kind, Params: t.Params, Doubtful: t.Possible})
	}
	summary := finding.Summarise(kinds, terms)
	l.text("  commercial use  ", commercial(summary))
	l.rights(func(r term.Right) (term.Answer, bool) { right, ok := summary.Rights[r]; return right.Value, ok })
}

// terms writes the terms of a licence whose kinds are wanted, each with what it
// means.
func (l *layout) terms(title string, e *license.Entry, kinds kind.Table, wanted func(kind.Info) bool) {
	first := true
	for _, t := range e.Terms {
		info, _ := kinds.Of(t.Kind)
		if !wanted(info) {
			continue
		}
		if first {
			l.text("  ", title, bold)
			first = false
		}
		l.text("    · ", Describe(cmp.Or(info.Title, string(t.Kind)), t.Params)+qualifier(t))
		if info.Meaning != "" && info.Binding() {
			l.text("      ", info.Meaning, dim)
		}
	}
}

func by(issuer string) string {
	if issuer == "" {
		return ""
	}
	return "by " + issuer
}

func approvals(e *license.Entry) string {
	var parts []string
	for _, a := range []struct {
		set  bool
		name string
	}{{e.OSIApproved, "OSI"}, {e.FSFFree, "FSF free"}, {e.OpenData, "open data"}} {
		if a.set {
			parts = append(parts, a.name)
		}
	}
	return strings.Join(parts, ", ")
}

func recognised(e *license.Entry) string {
	if e.HasText {
		return "text and name"
	}
	return "name only: its text was not at hand"
}

func qualifier(t license.Term) string {
	switch {
	case t.Policy:
		return " (in its use policy)"
	case t.Possible:
		return " (in some versions)"
	default:
		return ""
	}
}
