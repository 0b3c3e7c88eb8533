package prose

// Notes are what somebody notes of the words of a text. They are kept for the next
// text when that is of the same glossary. The zero value is ready.
type Notes[T any] struct {
	of   *Glossary
	each []T // by the ID of a word
}

// Begin takes up a text, and reports whether what was noted before still holds.
func (n *Notes[T]) Begin(text *Text) (kept bool) {
	kept = n.of == text.Glossary
	if !kept {
		n.of = text.Glossary
		clear(n.each)
		n.each = n.each[:0]
	}
	if more := text.Words - len(n.each); more > 0 {
		n.each = append(n.each, make([]T, more)...)
	}
	return kept
}

// Of returns the note of a word of the text, which is the zero value at first.
func (n *Notes[T]) Of(w *Word) *T { return &n.each[w.ID] }
