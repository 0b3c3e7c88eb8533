package license

import (
	"slices"
)

// occurrence is a known text that stands in a view word for word: words
// [from, to), title and appendix included.
type occurrence struct {
	text     int
	from, to int
	titles   uint64 // which of its own title lines stand right above it: a bit for each
}

// exactAt reports whether the body of t starts at word i and stands there in
// full.
func (t *knownText) exactAt(v *view, i int) (o occurrence, ok bool) {
	first, last := t.body()
	at := i
	for k := first; k <= last; k++ {
		if at, ok = t.exactPart(v, k, at); !ok {
			return o, false
		}
	}
	o = occurrence{from: i, to: at}
	for k := last + 1; k < len(t.parts); k++ { // the appendix: all or nothing
		if at, ok = t.exactPart(v, k, at); !ok {
			break
		}
		if k == len(t.parts)-1 {
			o.to = at
		}
	}
	for k := first - 1; k >= 0; k-- {
		if start, ok := v.matchBefore(t.parts[k], o.from); ok {
			o.from, o.titles = start, o.titles|1<<k
		}
	}
	return o, true
}

// exactPart matches part k of t at word i. A blank is matched as it stands in
// the template, or filled in up to where the next part starts.
func (t *knownText) exactPart(v *view, k, i int) (end int, ok bool) {
	p := t.parts[k]
	if end, ok = v.match(p, i); ok || p.role != partField {
		return end, ok
	}
	for end = i + 1; end <= min(i+maxFieldWords, v.len()); end++ {
		next := k+1 == len(t.parts) && end == v.len()
		if k+1 < len(t.parts) {
			_, next = v.match(t.parts[k+1], end)
		}
		if next {
			return end, names{v}.value(i, end) || (t.notice || t.inAppendix(k)) && names{v}.label(i, end)
		}
	}
	return i, false
}

// inAppendix reports whether part k stands in the appendix.
func (t *knownText) inAppendix(k int) bool {
	_, last := t.body()
	return k > last
}

// body returns the first and the last part that must be present.
func (t *knownText) body() (first, last int) {
	first = slices.IndexFunc(t.parts, func(p part) bool { return p.role != partTitle })
	last = len(t.parts) - 1
	for k := first; k < len(t.parts); k++ {
		if t.parts[k].role == partAppendix {
			last = k - 1
			break
		}
	}
	return first, last
}

// opening is a place where a known text may start: one of its shingles, and
// how many words it stands behind the start of the body.
type opening struct {
	text, offset int
}

// occurrences returns the known texts that stand in v word for word. Where two
// overlap, the longer one is returned. They are sorted by position.
func (c *Catalogue) occurrences(v *view) []occurrence {
	var all []occurrence
	for i, h := range v.shingles {
		if !c.texts.openings.may(h) {
			continue
		}
		for _, o := range c.texts.openings.at[h] {
			if found, ok := c.exactNear(v, o, i); ok && !slices.Contains(all, found) {
				all = append(all, found)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b occurrence) int { return (b.to - b.from) - (a.to - a.from) })
	var kept []occurrence
	for _, o := range all {
		if !slices.ContainsFunc(kept, func(k occurrence) bool { return o.from < k.to && k.from < o.to }) {
			kept = append(kept, o)
		}
	}
	slices.SortFunc(kept, func(a, b occurrence) int { return a.from - b.from })
	return kept
}

// exactNear looks for an opening's text around the word where the opening was
// seen: hyphenation may have shifted the words before it.
func (c *Catalogue) exactNear(v *view, o opening, i int) (occurrence, bool) {
	t := c.texts.text(o.text)
	if o.offset == 0 {
		found, ok := t.exactAt(v, i)
		found.text = o.text
		return found, ok
	}
	for _, shift := range []int{0, -1, 1, -2, 2} {
		if start := i - o.offset + shift; start >= 0 {
			if found, ok := t.exactAt(v, start); ok {
				found = t.fromStart(v, found)
				found.text = o.text
				return found, true
			}
		}
	}
	return occurrence{}, false
}

// fromStart lets the filled-in blank that a text starts with reach back to the
// start of its sentence.
func (t *knownText) fromStart(v *view, o occurrence) occurrence {
	if first, _ := t.body(); t.parts[first].role != partField {
		return o
	}
	start := o.from
	for start > max(0, o.from-maxFieldWords) && !v.startsSentence(start) && !v.startsLine(start) {
		start--
	}
	if whole, ok := t.exactAt(v, start); ok {
		return whole
	}
	return o
}
