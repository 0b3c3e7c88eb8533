package policy

import (
	"slices"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
)

func hit(code string, pairs ...any) finding.Judged {
	return judged(finding.Triggered, finding.Say(code, pairs...))
}

func miss(code string, pairs ...any) finding.Judged {
	return judged(finding.NotTriggered, finding.Say(code, pairs...))
}

func ask(code string, pairs ...any) finding.Judged {
	return judged(finding.NeedsPerson, finding.Say(code, pairs...))
}

func judged(s finding.State, because ...finding.Remark) finding.Judged {
	return finding.Judged{State: &s, Because: because}
}

// but turns a ruling into a question for a person, for one more reason.
func but(r finding.Judged, code string, pairs ...any) finding.Judged {
	return judged(finding.NeedsPerson, slices.Concat(r.Because, []finding.Remark{finding.Say(code, pairs...)})...)
}

// bite decides whether a clause bites the profile. What the clause says in
// words that no profile answers makes a person look, unless it does not bite
// in the first place.
func (j *judge) bite(f finding.Finding, info kind.Info) finding.Judged {
	r := j.decide(f, info.Decide)
	if *r.State != finding.Triggered || info.Decide.By == kind.ByAnyUse {
		return r
	}
	about, _ := f.Params["applies_to"].(string)
	exempt, _ := f.Params["exempt"].(string)
	switch {
	case f.Params["join"] == "and" && info.Decide.By != kind.ByEither:
		return but(r, "both-figures")
	case about != "":
		return but(r, "about-others", "what", about)
	case exempt != "" && info.Decide.By != kind.ByPlaces: // clauses about places exempt others than the licensee
		return but(r, "exempts", "what", exempt)
	case f.Possible:
		return but(r, "in-some-texts", "licence", f.Rule)
	}
	return r
}

func (j *judge) decide(f finding.Finding, d kind.Decide) finding.Judged {
	p := f.Params
	if p.ByPolicy() && j.PolicyRead && len(f.Via) == 0 {
		return miss("policy-judged")
	}
	switch d.By {
	case kind.ByUsers:
		return j.Profile.Company.userCap(p, j.released(f))
	case kind.ByRevenue:
		return j.Profile.Company.revenueCap(p)
	case kind.ByEither:
		return j.Profile.Company.either(p)
	case kind.ByPlaces:
		return j.places(f)
	case kind.ByEntity:
		return j.entity(p)
	case kind.ByCommerce:
		return j.Profile.commerce(p)
	case kind.ByFields:
		return j.Profile.fields(p)
	case kind.ByActs:
		return j.Profile.acts(d)
	case kind.ByAnyUse:
		return hit("any-use")
	default:
		return ask("no-profile-can-tell")
	}
}

// released returns the day on which the version was released that a clause
// speaks of: by its own words, else by the catalogue's entry for its text.
// Zero when not known to the day or month.
func (j *judge) released(f finding.Finding) time.Time {
	if s, _ := f.Params["date"].(string); s != "" {
		return day(s)
	}
	for _, l := range j.Licenses {
		if l.Known() && (l.Entry.ID == f.Rule || shareText(l, f)) {
			return day(l.Entry.Issued)
		}
	}
	return time.Time{}
}

func shareText(l finding.License, f finding.Finding) bool {
	for _, a := range l.Evidence {
		for _, b := range f.Evidence {
			if a.SHA256 != "" && a.SHA256 == b.SHA256 {
				return true
			}
		}
	}
	return false
}

func day(s string) time.Time {
	for _, form := range []string{time.DateOnly, monthForm} {
		if t, err := time.Parse(form, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
