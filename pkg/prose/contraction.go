package prose

import "strings"

// contraction reads "don't" as "do not" and "you'll" as "you will", so that
// rules need one wording only. It returns the two words and the number of
// letters of the second that stand before the apostrophe.
func contraction(w string) (first, second string, before int, ok bool) {
	i := strings.IndexByte(w, '\'')
	if i <= 0 {
		return "", "", 0, false
	}
	switch w[i:] {
	case "'t":
		return negated(w[:i])
	case "'ll":
		return w[:i], "will", 0, true
	case "'re":
		return w[:i], "are", 0, true
	case "'ve":
		return w[:i], "have", 0, true
	}
	return "", "", 0, false
}

// negated reads what stands before "'t".
func negated(w string) (first, second string, before int, ok bool) {
	verb, ok := strings.CutSuffix(w, "n")
	switch {
	case !ok || verb == "":
		return "", "", 0, false
	case verb == "ca":
		verb = "can"
	case verb == "wo":
		verb = "will"
	case verb == "sha":
		verb = "shall"
	}
	return verb, "not", 1, true
}
