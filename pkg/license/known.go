package license

// overlay is a known text that is laid over a document.
type overlay struct {
	view *view
	text *knownText
}

// knownRuns returns the words of the document, as ranges, in which the known
// text stands whole and unchanged in its place. Where the known text
// goes on otherwise, or its words are missing, a range ends with the last
// sentence before that: the next may be cut.
func (o overlay) knownRuns(al alignment) [][2]int {
	var ranges [][2]int
	var before piece
	t := o.text
	first, last := t.body()
	start, end := t.parts[first].start, t.parts[last].start+t.parts[last].words
	for i, p := range o.pieces(al) {
		clean := p.known == before.end || p.known <= start
		if i > 0 && p.from == before.to && clean || o.filledIn(before, p) {
			ranges[len(ranges)-1][1] = p.to
		} else {
			if i > 0 && !clean {
				ranges[len(ranges)-1][1] = o.lastStop(ranges[len(ranges)-1])
			}
			ranges = append(ranges, [2]int{p.from, p.to})
			if !clean {
				ranges[len(ranges)-1][0] = o.firstStop(ranges[len(ranges)-1])
			}
		}
		before = p
	}
	if n := len(ranges); n > 0 && before.end != end && before.end < t.words() {
		ranges[n-1][1] = o.lastStop(ranges[n-1])
	}
	kept := ranges[:0]
	for _, r := range ranges {
		if r[0] < r[1] {
			kept = append(kept, r)
		}
	}
	return kept
}

// piece is a run in words: [from, to) of the view are [known, end) of the known
// text.
type piece struct{ from, to, known, end int }

// pieces returns the runs of an alignment that stand in the order of the known
// text: of runs that cross, those that are longer together.
func (o overlay) pieces(al alignment) []piece {
	n := len(al.runs)
	weight, back := make([]int, n), make([]int, n)
	last := -1
	for i, r := range al.runs {
		weight[i], back[i] = r.n, -1
		for k := range i {
			if q := al.runs[k]; q.known+q.n <= r.known && weight[k]+r.n > weight[i] {
				weight[i], back[i] = weight[k]+r.n, k
			}
		}
		if last < 0 || weight[i] > weight[last] {
			last = i
		}
	}
	var chain []int
	for ; last >= 0; last = back[last] {
		chain = append(chain, last)
	}
	var all []piece
	for k := len(chain) - 1; k >= 0; k-- {
		r := al.runs[chain[k]]
		p := piece{r.doc, r.doc + r.n + shingleWords - 1, r.known, r.known + r.n + shingleWords - 1}
		if m := len(all); m > 0 {
			o.part(&all[m-1], &p)
		}
		if p.from < p.to {
			all = append(all, p)
		}
	}
	return all
}

// part takes the words that two pieces share from one of them: where words were
// put in that start or end like those around them, the cut is made where a
// sentence starts.
func (o overlay) part(a, b *piece) {
	shared := max(0, a.to-b.from, a.end-b.known)
	cut := shared
	for k := range shared {
		if a.to <= b.from && a.to-a.from > shared && o.view.startsSentence(b.from+k) && o.view.startsSentence(a.to-shared+k) {
			cut = k
			break
		}
	}
	a.to, a.end = a.to-(shared-cut), a.end-(shared-cut)
	b.from, b.known = b.from+cut, b.known+cut
}

// filledIn reports whether nothing but a filled-in blank of t stands between
// two pieces.
func (o overlay) filledIn(a, b piece) bool {
	for _, p := range o.text.parts {
		if p.role == partField && p.start == a.end && p.start+p.words == b.known {
			return a.to < b.from && names{o.view}.value(a.to, b.from)
		}
	}
	return false
}

// firstStop returns the first word within a range that starts a sentence, but
// not its first word; lastStop the last one. They are the end and the start of
// the range when there is none.
func (o overlay) firstStop(r [2]int) int {
	for i := r[0] + 1; i < r[1]; i++ {
		if o.view.startsSentence(i) {
			return i
		}
	}
	return r[1]
}

func (o overlay) lastStop(r [2]int) int {
	for i := r[1] - 1; i > r[0]; i-- {
		if o.view.startsSentence(i) {
			return i
		}
	}
	return r[0]
}
