package render

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// duties writes the checklist: what is due or may be, and then what a profile
// showed not to be.
func (l *reportWriter) duties(t audit.TargetReport) {
	for i, o := range t.Obligations {
		if i == 0 {
			l.line("  ", l.paint("what to do", bold))
		}
		s := o.Text
		s += whereabouts(o)
		if o.When != "" && o.Due != policy.DueNo {
			s += " (" + o.When + ")"
		}
		s += origin(o, t.Findings)
		if o.Due == policy.DueNo {
			l.text("    – ", "not due: "+s, dim)
			l.text("      ", "→ "+o.When, green)
			continue
		}
		l.text("    □ ", s)
	}
}

// whereabouts says where a duty is met. Whether one place will do or all are
// meant stands in the clause.
func whereabouts(o policy.Obligation) string {
	switch {
	case o.Where == "":
		return ""
	case len(o.Places) > 1:
		return " Where, as the clause says: " + o.Where + "."
	default:
		return " Where: " + o.Where + "."
	}
}

// origin names the ancestors whose terms ask for a duty.
func origin(o policy.Obligation, findings []finding.Finding) string {
	if len(o.From) == 0 {
		return ""
	}
	names := make([]string, len(o.From))
	for i, from := range o.From {
		names[i] = steps([]string{from})
	}
	whose := "  [of "
	if slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.ID == o.Finding && len(f.Via) == 0 }) {
		whose = "  [and of "
	}
	return whose + strings.Join(names, ", ") + "]"
}
