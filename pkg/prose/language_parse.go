package prose

import "slices"

// sentence reads the frames of one sentence in another language than English.
// Word order differs too much from language to language to go by; what counts
// is which words stand together between two signs. Conditions, exceptions and
// purposes are told by the words that open or close them.
type sentence struct {
	lexicon  *FrameLexicon
	language *Language
	frames   []Frame
	now      draft
	part     part
	outside  part   // of the bracket at hand
	end      int    // of its tokens
	before   []item // in languages whose operators stand behind: what is to be settled
}

// draft is a frame while its words come in.
type draft struct {
	Frame
	said   [turnLast + 1]bool
	verbed bool // an act was read
	things bool // so was what it is done to
	bound  bool // the licensee is the first of whom it speaks, before any thing or right behind the act
	acted  int  // the token behind the last act, 0 for none
	begun  bool
	denial int  // the token behind the last "not", 0 for none
	lifted bool // the ban is denied: "it is not prohibited"
}

// modal reports whether the draft says what is barred, asked for or allowed.
func (d *draft) modal() bool {
	return d.said[turnBan] || d.said[turnDuty] || d.said[turnNeed] || d.said[turnGrant] || d.said[turnReserve]
}

func isModal(t turn) bool { return t >= turnBan && t <= turnReserve }

func isDenial(t turn) bool { return t == turnNot || t == turnNe || t == turnQue }

// forward reads languages whose conditions and exceptions follow the word that
// opens them.
func (p *sentence) forward(chunks []chunk) {
	for i := range chunks {
		p.open(chunks[i:])
		for _, it := range chunks[i].items {
			p.take(it)
		}
		p.now.End = chunks[i].to
	}
	p.finish()
}

// open takes up a chunk: whether it goes on with what the last one said, or
// says something of its own.
func (p *sentence) open(rest []chunk) {
	c, last := &rest[0], len(rest) == 1
	switch c.bracket {
	case '(':
		p.outside = p.part
	case ')':
		p.part = p.outside
	}
	speaks, denies := speaksUp(rest)
	switch {
	case speaks && p.now.modal():
		before := p.now.Frame
		p.finish()
		if p.part == inCondition { // "…, and if you do not, you must"
			p.now.Conditioned, p.now.Cond = true, before.Cond
		}
	case denies && p.now.modal() && p.now.verbed && p.part == inMain: // "you may use it, but not sell it"
		said := p.now.said
		p.finish()
		p.now.said, p.part = said, inMain
	}
	switch {
	case speaks, p.part == inException && c.bracket != ')', p.part == inCondition && p.now.modal() && !p.now.verbed,
		p.part == inCondition && !p.now.modal() && last: // "if you sue us, the licence ends"
		p.part = inMain
	}
	if !p.now.begun {
		p.now.Start, p.now.begun = c.from, true
	}
}

// around returns the phrases of the first chunk, and of the one that goes on with
// it behind a bracket.
func around(rest []chunk) []item {
	items := rest[0].items
	if len(rest) < 2 || rest[1].bracket != '(' {
		return items
	}
	for i := range rest[2:] {
		if c := &rest[2+i]; c.bracket == ')' {
			return append(items[:len(items):len(items)], c.items...)
		}
	}
	return items
}

// speaksUp reports whether a chunk bars, asks or allows something by words of
// its own, outside conditions, or at least denies something.
func speaksUp(rest []chunk) (speaks, denies bool) {
	for _, it := range around(rest) {
		switch {
		case it.turn == turnIf:
			return speaks, denies
		case isModal(it.turn):
			return true, denies
		case it.turn == turnNot:
			denies = true
		}
	}
	return false, denies
}

// take adds a phrase to the draft.
func (p *sentence) take(it item) {
	switch {
	case it.turn == noTurn, it.turn == turnNothing, it.turn == turnFiller, it.turn == turnEquals:
	case it.turn == turnIf:
		p.part, p.now.Conditioned = inCondition, true
	case p.part == inCondition:
	case it.turn == turnUnless:
		p.part, p.now.Excepted = inException, true
	case it.turn == turnAim:
		p.now.Narrowed = true
		if p.now.verbed {
			p.part = inInner
		}
	case isModal(it.turn):
		if p.now.verbed && p.now.modal() && !p.now.said[it.turn] && p.part != inException {
			end := it.from
			p.now.End = end
			p.finish()
			p.now.Start, p.now.begun = end, true
		}
		p.part, p.now.said[it.turn], p.now.things = inMain, true, false
		p.lift(it)
	case isDenial(it.turn) && p.part == inException:
	default:
		p.now.said[it.turn] = true
		if it.turn == turnNot {
			p.now.denial = it.to
		}
	}
	if !it.classes.Empty() {
		p.add(it)
	}
}

// lift notes that a ban is denied right before it: "is not prohibited".
func (p *sentence) lift(it item) {
	if it.turn == turnBan && p.now.denial > 0 && it.from-p.now.denial <= 1 {
		p.now.lifted = true
	}
}

// add puts what a phrase names where it belongs.
func (p *sentence) add(it item) {
	acts := it.classes.And(p.lexicon.Acts)
	if p.part == inMain && !acts.Empty() && p.now.things && !it.joined && p.now.Acts.Meets(p.language.serial) {
		p.part = inInner // "use it, make copies": to make copies
	}
	switch p.part {
	case inCondition:
		p.now.Cond = p.now.Cond.Or(it.classes)
	case inException:
		p.now.Except = p.now.Except.Or(it.classes)
	case inInner:
		p.now.Inner = p.now.Inner.Or(it.classes)
		p.now.Adjuncts = p.now.Adjuncts.Or(it.classes.And(p.lexicon.Purposes))
	default:
		p.main(it)
	}
}

