package convert

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlText returns the text of a page, a line for every block. Tags that are
// not closed and the like do not matter: it reads tokens, not a tree.
func htmlText(page []byte) string {
	var b strings.Builder
	hidden := 0
	flat := strings.NewReplacer("\n", " ", "\r", " ")
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tidy(b.String())
		case html.TextToken:
			if hidden == 0 {
				b.WriteString(flat.Replace(z.Token().Data))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch {
			case isHidden(name):
				hidden++
			case atom.Lookup(name) == atom.Body:
				hidden = 0 // the end tag of the head may be left out
			}
			b.WriteString(breakOf(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			if isHidden(name) && hidden > 0 {
				hidden--
			}
			b.WriteString(breakOf(name))
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			b.WriteString(breakOf(name))
		}
	}
}

// isHidden tells the elements whose text nobody reads.
func isHidden(name []byte) bool {
	switch atom.Lookup(name) {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Svg:
		return true
	default:
		return false
	}
}

// breakOf is the line break that an element makes.
func breakOf(name []byte) string {
	switch atom.Lookup(name) {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Table, atom.Section, atom.Article, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5,
		atom.H6, atom.Pre, atom.Blockquote:
		return "\n\n"
	case atom.Br, atom.Tr, atom.Dt, atom.Dd:
		return "\n"
	case atom.Td, atom.Th:
		return " "
	default:
		return ""
	}
}

// tidy folds blanks, and more than one empty line into one.
func tidy(s string) string {
	var b strings.Builder
	empty := 0
	for line := range strings.Lines(s) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			empty++
			continue
		}
		switch {
		case b.Len() == 0:
		case empty > 0:
			b.WriteString("\n\n")
		default:
			b.WriteString("\n")
		}
		b.WriteString(line)
		empty = 0
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}
