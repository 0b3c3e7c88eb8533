package clause

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Set is a compiled set of rules with the meaning of the clause kinds. It is
// safe for concurrent use.
type Set struct {
	rules      []rule
	patterns   []pattern // those that start a match, of all rules
	licences   triggers  // which patterns to try in licences and policies
	cards      triggers  // which to try in cards
	both       triggers  // all of them
	meeting    meeting   // the needs that each symbol meets
	vocabulary *vocabulary
	names      names               // of places, people and currencies
	read       func() *prose.Names // names, made ready when a text first asks for them
	matchers   matchers
	nodes      int // sets and alternatives in all patterns
	grant      granting
	orders     [3]pattern // by which orders are read
	foretells  pattern    // operators that only tell what comes, where they bind nobody by name
	cross      [2]pattern // what tells that another part of the text is meant
	bounds     [4]pattern // what stands around a figure: above it, with it, "or more", "or less"
	figures    []figureRules
	phrases    pattern                    // set phrases, whose words veto nothing
	advice     pattern                    // what leads in words that bind nobody
	things     [len(thingClasses)]pattern // what the names that a text gives stand for
	headEnds   pattern                    // what the first words of a meaning end before
	noThing    pattern                    // first words that tell of no thing
	taken      pattern                    // names that are read by themselves
	defining   [3]pattern                 // how terms are defined, and which are read where they are used
	explainer  explainer
	frames     func() *frameRules // compiled when first asked for
	kinds      func() kind.Table  // decoded when first asked for
	source     func() source      // what only people read, decoded when first asked for
}

// source is what the files below rules/ say.
type source struct {
	Lexicon  map[string]string `json:"lexicon"`
	Kinds    kind.Table        `json:"-"` // an index holds them apart
	Rules    []Rule            `json:"rules"`
	Figures  []Figures         `json:"figures"`
	Frames   prose.FrameSource `json:"frames"`
	Topics   Topics            `json:"topics"`
	Plain    []Plain           `json:"plain"`
	Reviewed reviewed          `json:"-"`

	names   names
	lexicon *strict.Document    // where Lexicon stands; nil in an index
	frames  *prose.FrameLexicon // of Frames, where it was compiled before
}

// adds returns how many things a source adds to another.
func (src source) adds() int {
	return len(src.Rules) + len(src.Plain) + len(src.Lexicon) + len(src.names.Places) + len(src.names.People) + len(src.names.Currencies)
}

// frameLexicon returns the compiled Frames.
func (src source) frameLexicon() (*prose.FrameLexicon, error) {
	if src.frames != nil {
		return src.frames, nil
	}
	if err := src.Frames.Check(); err != nil {
		return nil, err
	}
	lexicon, err := prose.NewFrameLexicon(src.Frames)
	if err != nil {
		return nil, fmt.Errorf("frames.yaml: %w", err)
	}
	return lexicon, nil
}

// rule is what matching needs of a Rule.
type rule struct {
	id        string
	kind      term.Kind
	headings  bool
	opens     bool
	cards     bool
	cardsOnly bool
	words     int  // the most of a segment's own, 0 for any number
	first     int  // of its patterns, in the set
	match     int  // number of its patterns
	bounded   bool // its figures have a boundary
	params    term.Params
	core      term.Params // the core parameters of the kind, then params
	also      []pattern
	unless    []pattern
	elsewhere []pattern // what vetoes it anywhere in the text
	when      []whenPattern
}

// pattern is one pattern of a rule.
type pattern struct {
	rule  int
	node  *node
	needs []*node // what a segment must hold, rarest first
	order []link  // the same as they must stand there, one behind the other
}

type whenPattern struct {
	pattern
	near   string // the figure that it must be nearest to; "" for none
	params term.Params
}

func emptySet() *Set {
	return &Set{
		vocabulary: newVocabulary(),
		explainer:  newExplainer(),
	}
}

// take takes up the names by which values are read.
func (s *Set) take(n names) {
	s.names, s.read = n, sync.OnceValue(n.reader)
}

