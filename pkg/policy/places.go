package policy

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// places judges a clause about regions by the profile's countries, on the day
// of judgement.
func (j *judge) places(f finding.Finding) finding.Judged {
	regions, _ := f.Params["regions"].([]string)
	countries := j.Profile.Company.Countries
	switch {
	case len(regions) == 0:
		return ask("the clause names no place that was understood: needs a person")
	case len(countries) == 0:
		return ask("company.countries is not given: needs a person")
	}
	var inside, unknown []string
	for _, region := range regions {
		for _, country := range countries {
			in, known := j.World.In(j.World.Country(country), region, j.Today)
			switch {
			case !known:
				unknown = append(unknown, region)
			case in && region == country:
				inside = append(inside, country+" is shut out")
			case in:
				inside = append(inside, country+" is in "+j.World.RegionName(region))
			}
		}
	}
	switch {
	case len(inside) > 0:
		return j.ofKind(f, strings.Join(inside, ", "))
	case len(unknown) > 0:
		return ask("what belongs to %s is not known: needs a person", strings.Join(slices.Compact(unknown), ", "))
	}
	return miss("you are in %s, and none of it is in %s: not triggered", strings.Join(countries, ", "), j.regionNames(regions))
}

func (j *judge) regionNames(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = j.World.RegionName(c)
	}
	return strings.Join(names, ", ")
}

// ofKind judges a clause that bites, as why says, if the model is of the kind
// that the clause is limited to.
func (j *judge) ofKind(f finding.Finding, why string) finding.Judged {
	scope, _ := f.Params["scope"].(string)
	if scope == "" || scope == "all" {
		return hit("%s: triggered", why)
	}
	i := slices.IndexFunc(j.World.ModelKinds, func(k ModelKind) bool {
		return slices.ContainsFunc(k.Words, func(w string) bool { return strings.Contains(strings.ToLower(scope), w) })
	})
	if i < 0 {
		return ask("%s; the clause is about %s: whether this is one needs a person", why, scope)
	}
	kind := j.World.ModelKinds[i]
	switch {
	case slices.Contains(kind.Tags, j.PipelineTag) || slices.Contains(kind.Types, j.ModelType):
		return hit("%s, and the model is %s (%s): triggered", why, kind.Name, j.shape())
	case slices.Contains(kind.OtherTags, j.PipelineTag) && j.ModelType != "" && len(f.Via) == 0:
		return miss("%s, but the clause is about %s, and this model is not %s (%s): not triggered", why, scope, kind.Name, j.shape())
	default:
		return ask("%s; the clause is about %s, and whether this model is %s is not known (%s): needs a person", why, scope, kind.Name, j.shape())
	}
}

// shape says what the hub and the config tell of the kind of model.
func (j *judge) shape() string {
	return "pipeline tag " + orBlank(j.PipelineTag) + ", model type " + orBlank(j.ModelType)
}

// entity judges a clause that bars a class of users.
func (j *judge) entity(p term.Params) finding.Judged {
	who, _ := p["who"].([]string)
	kind := j.Profile.Company.Kind
	switch {
	case len(who) == 0:
		return ask("whom the clause bars was not understood: needs a person")
	case kind == "":
		return ask("it bars %s, and company.kind is not given: needs a person", strings.Join(who, ", "))
	}
	unclear := ""
	for _, class := range who {
		i := slices.IndexFunc(j.World.BodyClasses, func(b BodyClass) bool { return strings.Contains(class, b.Word) })
		switch {
		case i < 0:
			unclear = class
		case slices.Contains(j.World.BodyClasses[i].Kinds, kind):
			return hit("it bars %s, and you are a body of the kind %s: triggered", class, kind)
		}
	}
	if unclear != "" {
		return ask("it bars %s: whether you are among them needs a person", unclear)
	}
	return miss("it bars %s, and you are a body of the kind %s: not triggered", strings.Join(who, ", "), kind)
}
