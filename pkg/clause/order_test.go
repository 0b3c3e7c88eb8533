package clause_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
)

// What is looked at before a pattern is searched for, its words and their order,
// never keeps a match from being found. Patterns and texts are drawn at random,
// of few words, so that many match.
func TestFilterDropsNoMatch(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	passed, matched := 0, 0
	const rounds = 5_000
	for range rounds {
		pattern, text := randomPattern(random, 3), randomText(random)
		passes, matches, err := checkFilter(t, pattern, text)
		if err != nil {
			t.Fatal(err)
		}
		if passes {
			passed++
		}
		if matches {
			matched++
		}
	}
	if matched < rounds/10 || passed < matched || passed > rounds*9/10 {
		t.Errorf("of %d searches %d pass and %d match: too few, or too many, to tell", rounds, passed, matched)
	}
}

func checkFilter(t *testing.T, pattern, text string) (passes, matches bool, err error) {
	t.Helper()
	passes, matches, err = clause.Search(pattern, []byte(text))
	if matches && !passes {
		t.Errorf("pattern %q matches %q, and the filter drops it", pattern, text)
	}
	return passes, matches, err
}

// FuzzFilter holds the same of any pattern and text.
func FuzzFilter(f *testing.F) {
	f.Add("a ..2 (b | c [d] e)", "a x c e")
	f.Add("[a] <n:count> ... b*", "a 100 and bc")
	f.Add("(a | b ..3 c) (d | [e] f)", "b x x c e f")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		_, _, _ = checkFilter(t, pattern, text) // most are no patterns
	})
}

// randomPattern draws a pattern of a few words.
func randomPattern(random *rand.Rand, depth int) string {
	parts := make([]string, 1+random.IntN(3))
	for i := range parts {
		parts[i] = randomItem(random, depth)
	}
	return strings.Join(parts, " ")
}

func randomItem(random *rand.Rand, depth int) string {
	kinds := 9
	if depth == 0 {
		kinds = 6
	}
	switch random.IntN(kinds) {
	case 4:
		return []string{"..1", "..3", "..."}[random.IntN(3)]
	case 5:
		return []string{"<n:count>", "ap*", "b"}[random.IntN(3)]
	case 6:
		return "[" + randomPattern(random, depth-1) + "]"
	case 7, 8:
		return "(" + randomPattern(random, depth-1) + " | " + randomPattern(random, depth-1) + ")"
	default:
		return randomWord(random)
	}
}

func randomText(random *rand.Rand) string {
	words := make([]string, 2+random.IntN(20))
	for i := range words {
		words[i] = randomWord(random)
	}
	return strings.Join(words, " ")
}

func randomWord(random *rand.Rand) string {
	return []string{"ape", "apt", "b", "c", "d", "e", "f", "900", "million"}[random.IntN(9)]
}
