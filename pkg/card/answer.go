package card

import (
	"bytes"
	"sort"
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
		if r.headsAnswer(i) {
			r.addAnswer(p.End, r.answerEnd(i, true))
		}
		for from := p.Start; from < p.End; {
			n := bytes.IndexAny(r.Text[from:p.End], "?？")
			if n < 0 {
				break
			}
			question := questionIn(r.Text[from : from+n])
			terms := termWords().AsksTerms.Match(question)
			if terms {
				r.addAnswer(from+n, r.answerEnd(i, from == p.Start))
			}
			if terms || termWords().AsksLeave.Match(question) {
				r.joinAnswer(i, from, from+n)
			}
			from += n + 1
		}
	}
}

// addAnswer notes where an answer stands. One inside another is part of it: the
// answers stay in order and apart, so that they can be searched.
func (r *Reading) addAnswer(start, end int) {
	if n := len(r.answers); n > 0 && start < r.answers[n-1].end {
		r.answers[n-1].end = max(end, r.answers[n-1].end)
		return
	}
	r.answers = append(r.answers, segment{start, end})
}

// headsAnswer reports whether a passage is a heading that asks about terms without
// a question mark: an answer stands below it.
func (r *Reading) headsAnswer(passage int) bool {
	p := r.Passages[passage]
	heading := r.Text[p.Start:p.End]
	if !p.Heading || !r.goesOn(passage) || isQuestion(heading) || !termWords().AsksTerms.Match(heading) {
		return false
	}
	below := r.Passages[passage+1]
	return termWords().Answer.MatchString("?" + string(r.Text[below.Start:min(below.End, below.Start+maxAnswer)]))
}

// questionIn is what stands behind the last mark that ends a sentence.
func questionIn(text []byte) []byte {
	for _, mark := range []string{". ", "! ", "。", "！"} {
		if i := bytes.LastIndex(text, []byte(mark)); i >= 0 {
			text = text[i+len(mark):]
		}
	}
	return text
}

// answerEnd returns where the answer to a question of a passage ends: with the
// passage, or, where the question opens it, before the next one or heading.
func (r *Reading) answerEnd(passage int, opens bool) int {
	end := r.Passages[passage].End
	if !opens || r.Passages[passage].Kind == Row {
		return end
	}
	for ; r.goesOn(passage) && !isQuestion(r.Text[r.Passages[passage+1].Start:r.Passages[passage+1].End]); passage++ {
		end = r.Passages[passage+1].End
	}
	return end
}

// isQuestion reports whether a passage is one, or begins with one.
func isQuestion(text []byte) bool {
	first, _, _ := bytes.Cut(text, []byte{'\n'})
	return bytes.ContainsAny(first, "?？")
}

// answering reports whether byte i stands in what answers a question about terms.
func (r *Reading) answering(i int) bool {
	n := sort.Search(len(r.answers), func(n int) bool { return r.answers[n].end > i })
	return n < len(r.answers) && r.answers[n].start <= i
}

// maxAnswer is the most bytes that are looked at behind a question.
const maxAnswer = 80

// joinAnswer joins a question about terms whose mark is given to its answer,
// if words behind it are one. A heading that is answered stands on a line with
// its answer.
func (r *Reading) joinAnswer(passage, start, mark int) {
	p := r.Passages[passage]
	end := p.End
	if r.goesOn(passage) {
		end = r.Passages[passage+1].End
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
