package card

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// explainNoBlock tells apart the cards in which the Hub finds no front matter.
func (b blockReader) explainNoBlock() {
	text := b.card.Doc.Text
	start := skipBlanks(text)
	run := start + len(text[start:]) - len(bytes.TrimLeft(text[start:], "-"))
	if run-start < len(fence) {
		b.explainNoDashes(start)
		return
	}
	end := run + lineLen(text[run:])
	rest := bytes.Trim(text[run:end], " \t")
	next := end + lineBreak(text[end:])
	switch {
	case !looksLikeKeys(text[next:]) && !isKey(rest):
		b.explainRule(text, run, rest, next)
	case run-start == len(fence) && end == run:
		b.noBlock(Unclosed, doc.NewProblem("front-matter-unclosed"), start, run)
	case run-start == len(fence) && len(rest) == 0:
		b.noBlock(BadFence, doc.NewProblem("front-matter-bad-fence", "why", "fence-with-blanks"), run, end)
	default:
		b.noBlock(BadFence, doc.NewProblem("front-matter-bad-fence", "why", "fence-of-other-marks"), start, end)
	}
}

// explainRule handles a first line of dashes that no keys follow: an empty
// block, which the Hub does not see, or a rule.
func (b blockReader) explainRule(text []byte, run int, rest []byte, next int) {
	b.card.FrontMatter = ThematicBreak
	if end, ok := closes(text, next); ok && len(rest) == 0 && run-skipBlanks(text) == len(fence) {
		b.card.FrontMatter = Empty
		b.card.Body = b.card.Doc.Span(end, len(text))
	}
}

func (b blockReader) noBlock(status Status, p doc.Problem, start, end int) {
	b.card.FrontMatter = status
	b.card.problem(p, start, end)
	b.salvage(start, firstParagraph(b.card.Doc.Text, end))
}

// explainNoDashes handles a card whose first line, at start, is not a row of
// three dashes or more: metadata behind another kind of dash, without a fence
// or behind other text is worth a word.
func (b blockReader) explainNoDashes(start int) {
	text := b.card.Doc.Text
	end := start + lineLen(text[start:])
	next := end + lineBreak(text[end:])
	switch {
	case otherDashes().Match(text[start:end]) && looksLikeKeys(text[next:]):
		b.noBlock(BadFence, doc.NewProblem("front-matter-bad-fence", "why", "fence-of-other-marks"), start, end)
	case cardKey().Match(text[start:end]):
		b.card.problem(doc.NewProblem("front-matter-no-fence"), start, end)
	default:
		if m := lateBlock().FindIndex(text[:min(len(text), lateWindow)]); m != nil {
			b.card.problem(doc.NewProblem("front-matter-late"), m[0], m[1])
		}
	}
}

// lateWindow is how far from the top metadata out of place is looked for.
const lateWindow = 4096

var (
	lateBlock   = pattern.Lazily(`(?m)^---\r?\n(?:[a-z_]+:.*\r?\n|[ \t-].*\r?\n)*licen[cs]e:.*\r?$`)
	otherDashes = pattern.Lazily(`^(?:--|[–—][-–—]*)[ \t]*$`)
	keyLine     = pattern.Lazily(`^["']?[a-z_][\w.-]*["']?[ \t]*:(?:[ \t\r\n]|$)`)
	cardKey     = pattern.Lazily(`^["']?(?:licen[cs]es?|license_\w+|language|languages|tags|datasets?|base_model\w*|library_name` +
		`|pipeline_tag` +
		`|metrics|model-index|widget|thumbnail|inference|title|sdk|emoji|extra_gated_\w+|pretty_name|task_categories|task_ids|size_categories` +
		`|multilinguality|source_datasets|annotations_creators|language_creators|new_version|co2_eq_emissions|tasks|domain|frameworks)["']?[ ` +
		`\t]*:(?:[ \t\r\n]|$)`)
)

func isKey(line []byte) bool { return keyLine().Match(line) }

// looksLikeKeys reports whether text starts with metadata: a key of cards in
// its first paragraph, or two lines that are keys.
func looksLikeKeys(text []byte) bool {
	keys := 0
	for end := firstParagraph(text, 0); len(text) > 0 && end > 0; {
		n := lineLen(text)
		line := text[:n]
		n += lineBreak(text[n:])
		text, end = text[n:], end-n
		if cardKey().Match(line) {
			return true
		}
		if isKey(line) {
			keys++
		}
	}
	return keys >= 2
}

// firstParagraph returns the end of the lines behind start up to the first
// blank one that follows text.
func firstParagraph(text []byte, start int) int {
	seen := false
	for i := start; i < len(text); {
		n := lineLen(text[i:])
		if len(bytes.TrimSpace(text[i:i+n])) > 0 {
			seen = true
		} else if seen {
			return i
		}
		i += n + lineBreak(text[i+n:])
	}
	return len(text)
}

// lineLen returns the length of the first line of s without its break.
func lineLen(s []byte) int {
	if i := bytes.IndexAny(s, "\r\n"); i >= 0 {
		return i
	}
	return len(s)
}

// decodeUTF16 offers a card in UTF-16 as a derived document: its bytes are not
// text to anybody who reads the Hub, so nothing in it is declared.
func (c *Card) decodeUTF16() bool {
	text := c.Doc.Text
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(text, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	case bytes.HasPrefix(text, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	case every(text, 1, 0):
		order = binary.LittleEndian
	case every(text, 0, 0):
		order = binary.BigEndian
	default:
		return false
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 0; i+1 < len(text); i += 2 {
		units = append(units, order.Uint16(text[i:]))
	}
	c.FrontMatter = NotUTF8
	c.Body = c.Doc.Span(len(text), len(text))
	c.problem(doc.NewProblem("not-utf8", "what", "card"), 0, 2)
	decoded := bytes.TrimPrefix([]byte(string(utf16.Decode(units))), []byte("\uFEFF"))
	c.Derived = append(c.Derived, c.Doc.Derive("utf-8", doc.RoleCard, "decoded from UTF-16", decoded))
	return true
}

// every reports whether every other byte at the beginning of text, counted from
// first, is b: Latin letters in UTF-16 without a byte order mark.
func every(text []byte, first int, b byte) bool {
	const enough = 8
	if len(text) < 2*enough {
		return false
	}
	for i := first; i < 2*enough; i += 2 {
		if text[i] != b {
			return false
		}
	}
	return true
}
