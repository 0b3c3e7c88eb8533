package prose

import "strings"

// contraction reads "don't" as "do not" and "you'll" as "you will", so that
// rules need one wording only. It returns the two words and the number of
// letters of the second that stand before the apostrophe.
func contraction(w string) (first, second string, before int, ok bool) {
	first, end, ok := strings.Cut(w, "'")
	if !ok || first == "" {
		return "", "", 0, false
	}
	if verb, negated := strings.CutSuffix(first, "n"); end == "t" && negated && verb != "" {
		if whole, changed := grammarWords().Changed[verb]; changed {
			verb = whole
		}
		return verb, "not", 1, true
	}
	second, ok = grammarWords().Contractions[end]
	return first, second, 0, ok
}
