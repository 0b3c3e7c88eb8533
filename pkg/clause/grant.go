package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// granting holds the classes of the lexicon that tell which sentences grant
// something, and what.
type granting [len(grantClasses)]pattern

// The classes of granting, by place in it. A sentence of grantWords grants what
// the words of the acts in it name; one of grantNone gives nothing to the reader.
const (
	grantWords = iota
	grantNone
	grantAll
	grantUse
	grantModify
	grantShare
	grantBare       // a licence to do whatever needs one, where no act is named
	grantSame       // what a known grant may be worded with instead
	grantUndone     // words that take a grant back or hold it off
	grantNarrowed   // words that lead in what a grant is for, where, when or how often
	grantAsked      // words that lead in what is asked for a grant
	grantNamed      // words before the name of whoever licenses
	grantConditions // words that lead in a list of conditions
	grantWithheld   // words that hold acts back inside of a grant
)

var grantClasses = [...]string{grantWords: "grant", grantNone: "grant_none", grantAll: "grant_all", grantUse: "grant_use",
	grantModify: "grant_modify", grantShare: "grant_share", grantBare: "grant_bare", grantSame: "grant_same", grantNamed: "grant_named",
	grantUndone: "grant_undone", grantNarrowed: "grant_narrowed", grantAsked: "grant_asked",
	grantConditions: "grant_conditions", grantWithheld: "grant_withheld"}

// grants reports whether a sentence that m has taken up words a grant.
func (g *granting) grants(m *matcher) bool {
	return g[grantWords].node != nil && m.occurs(&g[grantWords])
}

// rights returns what a granting sentence grants, and where it does: the acts
// that it names outside of its bans, of what the licensor reserves and of what
// it does not promise. An item grants the acts of its own words; where it names
// none, or is one of the conditions of its lead-in, that lead-in grants its own.
func (g *granting) rights(m *matcher, seg segment, span doc.Span, withheld []limb) ([]term.Right, doc.Span) {
	if g[grantNone].node != nil && m.occurs(&g[grantNone]) {
		return nil, span
	}
	withheld = append(withheld, g.heldBack(m)...)
	if seg.lead == 0 || g.opens(m, seg) || !g.conditions(m, seg) {
		if acts := g.acts(m, append(withheld, limb{end: seg.lead})); len(acts) > 0 || seg.lead == 0 {
			return acts, span
		}
	}
	return g.acts(m, append(withheld, limb{start: seg.lead, end: len(seg.tokens)})), g.leadIn(m, seg)
}

// heldBack returns the words of a granting sentence that give what they name to
// nobody.
func (g *granting) heldBack(m *matcher) (out []limb) {
	p := &g[grantWithheld]
	if p.node == nil || !m.meets(p.needs) {
		return nil
	}
	for h, ok := m.search(p, 0); ok; h, ok = m.search(p, h.end) {
		out = append(out, limb{start: h.start, end: h.end})
	}
	return out
}

// acts returns the acts that words outside of some parts of a sentence name.
func (g *granting) acts(m *matcher, withheld []limb) []term.Right {
	named := func(class int) bool { return g.names(m, class, withheld) }
	if named(grantAll) {
		return grantable()
	}
	acts := grantOf(named(grantUse), named(grantModify), named(grantShare))
	if len(acts) == 0 && named(grantBare) {
		return grantable()
	}
	return acts
}

// opens reports whether an item grants by words of its own.
func (g *granting) opens(m *matcher, seg segment) bool {
	_, ok := m.search(&g[grantWords], seg.lead)
	return ok
}

// conditions reports whether the lead-in of an item grants something on
// conditions that follow, of which the item is one.
func (g *granting) conditions(m *matcher, seg segment) bool {
	p := &g[grantConditions]
	if p.node == nil || !m.meets(p.needs) {
		return false
	}
	grant, ok := m.search(&g[grantWords], 0)
	if !ok {
		return false
	}
	h, ok := m.search(p, grant.end)
	return ok && h.start < seg.lead
}

