package policy

import (
	"fmt"
	"slices"
	"strings"

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
			return hit("your profile says %s: yes: triggered", a)
		case unsaid:
			missing = append(missing, string(a))
		}
	}
	for _, a := range d.Ask {
		switch p.answer(a) {
		case yes:
			return ask("your profile says %s: yes: whether the clause means that needs a person", a)
		case unsaid:
			missing = append(missing, string(a))
		}
	}
	if len(missing) > 0 {
		return ask("your profile does not say whether you do this: %s: needs a person", strings.Join(missing, ", "))
	}
	return miss("you do none of this: %s: not triggered", joinActs(slices.Concat(d.Acts, d.Ask)))
}

func joinActs(acts []term.Act) string {
	words := make([]string, len(acts))
	for i, a := range acts {
		words[i] = string(a)
	}
	return strings.Join(words, ", ")
}

// commerce judges a clause that grants rights for non-commercial ends only. A
// company that says its use is not commercial is not believed without a
// person: courts and licensors look at the user as well as at the use.
func (p *Profile) commerce(params term.Params) finding.Judged {
	if params["limit"] == "non-production" || params["trial_days"] != nil {
		return p.trial(params)
	}
	research, _ := params["research_only"].(bool)
	allowed := "non-commercial use"
	if research {
		allowed = "research"
	}
	switch p.answer(term.ActCommercial) {
	case yes:
		return hit("it allows %s only, and your use is commercial: triggered", allowed)
	case unsaid:
		return ask("it allows %s only, and your profile does not say whether your use is commercial: needs a person", allowed)
	}
	switch {
	case p.Company.Kind == CompanyBody || p.Company.Kind == "":
		return ask("it allows %s only; you say that your use is not commercial, but what a company does for itself may count as commercial: needs a person", allowed)
	case research && p.answer(term.ActResearchOnly) != yes:
		return ask("it allows research only, and your profile does not say research_only: yes: needs a person")
	default:
		return miss("it allows %s, and you are a body of the kind %s whose use is not commercial: not triggered", allowed, p.Company.Kind)
	}
}

// trial judges a clause that allows everything but production, or a trial.
func (p *Profile) trial(params term.Params) finding.Judged {
	if n, ok := params["trial_days"].(int64); ok {
		return ask("it allows a trial of %s days: whether yours is over needs a person", finding.Number(n))
	}
	switch p.answer(term.ActProduction) {
	case yes:
		return hit("it allows all but production use, and your profile says production: yes: triggered")
	case no:
		return miss("it allows all but production use, and your profile says production: no: not triggered")
	default:
		return ask("it allows all but production use, and your profile does not say whether yours is: needs a person")
	}
}

// fields judges a clause that bars fields of use.
func (p *Profile) fields(params term.Params) finding.Judged {
	barred, _ := params["fields"].([]string)
	if p.Fields == nil && slices.Equal(barred, []string{"unspecified"}) {
		return ask("what it bars stands in a text that was not read or not understood: needs a person")
	}
	if p.Fields == nil {
		return ask("it bars %s, and the profile does not list your fields: needs a person", some(barred))
	}
	var common []string
	for _, f := range barred {
		if slices.Contains(p.Fields, f) {
			common = append(common, f)
		}
	}
	switch {
	case len(common) > 0:
		return hit("it bars %s, which you are in: triggered", strings.Join(common, ", "))
	case len(barred) == 0 || slices.Contains(barred, "unspecified"):
		return ask("what it bars stands in a text that was not read or not understood: needs a person")
	}
	return miss("it bars %s, and you are in none of it: not triggered", some(barred))
}

// some lists a few words, and how many more there are.
func some(words []string) string {
	const few = 4
	if len(words) <= few {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:few], ", "), len(words)-few)
}
