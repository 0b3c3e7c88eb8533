package clause

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The classes of the lexicon that tell that a sentence is to be read with
// another part of the text: "the purposes set out in Section 4", "except as
// permitted in Annex B". The number or letter of that part stands behind it.
const (
	crossClass  = "cross_reference"
	exceptClass = "cross_exception"
)

// Bounds that keep the work linear.
const (
	maxReferences = 2   // of one sentence
	maxReferred   = 48  // sentences and items of the part that is meant
	maxLabel      = 12  // bytes of the number of a part
	maxJoints     = 400 // sentences of a text that are read with another
)

// reference is a place of a sentence that names another part of the text.
type reference struct {
	start, end int    // the words, in tokens of the segment: "listed in Annex B"
	kind       string // how the part is called, in lower case: "annex"
	label      string // its number or letter, in lower case: "b"
}

// crossReader reads the references of one text.
type crossReader struct {
	text   *prose.Text
	parts  partIndex // made when a sentence first refers to one
	joints int       // sentences read with another so far
}

// references returns the references of a class that the segment at hand makes
// in its own words.
func (r *crossReader) references(of *reader, p *pattern, seg segment) []reference {
	if p.node == nil || seg.heading || of.in.Doc == nil || of.in.Card || !of.matcher.meets(p.needs) {
		return nil
	}
	var out []reference
	for h, ok := of.matcher.search(p, seg.lead); ok && len(out) < maxReferences; h, ok = of.matcher.search(p, h.end) {
		last := seg.tokens[h.end-1]
		label := labelBehind(of.in.Doc.Text[last.End:])
		if label == "" {
			continue
		}
		end, stop := h.end, last.End+1+len(label)
		for end < len(seg.tokens) && seg.tokens[end].Start < stop {
			end++
		}
		out = append(out, reference{start: h.start, end: end, kind: last.Word.Text, label: strings.ToLower(label)})
	}
	return out
}

// labelBehind reads the number of a part, "4", "1.1", "3(b)" or "B", at the
// start of the text behind the word that it is called by.
func labelBehind(text []byte) string {
	if len(text) < 2 || text[0] != ' ' {
		return ""
	}
	n := 1
	for n < len(text) && n <= maxLabel && strings.IndexByte(" \t\n,;:", text[n]) < 0 {
		n++
	}
	label := strings.TrimRight(string(text[1:n]), ".")
	if strings.Count(label, "(") != strings.Count(label, ")") {
		label = strings.Trim(label, "()")
	}
	if label == "" || n > maxLabel || label[0] < '0' || label[0] > '9' && len(label) > 1 && strings.Trim(label, "IVXivx") != "" {
		return ""
	}
	return label
}

// partIndex lists the sentences and items of a text by the numbers and names of the
// parts that they stand in.
type partIndex map[string][]int

// newParts lists the parts of a text: "3(b)" is in "3", too, and what follows
// the heading "Annex B" is in that, up to the next annex.
func newParts(text *prose.Text) partIndex {
	out, annex := partIndex{}, ""
	for i := range text.Segments {
		s := &text.Segments[i]
		if s.Items > 0 {
			continue
		}
		if s.Heading {
			if named := annexOf(s.Tokens); named != "" {
				annex = named
				continue
			}
			if len(s.Lead.Tokens) == 0 {
				continue // what leads in nothing is no item
			}
		}
		names := partNames(s.Section)
		if annex != "" && !slices.Contains(names, annex) {
			names = append(names, annex)
		}
		for _, name := range names {
			if len(out[name]) < maxReferred {
				out[name] = append(out[name], i)
			}
		}
	}
	return out
}

// annexOf returns the name of the annex that a heading opens: "annex b".
func annexOf(heading []prose.Token) string {
	if len(heading) < 2 || !prose.NumbersAnnexes(heading[0].Word.Text) {
		return ""
	}
	if label := heading[1].Word.Text; len(label) <= 3 {
		return heading[0].Word.Text + " " + label
	}
	return ""
}

// partNames returns the names of the parts that the section of a segment is in.
func partNames(section string) []string {
	section = strings.ToLower(section)
	var out []string
	for i, c := range section {
		if i > 0 && (c == '.' || c == '(') {
			out = append(out, section[:i])
		}
	}
	if section != "" {
		out = append(out, section)
	}
	return out
}

// in returns the segments of the part that x means.
func (p partIndex) in(x reference) []int {
	if found := p[x.kind+" "+x.label]; found != nil {
		return found
	}
	return p[x.label]
}

// except takes note of where the grant would stand that undoes a candidate of
// the segment at hand; from is where its candidates start.
func (r *crossReader) except(of *reader, seg segment, from int) {
	for i := from; i < len(of.found); i++ {
		if !of.found[i].ungranted.Empty() {
			of.found[i].refs = r.references(of, &of.set.cross[1], seg)
		}
	}
}

// read reads a segment once more with the sentences of each part that it refers
// to in the place of the reference, and keeps what only the two together say;
// both places are quoted. from is where its own candidates start.
func (r *crossReader) read(of *reader, seg segment, refs []reference, from int) {
	for _, x := range refs {
		r.readParts(of, seg, x.start, x.end, r.part(x), from)
	}
}

// part returns the segments of the part that x means.
func (r *crossReader) part(x reference) []int {
	if r.parts == nil {
		r.parts = newParts(r.text)
	}
	return r.parts.in(x)
}

// readParts reads a segment with each of some others in the place of its tokens
// from start to end.
func (r *crossReader) readParts(of *reader, seg segment, start, end int, others []int, from int) {
	for _, i := range others {
		s := &r.text.Segments[i]
		if r.joints++; r.joints > maxJoints {
			return
		}
		if s.Tokens[0].Start != seg.tokens[seg.lead].Start {
			j := joint{start: start, end: end, meaning: s.Tokens, span: of.span(s.Tokens), only: listsEnds}
			j.read(of, seg, from)
		}
	}
}

// listsEnds reports whether clauses of a kind name ends or users, which another
// part of a text may list.
func listsEnds(k term.Kind) bool {
	switch k {
	case term.FieldOfUse, term.NonCommercial, term.PurposeLimit, term.RegionExclusion, term.GovernmentOrEntityExclusion:
		return true
	}
	return false
}

// granted is what one sentence of a text grants.
type granted struct {
	parts []string // that the sentence stands in
	acts  prose.Classes
}

// grants are what the sentences of a text grant.
type grants []granted

// in returns the acts that are granted in the parts that refs name, or in the
// whole text where they name none.
func (all grants) in(refs []reference) prose.Classes {
	var every, there prose.Classes
	known := false
	for _, g := range all {
		every = every.Or(g.acts)
		if slices.ContainsFunc(refs, func(x reference) bool {
			return slices.Contains(g.parts, x.label)
		}) {
			there, known = there.Or(g.acts), true
		}
	}
	if known {
		return there
	}
	return every
}
