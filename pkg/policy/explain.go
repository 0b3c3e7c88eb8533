package policy

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Explanation says in plain words what a profile means.
type Explanation struct {
	Schema     string            `json:"schema"`
	Profile    string            `json:"profile"`
	SHA256     string            `json:"sha256"`
	About      string            `json:"about"`
	Who        []string          `json:"who"`
	Does       []string          `json:"does"`
	Accepts    []string          `json:"accepts"`
	Conditions []string          `json:"conditions"`
	Exceptions []string          `json:"exceptions"`
	Kinds      []KindExplanation `json:"kinds"`
}

// KindExplanation says how clauses of a kind are judged.
type KindExplanation struct {
	Kind  term.Kind `json:"kind"`
	Title string    `json:"title"`
	How   string    `json:"how"`
}

// Explain says what the policy's profile means, and how it judges a clause of
// each kind.
func (p Policy) Explain(kinds []kind.Info) Explanation {
	pr := p.Profile
	e := Explanation{
		Schema: "fineprint.policy/1", Profile: pr.Name, SHA256: pr.SHA256, About: pr.About, Who: pr.Company.explain(), Does: pr.explainUse(),
		Accepts: pr.Accept.explain(), Conditions: []string{}, Exceptions: []string{}, Kinds: []KindExplanation{},
	}
	for _, c := range pr.Conditions {
		e.Conditions = append(e.Conditions, fmt.Sprintf("%s: %s, because %s", c.Name, verb(c.Then), c.Why))
	}
	for _, g := range pr.Exceptions {
		e.Exceptions = append(e.Exceptions, fmt.Sprintf("%s on %s, granted by %s until %s for the text %s: %s", g.Finding, g.Target, g.Owner, g.Expires, short(g.SHA256), g.Reason))
	}
	j := &judge{Policy: p}
	for _, k := range kinds {
		e.Kinds = append(e.Kinds, KindExplanation{Kind: k.Kind, Title: k.Title, How: j.explainKind(k)})
	}
	return e
}

func (c Company) explain() []string {
	out := []string{
		"names: " + list(c.Names), "kind: " + orBlank(string(c.Kind)), "countries: " + list(c.Countries),
	}
	for _, f := range []struct {
		name   string
		figure Figure
	}{
		{"monthly users", c.MonthlyUsers}, {"daily users", c.DailyUsers}, {"monthly unique users", c.MonthlyUniqueUsers},
		{"monthly visits", c.MonthlyVisits}, {"devices", c.Devices}, {"employees", c.Employees},
	} {
		if !f.figure.empty() {
			out = append(out, f.name+" of the whole group: "+f.figure.explain())
		}
	}
	if c.Revenue.Year != nil || c.Revenue.BestMonth != nil {
		out = append(out, fmt.Sprintf("revenue of the whole group in %s: best year %s, best month %s", c.Revenue.Currency, number(c.Revenue.Year), number(c.Revenue.BestMonth)))
	}
	return out
}

func (f Figure) explain() string {
	s := fmt.Sprintf("now %s, peak %s", number(f.Now), number(f.Peak))
	for _, m := range sortedKeys(f.At) {
		s += fmt.Sprintf(", in %s %s", m, finding.Number(f.At[m]))
	}
	return s
}

func number(n *int64) string {
	if n == nil {
		return "not stated"
	}
	return finding.Number(*n)
}

func list(words []string) string { return orBlank(strings.Join(words, ", ")) }

func (p *Profile) explainUse() []string {
	does := map[answer][]string{}
	for _, a := range term.Acts() {
		does[p.answer(a)] = append(does[p.answer(a)], string(a))
	}
	fields := "not stated"
	if p.Fields != nil {
		fields = "none"
		if len(p.Fields) > 0 {
			fields = strings.Join(p.Fields, ", ")
		}
	}
	return []string{"does: " + list(does[yes]), "does not: " + list(does[no]), "does not say: " + list(does[unsaid]), "barred fields it is in: " + fields}
}

func (a Accept) explain() []string {
	out := []string{}
	add := func(what string, d Decision) { out = append(out, verb(d)+" "+what) }
	for _, k := range sortedKeys(a.Licences) {
		add("the licence "+k, a.Licences[k])
	}
	for _, k := range sortedKeys(a.Categories) {
		add(string(k)+" licences", a.Categories[k])
	}
	if a.Otherwise != Undecidable {
		add("licences in no list", a.Otherwise)
	}
	for _, k := range openness.Tiers() {
		if d := a.Tiers[k]; d != Undecidable {
			add("models that are "+k.Title(), d)
		}
	}
	if a.RequireText != Undecidable {
		add("a licence whose text does not stand in the repository", a.RequireText)
	}
	return out
}

// verb says what a decision does.
func verb(d Decision) string {
	switch d {
	case Allow:
		return "accept"
	case NeedReview:
		return "review"
	default:
		return "deny"
	}
}

// explainKind says how a clause of a kind is judged: on what it rests, what
// the profile's answers come to where no figure of the clause is needed, and
// what follows.
func (j *judge) explainKind(k kind.Info) string {
	how := restsOn(k.Decide)
	if k.Decide.By == kind.ByActs {
		how += ": " + strings.TrimSuffix(j.Profile.acts(k.Decide).Sum, ": needs a person")
	}
	bites := consequence(finding.Triggered, k, true)
	open := consequence(finding.NeedsPerson, k, true)
	switch d := j.Profile.Accept.kind(k.Kind); d {
	case Allow:
		return how + "; accepted whatever comes out"
	case Deny:
		return how + "; denied wherever it stands"
	case NeedReview:
		return fmt.Sprintf("%s; at least a review wherever it stands, %s if it bites", how, d.over(bites))
	}
	return fmt.Sprintf("%s; %s if it bites, %s if a person must say", how, bites, open)
}

func restsOn(d kind.Decide) string {
	switch d.By {
	case kind.ByUsers:
		return "by the number of users, devices or employees of the group"
	case kind.ByRevenue:
		return "by the revenue of the group"
	case kind.ByEither:
		return "by users or revenue of the group, one above its threshold being enough"
	case kind.ByPlaces:
		return "by company.countries, with membership of unions on the day of judgement"
	case kind.ByEntity:
		return "by company.kind"
	case kind.ByCommerce:
		return "by use.commercial, use.research_only, use.production and company.kind"
	case kind.ByFields:
		return "by fields"
	case kind.ByActs:
		return "by use"
	case kind.ByAnyUse:
		return "it binds whoever uses the model"
	default:
		return "no profile can decide it"
	}
}
