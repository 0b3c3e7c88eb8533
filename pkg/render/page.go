package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rivo/uniseg"
)

// Page is where text for people goes. Every string from outside is made inert
// on the way.
type Page struct {
	W io.Writer
	// Width is the number of columns of the terminal; zero means not a
	// terminal, and lines of prose are then wrapped at 100 columns.
	Width int
	// Color allows colours.
	Color bool
	// Details asks for all that there is to say, not only for what a person has
	// to know.
	Details bool
	// WithTexts puts whole licence texts into formats that otherwise only name
	// them.
	WithTexts bool
	// Now is the time of writing, for formats that must state one when nothing
	// that was read has a time.
	Now time.Time
	// Text returns a document by its SHA-256, in hexadecimal digits, for formats
	// that show whole texts; nil where none is at hand.
	Text func(sha256 string) ([]byte, bool)
}

// defaultWidth is a line length that reads well where no terminal says how
// much room there is.
const defaultWidth = 100

// layout collects lines and remembers the first error of the writer.
type layout struct {
	Page
	err error
}

func (p Page) layout() *layout {
	if p.Width <= 0 {
		p.Width = defaultWidth
	}
	return &layout{Page: p}
}

// line writes one line as it is; its parts must be inert.
func (l *layout) line(parts ...string) {
	if l.err != nil {
		return
	}
	_, l.err = fmt.Fprintln(l.W, strings.TrimRight(strings.Join(parts, ""), " "))
}

// blank writes an empty line.
func (l *layout) blank() { l.line() }

// text writes s, wrapped, with first before its first line and blanks of the
// same width before the others.
func (l *layout) text(first, s string, styles ...style) {
	indent := uniseg.StringWidth(first)
	for i, row := range wrap(Inert(s), max(l.Width-indent, 20)) {
		lead := first
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		l.line(lead, l.paint(row, styles...))
	}
}

// wrap breaks s at blanks into rows of at most width columns. A longer word,
// or text without blanks, is broken where it must be.
func wrap(s string, width int) []string {
	var (
		rows []string
		row  strings.Builder
		used int
	)
	flush := func() {
		rows = append(rows, row.String())
		row.Reset()
		used = 0
	}
	for _, word := range strings.Fields(s) {
		w := uniseg.StringWidth(word)
		if used > 0 && used+1+w > width {
			flush()
		}
		for w > width {
			head, tail := cut(word, width)
			row.WriteString(head)
			flush()
			word, w = tail, uniseg.StringWidth(tail)
		}
		if used > 0 {
			row.WriteByte(' ')
			used++
		}
		row.WriteString(word)
		used += w
	}
	if used > 0 || len(rows) == 0 {
		flush()
	}
	return rows
}

// cut splits a word after at most width columns, at least one character.
func cut(word string, width int) (head, tail string) {
	used := 0
	g := uniseg.NewGraphemes(word)
	for g.Next() {
		from, _ := g.Positions()
		used += g.Width()
		if used > width && from > 0 {
			return word[:from], word[from:]
		}
	}
	return word, ""
}

type style string

// The styles, as terminal attributes.
const (
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
)

func (p Page) paint(s string, styles ...style) string {
	if !p.Color || len(styles) == 0 || s == "" {
		return s
	}
	codes := make([]string, len(styles))
	for i, st := range styles {
		codes[i] = string(st)
	}
	return "\x1b[" + strings.Join(codes, ";") + "m" + s + "\x1b[0m"
}
