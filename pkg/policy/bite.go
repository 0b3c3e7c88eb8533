package policy

import (
	"fmt"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func hit(format string, args ...any) finding.Judged { return judged(finding.Triggered, format, args) }
func miss(format string, args ...any) finding.Judged {
	return judged(finding.NotTriggered, format, args)
}
func ask(format string, args ...any) finding.Judged {
	return judged(finding.NeedsPerson, format, args)
}

func judged(s finding.State, format string, args []any) finding.Judged {
	return finding.Judged{State: &s, Sum: fmt.Sprintf(format, args...)}
}

// bite decides whether a clause bites the profile. What the clause says in
// words that no profile answers makes a person look, unless it does not bite
// in the first place.
func (j *judge) bite(f finding.Finding, info kind.Info) finding.Judged {
	r := j.decide(f, info.Decide)
	if *r.State != finding.Triggered || info.Decide.By == kind.ByAnyUse {
		return r
	}
	switch limit := wording(f.Params); {
	case limit != "":
		return ask("%s; but the clause says %s: needs a person", strings.TrimSuffix(r.Sum, ": triggered"), limit)
	case f.Possible:
		return ask("%s; but only some texts of %s have the clause, and which one governs is not known: needs a person", strings.TrimSuffix(r.Sum, ": triggered"), f.Rule)
	}
	return r
}

func (j *judge) decide(f finding.Finding, d kind.Decide) finding.Judged {
	p := f.Params
	if p["by"] == "linked-policy" && j.PolicyRead && len(f.Via) == 0 {
		return miss("the use policy that it names was read, and its clauses are judged one by one")
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
		return hit("it binds whoever uses it")
	default:
		return ask("no profile can tell: needs a person")
	}
}

// wording returns the limit that a clause puts on itself in words; "" for
// none. An exemption of end users is none for the licensee.
func wording(p term.Params) string {
	if s, _ := p["applies_to"].(string); s != "" {
		return "that it is about " + s
	}
	if s, _ := p["exempt"].(string); s != "" && !strings.Contains(s, "end user") {
		return "that it exempts " + s
	}
	return ""
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
