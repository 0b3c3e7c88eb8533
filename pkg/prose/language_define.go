package prose

import "bytes"

// What stands around a word that is defined, in whatever language.
const (
	quotes  = "\"“”„«»‹›‘’「」『』"
	colons  = ":：="
	maxTerm = 6 // words of a term that is defined
)

// settleDefinitions finds what words are set out to mean and, as the subject of each
// definition, which term it is of.
func (r *FrameReader) settleDefinitions(tokens []Token) {
	own := ownPart(tokens)
	if from := defined(r.text, tokens, own); from >= 0 {
		define(r.frames, from)
	}
	for i := range r.frames {
		if f := &r.frames[i]; f.Speech == Definition {
			from, to := term(r.text, tokens, own)
			if f.Subject = r.foreign.classesIn(from, to); from == to {
				f.Subject = f.Acts.Or(f.Objects).Or(f.Bearer).Or(f.Inner).Or(f.Cond) // it may be any of them
			}
		}
	}
}

// ownPart returns the first token behind the lead-in.
func ownPart(tokens []Token) int {
	from := max(0, len(tokens)-1)
	for from > 0 && tokens[from].Start >= tokens[from-1].End {
		from--
	}
	return from
}

// term returns which tokens stand in quotation marks: near the start of what
// stands behind a lead-in, or anywhere in the lead-in; none if none do.
func term(text []byte, tokens []Token, own int) (from, to int) {
	for i := min(len(tokens)-1, own+maxTerm); i >= 0; i-- {
		if !setOut(text[:tokens[i].Start]) {
			continue
		}
		for to = i + 1; to < len(tokens) && to < i+maxTerm && !quoted(text, tokens, to); to++ {
		}
		if from = i; from <= own {
			return from, to
		}
	}
	return from, to
}

// classesIn returns the classes of the words [from, to).
func (w *wordsReader) classesIn(from, to int) (out Classes) {
	for _, it := range w.items {
		if it.from >= from && it.from < to {
			out = out.Or(it.classes)
		}
	}
	return out
}

// defined returns the first of the words that say what a term means which stands
// in quotation marks before a colon, as in « Données » : les fichiers; -1 for
// none. from is the first behind the lead-in.
func defined(text []byte, tokens []Token, from int) int {
	if len(tokens) == 0 || !setOut(text[:tokens[from].Start]) {
		return -1
	}
	for i := from + 1; i < min(len(tokens), from+maxTerm+1); i++ {
		gap := text[tokens[i-1].End:tokens[i].Start]
		if quoted(text, tokens, i) && bytes.ContainsAny(gap, colons) {
			return i
		}
		if bytes.ContainsAny(gap, ".;!?。；") {
			break
		}
	}
	return -1
}

// setOut reports whether a quotation mark opens right behind some text.
func setOut(before []byte) bool {
	before = bytes.TrimRight(before, " \t\u00a0*")
	for _, sign := range []string{"\"", "“", "„", "«", "‹", "‘", "「", "『"} {
		if bytes.HasSuffix(before, []byte(sign)) {
			return true
		}
	}
	return false
}

// quoted reports whether a quotation mark stands before token i.
func quoted(text []byte, tokens []Token, i int) bool {
	return i > 0 && tokens[i-1].End < tokens[i].Start && bytes.ContainsAny(text[tokens[i-1].End:tokens[i].Start], quotes)
}

// define makes definitions of the statements that say what a term means, from a
// token on; where something else is said, too, none is one.
func define(frames []Frame, from int) {
	for i := range frames {
		if f := &frames[i]; f.End > from && (f.Speech != Statement || f.OnlySaid || f.Conditioned) {
			return
		}
	}
	for i := range frames {
		if frames[i].End > from {
			frames[i].Speech = Definition
		}
	}
}
