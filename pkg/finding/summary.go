package finding

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Terms is what one source of terms says: a licence text, a licence that is
// only named, a card, what comes from upstream. Everything that binds a text, a
// card, a component or a target is a list of them.
type Terms struct {
	Clauses []Clause
	// Licence tells that rights rest on this source: what a licence does not
	// grant is not granted. Without it the source only takes away, as a use
	// policy or a card does.
	Licence bool
	// Full tells that the licence grants every right that its clauses leave: it
	// is one whose terms are known.
	Full bool
	// Stated is what a licence that is Full leaves of a right as a whole, where
	// its clauses one by one do not show it: what it does not grant is silent, and
	// what a clause takes from a part of the work only is not taken.
	Stated map[term.Right]term.Answer
	// Grants are the sentences of the source that grant something. Of a licence
	// that is not Full, only what stands here is granted.
	Grants []Grant
	// Open lists what may limit and is not known by what it may reach: sentences
	// and statements that nobody understood, documents that were not read,
	// ancestors without terms.
	Open []Reach
	// Unread tells that some of that is a document: it, and not what is told of
	// it, says whether an application opens anything.
	Unread bool
}

// Reach lists the rights that something which is not known may take from; nil:
// every right.
type Reach []term.Right

// Everything is n things that are not known and may take from every right.
func Everything(n int) []Reach { return make([]Reach, n) }

func (r Reach) has(right term.Right) bool { return r == nil || slices.Contains(r, right) }

// Clause is a clause as a summary takes it.
type Clause struct {
	Kind   term.Kind
	Params term.Params
	// Doubtful tells that it is not known whether the clause binds: it was
	// inferred, or stands only in some of the texts that may govern.
	Doubtful bool
}

// Grant is a sentence that grants rights.
type Grant struct {
	Rights []term.Right
	Spans  []doc.Span
	Quote  string
}

// Right is the answer for one right, with what is behind it.
type Right struct {
	Value term.Answer
	// By are the clauses that limit or bar it, counted from 0 through all Terms.
	By     []int
	Grants []Grant
}

// Summary says what some terms allow together. It is the one answer for a
// text, a card, a component and a target.
type Summary struct {
	CommercialUse   term.CommercialUse `json:"commercial_use"`
	RestrictionFree *bool              `json:"restriction_free"` // nil: not known

	// Rights is nil where no source is a licence: nothing is granted then, and
	// nothing is known.
	Rights map[term.Right]Right `json:"-"`
}

// Unknown is the summary of what could not be read.
func Unknown() Summary { return Summary{CommercialUse: term.CommercialUnknown} }

// Summarise folds terms that bind together into what they allow: the strictest
// answer of all holds, and what is not known turns every yes that it may reach into unknown.
// kinds says what a clause of a kind takes away; a kind that it does not know
// counts as a limit of everything.
func Summarise(kinds kind.Table, terms ...Terms) Summary {
	f := fold{kinds: kinds, terms: terms}
	out := Summary{CommercialUse: f.commercialUse(), RestrictionFree: f.free()}
	if slices.ContainsFunc(terms, func(t Terms) bool { return t.Licence }) {
		out.Rights = map[term.Right]Right{}
		for _, r := range term.Rights() {
			out.Rights[r] = f.right(r)
		}
	}
	return out
}

type fold struct {
	kinds kind.Table
	terms []Terms
}

// right joins what all sources say of one right.
func (f fold) right(r term.Right) Right {
	out := Right{Value: term.Granted, By: []int{}, Grants: []Grant{}}
	first := 0
	for _, t := range f.terms {
		value, granted := f.granted(t, r)
		stated, read := t.Stated[r], t.Full && len(t.Open) == 0 && t.Stated[r] != ""
		for i, c := range t.Clauses {
			effect := f.effect(c, r, t)
			if effect == term.Granted {
				continue
			}
			out.By = append(out.By, first+i)
			if c.Doubtful {
				effect = term.Uncertain
			}
			if !read && (effect != term.Limited || granted) { // what is not granted cannot be narrowed
				value = stricter(value, effect)
			}
		}
		for _, g := range t.Grants {
			if slices.Contains(g.Rights, r) {
				out.Grants = append(out.Grants, g)
			}
		}
		if read {
			value = stated
		}
		out.Value = stricter(out.Value, value)
		first += len(t.Clauses)
	}
	return out
}

