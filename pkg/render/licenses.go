package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// Licenses is a part of the catalogue.
type Licenses struct {
	Schema   string           `json:"schema"`
	Tool     audit.Tool       `json:"tool"`
	Licenses []*license.Entry `json:"licenses"`

	// Full has text tell all that is known of each licence, not one line.
	Full bool `json:"-"`
}

// Text writes one line per licence, or all that is known of each.
func (r Licenses) Text(p Page) error {
	l := p.layout()
	for _, e := range r.Licenses {
		if r.Full {
			l.license(e)
			l.blank()
		} else {
			l.line(fmt.Sprintf("%-40s %-18s %s", Inert(e.ID), e.Category, Inert(e.Name)))
		}
	}
	return l.err
}

func (l *layout) license(e *license.Entry) {
	l.text("", e.ID+": "+e.Name, bold)
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
	for _, t := range e.Terms {
		l.text("    · ", Describe(string(t.Kind), t.Params)+qualifier(t))
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
