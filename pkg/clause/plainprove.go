package clause

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// minPlain is the least number of texts that a plain rule must explain in its
// proofs; and each of its vetoes needs a neighbour that stays open.
const minPlain = 3

// ReadPlain reads the plain rules of fsys with their examples.
func ReadPlain(fsys fs.FS) ([]Plain, error) { return readPlain(fsys) }

// ProvePlain runs the examples of plain rules through s and returns every proof
// that fails or is missing.
func (s *Set) ProvePlain(rules []Plain) error {
	var faults []error
	for i := range rules {
		for _, why := range (plainProof{s, &rules[i]}).prove() {
			faults = append(faults, rules[i].fault("examples", errors.New(why)))
		}
	}
	return errors.Join(faults...)
}

// plainProof holds a plain rule against its own examples.
type plainProof struct {
	set  *Set
	rule *Plain
}

func (p plainProof) prove() []string {
	var faults []string
	explained, open := 0, []string{}
	for i, e := range p.rule.Examples {
		var why string
		switch {
		case e.Plain != "" && e.Open == "":
			explained++
			why = p.explains(e.Plain)
		case e.Open != "" && e.Plain == "":
			open = append(open, e.Open)
			why = p.staysOpen(e)
		default:
			why = "an example has either plain or open"
		}
		if why != "" {
			faults = append(faults, fmt.Sprintf("example %d: %s", i+1, why))
		}
	}
	if explained < minPlain || len(open) == 0 {
		faults = append(faults, fmt.Sprintf("a plain rule needs at least %d texts that it explains and one neighbour that stays open, it has "+
			"%d and %d", minPlain, explained, len(open)))
	}
	return append(faults, p.unprovenVetoes(open)...)
}

// explains says what is wrong when the rule does not explain text.
func (p plainProof) explains(text string) string {
	used := false
	for _, one := range p.sentences(text) {
		if !one.Alone {
			return fmt.Sprintf("%q: a sentence is not plain (%s, %v, %v)", text, one.Why.Code, one.About, one.Plain)
		}
		used = used || slices.Contains(one.Plain, p.rule.ID)
	}
	if !used {
		return fmt.Sprintf("%q is explained by other rules", text)
	}
	return ""
}

func (p plainProof) staysOpen(e PlainExample) string {
	if strings.TrimSpace(e.Why) == "" {
		return "a neighbour that stays open says why"
	}
	by := []string{}
	for _, one := range p.sentences(e.Open) {
		if !one.Alone {
			return ""
		}
		by = append(by, one.Plain...)
	}
	return fmt.Sprintf("%q is plain by %v, and should stay open (%s)", e.Open, by, e.Why)
}

// unprovenVetoes lists the vetoes that no open neighbour shows.
func (p plainProof) unprovenVetoes(open []string) []string {
	n := slices.IndexFunc(p.set.explainer.plain, func(c plain) bool { return c.id == p.rule.ID })
	if n < 0 {
		return []string{"the rule is not one of the set"}
	}
	var faults []string
	for i := range p.set.explainer.plain[n].unless {
		if !slices.ContainsFunc(open, func(text string) bool { return occursIn(p.set, &p.set.explainer.plain[n].unless[i], text) }) {
			faults = append(faults, fmt.Sprintf("no open neighbour shows the veto %q", p.rule.Unless[i]))
		}
	}
	return faults
}

// sentences reads an example behind what is given.
func (p plainProof) sentences(text string) []Sentence {
	given := p.rule.Given
	if given != "" {
		given += "\n\n"
	}
	all := p.set.Read(Input{Doc: doc.New("example", doc.RoleLicence, "", []byte(given+text))}).Sentences
	return slices.DeleteFunc(all, func(s Sentence) bool { return s.Span.Start < len(given) })
}

// occursIn reports whether a pattern occurs in a sentence of text.
func occursIn(s *Set, p *pattern, text string) bool {
	cut := Input{Doc: doc.New("example", doc.RoleLicence, "", []byte(text))}.cut()
	m := newMatcher(s, cut)
	var buffer segment
	for i := range cut.Segments {
		m.begin(buffer.take(&cut.Segments[i]).tokens)
		if m.occurs(p) {
			return true
		}
	}
	return false
}
