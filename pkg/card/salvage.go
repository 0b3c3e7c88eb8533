package card

import (
	"bytes"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

var licenceLine = pattern.Lazily(`(?m)^["']?(?:licen[cs]es?|license_name|license_link|base_model)["']?[ \t]*:[ \t]*["']?([^\s"'#` +
	`|>&*!\[{][^"'#\r\n]*)`)

// salvage names the licence lines of a block that could not be read, as
// problems: they are hints, nothing is declared by them.
func (b blockReader) salvage(start, end int) {
	for _, m := range licenceLine().FindAllSubmatchIndex(b.card.Doc.Text[start:end], maxSalvage) {
		from := start + m[0]
		line := bytes.TrimSpace(b.card.Doc.Text[from : from+lineLen(b.card.Doc.Text[from:end])])
		b.card.problem(doc.NewProblem("unread-value", "line", string(bytes.ToValidUTF8(line, []byte("\uFFFD")))), from, from+len(line))
	}
}

// maxSalvage bounds the hints from one broken block.
const maxSalvage = 8
