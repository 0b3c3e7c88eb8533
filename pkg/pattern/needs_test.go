package pattern

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// TestNeedsOf holds which words are looked for: few, and long ones.
func TestNeedsOf(t *testing.T) {
	for expr, want := range map[string]string{
		`\b(?:wrens?|herons?)\b`:                  "heron|wren",
		`(?:wrens?|herons?) \w* ?sings`:           "sings",
		`(?:a|the) (?:small )?warbler(?: sings)?`: "warbler",
		`[Ww]ren[- ]?song`:                        "wren song|wren-song|wrensong",
		`(?i)heron|k[oö]nig`:                      "heron|könig|konig",
		`(?:not|nor) it`:                          "nor it|not it",
		`(?:finch )+call`:                         "finch call",
		`(?:finch|wren)[* ]+calls? \d+`:           " calls | call |*calls |*call ",
		`[a-z]+ (?:of|to)`:                        " of| to",
		`[a-z]+ ?(?:of|to)`:                       "",
		`\w+`:                                     "",
		`(?:heron)?`:                              "",
		`heron|\d`:                                "",
	} {
		got, _ := needs(expr)
		for _, w := range strings.Split(want, "|") {
			if len(strings.Join(got, "|")) != len(want) || want != "" && !bytes.Contains([]byte(strings.Join(got, "|")), folded(nil, w)) {
				t.Errorf("%s needs %q, want %q", expr, got, want)
			}
		}
	}
}

// FuzzFolded holds that a word stands in a text once both are folded whenever an
// expression finds it there in any letter case.
func FuzzFolded(f *testing.F) {
	f.Add("kelvin", "273 \u212aelvin")
	f.Add("σοφός", "ΣΟΦΌΣ")
	f.Add("straſe", "STRASE \xff")
	f.Add("许可", "许可证")
	f.Fuzz(func(t *testing.T, word, text string) {
		re, err := regexp.Compile("(?i)" + regexp.QuoteMeta(word))
		if err != nil {
			t.Skip("no UTF-8")
		}
		if re.MatchString(text) && !bytes.Contains(folded(nil, text), folded(nil, word)) {
			t.Errorf("%q, folded %q, is not found in %q, folded %q", word, folded(nil, word), text, folded(nil, text))
		}
		if !bytes.Equal(folded(nil, text), folded([]byte{}, []byte(text))) {
			t.Errorf("%q folds in two ways", text)
		}
	})
}
