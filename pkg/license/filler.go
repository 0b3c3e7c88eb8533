package license

// absorb returns which of words [from, to), which stand beside known texts,
// count as no words of their own: copyright notices, and titles of the texts
// that follow. It marks them in filler and reports whether that is all of them.
func (v *view) absorb(from, to int, titles []phrase, filler []bool) bool {
	all := true
	used := make([]bool, len(titles))
	for i := from; i < to; {
		end := v.title(i, to, titles, used)
		if end == i {
			end = v.notice(i, to)
		}
		if end == i {
			all = false
			i++
			continue
		}
		for ; i < end; i++ {
			filler[i] = true
		}
	}
	return all
}

// phrase is a line that may stand above a text as its title.
type phrase struct {
	letters []byte
	first   uint32 // hash of its first word
	name    int    // phrases with the same number count once between them
}

// title returns where the longest title ends that starts at word i, or i. Each
// name counts once.
func (v *view) title(i, limit int, titles []phrase, used []bool) int {
	best, name := i, -1
	for _, p := range titles {
		if p.first != v.hashes[i] || used[p.name] {
			continue
		}
		if end, ok := v.phraseAt(p.letters, i); ok && end <= limit && end > best {
			best, name = end, p.name
		}
	}
	if name >= 0 {
		used[name] = true
	}
	return best
}

// titles returns the lines that may stand above a text as its title: the names
// of the entry, unless the text has a title of its own, and the SPDX
// identifier.
func (c *Catalogue) titles(text int) []phrase {
	e := c.at(c.texts.entryOf(text))
	names := []string{e.ID}
	leads := []string{"SPDX-License-Identifier: "}
	if t := c.texts.text(text); t.parts[0].role != partTitle {
		names = append(append(names, e.Name), e.Aliases...)
		leads = append(leads, "", "the ")
	}
	var all []phrase
	for i, name := range names {
		for _, lead := range leads {
			var w words
			w.split([]byte(lead + name))
			if w.len() > 0 {
				all = append(all, phrase{letters: w.letters, first: w.hashes[0], name: i})
			}
		}
	}
	return all
}
