package prose

// word takes up a word that opens nothing.
func (p *frameParser) word(u unit) {
	if p.inner() {
		p.part = inInner
	}
	if u.acts.Empty() && u.things.Empty() {
		return
	}
	if p.part == inCondition {
		p.conditional(u)
		return
	}
	if p.open < 0 && p.proviso && u.forms&(formBase|formThird) != 0 && !p.behindDeterminer() {
		p.start(Duty)
	}
	if p.open < 0 {
		return
	}
	f := &p.frames[p.open]
	switch p.part {
	case inException:
		if !p.conforms {
			f.Except = f.Except.Or(u.things).Or(u.acts)
		}
	case inInner:
		f.Inner = f.Inner.Or(u.acts).Or(u.things)
		p.purpose(f, u)
	case inAdjunct:
		p.narrowing(f, u)
	default:
		p.main(f, u)
	}
}

func (p *frameParser) conditional(u unit) {
	if p.waits {
		p.pending = p.pending.Or(u.things).Or(u.acts)
	} else if p.open >= 0 {
		f := &p.frames[p.open]
		f.Cond = f.Cond.Or(u.things).Or(u.acts)
	}
}

// inner reports whether a purpose starts at the token at hand: "to harm".
func (p *frameParser) inner() bool {
	if p.part != inMain && p.part != inAdjunct || !p.verbed && p.part == inMain {
		return false
	}
	if !p.tokens[p.at].Word.is(infinitive) || p.at+1 == len(p.tokens) {
		return false
	}
	next := p.units[p.at+1]
	return next.forms&formBase != 0 || next.op == noOperator && next.things.Empty() && !p.tokens[p.at+1].Word.is(determines)
}

// main takes up an act or what it is done to.
func (p *frameParser) main(f *Frame, u unit) {
	verb := u.forms&^(formNoun|formThird) != 0 && !p.behindDeterminer() // behind an operator, "copies" is no verb
	switch {
	case !u.acts.Empty() && (verb || !p.verbed && u.forms&formNoun != 0):
		f.Acts = f.Acts.Or(u.acts)
		p.verbed = true
	default:
		f.Objects = f.Objects.Or(u.things)
		p.purpose(f, u)
	}
}

// purpose notes a purpose that stands without a preposition: "commercially",
// "the commercial use of it".
func (p *frameParser) purpose(f *Frame, u unit) {
	purposes := u.things.And(p.lexicon.Purposes)
	if purposes.Empty() {
		return
	}
	f.Adjuncts, f.Narrowed = f.Adjuncts.Or(purposes), true
	if p.only {
		f.Only = f.Only.Or(purposes)
	}
	p.last = p.last.Or(purposes)
}

func (p *frameParser) narrowing(f *Frame, u unit) {
	things := u.things
	if p.actor && p.passive {
		things = things.Without(p.lexicon.Purposes)
	}
	f.Adjuncts = f.Adjuncts.Or(things)
	if u.forms&(formIng|formNoun) != 0 {
		f.Inner = f.Inner.Or(u.acts)
	}
	p.last = p.last.Or(things)
	if p.only {
		f.Only = f.Only.Or(things)
		f.OnlySaid = true
	}
}

// behindDeterminer reports whether the word at hand is a noun: one stands
// before it that only nouns follow.
func (p *frameParser) behindDeterminer() bool {
	return p.at > 0 && p.tokens[p.at-1].Word.is(determines)
}
