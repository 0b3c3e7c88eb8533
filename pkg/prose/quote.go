package prose

import "bytes"

// maxGapBytes bounds the signs between two words that are looked at for
// quotation marks.
const maxGapBytes = 40

// openQuote returns what closes the quotation that opens right before offset,
// or nothing.
func openQuote(text []byte, offset int) (closing string) {
	before := text[max(0, offset-12):offset]
	if len(before) == 0 || before[len(before)-1] == ' ' {
		return ""
	}
	before = bytes.TrimRight(before, "*_`[ ")
	for _, q := range quotations() {
		if bytes.HasSuffix(before, []byte(q[0])) {
			return q[1]
		}
	}
	return ""
}

// OpensQuote reports whether a quotation opens right before offset.
func OpensQuote(text []byte, offset int) bool { return openQuote(text, offset) != "" }

// quotations lists what opens and what closes a quotation.
func quotations() [8][2]string {
	return [8][2]string{{"“", "”"}, {"\"", "\""}, {"&quot;", "&quot;"}, {"「", "」"}, {"《", "》"}, {"‘", "’"}, {"''", "''"}, {"”", "”"}}
}

// FirstQuoted returns the first words between quotation marks that start at one
// of the tokens up to last.
func FirstQuoted(text []byte, tokens []Token, last int) (Value, bool) {
	for i := range tokens[:min(len(tokens), last+1)] {
		if v, ok := readQuoted(text, tokens, i); ok {
			return v, true
		}
	}
	return Value{}, false
}

// maxQuoted bounds the words between quotation marks that count as a name.
const maxQuoted = 12

// readQuoted reads the words between quotation marks.
func readQuoted(text []byte, tokens []Token, i int) (Value, bool) {
	closing := openQuote(text, tokens[i].Start)
	if closing == "" {
		return Value{}, false
	}
	for j := i; j < min(len(tokens), i+maxQuoted); j++ {
		limit := len(text)
		if j+1 < len(tokens) {
			limit = tokens[j+1].Start
		}
		if limit < tokens[j].End || limit > tokens[j].End+maxGapBytes {
			limit = min(len(text), tokens[j].End+maxGapBytes) // the lead-in or the segment ends here
		}
		if bytes.Contains(text[tokens[j].End:limit], []byte(closing)) {
			return Value{Start: i, End: j + 1, Text: string(text[tokens[i].Start:tokens[j].End])}, true
		}
		if j+1 < len(tokens) && tokens[j+1].Start < tokens[j].End {
			break
		}
	}
	return Value{}, false
}
