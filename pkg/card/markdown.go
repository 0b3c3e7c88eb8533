package card

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// segment is a byte range of the text that was parsed.
type segment struct{ start, end int }

// piece is one leaf block of a markdown text with the lines it is made of.
type piece struct {
	kind     BlockKind
	level    int // of a heading, else 0
	setext   bool
	quoted   bool
	depth    int  // of the lists around it
	first    bool // it is the beginning of a list item
	segments []segment
}

func (p piece) start() int { return p.segments[0].start }
func (p piece) end() int   { return p.segments[len(p.segments)-1].end }

// parseMarkdown returns the leaf blocks of src in their order. Blocks are
// goldmark's; tables are cut from paragraphs here and what stands inside a
// block is read by scanInline, because goldmark's own tables, links and
// reference definitions take quadratic time on hostile text.
func parseMarkdown(src []byte) []piece {
	root := blocks().Parse(text.NewReader(bound(src)))
	c := collector{src: src}
	c.children(root, false)
	return c.pieces
}

// blocks is the parser of blocks, which keeps nothing of a text.
var blocks = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...))
})

// collector walks the tree of blocks. bound keeps the tree shallow.
type collector struct {
	src    []byte
	pieces []piece
	depth  int  // of the lists around the block at hand
	first  bool // no block of the list item at hand was met yet
}

func (c *collector) children(n ast.Node, quoted bool) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		c.block(child, quoted)
	}
}

func (c *collector) block(n ast.Node, quoted bool) {
	switch n := n.(type) {
	case *ast.Heading:
		p := piece{kind: Paragraph, quoted: quoted}
		if !quoted {
			p.level = n.Level
		}
		c.add(p, n.Lines())
	case *ast.Paragraph:
		c.add(piece{kind: Paragraph, quoted: quoted}, n.Lines())
	case *ast.TextBlock:
		c.add(piece{kind: Item, quoted: quoted}, n.Lines())
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		c.add(piece{kind: Code, quoted: quoted}, n.Lines())
	case *ast.HTMLBlock:
		lines := n.Lines()
		if n.HasClosure() {
			lines.Append(n.ClosureLine)
		}
		c.add(piece{kind: HTML, quoted: quoted}, lines)
	case *ast.Blockquote:
		c.children(n, true)
	case *ast.List:
		c.depth++
		c.children(n, quoted)
		c.depth--
	case *ast.ListItem:
		c.first = true
		c.children(n, quoted)
		c.first = false
	default:
		c.children(n, quoted)
	}
}

// add appends a piece with the lines, without their breaks and outer blanks.
func (c *collector) add(p piece, lines *text.Segments) {
	for i := 0; i < lines.Len(); i++ {
		s := segment{lines.At(i).Start, lines.At(i).Stop}
		for s.start < s.end && blank(c.src[s.end-1]) {
			s.end--
		}
		for s.start < s.end && blank(c.src[s.start]) {
			s.start++
		}
		if s.start < s.end {
			p.segments = append(p.segments, s)
		}
	}
	if len(p.segments) == 0 {
		return
	}
	p.depth, p.first, c.first = c.depth, c.first, false
	p.setext = p.level > 0 && !atx(c.src, p.start())
	if p.kind == Paragraph || p.kind == Item {
		p = c.takeTable(p)
	}
	if len(p.segments) > 0 {
		c.pieces = append(c.pieces, p)
	}
}

// delimiter is the second line of a table, below its header.
var delimiter = pattern.Lazily(`^[|: \t-]*-[|: \t-]*$`)

// takeTable adds the lines before a table and its rows, one piece each, and
// returns what is left: nothing, or the whole of a block without a table. Rows are whole lines; the delimiter is none.
func (c *collector) takeTable(p piece) piece {
	line := func(i int) []byte { return c.src[p.segments[i].start:p.segments[i].end] }
	for i := 1; i < len(p.segments); i++ {
		if !bytes.ContainsRune(line(i), '|') || !bytes.ContainsRune(line(i-1), '|') || !delimiter().Match(line(i)) {
			continue
		}
		before, rows := p.segments[:i-1], slices.Concat(p.segments[i-1:i], p.segments[i+1:])
		if len(before) > 0 {
			c.pieces = append(c.pieces, piece{kind: p.kind, quoted: p.quoted, depth: p.depth, first: p.first, segments: before})
		}
		for _, row := range rows {
			c.pieces = append(c.pieces, piece{kind: Row, quoted: p.quoted, segments: []segment{row}})
		}
		return piece{}
	}
	return p
}

// atx reports whether the heading text at i follows number signs.
func atx(src []byte, i int) bool {
	for i > 0 && (src[i-1] == ' ' || src[i-1] == '\t') {
		i--
	}
	return i > 0 && src[i-1] == '#'
}
