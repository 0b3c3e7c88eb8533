package prose

// Speech is what the words of a frame do.
type Speech uint8

// What words do. A Recital says what is not promised, meant or asked; it binds
// nobody, and neither does a Definition.
const (
	Statement Speech = iota
	Ban
	Duty
	Grant
	Recital
	Definition
)

// SpeechOf returns the speech of a name that rules use: statement, ban, duty,
// grant, recital, definition.
func SpeechOf(name string) (Speech, bool) {
	switch name {
	case "statement":
		return Statement, true
	case "ban":
		return Ban, true
	case "duty":
		return Duty, true
	case "grant":
		return Grant, true
	case "recital":
		return Recital, true
	case "definition":
		return Definition, true
	}
	return Statement, false
}

func (s Speech) String() string {
	return [...]string{"statement", "ban", "duty", "grant", "recital", "definition"}[s]
}

// Classes is a set of the classes of a FrameLexicon.
type Classes [3]uint64

// With returns c and the class i.
func (c Classes) With(i int) Classes {
	c[i>>6] |= 1 << (i & 63)
	return c
}

// Or returns the classes of c and d.
func (c Classes) Or(d Classes) Classes { return Classes{c[0] | d[0], c[1] | d[1], c[2] | d[2]} }

// And returns the classes that c and d share.
func (c Classes) And(d Classes) Classes { return Classes{c[0] & d[0], c[1] & d[1], c[2] & d[2]} }

// Without returns the classes of c that are not in d.
func (c Classes) Without(d Classes) Classes {
	return Classes{c[0] &^ d[0], c[1] &^ d[1], c[2] &^ d[2]}
}

// Empty reports whether there is no class in c.
func (c Classes) Empty() bool { return c == Classes{} }

// Meets reports whether c and d share a class.
func (c Classes) Meets(d Classes) bool { return !c.And(d).Empty() }

// Frame is what one part of a sentence does: "You shall not: (a) distribute
// copies outside your company" is a ban, on the licensee, of the act pass-on, on
// copies of the material, limited by a place. It is a shallow reading by closed
// lists of words; what it does not know it leaves out.
type Frame struct {
	Speech   Speech
	Bearer   Classes // persons: whom it binds or lets; none when nobody is named
	Subject  Classes // what stands before the operator: the thing, in the passive
	Acts     Classes // the acts that are barred, asked for or allowed
	Objects  Classes // what the acts are done to
	Inner    Classes // what stands in purposes and relative clauses: "to harm", "that compete"
	Adjuncts Classes // purposes and things in phrases that narrow the acts: "for research"
	Only     Classes // those behind "only", "limited to"
	Except   Classes // what its exceptions name: "without our consent"
	Cond     Classes // what its conditions name

	Narrowed    bool // a phrase narrows the acts: a purpose, a place, a means
	OnlySaid    bool
	Excepted    bool
	Conditioned bool
	Proviso     bool // it is what a grant is made under: "provided that you do not"
	Nominal     bool // the acts are nouns: "resale is prohibited"
	Unknown     int  // in other languages than English: how many of its words are not known

	From       int // where its own words start: behind the last comma or joining word before the operator
	Start, End int // tokens: from the operator, or the subject of a nominal frame, to the end of the clause
}

// FrameReader reads the frames of the segments of one text after the other. It is
// not safe for concurrent use.
type FrameReader struct {
	lexicon *FrameLexicon
	text    []byte
	words   Notes[*frameWord] // what the lexicon knows of words

	tokens []Token
	units  []unit // by token: the phrase of the lexicon that starts there
	frames []Frame

	tongue  *Language    // that of the segment at hand; nil for English
	surely  bool         // it is that and none that is written alike
	before  *Language    // that of the last segment that told one by several words
	foreign *wordsReader // of other languages than English; nil until one comes
}

// NewFrameReader returns a reader of the frames of text.
func NewFrameReader(l *FrameLexicon, text *Text) *FrameReader {
	r := &FrameReader{lexicon: l}
	r.Begin(text)
	return r
}

// Begin takes up another text.
func (r *FrameReader) Begin(text *Text) {
	r.text, r.tongue, r.before, r.surely = text.Bytes, nil, nil, false
	if !r.words.Begin(text.Glossary, text.Words) {
		r.foreign = nil
	}
}

// Language returns the language that the frames of the last segment were read
// in, "" for English.
func (r *FrameReader) Language() string {
	if r.tongue == nil {
		return ""
	}
	return r.tongue.Name
}

// Understood reports whether the last segment is in another language than English
// in which sentences count as understood when their words are explained.
func (r *FrameReader) Understood() bool { return r.tongue != nil && r.tongue.understood && r.surely }

// unit is the longest phrase of the lexicon that starts at a token.
type unit struct {
	*entry
	width int // in tokens; 0 when none starts there or an earlier one covers it
}

var noEntry entry

// Read returns the frames of tokens, a segment's lead-in and its own words. They
// hold until the next call.
func (r *FrameReader) Read(tokens []Token) []Frame {
	r.tokens, r.frames, r.units = tokens, r.frames[:0], r.units[:0]
	if r.tell(tokens); r.tongue != nil {
		return r.readAbroad(tokens)
	}
	known, operates := false, false
	for i := 0; i < len(tokens); {
		u := r.unitAt(i)
		known, operates = known || u.entry != &noEntry, operates || u.op != noOperator
		r.units = append(r.units, u)
		for i++; u.width > 1; u.width-- {
			r.units = append(r.units, unit{entry: &noEntry})
			i++
		}
	}
	p := frameParser{FrameReader: r, clause: 0, open: -1}
	switch {
	case operates:
		p.read()
	case known:
		p.fragment()
	}
	return r.frames
}

// Pass takes note of a segment that is not read: one that does not tell its
// language is in that of the segment before.
func (r *FrameReader) Pass(tokens []Token) { r.tell(tokens) }

func (r *FrameReader) unitAt(i int) unit {
	best := unit{entry: &noEntry, width: 0}
	node := r.word(r.tokens[i].Word).root
	for j := i + 1; node != nil; j++ {
		if node.entry != nil {
			best = unit{entry: node.entry, width: j - i}
		}
		if j == len(r.tokens) {
			break
		}
		node = node.next(r.word(r.tokens[j].Word))
	}
	return best
}

// word returns what the lexicon knows of a word.
func (r *FrameReader) word(w *Word) *frameWord {
	known := r.words.Of(w.ID)
	if *known == nil {
		*known = r.lexicon.read(w.Text)
	}
	return *known
}

// read returns what the lexicon knows of a word of a text.
func (l *FrameLexicon) read(word string) *frameWord {
	if known := l.words[word]; known != nil {
		return known
	}
	if votes := l.vote(word); votes != (tally{}) {
		return &frameWord{votes: votes}
	}
	return &unknownWord
}

var unknownWord frameWord
