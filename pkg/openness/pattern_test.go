package openness

import (
	"math/rand/v2"
	"regexp/syntax"
	"strings"
	"testing"
)

// Whatever an expression matches must hold one of its words: samples of what it
// matches are drawn at random and looked at without the words.
func TestWordsOfExpressions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, e := range map[string]expression{
		"trainsWithCode": trainsWithCode, "prepsWithCode": prepsWithCode, "evalsWithCode": evalsWithCode, "withLibrary": withLibrary,
		"forReaders": forReaders, "ownCode": ownCode, "trainedData": trainedData, "codeTopic": codeTopic, "aboutOthers": aboutOthers,
		"trainedOn": trainedOn, "dataWords": dataWords, "dataTitle": dataTitle, "testTitle": testTitle, "testWords": testWords,
		"namedData": namedData, "machineMade": machineMade, "theirTerms": theirTerms, "noneOfIt": noneOfIt, "ownPaper": ownPaper,
		"citesMany": citesMany, "address": address,
	} {
		tree, err := syntax.Parse(e.compiled().String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		matched := 0
		for range 2000 {
			text := sample(tree, random)
			if !e.compiled().MatchString(text) {
				continue // the sample holds no word boundary where one is due
			}
			if matched++; !e.may(text) {
				t.Errorf("%s matches %q, which holds none of its words %q", name, text, e.words)
				break
			}
		}
		if matched < 100 {
			t.Errorf("%s: only %d samples match", name, matched)
		}
	}
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
		return string(re.Rune)
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
