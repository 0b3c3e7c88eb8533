package openness

import (
	"cmp"
	"net/url"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// passage is a sentence of a card, or a heading, a list item or a row of a
// table, with the links in it.
type passage struct {
	words   string // lower case, without addresses and marks
	raw     string
	span    doc.Span
	section string // lower-case title of the section it stands in
	block   string // the whole block that it stands in, as written
	links   []card.Link
	// whether the section is on the work of others, on what was measured, and on
	// data
	onOthers, onTests, onData bool
}

// aside reports whether a passage stands in a section that does not say what the
// model was made from.
func (p passage) aside() bool { return p.onOthers || p.onTests }

// passages cuts the prose of a card. Code is no prose.
func passages(c *card.Card) []passage {
	if c == nil || !c.Doc.Read() {
		return nil
	}
	blocks := 0
	for _, s := range c.Sections {
		blocks += 1 + len(s.Blocks)
	}
	out := make([]passage, 0, blocks) // most blocks are one sentence
	for _, s := range c.Sections {
		links, byPlace := s.Links, func(a, b card.Link) int { return cmp.Compare(a.Span.Start, b.Span.Start) }
		if !slices.IsSortedFunc(links, byPlace) {
			links = slices.SortedStableFunc(slices.Values(links), byPlace)
		}
		title := strings.ToLower(s.Title)
		of := passage{section: title, onOthers: s.OnOthers(), onTests: s.OnTests(), onData: wording().SectionOnData.MatchString(title)}
		blocks := s.Prose()
		if s.Heading.Len() > 0 {
			blocks = append([]doc.Span{s.Heading}, blocks...)
		}
		for _, b := range blocks {
			text := string(c.Doc.Text[b.Start:b.End])
			for _, cut := range prose.Sentences(c.Doc.Text[b.Start:b.End]) {
				span := c.Doc.Span(b.Start+cut[0], b.Start+cut[1])
				raw := text[cut[0]:cut[1]]
				p := of
				p.words, p.raw, p.span, p.block, p.links = plainWords(raw), raw, span, text, within(links, span)
				out = append(out, p)
			}
		}
	}
	return out
}

// within returns the links, sorted by place, that start inside span.
func within(links []card.Link, span doc.Span) []card.Link {
	at := func(offset int) int {
		return sort.Search(len(links), func(i int) bool { return links[i].Span.Start >= offset })
	}
	return links[at(span.Start):at(span.End)]
}

// plainWords returns the words of a text in lower case, without addresses,
// tags and marks.
func plainWords(raw string) string {
	raw = withoutAddresses(raw)
	out := make([]byte, 0, len(raw))
	lastTag := strings.LastIndexByte(raw, '>') // no tag ends behind it
	parted, ascii := false, true
	for i, size := 0, 1; i < len(raw); i, size = i+size, 1 {
		switch c := raw[i]; {
		case c == '<' && i < lastTag:
			size += strings.IndexByte(raw[i:], '>')
			parted = true
			continue
		case parts(c):
			parted = true
			continue
		case c >= utf8.RuneSelf:
			ascii = false
			var r rune
			if r, size = utf8.DecodeRuneInString(raw[i:]); unicode.IsSpace(r) {
				parted = true
				continue
			}
		}
		if parted && len(out) > 0 {
			out = append(out, ' ')
		}
		parted = false
		if c := raw[i]; c >= 'A' && c <= 'Z' {
			out = append(out, c|0x20)
			continue
		}
		out = append(out, raw[i:i+size]...)
	}
	if ascii {
		return string(out)
	}
	return strings.ToLower(string(out))
}

// parts tells the marks and blanks that part words.
func parts(c byte) bool {
	return c == '*' || c == '_' || c == '`' || c == '#' || c == '|' || c == '[' || c == ']' || c == ' ' || c >= '\t' && c <= '\r'
}

// withoutAddresses puts a blank in the place of each address in a text and of the
// bracket that opens before it.
func withoutAddresses(text string) string {
	if !strings.Contains(text, "://") && !strings.Contains(text, "www.") {
		return text // most have none
	}
	var out []byte
	from := 0
	for i := 0; i < len(text); i++ {
		n := addressLength(text[i:])
		if n == 0 {
			continue
		}
		start := i
		if i > from && text[i-1] == '(' {
			start--
		}
		out = append(append(out, text[from:start]...), ' ')
		from = i + n
		i = from - 1
	}
	return string(append(out, text[from:]...))
}

// addressLength returns the length of the address that a text begins with, 0 for
// none.
func addressLength(text string) int {
	for _, begin := range [...]string{"https://", "http://", "www."} {
		if !strings.HasPrefix(text, begin) {
			continue
		}
		n := strings.IndexAny(text, " \t\n\f\r<>\"'")
		if n < 0 {
			n = len(text)
		}
		if n > len(begin) {
			return n
		}
	}
	return 0
}

// repository returns the address of the code repository that a link leads
// into, and the path of the link behind it.
func (s Signals) repository(link string) (address, path string, ok bool) {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return "", "", false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if !slices.Contains(s.CodeHosts, host) || len(parts) < 2 || parts[0] == "" || parts[1] == "" {
		return "", "", false
	}
	name := strings.TrimSuffix(parts[1], ".git")
	return "https://" + host + "/" + parts[0] + "/" + name, strings.Join(append([]string{name}, parts[2:]...), "/"), true
}

// named reports whether one of words stands alone in a path: between its ends,
// slashes, dots, dashes and underscores.
func named(path string, words []string) bool {
	for _, part := range strings.FieldsFunc(strings.ToLower(path), func(r rune) bool { return strings.ContainsRune("/.-_ ", r) }) {
		if slices.Contains(words, part) {
			return true
		}
	}
	return false
}
