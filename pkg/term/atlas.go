package term

import (
	"slices"
	"strings"
	"time"
)

// Atlas knows the places of the world: rules/places.yaml.
type Atlas struct {
	Countries []Country `yaml:"countries"`
	Unions    []Union   `yaml:"unions"`
}

// Country is a country or territory of ISO 3166-1.
type Country struct {
	Code   string   `yaml:"code"`   // alpha-2
	Codes  []string `yaml:"codes"`  // in use beside it
	Shown  string   `yaml:"shown"`  // the code that findings bear, where it is another
	Names  []string `yaml:"names"`  // as texts call it; the first one for people
	People []string `yaml:"people"` // who belongs to it
}

// Union is a union of countries.
type Union struct {
	Code     string   `yaml:"code"`
	Name     string   `yaml:"name"`     // with its article
	Names    []string `yaml:"names"`    // as texts call it
	Includes []string `yaml:"includes"` // unions whose members are members
	Since    string   `yaml:"since"`    // when those of Includes became members at the earliest, YYYY-MM-DD
	Members  []Member `yaml:"members"`
}

// Member is the membership of a country: its first day and its last, YYYY-MM-DD;
// To is empty while it lasts.
type Member struct {
	Country string `yaml:"country"`
	From    string `yaml:"from"`
	To      string `yaml:"to"`
}

// Region returns the code that findings bear for a country.
func (c Country) Region() string {
	if c.Shown != "" {
		return c.Shown
	}
	return c.Code
}

// Country returns the ISO code for a code that people use; "" for none.
func (a *Atlas) Country(code string) string {
	code = strings.ToUpper(code)
	i := slices.IndexFunc(a.Countries, func(c Country) bool { return c.Code == code || slices.Contains(c.Codes, code) })
	if i < 0 {
		return ""
	}
	return a.Countries[i].Code
}

// In reports whether country belongs to region on a day: is it, or is a member
// of it. known is false when nobody has said what region is.
func (a *Atlas) In(country, region string, day time.Time) (in, known bool) {
	if iso := a.Country(region); iso != "" {
		return iso == country, true
	}
	u := a.union(region)
	if u == nil {
		return false, false
	}
	return a.member(u, country, day.Format(time.DateOnly)), true
}

func (a *Atlas) member(u *Union, country, day string) bool {
	for _, m := range u.Members {
		if m.Country == country && day >= m.From && (m.To == "" || day <= m.To) {
			return true
		}
	}
	return day >= u.Since && slices.ContainsFunc(u.Includes, func(code string) bool {
		inner := a.union(code)
		return inner != nil && a.member(inner, country, day)
	})
}

func (a *Atlas) union(code string) *Union {
	i := slices.IndexFunc(a.Unions, func(u Union) bool { return u.Code == code })
	if i < 0 {
		return nil
	}
	return &a.Unions[i]
}

// RegionName names a region for a person; a code that is unknown stands for
// itself.
func (a *Atlas) RegionName(code string) string {
	if u := a.union(code); u != nil {
		return u.Name
	}
	iso := a.Country(code)
	i := slices.IndexFunc(a.Countries, func(c Country) bool { return c.Code == iso })
	if i < 0 || len(a.Countries[i].Names) == 0 {
		return code
	}
	return a.Countries[i].Names[0]
}

// Check tells fault of everything in the atlas that cannot be: fault takes the
// field and what is wrong with it.
func (a *Atlas) Check(fault func(field, why string)) {
	seen := map[string]bool{}
	for _, c := range a.Countries {
		if len(c.Code) != 2 || len(c.Names) == 0 || seen[c.Code] {
			fault("countries", c.Code+" needs a code of two letters that stands here once, and a name")
		}
		seen[c.Code] = true
	}
	for _, u := range a.Unions {
		for _, m := range u.Members {
			if !seen[m.Country] || !isDay(m.From) || m.To != "" && (!isDay(m.To) || m.To < m.From) {
				fault("unions", u.Code+": "+m.Country+" needs a country of the list, and a first day before the last")
			}
		}
		for _, code := range u.Includes {
			if a.union(code) == nil || code == u.Code {
				fault("unions", u.Code+": there is no other union "+code)
			}
		}
	}
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
