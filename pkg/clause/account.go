package clause

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Account says what became of the sentences and list items of a text: those
// that stand in a known licence, those that clauses explain, those that bind
// nobody further, and those that a person has to read. The four add up to
// Sentences.
type Account struct {
	Sentences, Known, Clause, Plain int
	Open                            []Open
}

// Open is a sentence or list item that was not understood.
type Open struct {
	Spans  []doc.Span
	Why    Why
	About  []string     // ids of the topics that nothing explains
	Limits bool         // it limits, asks or conditions
	Reach  []term.Right // the rights that it may take from; nil: every right
}

// Reading is what one pass over a text finds.
type Reading struct {
	Matches   []Match
	Sentences []Sentence // in the order of the text
}

// Read finds the clauses of a text and what became of each of its sentences.
func (s *Set) Read(in Input) Reading {
	text := in.cut()
	r := newReader(s, in, text)
	defer r.matcher.release()
	r.ledger = newLedger(s, in, len(text.Segments), &r.matcher.sorting)
	r.all(text)
	out := Reading{Matches: r.merge(r.found)}
	out.Sentences = withUnread(in, r.ledger.signs, r.ledger.settle(out.Matches))
	return out
}

// Account counts the sentences of a reading by what became of them.
func (r Reading) Account() Account {
	out := Account{Sentences: len(r.Sentences)}
	for _, s := range r.Sentences {
		switch s.State {
		case StateKnown:
			out.Known++
		case StateClause:
			out.Clause++
		case StatePlain:
			out.Plain++
		default:
			out.Open = append(out.Open, Open{Spans: []doc.Span{s.Span}, Why: s.Why, About: s.About, Limits: s.Limits, Reach: s.Reach})
		}
	}
	return out
}

// settle decides what became of every sentence, the clauses being known.
func (l *ledger) settle(matches []Match) []Sentence {
	slices.SortStableFunc(l.units, func(a, b unit) int { return cmp.Compare(a.span.Start, b.span.Start) })
	kinds := l.kinds(matches)
	times := map[term.Kind]int{}
	for _, in := range kinds {
		for _, k := range in {
			times[k]++
		}
	}
	out := make([]Sentence, len(l.units))
	for i := range l.units {
		out[i] = l.sentence(&l.units[i], kinds[i], elsewhere(times, kinds[i]))
	}
	l.entitle(out)
	return out
}

// entitle closes the titles of numbered sections whose text is understood and grants
// nothing: "2. Our customers" would say whom a grant below it is for.
func (l *ledger) entitle(out []Sentence) {
	for i := len(out) - 1; i >= 0; i-- { // the titles inside of a section before its own
		u, s := &l.units[i], &out[i]
		if u.titled && s.State == StateOpen && s.Why.Code == Unexplained && u.abroad == nil && l.settled(i, out) {
			s.State, s.Why, s.Reach, s.Alone = StatePlain, Why{}, nil, true
		}
	}
}

// settled reports whether the text below a title, up to the next one that stands in
// no part of its section, is understood and grants nothing.
func (l *ledger) settled(title int, out []Sentence) bool {
	for i := title + 1; i < len(out); i++ {
		u := &l.units[i]
		if u.titled && !inside(u.section, l.units[title].section) {
			return true
		}
		if out[i].State == StateOpen || u.grants {
			return false
		}
	}
	return true
}

// kinds returns, by sentence, the kinds of the clauses whose evidence stands
// in it.
func (l *ledger) kinds(matches []Match) [][]term.Kind {
	out := make([][]term.Kind, len(l.units))
	for _, m := range matches {
		for _, s := range m.Spans {
			first, _ := slices.BinarySearchFunc(l.units, s.Start, func(u unit, at int) int {
				return cmp.Compare(u.span.End, at+1)
			})
			for i := first; i < len(l.units) && l.units[i].span.Start < s.End; i++ {
				if n, has := slices.BinarySearch(out[i], m.Kind); !has {
					out[i] = slices.Insert(out[i], n, m.Kind)
				}
			}
		}
	}
	return out
}

