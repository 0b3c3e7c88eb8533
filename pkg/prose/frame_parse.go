package prose

import "bytes"

// frameParser walks over a segment once, left to right. What is open is the
// frame that the words at hand belong to.
type frameParser struct {
	*FrameReader
	at     int // the token at hand
	clause int // where the clause at hand starts
	phrase int // where the words behind the last comma start
	own    int // where the last paragraph or item starts: behind its lead-in
	open   int // the frame at hand, -1 for none
	list   int // the frame that the last colon left open, -1 for none

	part     part    // what the words at hand belong to
	pending  Classes // of a condition that stands before its clause
	excepts  bool    // an exception stands before its clause
	conforms bool    // the exception is what the text provides: what it names beside counts for nothing
	waits    bool    // there is such a condition
	since    int     // where it starts
	only     bool    // "only" was read; what comes next is all that is left
	proviso  bool    // "provided that" was read; what its clause says binds
	actor    bool    // the phrase at hand names who acts
	passive  bool    // the open frame stands in the passive
	verbed   bool    // an act was read behind the operator
	last     Classes // of the last phrase, for an "only" behind it
}

// part is what the words at hand belong to.
type part uint8

const (
	inMain part = iota
	inInner
	inAdjunct
	inCondition
	inException
)

func (p *frameParser) read() {
	p.list = -1
	for p.at < len(p.tokens) {
		if p.at > 0 {
			p.punctuation()
		}
		u := p.units[p.at]
		if u.op != noOperator {
			p.operator(u)
		} else {
			p.word(u)
		}
		p.at += max(u.width, 1)
	}
	p.fragment()
	p.finish(len(p.tokens))
	p.joinHelp()
}

// punctuation takes up the signs before the token at hand.
func (p *frameParser) punctuation() {
	from, to := p.tokens[p.at-1].End, p.tokens[p.at].Start
	if to == from+1 && p.text[from] == ' ' {
		return // between most words
	}
	gap := signs(p.text[from:max(from, to)])
	if to < from || to-from > maxGap || bytes.Count(gap, newline) > 1 || bytes.ContainsAny(gap, numerals) {
		p.own = p.at
	}
	switch {
	case bytes.ContainsAny(gap, ":：") || to < from:
		p.colon()
	case bytes.ContainsAny(withoutEntities(gap), ";；"):
		p.semicolon()
	case bytes.ContainsAny(gap, ",，、"):
		p.phrase = p.at
		p.comma()
	}
}

var newline = []byte{'\n'}

// numerals stand in the number of an item, which is no word.
const numerals = "0123456789"

// maxGap bounds the signs between two words that are looked at.
const maxGap = 64

// signs returns what stands between two words up to the first entity, whose
// semicolon is no sign: "&nbsp;".
func signs(gap []byte) []byte {
	gap = gap[:min(len(gap), maxGap)]
	if i := bytes.IndexByte(gap, '&'); i >= 0 {
		return gap[:i]
	}
	return gap
}

// colon opens a list: whatever condition stood before it ends, and the items
// belong to the last operator.
func (p *frameParser) colon() {
	p.part, p.only, p.clause, p.list = inMain, false, p.at, p.open
}

// semicolon ends the clause at hand; what follows belongs to the operator that
// leads the list, if any.
func (p *frameParser) semicolon() {
	p.part, p.only, p.clause = inMain, false, p.at
	switch {
	case p.list >= 0:
		p.open = p.list
	case !verbAhead(p.units[p.at:]):
		p.finish(p.at)
		p.open = -1
	}
}

// verbAhead reports whether an act comes next: "(i) sell it; (ii) or host it".
func verbAhead(units []unit) bool {
	for _, u := range units[:min(len(units), 3)] {
		if u.forms&(formBase|formIng) != 0 {
			return true
		}
	}
	return false
}

func (p *frameParser) comma() {
	switch p.part {
	case inException:
		if p.open >= 0 && !p.verbed { // "you may not, without our consent, distribute"
			p.part = inMain
		}
	case inAdjunct:
		if !p.verbed {
			p.part = inMain
		}
	case inCondition:
		p.clause = p.at
	}
}

