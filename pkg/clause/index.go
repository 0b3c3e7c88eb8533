package clause

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// An index holds a compiled Set, so that nothing is parsed when a program
// starts: indexMagic, the CRC-32 of the rest, then words, nodes, rules, and
// as JSON what only people read, which is decoded when it is asked for.
const indexMagic = "fineprint clauses 15\n"

var errIndex = errors.New("load clause index: it is damaged or of another version; run go generate ./rules")

// indexHead is the length of what stands before the rest.
const indexHead = len(indexMagic) + 4

// Check reports whether an index is damaged or of another version.
func Check(index []byte) error {
	if len(index) > 0 && (len(index) < indexHead || string(index[:len(indexMagic)]) != indexMagic ||
		binary.BigEndian.Uint32(index[indexHead-4:]) != crc32.ChecksumIEEE(index[indexHead:])) {
		return errIndex
	}
	return nil
}

// Load decodes an index made by Compile. An empty index is a set without
// rules.
func Load(index []byte) (*Set, error) {
	if len(index) == 0 {
		return newSet(source{})
	}
	if err := Check(index); err != nil {
		return nil, err
	}
	d := decoder{in: index[indexHead:], set: emptySet()}
	d.set.take(d.names())
	d.words()
	d.nodeTable()
	for range d.count() {
		d.rule()
	}
	s := d.set
	for _, c := range s.classes() {
		*c.at = d.optionalPattern()
	}
	for range d.count() {
		s.figures = append(s.figures, d.figures())
	}
	d.explainer()
	if d.failed {
		return nil, errIndex
	}
	s.seal()
	frames, tries := d.bytes(), make([][]byte, d.count())
	for i := range tries {
		tries[i] = d.bytes()
	}
	kinds, raw := d.bytes(), d.bytes()
	if d.failed || d.pos < len(d.in) {
		return nil, errIndex
	}
	s.frames = sync.OnceValue(func() *frameRules { return loadFrames(frames, tries) })
	s.kinds = sync.OnceValue(func() kind.Table { return decoded[kind.Table](kinds) })
	s.source = sync.OnceValue(func() source {
		src := decoded[source](raw)
		src.Kinds = s.kinds()
		return src
	})
	return s, nil
}

// decoded returns what a section of an index holds as JSON.
func decoded[T any](section []byte) (out T) {
	if err := json.Unmarshal(section, &out); err != nil {
		var none T
		return none // not possible: the checksum held
	}
	return out
}

// encode returns the index of s, which was compiled from src.
func (s *Set) encode(src source) ([]byte, error) {
	raw, err := json.Marshal(src)
	if err != nil {
		return nil, err
	}
	kinds, err := json.Marshal(src.Kinds)
	if err != nil {
		return nil, err
	}
	e := encoder{numbers: map[*node]int{}}
	e.names(s.names)
	e.vocabulary(s.vocabulary)
	var body encoder
	body.numbers = e.numbers
	body.tableOf = &e
	body.uint(len(s.rules))
	for i := range s.rules {
		body.rule(s, i)
	}
	for _, c := range s.classes() {
		body.optionalPattern(*c.at)
	}
	body.uint(len(s.figures))
	for _, g := range s.figures {
		body.figures(g)
	}
	body.explainer(&s.explainer)
	frames, tries, err := encodeFrames(s.frames().lexicon, src)
	if err != nil {
		return nil, err
	}
	body.bytes(frames)
	body.uint(len(tries))
	for _, t := range tries {
		body.bytes(t)
	}
	body.bytes(kinds)
	body.bytes(raw)
	e.finishTable(s.nodes)
	all := slices.Concat(e.out, body.out)
	head := binary.BigEndian.AppendUint32([]byte(indexMagic), crc32.ChecksumIEEE(all))
	return append(head, all...), nil
}

// encoder writes the parts of an index. Nodes are written once, children
// first, into a table of their own.
type encoder struct {
	out     []byte
	rows    [3]int // symbols, children and blocks in the table
	numbers map[*node]int
	table   []byte
	tableOf *encoder
}

