package audit

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// obligations lists what the user of a target must do, from the clauses found
// and the template of each clause kind.
func (a *Auditor) obligations(findings []finding.Finding) []Obligation {
	out := []Obligation{}
	for _, f := range findings {
		info, ok := a.cfg.Clauses.Kind(f.Kind)
		if !ok || info.Obligation == "" {
			continue
		}
		out = append(out, Obligation{Finding: f.ID, Do: act(f.Kind), Text: fill(info.Obligation, f.Params), Where: where(f.Params)})
	}
	return out
}

// act names the kind of act a clause asks for.
func act(k term.Kind) string {
	switch k {
	case term.NoticeRetention, term.StateChanges:
		return "ship"
	case term.Attribution, term.AttributionThreshold, term.Disclosure:
		return "show"
	case term.Naming:
		return "name"
	case term.FlowDown, term.ShareAlike, term.NetworkCopyleft:
		return "pass-on"
	default:
		return "keep"
	}
}

// fill replaces {name} in a template by the parameter's value.
func fill(template string, p term.Params) string {
	for _, name := range p.Names() {
		template = strings.ReplaceAll(template, "{"+name+"}", finding.Value(p[name]))
	}
	return template
}

func where(p term.Params) string {
	places, _ := p["where"].([]string)
	return strings.Join(places, ", ")
}
