package prose

// Notes are what somebody notes of the words of a text, by their IDs, or of its
// segments, by their numbers. They are kept for the next text when that is of the
// same glossary. The zero value is ready.
type Notes[T any] struct {
	of   *Glossary
	each []T
}

// Begin takes up a text of a glossary, whose numbers are below most, and reports
// whether what was noted before still holds.
func (n *Notes[T]) Begin(of *Glossary, most int) (kept bool) {
	kept = n.of == of
	if !kept {
		n.of = of
		clear(n.each)
		n.each = n.each[:0]
	}
	if more := most - len(n.each); more > 0 {
		n.each = append(n.each, make([]T, more)...)
	}
	return kept
}

// Of returns the note of a number, which is the zero value at first.
func (n *Notes[T]) Of(number int) *T { return &n.each[number] }
