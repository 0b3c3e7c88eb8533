package card

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// maxBlock bounds the front matter that is read. Evaluation results of some
// embedding models fill a megabyte; beyond that it is an attack or an accident.
const maxBlock = 4 << 20

// blockReader reads the front matter of a card, or says why it cannot.
type blockReader struct{ card *Card }

// find finds the block, or says why there is none, and reads it.
func (b blockReader) find() {
	d := b.card.Doc
	b.card.Body = d.Span(0, len(d.Text))
	f, ok := findFences(d.Text)
	if !ok {
		b.explainNoBlock()
		return
	}
	b.card.Block, b.card.Body = d.Span(f.block, f.blockEnd), d.Span(f.body, len(d.Text))
	b.read()
	if runsOn(d.Text[f.block:f.blockEnd]) {
		b.explainRunsOn(f)
	}
}

// read reads the YAML of the block.
func (b blockReader) read() {
	start, end := b.card.Block.Start, b.card.Block.End
	block := b.card.Doc.Text[start:end]
	switch i := invalidUTF8(block); {
	case len(block) > maxBlock:
		b.broken(InvalidYAML, doc.NewProblem("front-matter-too-large", "bytes", maxBlock), start, end)
		return
	case i >= 0:
		b.broken(NotUTF8, doc.NewProblem("not-utf8", "what", "front-matter"), start+i, start+i+1)
		return
	}
	root, err := decode(block)
	switch {
	case err != nil:
		at, to := b.errorPlace(err)
		b.broken(InvalidYAML, doc.NewProblem("invalid-yaml", "reason", yamlReason(err)), at, to)
	case root == nil:
		b.card.FrontMatter = Empty
	case root.Kind != yaml.MappingNode:
		b.broken(NotAMapping, doc.NewProblem("not-a-mapping"), start, end)
	default:
		b.card.FrontMatter = OK
		newReader(b.card).read(root)
	}
}

// broken marks the front matter as unreadable and names what a reader of lines
// still sees in it.
func (b blockReader) broken(status Status, p doc.Problem, start, end int) {
	b.card.FrontMatter = status
	b.card.problem(p, start, end)
	b.salvage(b.card.Block.Start, b.card.Block.End)
}

// decode returns the root node of the only document in block, nil when it
// holds nothing.
//
// A panic of the YAML library is an error here: one hostile card must not take
// a whole run down.
func decode(block []byte) (root *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("the YAML reader gave up: %v", r)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(block))
	var n yaml.Node
	switch err := dec.Decode(&n); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if err := dec.Decode(new(yaml.Node)); err == nil {
		return nil, errSecondDocument
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	root = n.Content[0]
	if root.HeadComment == "" {
		root.HeadComment = n.HeadComment
	}
	if root.Kind == yaml.ScalarNode && root.ShortTag() == "!!null" || root.Kind == yaml.MappingNode && len(root.Content) == 0 {
		return nil, nil
	}
	return root, nil
}

var errSecondDocument = fmt.Errorf("a second document follows")

// linePrefix is how a YAML error names its line, counted within the block.
var linePrefix = pattern.Lazily(`^line (\d+): `)

// yamlReason is a YAML error without the library's prefix and line.
func yamlReason(err error) string {
	return linePrefix().ReplaceAllString(strings.TrimPrefix(err.Error(), "yaml: "), "")
}

// errorPlace returns the line of the block that a YAML error names, or the
// whole block.
func (b blockReader) errorPlace(err error) (start, end int) {
	m := linePrefix().FindStringSubmatch(strings.TrimPrefix(err.Error(), "yaml: "))
	if m == nil {
		return b.card.Block.Start, b.card.Block.End
	}
	line, err := strconv.Atoi(m[1])
	if err != nil {
		return b.card.Block.Start, b.card.Block.End
	}
	lines := newLines(b.card.Doc.Text[b.card.Block.Start:b.card.Block.End])
	from, to := lines.line(line)
	return b.card.Block.Start + from, b.card.Block.Start + to
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(s []byte) int {
	if utf8.Valid(s) {
		return -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// runsOn reports whether the closing fence was taken for text: a second line
// of dashes right behind the first does not close the block.
func runsOn(block []byte) bool {
	_, ok := closes(block, 0)
	return ok
}

// explainRunsOn tells of a block that swallowed the body. Metadata that the
// Hub reads there is kept; otherwise an empty block was meant.
func (b blockReader) explainRunsOn(f fences) {
	if b.card.FrontMatter != OK {
		end, _ := closes(b.card.Doc.Text, f.block)
		*b.card = Card{Doc: b.card.Doc, FrontMatter: Empty, Block: b.card.Doc.Span(f.block, f.block),
			Body: b.card.Doc.Span(end, len(b.card.Doc.Text))}
	}
	b.card.problem(doc.NewProblem("front-matter-runs-on"), f.block, f.blockEnd)
}
