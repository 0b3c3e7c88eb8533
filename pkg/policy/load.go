package policy

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Load reads a profile from the text of the file of that name. It reports
// every fault, each as a *strict.Error with its line, joined.
func Load(file string, data []byte, w *World) (*Profile, error) {
	var p Profile
	d := checker{strict.Read(file, data, &p)}
	if d.Parsed() {
		d.check(p, w)
		d.compileConditions(p.Conditions)
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	p.SHA256 = doc.Digest(data)
	return &p, nil
}

// checker notes what is wrong with a profile where it stands.
type checker struct{ *strict.Document }

// check reports what is wrong with a profile beyond its form.
func (d checker) check(p Profile, w *World) {
	if p.Name == "" {
		d.Fault("profile", "is missing: give the profile a name")
	}
	d.company(p.Company, w)
	for act := range p.Use {
		if !slices.Contains(term.Acts(), act) {
			d.Fault("use."+string(act), "no such act; there are: %s", joined(term.Acts()))
		}
	}
	for i, f := range p.Fields {
		if !slices.Contains(term.Fields(), f) {
			d.Fault(fmt.Sprintf("fields[%d]", i), "%q is no field of use; there are: %s", f, strings.Join(term.Fields(), ", "))
		}
	}
	d.accept(p.Accept)
	for i, c := range p.Conditions {
		field := fmt.Sprintf("conditions[%d]", i)
		if c.Name == "" || c.When == "" || c.Why == "" {
			d.Fault(field, "needs a name, a when and a why")
		}
		if c.Then != NeedReview && c.Then != Deny {
			d.Fault(field+".then", "must be review or deny: a condition cannot allow what something else refuses")
		}
	}
	for i, g := range p.Exceptions {
		d.grant(fmt.Sprintf("exceptions[%d]", i), g)
	}
}

func (d checker) company(c Company, w *World) {
	for i, code := range c.Countries {
		if w.Country(code) == "" {
			d.Fault(fmt.Sprintf("company.countries[%d]", i), "%q is no ISO 3166 code of two letters, such as DE", code)
		}
	}
	for _, name := range []string{"monthly-active-users", "daily-active-users", "monthly-unique-users", "monthly-visits", "devices",
		"employees"} {
		figure, field := c.figure(name)
		d.figure(field, figure)
	}
	r := c.Revenue
	if (r.Year != nil || r.BestMonth != nil) && !regexp.MustCompile(`^[A-Z]{3}$`).MatchString(r.Currency) {
		d.Fault("company.revenue.currency", "%q is no currency code of three letters, such as EUR", r.Currency)
	}
	if r.Year != nil && *r.Year < 0 || r.BestMonth != nil && *r.BestMonth < 0 {
		d.Fault("company.revenue", "cannot be below zero")
	}
	if r.Year != nil && r.BestMonth != nil && *r.BestMonth > *r.Year {
		d.Fault("company.revenue.best_month", "is above the year: year is the most in any twelve months in a row")
	}
}

func (d checker) figure(field string, f Figure) {
	all := map[string]int64{}
	for m, n := range f.At {
		all[strict.Path(field, "at")+"."+string(m)] = n
	}
	if f.Now != nil {
		all[field+".now"] = *f.Now
	}
	if f.Peak != nil {
		all[field+".peak"] = *f.Peak
	}
	for _, at := range sortedKeys(all) {
		switch {
		case all[at] < 0:
			d.Fault(at, "cannot be below zero")
		case f.Peak != nil && all[at] > *f.Peak:
			d.Fault(at, "is above the peak: peak is the most there ever were in a month")
		}
	}
}

func (d checker) accept(a Accept) {
	for _, pattern := range sortedKeys(a.Licences) {
		if _, err := path.Match(pattern, ""); err != nil {
			d.Fault("accept.licences."+pattern, "is no pattern: %v", err)
		}
	}
	for _, c := range sortedKeys(a.Categories) {
		if !slices.Contains(term.Categories(), c) {
			d.Fault("accept.categories."+string(c), "no such category; there are: %v", term.Categories())
		}
	}
	for _, t := range sortedKeys(a.Tiers) {
		if !slices.Contains(openness.Tiers(), t) {
			d.Fault("accept.tiers."+string(t), "no such tier; there are: %v", openness.Tiers())
		}
	}
	for _, k := range sortedKeys(a.Kinds) {
		if !k.Valid() {
			d.Fault("accept.kinds."+string(k), "no such kind of clause or finding; docs/policies.md lists them")
		}
	}
}

func (d checker) grant(field string, g Grant) {
	if g.Owner == "" || g.Reason == "" || g.Target == "" || g.Finding == "" {
		d.Fault(field, "needs an owner, a reason, a target and a finding: an exception that nobody answers for is none")
	}
	if g.Expires.IsZero() {
		d.Fault(field+".expires", "is missing: an exception ends on a day, YYYY-MM-DD")
	}
	if _, err := path.Match(g.Target, ""); err != nil {
		d.Fault(field+".target", "is no pattern: %v", err)
	}
	if !ref.IsSHA256(g.SHA256) {
		d.Fault(field+".licence_sha256", "must be the SHA-256 of the text, 64 hexadecimal digits, as the JSON report gives it")
	}
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

func joined[S ~string](words []S) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}