// granted says what a source grants of a right before its clauses take from it,
// and whether it is known that it grants it at all. Training others needs no
// grant: outputs are the user's where nobody says otherwise.
func (f fold) granted(t Terms, r term.Right) (value term.Answer, granted bool) {
	granted = !t.Licence || t.Full || r == term.TrainOthers ||
		slices.ContainsFunc(t.Grants, func(g Grant) bool { return slices.Contains(g.Rights, r) })
	switch {
	case slices.ContainsFunc(t.Open, func(o Reach) bool { return o.has(r) }):
		return term.Uncertain, granted
	case granted:
		return term.Granted, true
	default:
		return term.Silent, false
	}
}

// effect says what a clause makes of a right. Beside a cap on revenue, a bar on
// commercial use is what holds above it.
func (f fold) effect(c Clause, r term.Right, among Terms) term.Answer {
	info, known := f.kinds.Of(c.Kind)
	if !known {
		return term.Limited
	}
	effect := info.Stating(c.Params).Effect(r)
	if effect == term.Barred && c.Kind == term.NonCommercial && among.has(term.RevenueCap) {
		return term.Limited
	}
	return effect
}

func (t Terms) has(k term.Kind) bool {
	return slices.ContainsFunc(t.Clauses, func(c Clause) bool { return c.Kind == k })
}

// commercialUse reads the answer for commerce off the right and the clauses.
func (f fold) commercialUse() term.CommercialUse {
	right := f.right(term.Commercial).Value
	switch {
	case f.byApplication() && !slices.ContainsFunc(f.terms, func(t Terms) bool { return t.Unread }):
		return term.CommercialByApplication
	case right == term.Barred:
		return term.CommercialNo
	case right == term.Limited || f.any(func(c Clause) bool { return f.restricts(c) || c.asksForBadge() }):
		return term.CommercialConditions
	case right == term.Granted && f.any(func(c Clause) bool { return c.Kind == term.Fee }):
		return term.CommercialConditions
	case right == term.Granted && slices.ContainsFunc(f.terms, func(t Terms) bool { return t.Licence }):
		return term.CommercialYes
	default:
		return term.CommercialUnknown
	}
}

// asksForBadge reports whether a clause asks those for a badge who are large, or
// use it commercially.
func (c Clause) asksForBadge() bool {
	return c.Kind == term.AttributionThreshold || c.Kind == term.Attribution && c.Params["trigger"] == onCommercialUse
}

// onCommercialUse is what a duty rests on that commercial users alone owe.
const onCommercialUse = "commercial use"

// byApplication reports whether commercial use is open to whoever registers,
// and barred to everybody else.
func (f fold) byApplication() bool {
	for _, t := range f.terms {
		registers := slices.ContainsFunc(t.Clauses, func(c Clause) bool {
			return !c.Doubtful && c.Kind == term.CommercialRegistration && c.Params["path"] == "registration"
		})
		if registers && !t.has(term.RevenueCap) {
			return true
		}
	}
	return false
}

// free reports whether no person, place, size or field of use is barred; nil
// where that is not known.
func (f fold) free() *bool {
	no, yes := false, true
	if f.any(f.restricts) {
		return &no
	}
	licensed := false
	for _, t := range f.terms {
		licensed = licensed || t.Licence
	}
	for _, r := range []term.Right{term.Use, term.Commercial, term.Modify, term.Share, term.ShareChanged} {
		switch f.right(r).Value {
		case term.Granted:
		case term.Barred:
			return &no
		default:
			licensed = false
		}
	}
	if !licensed || f.open() {
		return nil
	}
	return &yes
}

// open reports whether anything is not known.
func (f fold) open() bool {
	return slices.ContainsFunc(f.terms, func(t Terms) bool {
		return len(t.Open) > 0 || slices.ContainsFunc(t.Clauses, func(c Clause) bool { return c.Doubtful && f.limits(c) })
	})
}

// restricts reports whether a clause surely limits use or users.
func (f fold) restricts(c Clause) bool { return !c.Doubtful && f.limits(c) }

func (f fold) limits(c Clause) bool {
	info, known := f.kinds.Of(c.Kind)
	return !known || info.Stating(c.Params).Restrictive()
}

func (f fold) any(is func(Clause) bool) bool {
	return slices.ContainsFunc(f.terms, func(t Terms) bool { return slices.ContainsFunc(t.Clauses, is) })
}

func stricter(a, b term.Answer) term.Answer {
	order := term.Answers()
	return order[max(slices.Index(order, a), slices.Index(order, b))]
}
