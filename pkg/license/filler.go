package license

import "time"

// beside is what stands above a known text, or below the last one, up to a word.
type beside struct {
	view    *view
	heading *heading // what may stand there, nil for nothing
	limit   int      // the word after its last
	filler  []bool   // by word of the view: it is no word of its own
}

// beside returns what stands up to a word of the document, where h may stand.
func (r *reader) beside(h *heading, limit int) *beside {
	return &beside{view: &r.view, heading: h, limit: limit, filler: r.filler}
}

// absorb marks which of the words from the given one on count as no words of
// their own: copyright notices, and titles of the texts that follow. It reports
// whether that is all of them.
func (b *beside) absorb(from int) bool {
	all := true
	for i := from; i < b.limit; {
		end := b.title(i)
		if end == i {
			end = notices{b.view, b.limit}.notice(i)
		}
		if end == i && b.heading != nil && b.heading.foreign {
			if end = b.titleLine(i); end > i {
				b.heading.foreign = false
			}
		}
		if end == i && b.heading != nil && b.heading.label {
			if end = b.labelLine(i); end > i {
				b.heading.label = false
			}
		}
		if end == i {
			all = false
			i++
			continue
		}
		for ; i < end; i++ {
			b.filler[i] = true
		}
	}
	return all
}

// heading is what may stand above a known text, or below the last one, without
// being words of its own.
type heading struct {
	parts   []part // the text's own titles
	version string // of the licence
	foreign bool   // one title of somebody else's making may stand there
	label   bool   // one line may name the work and say what it is
	phrases []phrase
	used    []bool // by name of phrases, then by part
}

// phrase is a line that may stand above a text as its title.
type phrase struct {
	letters []byte
	first   uint32 // hash of its first word
	name    int    // phrases with the same number count once between them
	bare    bool   // a title only at the start of a line
	named   bool   // a name of the licence
}

// title returns where the longest title ends that starts at word i, or i. Each
// name counts once.
func (b *beside) title(i int) int {
	h := b.heading
	if h == nil {
		return i
	}
	best, name := i, -1
	for _, p := range h.phrases {
		if p.first != b.view.hashes[i] || h.used[p.name] || p.bare && !b.view.startsLine(i) {
			continue
		}
		if end, ok := b.view.phraseAt(p.letters, i); ok && end <= b.limit && end > best {
			best, name = end, p.name
		}
	}
	names := len(h.used) - len(h.parts)
	for k, p := range h.parts {
		if end, ok := b.view.match(p, i); ok && !h.used[names+k] && end <= b.limit && end >= best {
			best, name = end, names+k
		}
	}
	if name >= 0 {
		h.used[name] = true
	}
	return best
}

// titles returns what may stand above a text as its title: its own title, the
// names of the entry with its version and date, its SPDX identifier, and the
// bare word.
func (c *Catalogue) titles(text int) *heading {
	e := c.at(c.texts.entryOf(text))
	h := &heading{version: e.Version}
	for _, p := range c.texts.text(text).parts {
		if p.role == partTitle {
			h.parts = append(h.parts, p)
		}
	}
	names := append([]string{e.ID, e.Name}, e.Aliases...)
	for i, name := range names {
		h.add("SPDX-License-Identifier: "+name, i)
		for _, lead := range []string{"", "the "} {
			h.add(lead+name, i)
			if e.Version != "" {
				h.add(lead+name+" version "+e.Version, i)
				h.add(lead+name+" v"+e.Version, i)
				h.add(lead+name+" "+e.Version, i)
			}
		}
	}
	for i := range h.phrases {
		h.phrases[i].named = true
	}
	n := len(names)
	for _, bare := range inTitles().Bare {
		h.add(bare, n)
		h.phrases[len(h.phrases)-1].bare = true
	}
	if e.Version != "" {
		h.add("version "+e.Version, n+1)
		h.add("v"+e.Version, n+1)
	}
	for _, date := range dates(e.Issued) {
		h.add(date, n+2)
	}
	h.used = make([]bool, n+3+len(h.parts))
	return h
}

// take says which of the text's own title lines stand with it, so that they do
// not count a second time, and reports whether that is all of them.
func (h *heading) take(lines uint64) (all bool) {
	names := len(h.used) - len(h.parts)
	all = true
	for k := range h.parts {
		taken := lines&(1<<k) != 0
		h.used[names+k] = taken
		all = all && taken
	}
	return all
}

// entitled says that all of the text's own title stands above it: its version
// and date are said with it, and one title of somebody else's making may stand
// there, too.
func (h *heading) entitled() {
	h.foreign = true
	if n := len(h.used) - len(h.parts); len(h.parts) > 0 {
		h.used[n-2], h.used[n-1] = true, true
	}
}

// closers returns what may stand below the last known text.
func closers() *heading {
	h := &heading{used: make([]bool, 1)}
	for _, word := range inTitles().Closing {
		h.add("end of "+word, 0)
		h.add("end of the "+word, 0)
	}
	return h
}

// dates returns the ways to write a day of issue, without those of which the
// entry does not know the day or month.
func dates(issued string) []string {
	if day, err := time.Parse(time.DateOnly, issued); err == nil {
		return []string{day.Format("2 January 2006"), day.Format("January 2 2006"), day.Format("January 2006"), issued, day.Format("2006/01/02")}
	}
	if month, err := time.Parse("2006-01", issued); err == nil {
		return []string{month.Format("January 2006"), issued}
	}
	return nil
}

func (h *heading) add(line string, name int) {
	var w words
	w.split([]byte(line))
	if w.len() > 0 {
		h.phrases = append(h.phrases, phrase{letters: w.letters, first: w.hashes[0], name: name})
	}
}
