package clause

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// defaultGap is the number of tokens that "..." may stand for.
const defaultGap = 8

// maxGap bounds "..N": beyond it two phrases no longer belong together.
const maxGap = 40

// patternParser reads the pattern language that rules/README.md describes.
type patternParser struct {
	in   string
	pos  int
	book *book
}

func parsePattern(in string, b *book) (*node, error) {
	p := &patternParser{in: in, book: b}
	n, err := p.alternatives(0)
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.in) {
		return nil, p.errorf("unexpected %q", p.in[p.pos:p.pos+1])
	}
	return n, nil
}

// errNoClass marks a pattern that names a class which is not there.
var errNoClass = errors.New("in the lexicon")

func (p *patternParser) errorf(format string, args ...any) error {
	return fmt.Errorf("pattern %q, character %d: %w", p.in, p.pos+1, fmt.Errorf(format, args...))
}

func (p *patternParser) alternatives(depth int) (*node, error) {
	if depth > 20 {
		return nil, p.errorf("nested too deeply")
	}
	alt := node{op: opAlternatives}
	for {
		seq, err := p.sequence(depth)
		if err != nil {
			return nil, err
		}
		alt.children = append(alt.children, seq)
		if p.pos >= len(p.in) || p.in[p.pos] != '|' {
			break
		}
		p.pos++
	}
	if len(alt.children) == 1 {
		return alt.children[0], nil
	}
	return p.book.alternatives(alt.children), nil
}

func (p *patternParser) sequence(depth int) (*node, error) {
	seq := node{op: opSequence}
	for {
		for p.pos < len(p.in) && isBlank(p.in[p.pos]) {
			p.pos++
		}
		if p.pos >= len(p.in) || strings.IndexByte("|)]", p.in[p.pos]) >= 0 {
			break
		}
		items, err := p.item(depth)
		if err != nil {
			return nil, err
		}
		seq.children = append(seq.children, items...)
	}
	switch len(seq.children) {
	case 0:
		return nil, p.errorf("empty alternative")
	case 1:
		return seq.children[0], nil
	}
	return p.book.shared(seq), nil
}

func (p *patternParser) item(depth int) ([]*node, error) {
	switch p.in[p.pos] {
	case '(':
		return p.group(')', depth, func(n *node) *node { return n })
	case '[':
		return p.group(']', depth, func(n *node) *node { return p.book.shared(node{op: opOptional, children: []*node{n}}) })
	case '{':
		return p.class()
	case '<':
		return p.capture()
	case '.':
		return p.gap()
	default:
		return p.words()
	}
}

func (p *patternParser) group(end byte, depth int, wrap func(*node) *node) ([]*node, error) {
	p.pos++
	n, err := p.alternatives(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.pos >= len(p.in) || p.in[p.pos] != end {
		return nil, p.errorf("missing %q", string(end))
	}
	p.pos++
	return []*node{wrap(n)}, nil
}

// until reads a name up to the closing sign.
func (p *patternParser) until(end string) (string, error) {
	i := strings.Index(p.in[p.pos:], end)
	if i < 0 {
		return "", p.errorf("missing %q", end)
	}
	name := p.in[p.pos+1 : p.pos+i]
	p.pos += i + 1
	return name, nil
}

func (p *patternParser) class() ([]*node, error) {
	name, err := p.until("}")
	if err != nil {
		return nil, err
	}
	n, ok := p.book.classes[name]
	if !ok {
		return nil, p.errorf("no class {%s} %w", name, errNoClass)
	}
	return []*node{n}, nil
}

func (p *patternParser) capture() ([]*node, error) {
	body, err := p.until(">")
	if err != nil {
		return nil, err
	}
	name, kind, _ := strings.Cut(body, ":")
	sort, ok := prose.SortOf(kind)
	if !ok {
		return nil, p.errorf("no type %q to capture", kind)
	}
	return []*node{p.book.shared(node{op: opCapture, name: name, sort: sort})}, nil
}

func (p *patternParser) gap() ([]*node, error) {
	dots := 0
	for p.pos < len(p.in) && p.in[p.pos] == '.' {
		p.pos++
		dots++
	}
	from := p.pos
	for p.pos < len(p.in) && isDigit(p.in[p.pos]) {
		p.pos++
	}
	switch {
	case dots == 3 && from == p.pos:
		return []*node{p.book.shared(node{op: opGap, n: defaultGap})}, nil
	case dots == 2 && from < p.pos:
		n, err := strconv.Atoi(p.in[from:p.pos])
		if err != nil || n < 1 || n > maxGap {
			return nil, p.errorf("a gap has 1 to %d words", maxGap)
		}
		return []*node{p.book.shared(node{op: opGap, n: int32(n)})}, nil
	}
	return nil, p.errorf(`a gap is "..." or "..N"`)
}

// words reads literal words, cut into tokens as a text is.
func (p *patternParser) words() ([]*node, error) {
	from := p.pos
	for p.pos < len(p.in) && !isBlank(p.in[p.pos]) && strings.IndexByte("|()[]{}<>", p.in[p.pos]) < 0 && p.in[p.pos] != '*' {
		p.pos++
	}
	tokens := p.book.cut(p.in[from:p.pos])
	if len(tokens) == 0 {
		return nil, p.errorf("%q holds no word", p.in[from:p.pos])
	}
	stem := p.pos < len(p.in) && p.in[p.pos] == '*'
	if stem {
		p.pos++
	}
	var out []*node
	for i, t := range tokens {
		out = append(out, p.book.word(t.Word.Text, stem && i == len(tokens)-1))
	}
	return out, nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
