package prose

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

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
		if len(tokens) > len(filler) && begins(tokens, filler) {
			return len(filler)
		}
	}
	return 0
}

// begins reports whether tokens begin with the words of a row.
func begins(tokens []Token, row pattern.Row) bool {
	return len(tokens) >= len(row) && slices.EqualFunc(tokens[:len(row)], row, func(t Token, w string) bool { return t.Word.Text == w })
}
