package license

import "slices"

// nearShare is the share of a known text from which a document is that text with
// changes, and no relative of it that words its grants on its own.
const nearShare = 0.88

// maxHeadCut is the most words that a sentence lacks at its head: where more are
// missing before it, they were another sentence, a title or a notice.
const maxHeadCut = 6

// cuts returns the words of the document before which words of the known text
// are missing, with fewer words or none instead of them. Words that stand
// instead of as many are a change, which is seen by what they are. What is
// missing before a sentence may have been another.
func (o overlay) cuts(al alignment) []int {
	if al.complete < nearShare {
		return nil
	}
	var out []int
	first, _ := o.text.body()
	before := piece{end: o.text.parts[first].start}
	for i, p := range o.pieces(al) {
		missing, instead := p.known-before.end, p.from-before.to
		switch {
		case i == 0:
			if 0 < missing && missing <= maxHeadCut {
				out = append(out, p.from)
			}
		case missing > instead && !o.view.startsSentence(p.from) && !o.filledIn(before, p) && !o.lacksNothing(before, p):
			out = append(out, p.from)
		}
		before = p
	}
	return out
}

// lacksNothing reports whether all that the document lacks between two pieces,
// with nothing instead, are words without which a sentence says the same. The
// known text has hashes of words only: those that could follow are tried.
func (o overlay) lacksNothing(before, p piece) bool {
	const most = 2
	missing, at := p.known-before.end, before.end-shingleWords+1
	if p.from != before.to || missing > most || before.to-before.from < shingleWords-1 || at+missing > len(o.text.shingles) {
		return false
	}
	hashes := slices.Clone(o.view.hashes[before.to-shingleWords+1 : before.to])
	for k := range missing {
		found := slices.ContainsFunc(inTitles().Lacking, func(word string) bool {
			next := slices.Concat(hashes[len(hashes)-shingleWords+1:], []uint32{hashOf(word)})
			if shingles(nil, next)[0] != o.text.shingles[at+k] {
				return false
			}
			hashes = append(hashes, hashOf(word))
			return true
		})
		if !found {
			return false
		}
	}
	return true
}

// before returns the byte behind the word before word i where that may be in the
// same sentence, and the first byte of word i where a sentence starts there.
func (v *view) before(i int) int {
	if i == 0 || v.startsSentence(i) {
		return int(v.from[i])
	}
	return int(v.to[i-1])
}
