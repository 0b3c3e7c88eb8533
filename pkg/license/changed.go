package license

import (
	"cmp"
	"slices"
)

const (
	// modifiedShare is the share of a known text's shingles from which a
	// document holds a modified form of it.
	modifiedShare = 0.6
	// partialWords is the length of a run from which a document holds a part
	// of a known text.
	partialWords = 50
	// maxCandidates is the number of known texts that are compared in full.
	maxCandidates = 12
	// minVotes is the number of anchors a text must share with a document to
	// be a candidate.
	minVotes = 2
)

// changed finds known texts that stand in the document with changes. exact are
// those that stand there word for word beside words that nothing explains:
// that alone is a change.
func (r *reader) changed(exact []occurrence) {
	for _, o := range exact {
		r.claim(o)
	}
	for {
		best, ok := r.best()
		if !ok {
			break
		}
		f := best.find()
		over := overlay{&r.view, r.catalogue.texts.text(best.text)}
		f.known, f.cuts = over.knownRuns(best), over.cuts(best)
		r.add(f)
	}
	for i, f := range r.found {
		if f.degree == Exact {
			r.found[i].degree = Modified
		}
	}
}

// claim decides whether a text that stands in the document word for word, or
// another that also explains the words around it, is what the document holds.
func (r *reader) claim(o occurrence) {
	if r.catalogue.texts.text(o.text).notice {
		r.add(whole(o.text, o.from, o.to))
		return
	}
	own := alignment{text: o.text, words: o.to - o.from}
	if best, ok := r.best(); ok && best.text != o.text && best.score() > own.score() && best.within(o) {
		return // it is found again when all exact texts have had their turn
	}
	r.add(whole(o.text, o.from, o.to))
}

// within reports whether an alignment explains most of the words of o.
func (al alignment) within(o occurrence) bool {
	shared := 0
	for _, run := range al.ranges() {
		shared += max(0, min(run[1], o.to)-max(run[0], o.from))
	}
	return 2*shared > o.to-o.from
}

// titledShare is the share of the best score from which a text that the
// document's title names is preferred to one of its family that is a little closer.
const titledShare = 0.75

// best returns the known text that explains most of the free words, if any is
// there as modified or partial. A text that the title names comes before its
// siblings.
func (r *reader) best() (best alignment, ok bool) {
	var titled alignment
	longest := 0
	for _, text := range r.candidates() {
		al := r.aligner.align(&r.view, r.catalogue.texts.text(text), r.free)
		al.text = text
		if al.complete < modifiedShare && al.longest < partialWords {
			continue
		}
		if !ok || al.before(best) {
			best, ok = al, true
		}
		if n := r.titleLength(text); n > longest || n > 0 && n == longest && al.before(titled) {
			titled, longest = al, n
		}
	}
	if longest > 0 && r.family(titled.text) == r.family(best.text) && float64(titled.score()) >= titledShare*float64(best.score()) {
		return titled, true
	}
	return best, ok
}

func (r *reader) family(text int) string {
	return r.catalogue.at(r.catalogue.texts.entryOf(text)).Family
}

// before reports whether al explains more than other, or as much of it and more
// of its own text.
func (al alignment) before(other alignment) bool {
	return al.score() > other.score() || al.score() == other.score() && al.complete > other.complete
}

// titleReach is how many words of a document's head may hold its title.
const titleReach = 30

// titleLength returns how many letters the longest title of a text, its own or a
// name of its licence, has that stands in the head of the document, 0 when none does.
func (r *reader) titleLength(text int) (longest int) {
	h := r.catalogue.titles(text)
	for i := range min(titleReach, r.view.len()) {
		if r.free[i] && (r.view.startsLine(i) || r.view.is(i-1, "the")) {
			longest = max(longest, h.lengthAt(&r.view, i))
		}
	}
	return longest
}

// lengthAt returns how many letters of a title, the longest, stand at word i.
func (h *heading) lengthAt(v *view, i int) (longest int) {
	at := i
	for _, p := range h.parts {
		end, ok := v.match(p, at)
		if !ok {
			break
		}
		longest, at = longest+p.letters, end
	}
	for _, p := range h.phrases {
		if p.named && p.first == v.hashes[i] && len(p.letters) > longest {
			if _, ok := v.phraseAt(p.letters, i); ok {
				longest = len(p.letters)
			}
		}
	}
	return longest
}

// candidates returns the texts that share most anchors with the free words.
func (r *reader) candidates() []int {
	votes := r.catalogue.texts.votes(r.view.shingles, func(i int) bool { return r.free[i] })
	var texts []int
	for text, n := range votes {
		if n >= minVotes {
			texts = append(texts, text)
		}
	}
	slices.SortStableFunc(texts, func(a, b int) int { return cmp.Compare(votes[b], votes[a]) })
	return texts[:min(len(texts), maxCandidates)]
}

// find turns an alignment into a find.
func (al alignment) find() find {
	f := find{text: al.text, degree: Modified, complete: al.complete, runs: al.ranges()}
	if al.complete < modifiedShare {
		f.degree = Partial
	}
	return f
}

// ranges returns the words of the view that an alignment explains.
func (al alignment) ranges() [][2]int {
	var ranges [][2]int
	for _, run := range al.runs {
		from, to := run.doc, run.doc+run.n+shingleWords-1
		if n := len(ranges); n > 0 && from <= ranges[n-1][1] {
			ranges[n-1][1] = max(ranges[n-1][1], to)
			continue
		}
		ranges = append(ranges, [2]int{from, to})
	}
	return ranges
}
