package inventory

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// readMarkdown finds the addresses in running text and what the front matter of
// a card lists. Examples in fences and comments load nothing.
func readMarkdown(s *Sinks, data []byte) []Reference {
	var out []Reference
	front, rest, line := cutFront(data)
	if front != nil {
		out = shift(readSettings(s, readYAML(front)), 1)
	}
	for _, piece := range outsideFences(rest, line) {
		s.findAddresses(piece.text, piece.line, func(r Reference) { out = appendPage(out, r) })
	}
	return out
}

// appendPage adds the address of a repository in running text. One of a Space
// is a page to look at, which loads nothing.
func appendPage(out []Reference, r Reference) []Reference {
	if r.Kind == ref.Space {
		return out
	}
	r.How = "address"
	return append(out, r)
}

// cutFront cuts the front matter off; line is that of the rest.
func cutFront(data []byte) (front, rest []byte, line int) {
	if !bytes.HasPrefix(data, []byte("---\n")) && !bytes.HasPrefix(data, []byte("---\r\n")) {
		return nil, data, 1
	}
	start := bytes.IndexByte(data, '\n') + 1
	end := bytes.Index(data[start:], []byte("\n---"))
	if end < 0 {
		return nil, data, 1
	}
	end += start + 1
	return data[start:end], data[end:], lineAt(data, end)
}

// piece is a part of a text and the line that it begins on.
type piece struct {
	text []byte
	line int
}

// outsideFences returns the text without fenced code and without comments.
func outsideFences(data []byte, line int) []piece {
	var (
		out     []piece
		fence   string
		comment bool
	)
	for raw := range bytes.Lines(data) {
		text := strings.TrimLeft(string(raw), " \t>")
		switch {
		case fence != "":
			if strings.HasPrefix(text, fence) {
				fence = ""
			}
		case strings.HasPrefix(text, "```"), strings.HasPrefix(text, "~~~"):
			fence = text[:3]
		default:
			shown, still := withoutComments(raw, comment)
			comment = still
			out = append(out, piece{shown, line})
		}
		line++
	}
	return out
}

// withoutComments drops what stands between "<!--" and "-->"; open tells
// whether a comment goes on.
func withoutComments(line []byte, open bool) ([]byte, bool) {
	var out []byte
	for {
		if open {
			i := bytes.Index(line, []byte("-->"))
			if i < 0 {
				return out, true
			}
			line = line[i+3:]
		}
		i := bytes.Index(line, []byte("<!--"))
		if i < 0 {
			return append(out, line...), false
		}
		out, line, open = append(out, line[:i]...), line[i+4:], true
	}
}

// readText finds the addresses in a plain text.
func readText(s *Sinks, data []byte) (out []Reference) {
	s.findAddresses(data, 1, func(r Reference) { out = appendPage(out, r) })
	return out
}

// readPage reads HTML, and components that mix it with scripts: the scripts,
// and addresses outside of comments.
func readPage(s *Sinks, data []byte) []Reference {
	var out []Reference
	rest, line := data, 1
	for {
		i := bytes.Index(rest, []byte("<script"))
		if i < 0 {
			break
		}
		open := bytes.IndexByte(rest[i:], '>')
		if open < 0 {
			break
		}
		open += i + 1
		end := bytes.Index(rest[open:], []byte("</script"))
		if end < 0 {
			end = len(rest) - open
		}
		out = append(out, readMarkup(s, rest[:open], line)...)
		line += bytes.Count(rest[:open], []byte("\n"))
		out = append(out, shift(readCode(s, rest[open:open+end], script), line-1)...)
		line += bytes.Count(rest[open:open+end], []byte("\n"))
		rest = rest[open+end:]
	}
	return append(out, readMarkup(s, rest, line)...)
}

func readMarkup(s *Sinks, data []byte, line int) (out []Reference) {
	comment := false
	for raw := range bytes.Lines(data) {
		var shown []byte
		shown, comment = withoutComments(raw, comment)
		s.findAddresses(shown, line, func(r Reference) { out = appendPage(out, r) })
		for _, value := range offered.FindAllSubmatch(shown, -1) {
			if id, ok := s.idShaped(string(value[1])); ok && s.looksLike(id) {
				out = append(out, Reference{Line: line, Text: string(value[1]), ID: id, Hub: ref.HuggingFace, Kind: ref.Model,
					How: "value of a page", Status: Resolved, rank: byLooks})
			}
		}
		line++
	}
	return out
}

// offered are values among which a page lets people choose.
var offered = regexp.MustCompile(`\s(?:value|data-[a-z-]+)=["']([^"'<>{}\s]+)["']`)
