package prose

import "slices"

// dropFillers removes the words that tell nothing in "including but not
// limited to" and "including without limitation": read one by one, they look
// like a limit or a ban.
func dropFillers(tokens []Token) []Token {
	if !slices.ContainsFunc(tokens, func(t Token) bool { return t.Word.includes }) {
		return tokens
	}
	kept := tokens[:0]
	for i := 0; i < len(tokens); {
		if len(kept) > 0 && kept[len(kept)-1].Word.includes {
			if n := fillerAt(tokens[i:]); n > 0 {
				i += n
				continue
			}
		}
		kept = append(kept, tokens[i])
		i++
	}
	return kept
}

// includes reports whether w announces examples.
func includes(w string) bool {
	switch w {
	case "including", "include", "includes", "included", "括":
		return true
	}
	return false
}

// fillerAt returns the number of tokens of the filler at the start of tokens.
func fillerAt(tokens []Token) int {
	for _, filler := range [...][]string{
		{"but", "not", "limited", "to"}, {"but", "not", "being", "limited", "to"}, {"but", "are", "not", "limited", "to"},
		{"but", "is", "not", "limited", "to"},
		{"not", "limited", "to"}, {"without", "limitation"}, {"without", "limitations"}, {"without", "being", "limited", "to"},
		{"but", "without", "limitation"},
		{"但", "不", "限", "于"},
	} {
		if len(tokens) > len(filler) && slices.EqualFunc(tokens[:len(filler)], filler, func(t Token, w string) bool { return t.Word.Text == w }) {
			return len(filler)
		}
	}
	return 0
}
