package doc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sort"
)

// Role says what a document is to its repository.
type Role string

// The roles of documents.
const (
	RoleCard    Role = "card"
	RoleLicence Role = "licence"
	RoleNotice  Role = "notice"
	RolePolicy  Role = "policy"
	RolePrompt  Role = "prompt" // the question a gate asks before it opens
	RoleLinked  Role = "linked" // fetched because a card or licence points to it
	RoleConfig  Role = "config" // machine-readable facts: adapter and merge recipes
	// RolePermissions is what switches on a hub say that the maker permits, "key: value" by lines.
	RolePermissions Role = "permissions"
	RoleHeader      Role = "header" // what the header of a weights file says of licence and origin, "key: value" by lines
)

// Status says whether a document was read and, if not, why.
type Status string

// The statuses. Only StatusRead comes with text.
const (
	StatusRead        Status = "read"
	StatusAbsent      Status = "absent" // known not to exist
	StatusDenied      Status = "denied"
	StatusTooLarge    Status = "too-large"
	StatusLFSPointer  Status = "lfs-pointer"
	StatusBinary      Status = "binary"
	StatusNotFollowed Status = "not-followed" // exists or is pointed to, and was not fetched
	StatusError       Status = "error"        // `text` only: the file could not be opened or read
)

// Derivation says which document another was taken out of.
type Derivation struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	How    string `json:"how"` // for example "front-matter value", "html text", "decoded from UTF-16"
}

// Document is one text of a repository. It is immutable once made; Text is
// empty unless Status is StatusRead. The zero Document is not useful: use New
// or Unread.
type Document struct {
	Path        string      `json:"path"`
	Role        Role        `json:"role"`
	URL         string      `json:"url"`
	SHA256      string      `json:"sha256"` // of Text, hex; empty when unread
	Bytes       int64       `json:"bytes"`  // size of the text, or the size the hub announced
	Status      Status      `json:"status"`
	DerivedFrom *Derivation `json:"derived_from"`
	Text        []byte      `json:"-"`

	lines []int // offsets of the first byte of every line
}

// Digest is the SHA-256 of content as 64 lower-case hexadecimal digits.
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// New returns a read document and computes its digest and line index.
func New(path string, role Role, url string, text []byte) *Document {
	d := &Document{Path: path, Role: role, URL: url, SHA256: Digest(text), Bytes: int64(len(text)), Status: StatusRead, Text: text}
	d.lines = lineStarts(text)
	return d
}

// Unread returns a document that exists or is pointed to but has no text here.
// size is what the hub announced, or 0.
func Unread(path string, role Role, url string, size int64, status Status) *Document {
	return &Document{Path: path, Role: role, URL: url, Bytes: size, Status: status}
}

// Derive returns a document made of text that stands inside d in another
// form: a front-matter value, the text of an HTML page, a re-encoded file.
// fragment names the place ("extra_gated_prompt"); the path is d's path, "#"
// and fragment. Spans and quotes of the result are of the derived bytes.
func (d *Document) Derive(fragment string, role Role, how string, text []byte) *Document {
	out := New(d.Path+"#"+fragment, role, d.URL, text)
	out.DerivedFrom = &Derivation{Path: d.Path, SHA256: d.SHA256, How: how}
	return out
}

// Address returns d without its text: what a report says of it.
func (d *Document) Address() *Document {
	bare := *d
	bare.Text, bare.lines = nil, nil
	return &bare
}

// Read reports whether the text of d is at hand.
func (d *Document) Read() bool { return d.Status == StatusRead }

// Line returns the 1-based number of the line that holds byte offset.
func (d *Document) Line(offset int) int {
	return sort.Search(len(d.lines), func(i int) bool { return d.lines[i] > offset })
}

// Span returns the half-open byte range [start, end) of d, clamped to the
// text, with the line of its first byte.
func (d *Document) Span(start, end int) Span {
	start = min(max(start, 0), len(d.Text))
	end = min(max(end, start), len(d.Text))
	return Span{Start: start, End: end, Line: d.Line(start)}
}

// WholeLine is the span of the line of that number, without its end; empty for a
// line that is not there.
func (d *Document) WholeLine(number int) Span {
	if number < 1 || number > len(d.lines) {
		return d.Span(len(d.Text), len(d.Text))
	}
	end := len(d.Text)
	if number < len(d.lines) {
		end = d.lines[number] - 1
	}
	return d.Span(d.lines[number-1], end)
}

// Quote returns the bytes of the spans, joined by a line "[...]". Invalid
// UTF-8 is shown as U+FFFD.
func (d *Document) Quote(spans []Span) string {
	var b bytes.Buffer
	for i, s := range spans {
		if i > 0 {
			b.WriteString(QuoteJoin)
		}
		b.Write(d.Text[s.Start:s.End])
	}
	return string(bytes.ToValidUTF8(b.Bytes(), []byte("\uFFFD")))
}

// QuoteJoin stands between the parts of a quote of several spans.
const QuoteJoin = "\n[...]\n"

// Evidence returns the evidence that quotes the spans of d as answered by
// commit.
func (d *Document) Evidence(commit string, spans []Span) Evidence {
	return Evidence{Path: d.Path, URL: d.URL, Commit: commit, SHA256: d.SHA256, Spans: spans, Quote: d.Quote(spans)}
}

func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