// sentence decides what became of one sentence in which clauses of some kinds
// were found, and elsewhere in the text clauses of others.
func (l *ledger) sentence(u *unit, kinds []term.Kind, others func(term.Kind) bool) Sentence {
	out := Sentence{Span: u.span, State: StateOpen, Kinds: kinds, Grants: u.rights, Given: u.given, Language: l.language(u)}
	b := l.basis(u, others)
	for _, n := range b.rules {
		out.Plain = append(out.Plain, l.x.plain[n].id)
	}
	if u.known && !u.signs {
		out.State = StateKnown
		return out
	}
	if why := u.unreadable(); why != nil {
		out.Limits, out.Why = true, *why
		return out
	}
	always, left := l.left(u, b)
	if always.and(l.x.limiting).empty() && u.abroad == nil {
		out.Digest = u.digest
	}
	out.Alone = u.empty || len(b.always) > 0 && always.empty() && !u.bound(nil) || l.x.reviewed.has(out.Digest)
	if !out.Alone && len(b.beside) > 0 && left.empty() && !u.bound(b.beside) {
		out.Alone, out.Beside = true, l.besides(b, always)
	}
	topics := l.topicsOf(u, b.rules)
	if u.otherGrant(&out) {
		out.Why = Why{Code: OtherGrant}
		return out
	}
	if len(kinds) > 0 {
		if u.unmet(b.rules) {
			out.Why, out.Limits = Why{Code: BindsMore}, true
			return out
		}
		return l.residue(out, u, topics, l.x.allowed(b.rules))
	}
	if out.Alone {
		out.State = StatePlain
		return out
	}
	// The words that limit in another language are not all known.
	out.Limits = !topics.and(l.x.limiting).empty() || u.abroad != nil
	return l.openFor(out, u, b, left)
}

// otherGrant reports whether a sentence grants something else than a known licence
// whose words it has; out says what explains it.
func (u *unit) otherGrant(out *Sentence) bool {
	switch {
	case u.altered == undone && len(u.rights) > 0:
		return true
	case !u.grants:
		return false
	case len(out.Kinds) > 0: // what is asked for a grant is worded in many ways; what it is for is not
		return u.altered == narrowed && len(u.rights) > 0
	}
	return u.altered > unaltered && out.Alone
}

// openFor says why a sentence is open of which plain rules leave something
// unexplained.
func (l *ledger) openFor(out Sentence, u *unit, b *basis, left topicSet) Sentence {
	out.Why, out.About = Why{Code: Unexplained}, l.x.ids(left)
	more := len(b.rules) > 0 && u.bound(b.beside)
	if more {
		out.Why, out.Limits = Why{Code: BindsMore}, true
	}
	if titles := l.x.titles(left); len(titles) > 0 {
		out.Why = Why{Code: SpeaksOf, Topics: titles}
	}
	out.Reach = l.reached(u, left, more)
	return out
}

// unreadable says why a sentence cannot be read, whatever its words say; nil
// when it can.
func (u *unit) unreadable() *Why {
	switch {
	case u.signs:
		return &Why{Code: NotRead}
	case u.struck:
		return &Why{Code: StruckOut}
	case u.script != "":
		return &Why{Code: OtherScript, Script: u.script}
	}
	return nil
}

// residue decides about a sentence with clauses: whether they, with the plain
// rules that match, explain all that it speaks of.
func (l *ledger) residue(out Sentence, u *unit, topics, explained topicSet) Sentence {
	explained = explained.or(l.x.common)
	for _, k := range out.Kinds {
		explained = explained.or(l.x.byKind[k])
	}
	left := topics.without(explained)
	if left.empty() {
		out.State = StateClause
		return out
	}
	out.About = l.x.ids(left)
	out.Why = Why{Code: SpeaksAlso, Topics: l.x.titles(left)}
	out.Limits = true
	out.Reach = l.reached(u, left, false)
	return out
}

// within reports whether one of some spans, sorted, holds s.
func within(spans []doc.Span, s doc.Span) bool {
	i, _ := slices.BinarySearchFunc(spans, s.Start, func(k doc.Span, at int) int { return cmp.Compare(k.End, at+1) })
	return i < len(spans) && spans[i].Start <= s.Start && s.End <= spans[i].End
}
