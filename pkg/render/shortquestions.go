package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// questions writes what is open, numbered, with the words that it is about and
// who could answer.
func (l *shortWriter) questions(b brief) {
	for i, q := range b.Questions {
		if i == 0 {
			l.title("OPEN QUESTIONS")
		}
		l.text(fmt.Sprintf("%-4s", fmt.Sprintf("Q%d", i+1)), cmp.Or(q.Short, q.Ask)+about(q)+" — "+q.Who)
	}
}

// maxWords is how long the words of a question may be all together.
const maxWords = 200

// about is where a question stands, with the words to be read where they are few.
func about(q question) string {
	if len(q.Evidence) == 0 || q.Short != "" && !q.Words && q.Evidence[0].Quote != "" {
		return "" // what stands there is told above
	}
	places := " [" + sections(q.Evidence) + "]"
	if len(q.Evidence) > 1 && !q.Words {
		return places
	}
	var each []string
	length := 0
	for _, e := range q.Evidence {
		quote := whole(e.Quote, maxWords)
		if length += utf8.RuneCountInString(quote); quote == "" || e.URL == "" && !q.Words || length > maxWords {
			return places
		}
		each = append(each, " ["+sections([]doc.Evidence{e})+"] “"+quote+"”")
	}
	return strings.Join(each, ";")
}

// askTogether asks of the limits that have only to be kept or accepted in one
// question: each of them says itself what it asks.
func askTogether(b brief) brief {
	var numbers, whose []string
	with := map[int]bool{} // the questions that become one
	for i, l := range b.Limits {
		if l.Question > 0 && slices.Contains(wording().Together, string(l.Findings[0].Kind)) {
			numbers = append(numbers, strconv.Itoa(i+1))
			with[l.Question] = true
		}
	}
	if len(with) < 2 {
		return b
	}
	var questions []question
	now := map[int]int{} // of each number the new one
	joint := 0
	for i, q := range b.Questions {
		if !with[i+1] {
			questions = append(questions, q)
			now[i+1] = len(questions)
			continue
		}
		if !slices.Contains(whose, q.Who) {
			whose = append(whose, q.Who)
		}
		if joint == 0 {
			questions = append(questions, question{Ask: "Can we keep limits " + joined("and", numbers) + "?"})
			joint = len(questions)
		}
		questions[joint-1].Findings = append(questions[joint-1].Findings, q.Findings...)
		now[i+1] = joint
	}
	questions[joint-1].Who = strings.Join(whose, ", ")
	b.Limits = slices.Clone(b.Limits)
	for i := range b.Limits {
		b.Limits[i].Question = now[b.Limits[i].Question]
	}
	b.Questions = questions
	return b
}
