package prose

// owner reports whether the person at a token only has the subject of a clause:
// "the name of the Licensor", "our name".
func owner(l *FrameLexicon, tokens []Token, units []unit, i int) bool {
	genitive := grammarWords().Genitive
	switch determined := tokens[i].Word.is(determines); {
	case determined && units[i].things.Meets(l.licensor):
		return !units[i+1].things.Empty()
	case i > 0 && tokens[i-1].Word.is(determines) && !genitive[tokens[i-1].Word.Text]:
		i--
	}
	return i > 0 && genitive[tokens[i-1].Word.Text]
}

// ownFrom returns where the words before the operator at a token start that
// belong to no clause before it: behind the last comma or joining word.
func ownFrom(tokens []Token, clause, phrase, at int) int {
	for i := at; i > clause; i-- {
		if i == phrase && i < at || tokens[i-1].Word.is(conjoins) {
			return i
		}
	}
	return clause
}

// isNoun reports whether the words at a token, which may be a verb or a noun, are
// a noun: "use of the kit".
func isNoun(units []unit, tokens []Token, at int) bool {
	next := at + max(units[at].width, 1)
	return units[at].forms&formNoun != 0 && next < len(tokens) && grammarWords().Genitive[tokens[next].Word.Text]
}