// operator takes up a phrase that opens or turns a clause.
func (p *frameParser) operator(u unit) {
	if p.part == inException && (u.op == opGrant || u.op == opGrants) && p.open >= 0 && !p.conforms {
		p.frames[p.open].Except = p.frames[p.open].Except.Or(p.lexicon.permission)
		return // "unless we give you a permission to"
	}
	switch u.op {
	case opBanned:
		p.nominal(Ban)
	case opGranted:
		p.nominal(Grant)
	case opLiability:
		if p.open >= 0 && !p.verbed {
			p.frames[p.open].Speech = Recital
		}
	case opCondition:
		p.condition()
	case opProviso:
		p.provided(u)
	case opException:
		p.except()
	case opOnly:
		p.onlySaid()
	case opRelative:
		if p.part == inMain || p.part == inAdjunct {
			p.part = inInner
		}
	case opAdjunct:
		p.adjunct()
	default:
		if s := p.speech(u.op); s != Statement {
			p.start(s)
		}
	}
}

// speech returns what the clause does that an operator opens here, Statement
// when it opens none.
func (p *frameParser) speech(op operator) Speech {
	switch op {
	case opBan:
		return Ban
	case opImperative:
		if p.proviso || p.part != inCondition && p.at <= max(p.clause, p.own)+1 { // "please do not", "you do not"
			return Ban
		}
	case opDuty:
		return Duty
	case opGrant:
		if p.negated() {
			return Ban
		}
		return Grant
	case opGrants:
		return Grant
	case opRecital:
		return Recital
	case opDefinition:
		if p.open < 0 {
			return Definition
		}
	}
	return Statement
}

// negated reports whether the subject of the clause at hand is none: "no part
// of the Software may", "neither you nor".
func (p *frameParser) negated() bool {
	from := p.clause
	if p.excepts {
		from = max(from, p.phrase) // "except with our consent, no part of it may"
	}
	for i := from; i < p.at && i < from+2; i++ { // "and no part of it may"
		if grammarWords().Negative[p.tokens[i].Word.Text] {
			return true
		}
	}
	return false
}

// lookBack bounds the words before an operator in which its subject is sought.
const lookBack = 40

// start opens a frame at the operator at hand.
func (p *frameParser) start(s Speech) {
	if p.part == inCondition && p.waits && s != Duty && p.clause == p.since {
		return // "if you cannot comply": the clause comes behind the comma
	}
	p.finish(p.at)
	after := p.at + p.units[p.at].width
	p.passive = after < len(p.tokens) && grammarWords().Passive[p.tokens[after].Word.Text]
	f := Frame{Speech: s, From: ownFrom(p.tokens, p.clause, p.phrase, p.at), Start: p.at, End: len(p.tokens), Proviso: p.proviso}
	from := max(p.clause, p.at-lookBack)
	if p.excepts && p.phrase < p.at { // "except as this licence provides, you may not"
		from = max(from, p.phrase)
	}
	if p.own < p.at || p.units[p.at].op == opImperative { // an item's own subject, not its heading
		from = max(from, p.own)
	}
	for i := from; i < p.at; i++ {
		u := p.units[i]
		f.Subject = f.Subject.Or(u.things)
		if u.forms&(formNoun|formIng) != 0 {
			f.Subject = f.Subject.Or(u.acts)
		}
		has := p.passive && s == Duty && owner(p.lexicon, p.tokens, p.units, i)
		if persons := u.things.And(p.lexicon.Persons); !persons.Empty() && p.units[p.at].op != opGrants && !has {
			f.Bearer = persons
		}
	}
	if f.Subject.Meets(p.lexicon.law) && f.Bearer.Empty() {
		f.Speech = Recital // "where the law prohibits"
	}
	f.Excepted, p.excepts = p.excepts, false
	if p.waits {
		f.Cond, f.Conditioned, p.pending, p.waits = p.pending, true, Classes{}, false
	}
	p.frames = append(p.frames, f)
	p.open, p.part, p.only, p.verbed, p.proviso = len(p.frames)-1, inMain, false, false, false
}