// newSet compiles rules.
func newSet(src source) (*Set, error) {
	s := emptySet()
	s.source = func() source { return src }
	s.kinds = func() kind.Table { return src.Kinds }
	s.take(src.names)
	b := newBook(s.vocabulary)
	if err := b.readLexicon(src.Lexicon, src.lexicon); err != nil {
		return nil, err
	}
	var faults []error
	for _, r := range src.Rules {
		faults = append(faults, s.addRule(b, r))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	lexicon, err := src.frameLexicon()
	if err != nil {
		return nil, err
	}
	frames, err := newFrameRules(lexicon, src.Rules, src.explainedAbroad())
	if err != nil {
		return nil, err
	}
	s.frames = func() *frameRules { return frames }
	if err := s.compileFigures(b, src.Figures); err != nil {
		return nil, err
	}
	if err := s.explainer.compile(b, src); err != nil {
		return nil, err
	}
	for _, c := range s.classes() {
		*c.at = b.class(c.name)
	}
	s.seal()
	s.nodes = b.nodes + 1
	return s, nil
}

// classAt is a class of the lexicon and where a set keeps it.
type classAt struct {
	name string
	at   *pattern
}

// classes returns the classes of the lexicon that reading itself asks for.
func (s *Set) classes() []classAt {
	out := []classAt{
		{foretellsClass, &s.foretells}, {phraseClass, &s.phrases}, {adviceClass, &s.advice},
		{orderClass, &s.orders[0]}, {orderIfClass, &s.orders[1]}, {noOrderClass, &s.orders[2]},
		{definingClass, &s.defining[0]}, {tellingClass, &s.defining[1]}, {limitClass, &s.defining[2]},
		{headEndsClass, &s.headEnds}, {notThingClass, &s.noThing}, {takenNameClass, &s.taken},
		{crossClass, &s.cross[0]}, {exceptClass, &s.cross[1]},
		{overClass, &s.bounds[0]}, {fromClass, &s.bounds[1]}, {orMoreClass, &s.bounds[2]}, {orLessClass, &s.bounds[3]},
	}
	for i, name := range thingClasses {
		out = append(out, classAt{name, &s.things[i]})
	}
	for i, name := range grantClasses {
		out = append(out, classAt{name, &s.grant[i]})
	}
	return out
}

// addRule compiles a rule.
func (s *Set) addRule(b *book, r Rule) error {
	c := rule{id: r.ID, kind: r.Kind, headings: r.Headings, opens: r.Opens, cards: r.Cards || r.CardsOnly, cardsOnly: r.CardsOnly,
		words: r.Words}
	var match []pattern
	for _, list := range []struct {
		field    string
		texts    []string
		compiled *[]pattern
	}{{"match", r.Match, &match}, {"also", r.Also, &c.also}, {"unless", r.Unless, &c.unless}, {"unless_text", r.UnlessText, &c.elsewhere}} {
		var err error
		if *list.compiled, err = b.patterns(list.texts); err != nil {
			return r.fault(list.field, "%v", err)
		}
	}
	var err error
	if c.when, err = b.whens(r.When); err != nil {
		return r.fault("when", "%v", err)
	}
	if c.params, err = toParams(r.Params); err != nil {
		return r.fault("params", "%v", err)
	}
	if r.Apart {
		match = b.apart(match)
	}
	s.add(c, match)
	return nil
}

// add takes up a rule and the patterns that start its matches.
func (s *Set) add(r rule, match []pattern) {
	r.first, r.match = len(s.patterns), len(match)
	r.bounded = isBounded(r.kind)
	r.core = term.NewParams(r.kind)
	for _, p := range term.ParamsOf(r.kind) {
		if p.Whole {
			delete(r.core, p.Name) // until a sentence settles it
		}
	}
	maps.Copy(r.core, r.params)
	for _, p := range match {
		p.rule = len(s.rules)
		s.patterns = append(s.patterns, p)
	}
	s.rules = append(s.rules, r)
}

// seal takes note of which words announce which patterns, when all are there.
func (s *Set) seal() {
	symbols, x := len(s.vocabulary.weights), &s.explainer
	rules := patterns{len(s.patterns), func(n int) *pattern { return &s.patterns[n] }}
	sorting := patterns{len(x.patterns), func(n int) *pattern { return &x.patterns[n].pattern }}
	book := newNeedsBook(rules, sorting)
	needs := book.of(rules)
	s.licences = newTriggers(symbols, needs, rules, func(n int) bool { return !s.rules[s.patterns[n].rule].cardsOnly })
	s.cards = newTriggers(symbols, needs, rules, func(n int) bool { return s.rules[s.patterns[n].rule].cards })
	s.both = newTriggers(symbols, needs, rules, func(int) bool { return true })
	x.triggers = newTriggers(symbols, book.of(sorting), sorting, func(int) bool { return true })
	s.meeting = book.meeting(symbols)
}

// whens compiles what sets parameters.
func (b *book) whens(list []When) ([]whenPattern, error) {
	var out []whenPattern
	for _, w := range list {
		p, err := b.pattern(w.Has)
		if err != nil {
			return nil, err
		}
		params, err := toParams(w.Params)
		if err != nil {
			return nil, err
		}
		out = append(out, whenPattern{p, w.Near, params})
	}
	return out, nil
}

func (b *book) patterns(texts []string) ([]pattern, error) {
	var out []pattern
	for _, text := range texts {
		p, err := b.pattern(text)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// apart returns the alternatives of some patterns, each as a pattern.
func (b *book) apart(patterns []pattern) []pattern {
	var out []pattern
	for _, p := range patterns {
		if p.node.op != opAlternatives {
			out = append(out, p)
			continue
		}
		for _, c := range p.node.children {
			out = append(out, b.apart([]pattern{b.compile(c)})...)
		}
	}
	return out
}

func (b *book) pattern(text string) (pattern, error) {
	n, err := parsePattern(text, b)
	if err != nil {
		return pattern{}, err
	}
	return b.compile(n), nil
}

// class returns a class of the lexicon as a pattern, without a node when there
// is none.
func (b *book) class(name string) pattern {
	n := b.classes[name]
	if n == nil {
		return pattern{}
	}
	return b.compile(n)
}

func (b *book) compile(n *node) pattern {
	p := pattern{node: n, order: b.row(n).links}
	for _, l := range p.order {
		p.needs = append(p.needs, l.node)
	}
	slices.SortStableFunc(p.needs, b.byRarity)
	return p
}

// readLexicon parses the word classes of file; a class may use others.
func (b *book) readLexicon(classes map[string]string, file *strict.Document) error {
	names := slices.Sorted(maps.Keys(classes))
	for len(b.classes) < len(names) {
		before := len(b.classes)
		var failed error
		for _, name := range names {
			if b.classes[name] != nil {
				continue
			}
			n, err := parsePattern(classes[name], b)
			if err == nil {
				b.classes[name] = n
				continue
			}
			failed = lexiconFault(file, name, err)
			if !errors.Is(err, errNoClass) { // else it may use a class that is still to come
				return failed
			}
		}
		if len(b.classes) == before {
			return failed
		}
	}
	return nil
}

func lexiconFault(file *strict.Document, class string, err error) error {
	if file == nil {
		return &strict.Error{File: "lexicon.yaml", Field: class, Why: err.Error()}
	}
	return file.At(class, "%v", err)
}

// Rules returns all rules, sorted by id, without their examples.
func (s *Set) Rules() []Rule { return s.source().Rules }

// Kind returns what is known of a clause kind.
func (s *Set) Kind(k term.Kind) (kind.Info, bool) { return s.Kinds().Of(k) }

// Kinds returns what is known of every clause kind, in the order of the
// taxonomy.
func (s *Set) Kinds() kind.Table { return s.kinds() }
