package inventory

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// none is the kind of a place that looks like a name and is none.
const none ref.Kind = "none"

func pathOf(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

// nameTable finds namings by the last words of a name.
type nameTable struct {
	ends  map[string][]*naming // words joined by blanks
	whole map[string][]*naming
	most  int // words of the longest

	within []phrase
	begins map[string]*naming // by the first word
}

// phrase are words that may stand anywhere in a name, with a blank around them.
type phrase struct {
	words string
	*naming
}

func newNameTable(list []naming) nameTable {
	t := nameTable{ends: map[string][]*naming{}, whole: map[string][]*naming{}, begins: map[string]*naming{}}
	for i := range list {
		for _, e := range list[i].Ends {
			t.ends[e] = append(t.ends[e], &list[i])
			t.most = max(t.most, strings.Count(e, " ")+1)
		}
		for _, e := range list[i].Begins {
			t.begins[e] = &list[i]
		}
		for _, e := range list[i].Inside {
			t.within = append(t.within, phrase{" " + e + " ", &list[i]})
		}
		for _, e := range list[i].Whole {
			t.whole[e] = append(t.whole[e], &list[i])
		}
	}
	return t
}

// wordsOf cuts an identifier, key or option into words in lower case, with a
// blank between them: "HF_MODEL_ID", "hf-model-id", "hfModelId" → "hf model id".
func wordsOf(name string) string {
	if isWord(name) {
		return name
	}
	out := make([]byte, 0, len(name)+8)
	start := -1
	end := func(i int) {
		if start < 0 {
			return
		}
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, strings.ToLower(name[start:i])...)
		start = -1
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c >= 0x80; {
		case !letter:
			end(i)
		case start < 0:
			start = i
		case c >= 'A' && c <= 'Z' && (name[i-1] >= 'a' && name[i-1] <= 'z' || isDigit(name[i-1])):
			end(i)
			start = i
		}
	}
	end(len(name))
	return string(out)
}

// isWord tells whether a name is one word in lower case.
func isWord(name string) bool {
	for i := range len(name) {
		if c := name[i]; (c < 'a' || c > 'z') && !isDigit(c) {
			return false
		}
	}
	return true
}

// named returns what a name says that its value is: the naming with the most
// words at its end whose condition on the keys above holds. The keys above come
// outermost first.
func (s *Sinks) named(name string, above ...string) *naming {
	words := wordsOf(name)
	if first, _, more := strings.Cut(words, " "); more && s.ends.begins[first] != nil {
		return s.ends.begins[first]
	}
	if n := s.ends.lookup(words, above); n != nil {
		return n
	}
	all := words
	for {
		last := strings.LastIndexByte(words, ' ')
		if last < 0 || !s.trailing[words[last+1:]] {
			return s.ends.inside(all)
		}
		words = words[:last]
		if n := s.ends.lookup(words, above); n != nil && n.Kind != none {
			return n
		}
	}
}

// inside finds a naming whose words stand anywhere in a name.
func (t nameTable) inside(words string) *naming {
	for _, in := range t.within {
		if strings.Contains(" "+words+" ", in.words) {
			return in.naming
		}
	}
	return nil
}

func (t nameTable) lookup(words string, above []string) *naming {
	if words == "" {
		return nil
	}
	if n := holding(t.whole[words], above); n != nil {
		return n
	}
	for i := max(0, strings.Count(words, " ")+1-t.most); i > 0; i-- {
		_, words, _ = strings.Cut(words, " ")
	}
	for more := true; more; _, words, more = strings.Cut(words, " ") {
		if n := holding(t.ends[words], above); n != nil {
			return n
		}
	}
	return nil
}

// holding returns the first naming whose condition holds; one with a condition
// comes before one without.
func holding(list []*naming, above []string) *naming {
	var plain *naming
	for _, n := range list {
		switch {
		case len(n.Under) > 0:
			if len(above) > 0 && below(n.Under, above[len(above)-1:]) {
				return n
			}
		case len(n.Below) == 0:
			if plain == nil {
				plain = n
			}
		case below(n.Below, above):
			return n
		}
	}
	return plain
}

func below(wanted, above []string) bool {
	for _, key := range above {
		have := wordsOf(key)
		for _, w := range wanted {
			if rest, ok := strings.CutSuffix(have, w); ok && (rest == "" || rest[len(rest)-1] == ' ') {
				return true
			}
		}
	}
	return false
}