// nominal makes a frame of what stands before the operator: "resale is
// prohibited".
func (p *frameParser) nominal(s Speech) {
	if p.part == inCondition {
		return
	}
	from := p.clause
	if p.open >= 0 && p.frames[p.open].Start >= from && p.phrase > from { // "it may be copied, but changing it is not allowed"
		from = p.phrase
	}
	f := Frame{Speech: s, From: from, Start: from, End: p.at + p.units[p.at].width, Nominal: true}
	for i := max(from, p.at-lookBack); i < p.at; i++ {
		u := p.units[i]
		f.Acts = f.Acts.Or(u.acts)
		if u.acts.Empty() || !u.things.And(p.lexicon.Purposes).Empty() {
			if f.Acts.Empty() || !u.things.And(p.lexicon.Things).Empty() {
				f.Objects = f.Objects.Or(u.things)
			}
			if purposes := u.things.And(p.lexicon.Purposes); !purposes.Empty() {
				f.Adjuncts, f.Narrowed = f.Adjuncts.Or(purposes), true
			}
		}
	}
	if p.negated() && s == Grant {
		f.Speech = Ban
	}
	p.finish(from)
	p.frames = append(p.frames, f)
	p.open, p.part, p.verbed, p.passive = len(p.frames)-1, inMain, true, false
	p.clause = f.End
}

// onlySaid notes that what comes next, or has just come, is all that is left.
func (p *frameParser) onlySaid() {
	p.only = true
	if p.open < 0 {
		return
	}
	f := &p.frames[p.open]
	f.OnlySaid = true
	next := p.at + p.units[p.at].width
	ends := next == len(p.tokens) || p.units[next].op != noOperator && p.units[next].op != opAdjunct
	if ends && p.part == inAdjunct {
		f.Only = f.Only.Or(p.last)
	}
}

func (p *frameParser) adjunct() {
	if p.part != inMain && p.part != inAdjunct || p.open < 0 {
		return
	}
	p.part, p.last = inAdjunct, Classes{}
	word := p.tokens[p.at].Word.Text
	p.actor = grammarWords().Actor[word]                       // "by any business" names no purpose
	if p.verbed || p.passive || grammarWords().Purpose[word] { // "you may not, for military ends, use it"
		p.frames[p.open].Narrowed = true
	}
}

// finish ends the open frame before a token.
func (p *frameParser) finish(end int) {
	if p.open >= 0 && p.list != p.open {
		f := &p.frames[p.open]
		f.End = min(f.End, max(end, f.Start+1))
	}
}

// fragment reads a sentence without an operator: "For research purposes only",
// "Keep this notice".
func (p *frameParser) fragment() {
	if len(p.frames) > 0 || len(p.tokens) == 0 {
		return
	}
	f := Frame{Speech: Statement, End: len(p.tokens)}
	if u := p.units[0]; u.forms&formBase != 0 && !isNoun(p.units, p.tokens, 0) {
		f.Speech, f.Acts = Duty, u.acts
	}
	finite := false
	for i, u := range p.units {
		if u.entry == &noEntry {
			continue
		}
		if i == 0 && isNoun(p.units, p.tokens, 0) {
			f.Inner = u.acts
		}
		finite = finite || i > 0 && u.forms&(formBase|formThird) != 0 && u.forms&formNoun == 0
		f.Objects = f.Objects.Or(u.things.And(p.lexicon.Things))
		f.Adjuncts = f.Adjuncts.Or(u.things.And(p.lexicon.Purposes))
		if i > 0 && u.forms&(formNoun|formIng) != 0 {
			f.Inner = f.Inner.Or(u.acts)
		}
	}
	f.Narrowed, f.OnlySaid = !f.Adjuncts.Empty(), p.only
	if p.only && !finite {
		f.Only = f.Adjuncts
	}
	if f.Speech == Statement && f.Objects.Empty() && f.Adjuncts.Empty() && f.Inner.Empty() {
		return // nothing that the lexicon knows: the words may be of another language
	}
	p.frames = append(p.frames, f)
}

// joinHelp reads "may not, and will not help others to, sell it": what others
// must not be helped to do is barred itself.
func (p *frameParser) joinHelp() {
	for i := 1; i < len(p.frames); i++ {
		f, before := &p.frames[i], &p.frames[i-1]
		if f.Speech == Ban && before.Speech == Ban && before.Acts.Empty() && f.Acts.Meets(p.lexicon.help) {
			f.Acts = f.Acts.Or(f.Inner.And(p.lexicon.Acts))
			f.Objects = f.Objects.Or(f.Inner.And(p.lexicon.Things)).Or(f.Except.And(p.lexicon.Things))
			f.Inner = Classes{}
		}
	}
}
