package prose

import (
	"slices"
	"strings"
)

// Names are the names that a reader knows: of places, of the people that belong
// to them, and of currencies, each with its code.
type Names struct {
	places, people, currencies phrases
}

// Name is one thing with a code and all that it is called, in any case.
type Name struct {
	Code   string   `json:"code"`
	Called []string `json:"called"`
}

// Plain returns n with all that it is called word by word, as a text that holds
// it is read. What counts in capitals only keeps them: "US" is a place, "us" is
// not.
func (n Name) Plain() Name {
	out := Name{n.Code, make([]string, len(n.Called))}
	for i, called := range n.Called {
		words := strings.Join(slices.Collect(phraseWords(called)), " ")
		if len(called) < 4 && strings.ToUpper(called) == called && called[0] < 0x80 {
			words = strings.ToUpper(words)
		}
		out.Called[i] = words
	}
	return out
}

// NewNames makes a reader's names from lists, which are plain.
func NewNames(places, people, currencies []Name) *Names {
	return &Names{newPhrases(places), newPhrases(people), newPhrases(currencies)}
}

// phrases are names by their first word, the longest first.
type phrases struct {
	by    map[string][]phrase
	sieve sieve // of the first words
}

// sieve tells of most words that they are none of some others, sooner than a
// map does.
type sieve [1 << 8]uint64

func (s *sieve) add(word string) {
	row, bit := sieved(word)
	s[row] |= bit
}

// may reports whether word can be one of those that were added.
func (s *sieve) may(word string) bool {
	row, bit := sieved(word)
	return s[row]&bit != 0
}

// sieved returns the place of a word in a sieve: by its length and two letters.
func sieved(word string) (row byte, bit uint64) {
	n := len(word)
	return word[0]<<3 ^ word[n/2] ^ byte(n)<<6, 1 << ((int(word[n-1]) ^ n<<2) & 63)
}

// phrase is a name, word by word, and the code of what it names.
type phrase struct {
	words []string
	code  string
	caps  bool // it counts in capitals only
}

func newPhrases(list []Name) phrases {
	out := phrases{by: map[string][]phrase{}}
	for _, name := range list {
		for _, called := range name.Called {
			lower := strings.ToLower(called)
			if words := strings.Fields(lower); len(words) > 0 {
				out.by[words[0]] = append(out.by[words[0]], phrase{words, name.Code, called != lower})
				out.sieve.add(words[0])
			}
		}
	}
	for _, list := range out.by {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	return out
}

// at returns the code of the longest name at token i and where it ends; i for
// none.
func (p *phrases) at(text []byte, tokens []Token, i int) (code string, end int) {
	if !p.sieve.may(tokens[i].Word.Text) {
		return "", i
	}
	for _, name := range p.by[tokens[i].Word.Text] {
		if n := len(name.words); i+n <= len(tokens) && sameWords(tokens[i:i+n], name.words) && !(name.caps && isLower(text[tokens[i].Start])) {
			return name.code, i + n
		}
	}
	return "", i
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

func sameWords(tokens []Token, words []string) bool {
	for i := range tokens {
		if tokens[i].Word.Text != words[i] {
			return false
		}
	}
	return true
}

// read reads one name or a list of them: "the European Union, the United
// Kingdom or South Korea".
func (p *phrases) read(text []byte, tokens []Token, i int) (Value, bool) {
	code, end := p.at(text, tokens, i)
	if end == i {
		return Value{}, false
	}
	v := Value{Start: i, End: end, Places: []string{code}}
	for {
		j := v.End
		for j < len(tokens) && j < v.End+7 && tokens[j].Word.is(betweenPlaces) {
			j++
		}
		if j == len(tokens) {
			return v, true
		}
		code, end := p.at(text, tokens, j)
		if end == j {
			return v, true
		}
		if !slices.Contains(v.Places, code) {
			v.Places = append(v.Places, code)
		}
		v.End = end
	}
}
