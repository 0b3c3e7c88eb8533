package license

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// choices reads what stands in a field for one licence as an expression: OR
// leaves the choice to the reader, AND binds to all, WITH adds a permission.
// Each choice is a list of names that bind together; a plain name is one choice
// of one name. A name that the catalogue knows is never taken apart, and neither
// are words of which it does not know each: they may say anything.
func (c *Catalogue) choices(name string) [][]string {
	plain := [][]string{{name}}
	if len(c.Lookup(name)) > 0 {
		return plain
	}
	p := expression{words: expressionWords(name), lookup: c.Lookup}
	out := p.any()
	if p.at < len(p.words) || p.broken || len(out) == 0 {
		return plain
	}
	return out
}

// expressionWords cuts an expression into words, brackets and the signs that
// people write for "and".
func expressionWords(s string) []string {
	return strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ", ",", " and ", ";", " and ", "&", " and ", " / ", " and ", " + ",
		" and ").Replace(s))
}

// expression is a parser of licence expressions.
type expression struct {
	words  []string
	lookup func(name string) []*Entry
	at     int
	broken bool // it is no expression
}

// maxChoices bounds the choices of an expression. One that has more is no
// expression that a person wrote.
const maxChoices = 16

// any reads alternatives.
func (p *expression) any() [][]string {
	out := p.all()
	for p.take("or") {
		out = append(out, p.all()...)
	}
	p.broken = p.broken || len(out) > maxChoices
	return out
}

// all reads what binds together.
func (p *expression) all() [][]string {
	out := p.one()
	for p.take("and") {
		var joined [][]string
		for _, more := range p.one() {
			for _, have := range out {
				joined = append(joined, slices.Concat(have, more))
			}
		}
		out = joined
		if len(out) > maxChoices {
			p.broken = true
			return nil
		}
	}
	return out
}

// one reads a name, with or without an exception, or what stands in brackets.
func (p *expression) one() [][]string {
	if p.take("(") {
		out := p.any()
		p.broken = p.broken || !p.take(")")
		return out
	}
	names := p.names()
	if len(p.lookup(names[0])) == 0 && !isOwnReference(names[0]) {
		p.broken = true
		return nil
	}
	return [][]string{names}
}

// names reads words up to the next operator: the name of a licence, and that of
// its exception if that holds terms of its own. An exception without any is a
// permission beside the licence, so that the name before it says what binds;
// words behind "with" that are no known exception may say anything, and stay
// with the name.
func (p *expression) names() []string {
	var words []string
	for p.at < len(p.words) && !slices.ContainsFunc([]string{"or", "and", "(", ")"}, p.is) {
		words = append(words, p.words[p.at])
		p.at++
	}
	with := slices.IndexFunc(words, func(w string) bool { return strings.EqualFold(w, "with") })
	names := []string{strings.Join(words, " ")}
	if with <= 0 || with != len(words)-2 {
		return names
	}
	switch found := p.lookup(words[with+1]); {
	case len(found) != 1 || found[0].DocType != Exception:
		return names
	case len(found[0].Terms) > 0:
		return []string{strings.Join(words[:with], " "), words[with+1]}
	default:
		return []string{strings.Join(words[:with], " ")}
	}
}

// isOwnReference reports whether a name has SPDX's form for a licence of one's
// own.
func isOwnReference(name string) bool {
	return strings.HasPrefix(name, "LicenseRef-") && !strings.Contains(name, " ")
}

func (p *expression) take(word string) bool {
	if p.at < len(p.words) && p.is(word) {
		p.at++
		return true
	}
	return false
}

func (p *expression) is(word string) bool { return strings.EqualFold(p.words[p.at], word) }

// chosen takes the expressions among names apart. Of several choices the one
// that a text bears out is taken, else the freest: the reader may choose.
func (r *reconciler) chosen(names, texts []Claim) []Claim {
	var out []Claim
	for _, n := range names {
		choices := r.catalogue.choices(n.Name)
		best := slices.MinFunc(choices, func(a, b []string) int { return cmp.Compare(r.price(a, texts), r.price(b, texts)) })
		for _, name := range best {
			one := n
			one.Name = name
			for _, other := range choices {
				if !slices.Equal(other, best) {
					one.instead = append(one.instead, strings.Join(other, " and "))
				}
			}
			out = append(out, one)
		}
	}
	return informative(out)
}

// price ranks what binds together: borne out by a text first, then by the
// category of its worst licence, then what nobody knows.
func (r *reconciler) price(names []string, texts []Claim) int {
	worst, borne := 0, true
	for _, name := range names {
		entries := r.catalogue.Lookup(name)
		price := len(term.Categories())
		for _, e := range entries {
			price = min(price, slices.Index(term.Categories(), e.Category))
		}
		worst = max(worst, price)
		borne = borne && slices.ContainsFunc(texts, func(t Claim) bool { return bears(t, entries) })
	}
	if borne {
		return -1
	}
	return worst
}
