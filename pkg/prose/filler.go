package prose

import "slices"

// dropFillers removes the words that tell nothing in "including but not
// limited to" and "including without limitation": read one by one, they look
// like a limit or a ban.
func dropFillers(tokens []Token) []Token {
	if !slices.ContainsFunc(tokens, func(t Token) bool { return t.Word.is(announces) }) {
		return tokens
	}
	kept := tokens[:0]
	for i := 0; i < len(tokens); {
		if len(kept) > 0 && kept[len(kept)-1].Word.is(announces) {
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

// fillerAt returns the number of tokens of the filler at the start of tokens.
func fillerAt(tokens []Token) int {
	for _, filler := range grammarWords().Fillers {
		if len(tokens) > len(filler) && filler.starts(tokens) {
			return len(filler)
		}
	}
	return 0
}

// starts reports whether tokens, which are as many at least, start with the
// words of f.
func (f filler) starts(tokens []Token) bool {
	return slices.EqualFunc(tokens[:len(f)], f, func(t Token, w string) bool { return t.Word.Text == w })
}
