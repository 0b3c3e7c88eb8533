package clause

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// The least number of proofs that a rule must bear.
const (
	minWant = 2
	minNone = 2
)

// Prove runs the examples of rules through s and returns every proof that
// fails or is missing. Each positive example must be quoted exactly as marked;
// each near miss must not be found by its rule.
func (s *Set) Prove(rules []Rule) error {
	var faults []error
	for _, r := range rules {
		faults = append(faults, proof{s, r}.prove()...)
	}
	return errors.Join(faults...)
}

// proof holds a rule against its own examples.
type proof struct {
	set  *Set
	rule Rule
}

func (p proof) prove() []error {
	var faults []error
	wanted, near := 0, 0
	for i, e := range p.rule.Examples {
		var why string
		switch {
		case e.Want != "" && e.None == "":
			wanted++
			why = p.want(e)
		case e.None != "" && e.Want == "":
			near++
			why = p.none(e)
		default:
			why = "an example has either want or none"
		}
		if why != "" {
			faults = append(faults, p.rule.fault(strict.Path("examples", i), "%s", why))
		}
	}
	faults = append(faults, p.frames()...)
	faults = append(faults, p.patterns()...)
	if wanted < minWant || near < minNone {
		faults = append(faults, p.rule.fault("examples", "a rule needs at least %d positive examples and %d near misses, it has %d and %d",
			minWant,
			minNone, wanted, near))
	}
	return faults
}

func (p proof) want(e Example) string {
	text, quote := e.Marked()
	if quote == "" {
		return "mark what must be quoted with [[ and ]]"
	}
	d := doc.New("example", doc.RoleLicence, "", []byte(text))
	found := p.set.matchOnly(Input{Doc: d, Card: e.Card}, p.rule.ID)
	if len(found) == 0 {
		return fmt.Sprintf("%q is not found", text)
	}
	i := slices.IndexFunc(found, func(m Match) bool { return d.Quote(m.Spans) == quote })
	if i < 0 {
		return fmt.Sprintf("quotes %q, not %q", d.Quote(found[0].Spans), quote)
	}
	params, err := toParams(e.Params)
	if err != nil {
		return err.Error()
	}
	for _, name := range params.Names() {
		if got := found[i].Params[name]; fmt.Sprint(got) != fmt.Sprint(params[name]) {
			return fmt.Sprintf("%s is %v, not %v", name, got, params[name])
		}
	}
	return ""
}

func (p proof) none(e Example) string {
	if strings.TrimSpace(e.Why) == "" {
		return "a near miss says why it is none"
	}
	d := doc.New("example", doc.RoleLicence, "", []byte(e.None))
	if len(p.set.matchOnly(Input{Doc: d, Card: e.Card}, p.rule.ID)) > 0 {
		return fmt.Sprintf("%q is found, and should not be (%s)", e.None, e.Why)
	}
	return ""
}

// Marked returns the text of a positive example without its marks, and the
// quote that they mark.
func (e Example) Marked() (text, quote string) {
	var parts []string
	s := e.Want
	for {
		before, rest, ok := strings.Cut(s, "[[")
		text += before
		if !ok {
			break
		}
		marked, after, closed := strings.Cut(rest, "]]")
		if !closed {
			break
		}
		text += marked
		parts = append(parts, marked)
		s = after
	}
	return text, strings.Join(parts, doc.QuoteJoin)
}
