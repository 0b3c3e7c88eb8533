package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// maxTexts is how many bytes of whole texts a page holds. The texts beyond it
// are named, and their words stand as quotes.
const maxTexts = 8 << 20

// htmlText is one text with its marks, in the order in which it is written.
type htmlText struct {
	ID, Name, SHA256 string
	Pieces           []htmlPiece
}

// htmlPiece is a run of a text under the same marks.
type htmlPiece struct{ Text, Class, ID, Title string }

// textMark says what some bytes of a text are.
type textMark struct {
	doc.Span
	class, title string
}

// htmlTexts collects the texts that a page shows, each once, with all that
// findings of any target mark in it.
type htmlTexts struct {
	bytes func(sha256 string) ([]byte, bool)
	names map[string]string // of the texts that are taken, by digest
	order []string
	marks map[string][]textMark
	used  int
	left  []string // names of the texts beyond the bound
	none  bool     // some text was not at hand
}

func newHTMLTexts(p Page, r Report) *htmlTexts {
	h := &htmlTexts{names: map[string]string{}, marks: map[string][]textMark{}, bytes: textsOf(p, r)}
	for _, t := range r.Reports {
		h.find(t)
	}
	return h
}

// textsOf returns the whole texts of a report by their SHA-256: those that it
// holds, and those that the page knows where to find.
func textsOf(p Page, r Report) func(sha256 string) ([]byte, bool) {
	have := map[string][]byte{}
	for _, t := range r.Reports {
		for _, d := range t.Documents {
			have[d.SHA256] = d.Text
		}
		for _, s := range t.Sources {
			for _, d := range s.Documents {
				have[d.SHA256] = d.Text
			}
		}
	}
	return func(sha string) ([]byte, bool) {
		if text := have[sha]; len(text) > 0 {
			return text, true
		}
		if p.Text != nil && sha != "" {
			return p.Text(sha)
		}
		return nil, false
	}
}

// find takes up the texts that a target's findings and open sentences stand
// in, as far as there is room.
func (h *htmlTexts) find(t audit.TargetReport) {
	for _, f := range t.Findings {
		for _, e := range f.Evidence {
			if f.Kind.IsClause() || len(e.Quote) > 0 && e.URL != "" {
				h.room(e.SHA256, e.Path)
			}
		}
	}
}

func (h *htmlTexts) room(sha, path string) {
	if _, ok := h.names[sha]; ok || sha == "" {
		return
	}
	text, ok := h.bytes(sha)
	switch {
	case !ok:
		h.none = true
	case h.used+len(text) > maxTexts:
		if name := path + " (sha256 " + sha + ")"; !slices.Contains(h.left, name) {
			h.left = append(h.left, name)
		}
	default:
		h.names[sha] = path
		h.order = append(h.order, sha)
		h.used += len(text)
	}
}

// take marks what a target's findings say of the texts.
func (h *htmlTexts) take(t audit.TargetReport) {
	for _, f := range t.Findings {
		class := "term"
		switch _, limits := wording().Asks[string(f.Kind)]; {
		case f.Kind == term.LimitNotUnderstood || f.Kind == term.StatementNotUnderstood:
			class = "open"
		case !f.Kind.IsClause():
			continue
		case limits:
			class = "limit"
		}
		for _, e := range f.Evidence {
			for _, s := range e.Spans {
				h.mark(e.SHA256, textMark{s, class, cmp.Or(f.Title, f.Message)})
			}
		}
	}
	for _, o := range t.Open {
		i := slices.IndexFunc(t.Documents, func(d audit.Document) bool { return d.Path == o.Path })
		if i < 0 {
			continue
		}
		for _, s := range o.Spans {
			h.mark(t.Documents[i].SHA256, textMark{s, "open", o.Why})
		}
	}
}

func (h *htmlTexts) mark(sha string, m textMark) {
	if _, ok := h.names[sha]; ok && m.Len() > 0 && !slices.Contains(h.marks[sha], m) {
		h.marks[sha] = append(h.marks[sha], m)
	}
}

// quote is evidence for a page: its words, and a link to where they stand.
func (h *htmlTexts) quote(e doc.Evidence) htmlQuote {
	return htmlQuote{Words: inertText(e.Quote), Place: Inert(sections([]doc.Evidence{e})), Link: h.link(e)}
}

// link leads to the words of evidence in its text on the page; empty where the
// text is not on it.
func (h *htmlTexts) link(e doc.Evidence) string {
	if _, ok := h.names[e.SHA256]; !ok {
		return ""
	}
	for _, s := range e.Spans {
		if slices.ContainsFunc(h.marks[e.SHA256], func(m textMark) bool { return m.Start == s.Start }) {
			return "#" + spanID(e.SHA256, s.Start)
		}
	}
	return "#" + textID(e.SHA256)
}

func textID(sha string) string { return "t-" + sha[:min(16, len(sha))] }

func spanID(sha string, start int) string { return fmt.Sprintf("%s-%d", textID(sha), start) }

// list returns the texts with their marks, and what was left out.
func (h *htmlTexts) list() (texts []htmlText, left []string) {
	for _, sha := range h.order {
		text, _ := h.bytes(sha)
		texts = append(texts, htmlText{ID: textID(sha), Name: Inert(h.names[sha]), SHA256: sha, Pieces: pieces(sha, text, h.marks[sha])})
	}
	if len(h.left) > 0 {
		left = append(left, fmt.Sprintf("Texts that did not fit into %s bytes, whose words stand as quotes only: %s", Number(maxTexts),
			Inert(strings.Join(h.left, ", "))))
	}
	if h.none {
		left = append(left, "The whole text of some documents was not at hand: their words stand as quotes only.")
	}
	return texts, left
}

// pieces cuts a text at the bounds of its marks. Where marks overlap, what
// limits goes before what is not understood, and that before other terms.
func pieces(sha string, text []byte, marks []textMark) []htmlPiece {
	cuts := []int{0, len(text)}
	for _, m := range marks {
		cuts = append(cuts, min(m.Start, len(text)), min(m.End, len(text)))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []htmlPiece
	for i := 0; i+1 < len(cuts); i++ {
		p := htmlPiece{Text: inertText(string(text[cuts[i]:cuts[i+1]]))}
		var titles []string
		for _, m := range marks {
			if m.Start > cuts[i] || m.End < cuts[i+1] {
				continue
			}
			if p.Class == "" || weight(m.class) > weight(p.Class) {
				p.Class = m.class
			}
			if m.Start == cuts[i] {
				p.ID = spanID(sha, m.Start)
			}
			if title := Inert(m.title); !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
		}
		p.Title = strings.Join(titles, " · ")
		out = append(out, p)
	}
	return out
}

func weight(class string) int { return slices.Index([]string{"term", "open", "limit"}, class) }

// inertText is Inert for text of many lines, which stays so.
func inertText(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = Inert(line)
	}
	return strings.Join(lines, "\n")
}
