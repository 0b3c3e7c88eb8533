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

// titles returns the lines that may stand above a text that starts at word i as
// its title: the names of the entry and its SPDX identifier, and the bare word.
// A text with a title of its own must have it to be named once more, or a title
// that was cut down to another name would count as none.
func (c *Catalogue) titles(o occurrence) []phrase {
	e := c.at(c.texts.entryOf(o.text))
	names := []string{e.ID}
	leads := []string{"SPDX-License-Identifier: "}
	if c.texts.text(o.text).parts[0].role != partTitle || o.titled {
		names = append(append(names, e.Name), e.Aliases...)
		leads = append(leads, "", "the ")
	}
	var all []phrase
	for i, name := range names {
		for _, lead := range leads {
			all = addPhrase(all, lead+name, i)
		}
	}
	for _, bare := range []string{"license", "licence", "license text", "the license", "license agreement"} {
		all = addPhrase(all, bare, len(names))
	}
	return all
}

func addPhrase(all []phrase, line string, name int) []phrase {
	var w words
	w.split([]byte(line))
	if w.len() == 0 {
		return all
	}
	return append(all, phrase{letters: w.letters, first: w.hashes[0], name: name})
}
