package prose

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// cutExample is a text and how it is cut.
type cutExample struct {
	Text string   `yaml:"text"`
	Cut  []string `yaml:"cut"`
}

// numberExample is a text and the only number in it.
type numberExample struct {
	Text   string `yaml:"text"`
	Number int64  `yaml:"number"` // 0 for none
	Unread bool   `yaml:"unread"` // one that nobody can read
}

// dayExample is a text and the day in it.
type dayExample struct {
	Text string `yaml:"text"`
	Day  string `yaml:"day"` // as 2031-03-01; empty for none
}

// ProveGrammar runs the examples of words/grammar.yaml in fsys, the folder
// rules/, through the lists that the program holds. Every one that fails is in
// the error with its line.
func ProveGrammar(fsys fs.FS) error {
	lists, d, err := pattern.ReadLists[grammarLists](fsys, grammarFile)
	if err != nil {
		return err
	}
	for i, e := range lists.Examples {
		if got := Cut([]byte(e.Text)).Lines(); !slices.Equal(got, e.Cut) {
			d.Fault(strict.Path("examples", i), "is cut into %q", got)
		}
	}
	return d.Err()
}

// ProveNumbers is ProveGrammar for words/numbers.yaml.
func ProveNumbers(fsys fs.FS) error {
	lists, d, err := pattern.ReadLists[numberLists](fsys, numbersFile)
	if err != nil {
		return err
	}
	for i, e := range lists.Examples {
		text := []byte(e.Text)
		got := numberExample{Text: e.Text}
		for _, v := range (&Names{}).Values(Count, text, Words(text), nil) {
			got.Number, got.Unread = got.Number+v.Count, got.Unread || v.Unread
		}
		if got != e {
			d.Fault(strict.Path("examples", i), "reads as %d, unread: %t", got.Number, got.Unread)
		}
	}
	for i, e := range lists.Days {
		day := ""
		for _, v := range (&Names{}).Values(Date, []byte(e.Text), Words([]byte(e.Text)), nil) {
			day += v.Text
		}
		if day != e.Day {
			d.Fault(strict.Path("days", i), "reads as %q", day)
		}
	}
	return d.Err()
}

// Lines writes the segments of a text as its words: "#" stands before a heading,
// "|" behind what leads an item in.
func (t *Text) Lines() []string {
	var out []string
	for _, s := range t.Segments {
		line := spaced(s.Tokens)
		if len(s.Lead.Tokens) > 0 {
			line = spaced(s.Lead.Tokens) + " | " + line
		}
		if s.Heading {
			line = "# " + line
		}
		out = append(out, line)
	}
	return out
}

func spaced(tokens []Token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Word.Text
	}
	return strings.Join(words, " ")
}
