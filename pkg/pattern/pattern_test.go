package pattern_test

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// The patterns of every list that is one: whatever a pattern matches must hold
// one of the words that it needs. Samples of what it matches are drawn at random
// and looked at without the words.
func TestNeeds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for list, index := range map[string][]byte{"links": words.Links, "cards": words.Cards, "claims": words.Claims,
		"openness": words.Openness, "drafts": words.Drafts} {
		for name, p := range patterns(t, index) {
			if len(p.Needs) > 0 {
				checkNeeds(t, list+"/"+name, p, random)
			}
		}
	}
}

func checkNeeds(t *testing.T, name string, p *pattern.Pattern, random *rand.Rand) {
	tree, err := syntax.Parse(p.String(), syntax.Perl)
	if err != nil {
		t.Fatal(err)
	}
	re := regexp.MustCompile(p.String())
	matched := 0
	for range 4000 {
		text := sample(tree, random)
		if !re.MatchString(text) {
			continue // the sample holds no word boundary where one is due
		}
		if matched++; !p.May(text) {
			t.Errorf("%s matches %q, which holds none of its words %q", name, text, p.Needs)
			return
		}
	}
	if matched < 100 {
		t.Errorf("%s: only %d samples match", name, matched)
	}
}

// patterns decodes an index; lists of words in it are left out.
func patterns(t *testing.T, index []byte) map[string]*pattern.Pattern {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal(index, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]*pattern.Pattern{}
	for name, raw := range all {
		if raw[0] == '{' {
			out[name] = new(pattern.Pattern)
			if err := json.Unmarshal(raw, out[name]); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// animals is what the test reads.
type animals struct {
	Bird  pattern.Pattern `json:"bird"`
	Small pattern.Set     `json:"small"`
}

func TestCompile(t *testing.T) {
	const good = `classes: {bird: ["wrens?", "herons?"], call: ["sings", "{bird} calls"]}
words: {small: [wren]}
patterns:
  bird: {match: '(?i)\b{bird}\b|{call}', fits: [Two Herons, it sings], not: [wrench]}
`
	index, err := pattern.Compile[animals](source(good), "a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a := pattern.MustLoad[animals](index)
	if !a.Small["wren"] || a.Small["heron"] || !a.Bird.MatchString("A WREN") || !a.Bird.Match([]byte("a Wren")) ||
		a.Bird.Match([]byte("wrench")) {
		t.Errorf("read %+v", a)
	}
	for _, tt := range []struct{ old, new, want string }{
		{"fits: [Two Herons", "fits: [Two Owls", `a.yaml:4: patterns.bird: does not fit "Two Owls"`},
		{"not: [wrench]", "not: [wren]", `fits "wren"`},
		{", not: [wrench]", "", "a pattern needs"},
		{"{call}'", "{song}'", "no class {song}"},
		{"(?i)", "(?i", "error parsing regexp"},
		{"small:", "tiny:", "unknown field"},
		{"words: {small: [wren]}", "", "small is missing"},
		{"fits:", "fit:", "no such key"},
	} {
		text := strings.Replace(good, tt.old, tt.new, 1)
		if text == good {
			t.Fatalf("%q does not stand there", tt.old)
		}
		if _, err := pattern.Compile[animals](source(text), "a.yaml"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.new, err, tt.want)
		}
	}
}

func source(text string) fs.FS { return fstest.MapFS{"a.yaml": {Data: []byte(text)}} }

// inAnyCase draws the letter case of a literal, as far as that is free.
func inAnyCase(re *syntax.Regexp, random *rand.Rand) string {
	out := slices.Clone(re.Rune)
	for i := range out {
		for re.Flags&syntax.FoldCase != 0 && random.IntN(2) > 0 {
			out[i] = unicode.SimpleFold(out[i])
		}
	}
	return string(out)
}

// sample draws a text that an expression may match.
func sample(re *syntax.Regexp, random *rand.Rand) string {
	times := func(least, most int) string {
		if most < 0 || most > least+3 {
			most = least + 3
		}
		var b strings.Builder
		for range least + random.IntN(most-least+1) {
			b.WriteString(sample(re.Sub[0], random))
		}
		return b.String()
	}
	switch re.Op {
	case syntax.OpLiteral:
		return inAnyCase(re, random)
	case syntax.OpCharClass:
		i := 2 * random.IntN(len(re.Rune)/2)
		return string(min(re.Rune[i]+rune(random.IntN(26)), re.Rune[i+1]))
	case syntax.OpAnyCharNotNL, syntax.OpAnyChar:
		return "x"
	case syntax.OpCapture:
		return sample(re.Sub[0], random)
	case syntax.OpStar:
		return times(0, -1)
	case syntax.OpPlus:
		return times(1, -1)
	case syntax.OpQuest:
		return times(0, 1)
	case syntax.OpRepeat:
		return times(re.Min, re.Max)
	case syntax.OpAlternate:
		return sample(re.Sub[random.IntN(len(re.Sub))], random)
	case syntax.OpConcat:
		var b strings.Builder
		for _, s := range re.Sub {
			b.WriteString(sample(s, random))
		}
		return b.String()
	default:
		return "" // a boundary
	}
}
