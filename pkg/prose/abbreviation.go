package prose

// Abbreviation reports whether a point behind a word, in lower case, belongs to
// the word and ends no sentence as a rule: "Inc.", "No. 5", "e.g.".
func Abbreviation(word string) bool {
	switch word {
	case "mio", "mrd", "mln", "bn", "tsd",
		"inc", "ltd", "co", "corp", "no", "nos", "eg", "ie", "e.g", "i.e", "mr", "mrs", "ms", "dr", "prof", "vs", "sec", "art", "para",
		"cf", "al", "st", "sa", "approx", "incl", "fig", "figs", "univ", "dept", "ed", "eds", "vol", "pp", "resp":
		return true
	}
	return len(word) == 1 && isASCIILetter(word[0])
}