func (p *sentence) main(it item) {
	classes := it.classes
	acts, persons, purposes := classes.And(p.lexicon.Acts), classes.And(p.lexicon.Persons), classes.And(p.lexicon.Purposes)
	inverted := p.now.acted > 0 && it.from-p.now.acted <= 1
	if p.now.Bearer.Empty() && (!p.now.things || inverted) && persons.Meets(p.lexicon.licensee) {
		p.now.bound = true
	}
	p.now.Acts, p.now.Bearer, p.now.Adjuncts = p.now.Acts.Or(acts), p.now.Bearer.Or(persons), p.now.Adjuncts.Or(purposes)
	rest := classes.Without(p.lexicon.Acts).Without(p.lexicon.Persons).Without(p.lexicon.Purposes)
	p.now.Objects = p.now.Objects.Or(rest)
	if !acts.Empty() {
		p.now.verbed, p.now.acted = true, it.to
	}
	p.now.things = p.now.things || !rest.Empty()
}

// backward reads languages whose conditions and exceptions stand before the
// word that closes them, and whose bans stand at the end.
func (p *sentence) backward(chunks []chunk) {
	listed := false
	for i := range chunks {
		listed = listed || chunks[i].listed
		for j, it := range chunks[i].items {
			if !p.now.begun {
				p.now.Start, p.now.begun = it.from, true
			}
			p.now.End = it.to
			if !it.classes.Empty() {
				p.before = append(p.before, it)
			}
			if isModal(it.turn) && j+1 < len(chunks[i].items) && closes(chunks[i].items[j+1], it.to) {
				continue // "where it is prohibited": part of a condition
			}
			if p.turn(it) {
				listed = false
			}
		}
	}
	p.settle(inMain)
	switch n := len(p.frames); {
	case p.now.modal():
	case n > 0 && listed && p.frames[n-1].Speech != Grant:
		p.inherit(p.frames[n-1].Speech)
	case p.now.said[turnLast]:
		p.now.said[turnDuty] = true
	}
	p.finish()
}

// turn takes up what a phrase does to the words before it, and reports whether
// it ends a frame.
func (p *sentence) turn(it item) (ends bool) {
	switch {
	case it.turn == noTurn, it.turn == turnNothing, it.turn == turnFiller, it.turn == turnEquals:
	case it.turn == turnIf:
		p.now.Conditioned = true
		p.settle(inCondition)
	case it.turn == turnUnless:
		p.now.Excepted = true
		p.settle(inException)
	case it.turn == turnAim:
		p.now.Narrowed = true
		p.settle(inInner)
	case it.turn == turnLast:
		p.now.said[turnLast] = it.to == p.end
	default:
		p.now.said[it.turn] = true
		if isModal(it.turn) {
			p.settle(inMain)
			p.finish()
			return true
		}
	}
	return false
}

// settle puts the words before the one at hand where they belong.
func (p *sentence) settle(to part) {
	p.part = to
	for _, it := range p.before {
		p.add(it)
	}
	p.before, p.part = p.before[:0], inMain
}

// closes reports whether it closes a condition, an exception or a purpose right
// behind a token.
func closes(it item, token int) bool {
	return it.from <= token && (it.turn == turnIf || it.turn == turnUnless || it.turn == turnAim)
}

// inherit makes an item of a list do what the words do that lead it in.
func (p *sentence) inherit(s Speech) {
	switch s {
	case Ban:
		p.now.said[turnBan] = true
	case Duty:
		p.now.said[turnDuty] = true
	case Grant:
		p.now.said[turnGrant] = true
	}
}

// finish ends the draft and settles what it does.
func (p *sentence) finish() {
	f := p.now.Frame
	f.Speech, f.OnlySaid = p.now.speech()
	if p.now.said[turnReserve] {
		f.Bearer = f.Bearer.Or(p.lexicon.licensor)
	}
	if f.OnlySaid {
		f.Only = f.Objects.Or(f.Adjuncts)
	}
	says := slices.Contains(p.now.said[:], true)
	if says || !f.Acts.Or(f.Objects).Or(f.Adjuncts).Or(f.Inner).Or(f.Cond).Or(f.Except).Empty() {
		f.End = max(f.End, f.Start+1)
		p.frames = append(p.frames, f)
	}
	p.now = draft{Frame: Frame{Start: f.End, End: f.End}}
}

// speech settles what a draft does, and whether it leaves something only.
func (d *draft) speech() (s Speech, only bool) {
	not, only := d.denies()
	switch {
	case d.said[turnMeans]:
		return Definition, only
	case d.said[turnBan] && d.lifted:
		return Grant, only
	case d.said[turnBan]:
		return Ban, only
	case d.said[turnNeed] && not:
		return Recital, only
	case (d.said[turnGrant] || d.said[turnDuty]) && not:
		return Ban, only
	case d.said[turnNeed], d.said[turnDuty]:
		return Duty, only
	case d.said[turnReserve], d.said[turnGrant]:
		return Grant, only
	}
	return d.told(not), only
}

// denies reports whether a draft denies what it says, or leaves something only.
func (d *draft) denies() (not, only bool) {
	not, only = d.said[turnNot], d.said[turnOnly]
	if !not && d.said[turnNe] { // "ne … pas que"
		return !d.said[turnQue], only || d.said[turnQue]
	}
	return not, only
}

// told settles what a draft without a modal word does: what the licensee does or
// does not, as contracts have it, is what binds him.
func (d *draft) told(not bool) Speech {
	bound := d.bound && d.verbed
	switch {
	case not && bound: // "l'utilisateur ne publie pas les poids"
		return Ban
	case not:
		return Recital
	case bound: // "el usuario eliminará las copias"
		return Duty
	}
	return Statement
}
