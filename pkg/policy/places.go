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
		return ask("no-place")
	case len(countries) == 0:
		return ask("countries-not-given", "field", "company.countries")
	}
	var inside []finding.Remark
	var unknown []string
	for _, region := range regions {
		for _, country := range countries {
			in, known := j.World.In(j.World.Country(country), region, j.Today)
			switch {
			case !known:
				unknown = append(unknown, region)
			case in && region == country:
				inside = append(inside, finding.Say("shut-out", "country", country))
			case in:
				inside = append(inside, finding.Say("in-region", "country", country, "region", j.World.RegionName(region)))
			}
		}
	}
	switch {
	case len(inside) > 0:
		return j.ofKind(f, judged(finding.Triggered, inside...))
	case len(unknown) > 0:
		return ask("region-unknown", "regions", slices.Compact(unknown))
	}
	return miss("in-no-region", "countries", countries, "regions", j.regionNames(regions))
}

func (j *judge) regionNames(codes []string) []string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = j.World.RegionName(c)
	}
	return names
}

// ofKind judges a clause that bites, as r says, if the model is of the kind
// that the clause is limited to.
func (j *judge) ofKind(f finding.Finding, r finding.Judged) finding.Judged {
	scope, _ := f.Params["scope"].(string)
	if scope == "" || scope == "all" {
		return r
	}
	i := slices.IndexFunc(j.World.ModelKinds, func(k ModelKind) bool {
		return slices.ContainsFunc(k.Words, func(w string) bool { return strings.Contains(strings.ToLower(scope), w) })
	})
	if i < 0 {
		return but(r, "model-kind-unclear", "scope", scope)
	}
	kind := j.World.ModelKinds[i]
	shape := []any{"scope", scope, "kind", kind.Name, "tag", j.PipelineTag, "type", j.ModelType}
	switch {
	case slices.Contains(kind.Tags, j.PipelineTag) || slices.Contains(kind.Types, j.ModelType):
		return judged(finding.Triggered, append(slices.Clone(r.Because), finding.Say("model-of-kind", shape...))...)
	case slices.Contains(kind.OtherTags, j.PipelineTag) && j.ModelType != "" && len(f.Via) == 0:
		return judged(finding.NotTriggered, append(slices.Clone(r.Because), finding.Say("model-of-other-kind", shape...))...)
	default:
		return but(r, "model-kind-unknown", shape...)
	}
}

// entity judges a clause that bars a class of users.
func (j *judge) entity(p term.Params) finding.Judged {
	who, _ := p["who"].([]string)
	kind := j.Profile.Company.Kind
	switch {
	case len(who) == 0:
		return ask("who-unclear")
	case kind == "":
		return ask("kind-not-given", "who", who, "field", "company.kind")
	}
	unclear := ""
	for _, class := range who {
		i := slices.IndexFunc(j.World.BodyClasses, func(b BodyClass) bool { return strings.Contains(class, b.Word) })
		switch {
		case i < 0:
			unclear = class
		case slices.Contains(j.World.BodyClasses[i].Kinds, kind):
			return hit("bars-kind", "who", []string{class}, "kind", kind)
		}
	}
	if unclear != "" {
		return ask("may-be-among-them", "who", unclear)
	}
	return miss("bars-kind", "who", who, "kind", kind)
}
