package clause

import "bytes"

// maxGapBytes bounds the signs between two words that are looked at for
// quotation marks.
const maxGapBytes = 40

func hasString(b []byte, s string) bool { return bytes.Contains(b, []byte(s)) }

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

// quotations lists what opens and what closes a quotation.
func quotations() [8][2]string {
	return [8][2]string{{"“", "”"}, {"\"", "\""}, {"&quot;", "&quot;"}, {"「", "」"}, {"《", "》"}, {"‘", "’"}, {"''", "''"}, {"”", "”"}}
}
