package render

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// openness writes the tier, one line for every definition, what was found of
// the release, and what a person must be asked before the tier is settled.
func (l *reportWriter) openness(r openness.Result, findings []finding.Finding) {
	if r.Tier.Low == "" {
		return
	}
	l.text("  openness        ", tiers(r.Tier), bold)
	if found := components(findings); len(found) > 0 {
		l.text("    found         ", strings.Join(found, " · "))
	}
	for _, v := range r.Views {
		l.text("    · ", v.Definition+": "+viewLine(v))
	}
	for _, ask := range r.Tier.Ask {
		l.text("    ? ", ask)
	}
}

// components says which parts of a release were found, each once.
func components(findings []finding.Finding) []string {
	var out []string
	for _, f := range findings {
		if f.Kind != term.ComponentFound {
			continue
		}
		name := strings.ToLower(f.Title)
		if checked, _ := f.Params["checked"].(bool); !checked {
			name += " (not checked)"
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// viewLine is the result of a view, and the parts that it comes from.
func viewLine(v openness.View) string {
	parts := v.Because()
	if len(parts) == 0 {
		return v.Result
	}
	return v.Result + " (" + strings.Join(parts, "; ") + ")"
}

// tiers says how open a target is: a tier, or between which two it lies.
func tiers(r openness.Range) string {
	if r.Low == r.High {
		return tier(r.Low)
	}
	return "between “" + tier(r.Low) + "” and “" + tier(r.High) + "”: what is asked below decides"
}

// tier is what people are told of a tier.
func tier(t openness.Tier) string {
	if t == "" {
		return "not assessed"
	}
	if said, ok := word("tier", string(t)); ok {
		return said
	}
	return string(t)
}
