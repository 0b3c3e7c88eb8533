package policy

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// answer is what a profile says of an act.
type answer int

const (
	unsaid answer = iota
	no
	yes
)

func (p *Profile) answer(a term.Act) answer {
	does, said := p.Use[a]
	switch {
	case !said:
		return unsaid
	case does:
		return yes
	default:
		return no
	}
}

// acts judges a clause that an act sets off.
func (p *Profile) acts(d kind.Decide) finding.Judged {
	var missing []string
	for _, a := range d.Acts {
		switch p.answer(a) {
		case yes:
			return hit("profile-says", "act", a)
		case unsaid:
			missing = append(missing, string(a))
		}
	}
	for _, a := range d.Ask {
		switch p.answer(a) {
		case yes:
			return ask("profile-says-unclear", "act", a)
		case unsaid:
			missing = append(missing, string(a))
		}
	}
	if len(missing) > 0 {
		return ask("acts-not-said", "acts", missing)
	}
	return miss("none-of-this", "acts", slices.Concat(d.Acts, d.Ask))
}

// commerce judges a clause that grants rights for non-commercial ends only. A
// company that says its use is not commercial is not believed without a
// person: courts and licensors look at the user as well as at the use.
func (p *Profile) commerce(params term.Params) finding.Judged {
	if params["limit"] == "non-production" || params["trial_days"] != nil {
		return p.trial(params)
	}
	research, _ := params["research_only"].(bool)
	allowed := "non-commercial"
	if research {
		allowed = "research"
	}
	switch p.answer(term.ActCommercial) {
	case yes:
		return hit("use-is-commercial", "allowed", allowed)
	case unsaid:
		return ask("commercial-not-said", "allowed", allowed)
	}
	switch {
	case p.Company.Kind == CompanyBody || p.Company.Kind == "":
		return ask("company-says-not-commercial", "allowed", allowed)
	case research && p.answer(term.ActResearchOnly) != yes:
		return ask("research-not-said")
	default:
		return miss("not-commercial", "allowed", allowed, "kind", p.Company.Kind)
	}
}

// trial judges a clause that allows everything but production, or a trial.
func (p *Profile) trial(params term.Params) finding.Judged {
	if n, ok := params["trial_days"].(int64); ok {
		return ask("trial", "days", n)
	}
	switch p.answer(term.ActProduction) {
	case yes:
		return hit("in-production")
	case no:
		return miss("not-in-production")
	default:
		return ask("production-not-said")
	}
}

// fields judges a clause that bars fields of use.
func (p *Profile) fields(params term.Params) finding.Judged {
	barred, _ := params["fields"].([]string)
	if p.Fields == nil && slices.Equal(barred, []string{"unspecified"}) {
		return ask("bars-unread")
	}
	if p.Fields == nil {
		return ask("fields-not-said", "fields", barred)
	}
	var common []string
	for _, f := range barred {
		if slices.Contains(p.Fields, f) {
			common = append(common, f)
		}
	}
	switch {
	case len(common) > 0:
		return hit("in-field", "fields", common)
	case len(barred) == 0 || slices.Contains(barred, "unspecified"):
		return ask("bars-unread")
	}
	return miss("in-no-field", "fields", barred)
}
