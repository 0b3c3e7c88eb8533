package card

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Bounds of the comments that are taken from front matter.
const (
	maxRemarks     = 20
	maxRemarkDepth = 3
	minRemark      = 8 // bytes: less is no sentence
)

// remarks collects the comments of front matter: authors leave terms there, too.
func (r *reader) remarks(n *yaml.Node, depth int) {
	for _, comment := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		for line := range strings.Lines(comment) {
			r.remark(strings.TrimSpace(strings.TrimLeft(line, "# \t")))
		}
	}
	if depth == maxRemarkDepth {
		return
	}
	for _, part := range n.Content {
		r.remarks(part, depth+1)
	}
}

// remark adds a comment, once.
func (r *reader) remark(text string) {
	block := r.card.Doc.Text[r.card.Block.Start:r.card.Block.End]
	at := bytes.Index(block, []byte(text))
	if len(text) < minRemark || at < 0 || len(r.card.Remarks) == maxRemarks {
		return
	}
	for _, have := range r.card.Remarks {
		if have.Text == text {
			return
		}
	}
	start := r.card.Block.Start + at
	r.card.Remarks = append(r.card.Remarks, Value{Text: text, Span: r.card.Doc.Span(start, start+len(text))})
}
