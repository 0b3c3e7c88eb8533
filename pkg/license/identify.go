package license

import (
	"cmp"
	"crypto/sha256"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Identify names the licences in a document's text, in the order in which they
// stand. It looks for known texts word for word, then for known texts with
// changes, then asks licensecheck about what is left, and last for licences
// that are only named.
func (c *Catalogue) Identify(d *doc.Document) Identification {
	if !d.Read() {
		return Identification{}
	}
	c.texts.prepare()
	r, ok := c.scratch.Get().(*reader)
	if !ok {
		r = &reader{}
	}
	defer c.scratch.Put(r)
	r.reset(c, d)
	id := r.identify()
	id.addSigns(d)
	if len(id.Licenses) == 0 && r.view.len() >= minAskedWords {
		r.spdx(&id)
	}
	if len(id.Unmatched) > 0 {
		r.references(&id)
	}
	return id
}

// minAskedWords is the length from which a text that is not known is put to
// licensecheck; a shorter one is no licence.
const minAskedWords = 20

// reader identifies one document. Its memory is used again for the next.
type reader struct {
	catalogue *Catalogue
	doc       *doc.Document
	view      view
	aligner   aligner
	free      []bool // by word: not explained yet
	filler    []bool // by word: a title or notice beside a known text
	found     []find
}

// find is a licence found in a view.
type find struct {
	text     int
	degree   Degree
	complete float64
	words    int      // how many words it explains
	runs     [][2]int // the words that it explains, as ranges
	known    [][2]int // the words that stand as in the known text, as ranges
	cuts     []int    // the words before which words of the known text are missing
}

// whole returns the find of a text that stands in words [from, to) in full.
func whole(text, from, to int) find {
	runs := [][2]int{{from, to}}
	return find{text: text, degree: Exact, complete: 1, runs: runs, known: runs}
}

func (r *reader) reset(c *Catalogue, d *doc.Document) {
	r.catalogue, r.doc = c, d
	r.view.read(d.Text)
	r.clear()
}

// clear makes all words of the view free again.
func (r *reader) clear() {
	r.found = r.found[:0]
	r.free, r.filler = zeroed(r.free, r.view.len()), zeroed(r.filler, r.view.len())
	for i := range r.free {
		r.free[i] = true
	}
}

func (r *reader) identify() Identification {
	if r.view.len() == 0 {
		return Identification{}
	}
	exact, ok := r.exact()
	if ok {
		return r.result()
	}
	if drop := layoutWords(&r.view); drop != nil {
		r.view = r.view.without(drop)
		r.clear()
		if exact, ok = r.exact(); ok {
			return r.result()
		}
	}
	r.clear()
	r.changed(exact)
	return r.result()
}

// exact returns the known texts that stand in the document word for word, and
// adds them if they are all there is.
func (r *reader) exact() (found []occurrence, all bool) {
	if text, ok := r.catalogue.texts.sums[sha256.Sum256(r.view.letters)]; ok {
		r.add(whole(text, 0, r.view.len()))
		return nil, true
	}
	found = r.catalogue.occurrences(&r.view)
	return found, r.allExact(found)
}

// allExact reports whether known texts stand in the document word for word
// and nothing else does, titles and copyright notices aside. If so it adds
// them.
func (r *reader) allExact(exact []occurrence) bool {
	if len(exact) == 0 {
		return false
	}
	all, at := true, 0
	for _, o := range exact {
		h := r.catalogue.titles(o.text)
		h.label = r.catalogue.texts.text(o.text).notice
		if h.take(o.titles) || h.stands(&r.view, at, o.to) {
			h.entitled()
		}
		all = r.beside(h, o.from).absorb(at) && all
		at = o.to
	}
	all = r.beside(closers(), r.view.len()).absorb(at) && all
	if !all {
		return false
	}
	at = 0
	for k, o := range exact {
		end := o.to
		if k == len(exact)-1 {
			end = r.view.len()
		}
		r.add(whole(o.text, at, end))
		at = end
	}
	return true
}

// add keeps a find and takes its words.
func (r *reader) add(f find) {
	f.words = 0
	for _, run := range f.runs {
		f.words += run[1] - run[0]
		for i := run[0]; i < run[1]; i++ {
			r.free[i] = false
		}
	}
	r.found = append(r.found, f)
}

// result puts the finds into the form of the contract.
func (r *reader) result() Identification {
	slices.SortStableFunc(r.found, func(a, b find) int { return cmp.Compare(a.runs[0][0], b.runs[0][0]) })
	var id Identification
	for _, f := range r.found {
		e := r.catalogue.at(r.catalogue.texts.entryOf(f.text))
		m := Match{
			ID: e.ID, SPDX: e.SPDX, Name: e.Name, Family: e.Family, Aliases: e.Aliases, Degree: f.degree,
			Covers: float64(f.words) / float64(r.view.len()), Complete: f.complete,
		}
		for _, run := range f.runs {
			m.Spans = append(m.Spans, r.doc.Span(r.view.span(run[0], run[1])))
		}
		for _, run := range f.known {
			m.Known = append(m.Known, r.doc.Span(r.view.span(run[0], run[1])))
		}
		for _, i := range f.cuts {
			m.Cuts = append(m.Cuts, r.doc.Span(r.view.before(i), int(r.view.from[i])))
		}
		m.Stated = laid{r, f, map[int][]piece{}}.stated(e)
		id.Licenses = append(id.Licenses, m)
	}
	id.Licenses = noticed(r.catalogue, r.found, id.Licenses)
	for i := 0; i < len(r.free); {
		end := i
		for end < len(r.free) && r.free[end] && !r.filler[end] {
			end++
		}
		if end > i {
			id.Unmatched = append(id.Unmatched, r.doc.Span(r.view.span(i, end)))
		}
		i = max(end, i+1)
	}
	return id
}
