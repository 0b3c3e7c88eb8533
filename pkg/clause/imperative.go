package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// The classes of the lexicon by which orders are read: "Keep this notice in all
// copies" says the same as "you must keep …".
const (
	orderClass   = "order"        // verbs that an order begins with
	orderIfClass = "order_if"     // what opens a condition before an order
	noOrderClass = "order_not_in" // what a sentence that holds it is read by, without being an order
)

// ordered returns a segment, which r has taken up, with the words that an order
// leaves out, or false where it is none.
func ordered(r *reader, seg segment) (segment, bool) {
	o := &r.set.orders
	if o[0].node == nil || seg.heading || seg.items > 0 || r.in.Card || r.matcher.occurs(&o[2]) {
		return seg, false
	}
	at := orderAt(r, seg)
	if at < 0 {
		return seg, false
	}
	start := seg.tokens[at].Start
	var said [2]prose.Token
	for i, w := range r.cross.text.Order {
		said[i] = prose.Token{Start: start, End: start, Word: w}
	}
	seg.tokens = slices.Concat(seg.tokens[:at], said[:], seg.tokens[at:])
	return seg, true
}

// orderAt returns where the verb of an order stands: at the start of the segment's
// own words, or behind the comma that ends a condition; -1 where it stands
// nowhere.
func orderAt(r *reader, seg segment) int {
	o, m := &r.set.orders, r.matcher
	if m.starts(&o[0], seg.lead) {
		return seg.lead
	}
	if !m.starts(&o[1], seg.lead) {
		return -1
	}
	for i := seg.lead + 1; i < len(seg.tokens); i++ {
		if parts(r.in.Doc.Text[seg.tokens[i-1].End:seg.tokens[i].Start]) && m.starts(&o[0], i) {
			return i
		}
	}
	return -1
}
