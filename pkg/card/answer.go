package card

import (
	"bytes"
	"unicode/utf8"
)

// joinAnswers makes one sentence of a question about terms and its answer,
// wherever the answer stands: "Commercial use? No." says what "Commercial use:
// no" says, and neither half says it alone. Every byte keeps its place in the
// card.
func (r *Reading) joinAnswers() {
	for i, p := range r.Passages {
		if p.Kind == Code || p.Kind == Comment {
			continue
		}
		for from := p.Start; from < p.End; {
			n := bytes.IndexAny(r.Text[from:p.End], "?？")
			if n < 0 {
				break
			}
			r.joinAnswer(i, from, from+n)
			from += n + 1
		}
	}
}

// maxAnswer is the most bytes that are looked at behind a question.
const maxAnswer = 80

// joinAnswer joins the question of a passage whose mark is given to its answer,
// if words behind it are one. A heading that is answered stands on a line with
// its answer.
func (r *Reading) joinAnswer(passage, start, mark int) {
	p := r.Passages[passage]
	end := p.End
	if r.goesOn(passage) {
		end = r.Passages[passage+1].End
	}
	if !termWords().Asks.Match(r.Text[start:mark]) {
		return
	}
	found := termWords().Answer.FindStringSubmatchIndex(string(r.Text[mark:min(end, mark+maxAnswer)]))
	if found == nil {
		return
	}
	answer := mark + found[3]
	if p.Heading && answer > p.End {
		for i := p.Start - 1; i >= 0 && (r.Text[i] == '#' || r.Text[i] == ' '); i-- {
			r.Text[i] = '\n'
		}
	}
	if led := termWords().Question.FindStringIndex(string(r.Text[start:mark])); led != nil {
		blankOut(r.Text[start : start+led[1]])
	}
	_, size := utf8.DecodeRune(r.Text[mark:])
	if p.Kind != Row { // cells stay apart
		blankOut(r.Text[mark:answer])
	}
	blankOut(r.Text[mark : mark+size])
	r.Text[mark+size-1] = ':'
}

// goesOn reports whether the passage behind one may answer its question.
func (r *Reading) goesOn(passage int) bool {
	if passage+1 == len(r.Passages) {
		return false
	}
	next := r.Passages[passage+1]
	return (next.Kind == Paragraph || next.Kind == Item) && !next.Heading && next.Section == r.Passages[passage].Section
}

func blankOut(text []byte) {
	for i := range text {
		text[i] = ' '
	}
}
