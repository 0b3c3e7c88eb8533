package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Policy says in plain words what a profile means.
type Policy struct {
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

// Explain says what a policy's profile means, and how it judges a clause of
// each kind.
func Explain(p policy.Policy, kinds []kind.Info) Policy {
	pr := p.Profile
	e := Policy{
		Schema: "fineprint.policy/1", Profile: pr.Name, SHA256: pr.SHA256, About: pr.About, Who: company(pr.Company), Does: uses(pr),
		Accepts: accepts(pr.Accept), Conditions: []string{}, Exceptions: []string{}, Kinds: []KindExplanation{},
	}
	for _, c := range pr.Conditions {
		e.Conditions = append(e.Conditions, fmt.Sprintf("%s: %s, because %s", c.Name, verb(c.Then), c.Why))
	}
	for _, g := range pr.Exceptions {
		e.Exceptions = append(e.Exceptions, fmt.Sprintf("%s on %s, granted by %s until %s for the text %s: %s",
			g.Finding, g.Target, g.Owner, g.Expires, g.SHA256[:min(len(g.SHA256), 12)], g.Reason))
	}
	for _, k := range kinds {
		e.Kinds = append(e.Kinds, KindExplanation{Kind: k.Kind, Title: k.Title, How: how(p.Effect(k))})
	}
	return e
}

func company(c policy.Company) []string {
	out := []string{"names: " + orBlank(c.Names...), "kind: " + orBlank(string(c.Kind)), "countries: " + orBlank(c.Countries...)}
	for _, f := range []struct {
		name   string
		figure policy.Figure
	}{
		{"monthly users", c.MonthlyUsers}, {"daily users", c.DailyUsers}, {"monthly unique users", c.MonthlyUniqueUsers},
		{"monthly visits", c.MonthlyVisits}, {"devices", c.Devices}, {"employees", c.Employees},
	} {
		if f.figure.Now != nil || f.figure.Peak != nil || len(f.figure.At) > 0 {
			out = append(out, f.name+" of the whole group: "+figure(f.figure))
		}
	}
	if r := c.Revenue; r.Year != nil || r.BestMonth != nil {
		out = append(out, fmt.Sprintf("revenue of the whole group in %s: best year %s, best month %s", r.Currency, stated(r.Year),
			stated(r.BestMonth)))
	}
	return out
}

func figure(f policy.Figure) string {
	s := fmt.Sprintf("now %s, peak %s", stated(f.Now), stated(f.Peak))
	for _, m := range slices.Sorted(maps.Keys(f.At)) {
		s += fmt.Sprintf(", in %s %s", m, Number(f.At[m]))
	}
	return s
}

func stated(n *int64) string {
	if n == nil {
		return notStated
	}
	return Number(*n)
}

func orBlank(words ...string) string {
	if s := strings.Join(words, ", "); s != "" {
		return s
	}
	return notStated
}

// uses sorts the acts by what a profile says of them.
func uses(p *policy.Profile) []string {
	var does, not, unsaid []string
	for _, a := range term.Acts() {
		switch yes, said := p.Use[a]; {
		case !said:
			unsaid = append(unsaid, string(a))
		case yes:
			does = append(does, string(a))
		default:
			not = append(not, string(a))
		}
	}
	fields := notStated
	if p.Fields != nil {
		fields = "none"
		if len(p.Fields) > 0 {
			fields = strings.Join(p.Fields, ", ")
		}
	}
	return []string{"does: " + orBlank(does...), "does not: " + orBlank(not...), "does not say: " + orBlank(unsaid...),
		"barred fields it is in: " + fields}
}

func accepts(a policy.Accept) []string {
	out := []string{}
	add := func(what string, d policy.Decision) { out = append(out, verb(d)+" "+what) }
	for _, k := range slices.Sorted(maps.Keys(a.Licences)) {
		add("the licence "+k, a.Licences[k])
	}
	for _, k := range slices.Sorted(maps.Keys(a.Categories)) {
		add(string(k)+" licences", a.Categories[k])
	}
	if a.Otherwise != policy.Undecidable {
		add("licences in no list", a.Otherwise)
	}
	for _, k := range openness.Tiers() {
		if d := a.Tiers[k]; d != policy.Undecidable {
			add("models that are "+tier(k), d)
		}
	}
	if a.RequireText != policy.Undecidable {
		add("a licence whose text does not stand in the repository", a.RequireText)
	}
	return out
}

// verb says what a decision does.
func verb(d policy.Decision) string {
	switch d {
	case policy.Allow:
		return "accept"
	case policy.NeedReview:
		return "review"
	default:
		return "deny"
	}
}

// how says how a clause of a kind is judged: on what it rests, what the
// profile's answers come to where no figure of the clause is needed, and what
// follows.
func how(e policy.Effect) string {
	s := say("rests-on-" + string(e.Decide.By))
	if e.Answers.State != nil {
		s += ": " + remarks(e.Answers.Because)
	}
	switch e.Decision {
	case policy.Allow:
		return s + "; accepted whatever comes out"
	case policy.Deny:
		return s + "; denied wherever it stands"
	case policy.NeedReview:
		return fmt.Sprintf("%s; at least a review wherever it stands, %s if it bites", s, e.Bites)
	default:
		return fmt.Sprintf("%s; %s if it bites, %s if a person must say", s, e.Bites, e.Open)
	}
}
