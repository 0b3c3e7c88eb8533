package clause

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// names are the lists that values are read by, plain.
type names struct {
	Places, People, Currencies []prose.Name
}

// readNames reads places.yaml and currencies.yaml; a folder without them adds
// none.
func readNames(fsys fs.FS) (names, error) {
	var out names
	var atlas term.Atlas
	d, err := readYAML(fsys, "places.yaml", &atlas)
	if err != nil {
		return out, err
	}
	if d != nil {
		atlas.Check(func(field, why string) { d.Fault(field, "%s", why) })
		if err := d.Err(); err != nil {
			return out, err
		}
	}
	for _, c := range atlas.Countries {
		out.Places = append(out.Places, prose.Name{Code: c.Region(), Called: c.Names}.Plain())
		if len(c.People) > 0 {
			out.People = append(out.People, prose.Name{Code: c.Region(), Called: c.People}.Plain())
		}
	}
	for _, u := range atlas.Unions {
		out.Places = append(out.Places, prose.Name{Code: u.Code, Called: u.Names}.Plain())
	}
	currencies := map[string][]string{}
	_, err = readYAML(fsys, "currencies.yaml", &currencies)
	for _, code := range slices.Sorted(maps.Keys(currencies)) {
		out.Currencies = append(out.Currencies, prose.Name{Code: code, Called: currencies[code]}.Plain())
	}
	return out, err
}

// or returns n, or other where n says nothing.
func (n names) or(other names) names {
	if n.Places == nil {
		n.Places, n.People = other.Places, other.People
	}
	if n.Currencies == nil {
		n.Currencies = other.Currencies
	}
	return n
}

// place returns what a place is called first, with capitals; its code, where it
// is called nothing.
func (n names) place(code string) string {
	i := slices.IndexFunc(n.Places, func(p prose.Name) bool { return p.Code == code && len(p.Called) > 0 })
	if i < 0 {
		return code
	}
	words := strings.Fields(n.Places[i].Called[0])
	for i, w := range words {
		if w != "of" && w != "and" && w != "the" {
			first, size := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(first)) + w[size:]
		}
	}
	return strings.Join(words, " ")
}

func (n names) reader() *prose.Names { return prose.NewNames(n.Places, n.People, n.Currencies) }

func (e *encoder) names(n names) {
	for _, list := range [][]prose.Name{n.Places, n.People, n.Currencies} {
		e.uint(len(list))
		for _, name := range list {
			e.string(name.Code)
			e.uint(len(name.Called))
			for _, called := range name.Called {
				e.string(called)
			}
		}
	}
}

func (d *decoder) names() (n names) {
	for _, list := range []*[]prose.Name{&n.Places, &n.People, &n.Currencies} {
		for range d.count() {
			name := prose.Name{Code: d.string(), Called: make([]string, d.count())}
			for i := range name.Called {
				name.Called[i] = d.string()
			}
			*list = append(*list, name)
		}
	}
	return n
}