// leadIn returns where the part of the lead-in of an item stands that grants.
func (g *granting) leadIn(m *matcher, seg segment) doc.Span {
	from, to := 0, seg.lead
	at := seg.lead - 1
	if h, ok := m.search(&g[grantWords], 0); ok && h.start < seg.lead {
		at = h.start
	}
	for _, part := range seg.parts {
		if part <= at {
			from = part
		} else {
			to = min(to, part)
		}
	}
	return doc.Span{Start: seg.tokens[from].Start, End: seg.tokens[to-1].End}
}

// grantOf returns what is granted by a sentence that grants acts.
func grantOf(use, modify, share bool) (out []term.Right) {
	changed := modify && share // nobody who may pass on what he altered may not use it
	if use || changed {
		out = append(out, term.Use, term.Commercial, term.Serve)
	}
	if modify {
		out = append(out, term.Modify)
	}
	if share {
		out = append(out, term.Share)
	}
	if changed {
		out = append(out, term.ShareChanged)
	}
	return out
}

// names reports whether words of a class stand outside of some parts of the
// sentence.
func (g *granting) names(m *matcher, class int, withheld []limb) bool {
	p := &g[class]
	if p.node == nil || !m.meets(p.needs) {
		return false
	}
	for h, ok := m.search(p, 0); ok; h, ok = m.search(p, h.end) {
		if !slices.ContainsFunc(withheld, func(l limb) bool { return l.start <= h.start && h.start < l.end }) {
			return true
		}
	}
	return false
}

// withheld returns the parts of a segment that grant the reader nothing,
// whatever acts they name: what is barred, asked, not promised or kept by the
// licensor, up to where the next grant begins.
func (r *reader) withheld(seg segment) []limb {
	if r.frames == nil || seg.items > 0 {
		return nil
	}
	var out []limb
	for _, f := range r.read(seg) {
		switch {
		case f.Speech == prose.Ban, f.Speech == prose.Duty, f.Speech == prose.Recital && f.Start >= seg.lead,
			f.Speech == prose.Grant && r.licensorOnly(f):
			out = append(out, limb{start: f.Start, end: f.End})
		case f.Speech == prose.Grant && len(out) > 0:
			last := &out[len(out)-1]
			last.end = min(last.end, f.Start)
		}
	}
	return out
}

// licensorOnly reports whether the licensor and nobody else is the bearer of a
// frame.
func (r *reader) licensorOnly(f prose.Frame) bool {
	return !f.Bearer.Empty() && f.Bearer.Without(r.rules.licensor).Empty()
}

// Grant is a sentence or list item that grants rights.
type Grant struct {
	Rights []term.Right
	Spans  []doc.Span
}

// Grants returns the sentences of a text that grant something, each with the
// acts that it names. Whoever may both alter the work and pass it on, be it by
// two sentences, may pass on what he altered.
func (r Reading) Grants() []Grant {
	var out []Grant
	shared := slices.ContainsFunc(r.Sentences, func(s Sentence) bool { return slices.Contains(s.Grants, term.Share) })
	var last doc.Span
	for _, s := range r.Sentences {
		if len(s.Grants) == 0 || s.Given == last {
			continue // the items of a list have one lead-in
		}
		last = s.Given
		rights := slices.Clone(s.Grants)
		if shared && slices.Contains(rights, term.Modify) && !slices.Contains(rights, term.ShareChanged) {
			rights = append(rights, term.ShareChanged)
		}
		out = append(out, Grant{Rights: rights, Spans: []doc.Span{s.Given}})
	}
	return out
}

// grantable lists the rights that a text has to grant. Training others needs no
// grant: outputs are the user's where nobody says otherwise.
func grantable() []term.Right {
	return slices.DeleteFunc(term.Rights(), func(r term.Right) bool { return r == term.TrainOthers })
}