func (e *encoder) uint(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

func (e *encoder) bytes(b []byte) {
	e.uint(len(b))
	e.out = append(e.out, b...)
}

func (e *encoder) string(s string) { e.bytes([]byte(s)) }

func (e *encoder) bool(b bool) {
	e.uint(map[bool]int{true: 1}[b])
}

func (e *encoder) vocabulary(v *vocabulary) {
	words := make([]string, len(v.weights))
	stem := make([]bool, len(words))
	for w, s := range v.literals {
		words[s] = w
	}
	for w, s := range v.stems {
		words[s], stem[s] = w, true
	}
	e.uint(len(words))
	for i, w := range words {
		e.string(w)
		e.bool(stem[i])
	}
}

func (e *encoder) finishTable(memo int) {
	e.uint(memo)
	for _, n := range e.rows {
		e.uint(n)
	}
	e.uint(len(e.numbers))
	e.out = append(e.out, e.table...)
}

// node writes a node's number; the node itself goes into the table before.
func (e *encoder) node(n *node) { e.uint(e.tableOf.number(n)) }

func (e *encoder) number(n *node) int {
	if i, ok := e.numbers[n]; ok {
		return i
	}
	for _, c := range n.children {
		e.number(c)
	}
	row := encoder{numbers: e.numbers, tableOf: e}
	row.uint(int(n.op))
	row.uint(int(n.id))
	row.uint(int(n.n))
	row.uint(int(n.sort))
	row.string(n.name)
	row.uint(len(n.symbols))
	for _, s := range n.symbols {
		row.uint(int(s))
	}
	row.uint(len(n.children))
	for _, c := range n.children {
		row.node(c)
	}
	e.table = append(e.table, row.out...)
	e.rows[0] += len(n.symbols)
	e.rows[1] += len(n.children)
	e.rows[2] += len(n.blocks)
	e.numbers[n] = len(e.numbers)
	return e.numbers[n]
}

func (e *encoder) pattern(p pattern) {
	e.node(p.node)
	e.uint(len(p.needs))
	for _, n := range p.needs {
		e.node(n)
	}
	for _, l := range p.order {
		e.node(l.node)
		e.uint(l.reach)
	}
}

func (e *encoder) optionalPattern(p pattern) {
	e.bool(p.node != nil)
	if p.node != nil {
		e.pattern(p)
	}
}

func (e *encoder) patterns(list []pattern) {
	e.uint(len(list))
	for _, p := range list {
		e.pattern(p)
	}
}

func (e *encoder) rule(s *Set, i int) {
	r := &s.rules[i]
	e.string(r.id)
	e.string(string(r.kind))
	e.bool(r.headings)
	e.bool(r.opens)
	e.bool(r.cards)
	e.bool(r.cardsOnly)
	e.uint(r.words)
	e.params(r.params)
	e.patterns(r.also)
	e.patterns(r.unless)
	e.patterns(r.elsewhere)
	e.whens(r.when)
	e.patterns(s.patterns[r.first : r.first+r.match])
}

func (e *encoder) whens(list []whenPattern) {
	e.uint(len(list))
	for _, w := range list {
		e.pattern(w.pattern)
		e.string(w.near)
		e.params(w.params)
	}
}

func (e *encoder) figures(g figureRules) {
	e.uint(len(g.kinds))
	for _, k := range g.kinds {
		e.string(string(k))
	}
	e.whens(g.when)
}

// The types of parameter values in an index.
const (
	valueNil = iota
	valueFalse
	valueTrue
	valueInt
	valueString
	valueStrings
)

func (e *encoder) params(p term.Params) {
	e.uint(len(p))
	for _, name := range p.Names() {
		e.string(name)
		switch v := p[name].(type) {
		case bool:
			e.uint(map[bool]int{false: valueFalse, true: valueTrue}[v])
		case int64:
			e.uint(valueInt)
			e.uint(int(v))
		case string:
			e.uint(valueString)
			e.string(v)
		case []string:
			e.uint(valueStrings)
			e.uint(len(v))
			for _, s := range v {
				e.string(s)
			}
		default:
			e.uint(valueNil)
		}
	}
}
