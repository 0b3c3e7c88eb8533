package prose

import "slices"

// Value is a run of tokens that stands for a value: a number of users, a sum
// of money, places, a name between quotation marks. Only the fields of its sort
// are filled.
type Value struct {
	Start, End int      // tokens
	Count      int64    // of a count; the amount of a sum of money
	Currency   string   // ISO 4217
	Places     []string // codes, as the gazetteer has them
	Text       string   // what stands between the quotation marks, the name itself, or a day as 2029-03-01
	// Unread tells that a number or sum stands there that cannot be read: a blank
	// to be filled in, "several million".
	Unread bool
}

// Sort is a sort of values.
type Sort uint8

// The sorts of values.
const (
	Count Sort = iota
	Money
	Places
	People
	Quoted
	Proper
	Date
	Share
	Number
	Sorts // their number
)

// SortOf returns the sort of a name that patterns use: count, money, places,
// people, quoted, proper, date, share (of a hundred) or number.
func SortOf(name string) (Sort, bool) {
	i := slices.Index([]string{"count", "money", "places", "people", "quoted", "proper", "date", "share", "number"}, name)
	return Sort(max(i, 0)), i >= 0
}

// Within reports whether values of a sort go by nothing but the words of a segment
// and the signs among them. Where others lead it in, it is for the words alone.
func (s Sort) Within(led bool) bool { return s == Places || s == People || s != Quoted && !led }

// Values adds the values of one sort found in tokens, which are of text, to
// out. They do not overlap.
func (n *Names) Values(sort Sort, text []byte, tokens []Token, out []Value) []Value {
	if (sort == Count || sort == Money || sort == Share || sort == Number) && !quantified(text, tokens) {
		return out
	}
	for i := 0; i < len(tokens); {
		v, ok := n.valueAt(sort, text, tokens, i)
		if !ok {
			i++
			continue
		}
		out = append(out, v)
		i = v.End
	}
	return out
}

// quantified reports whether tokens hold anything that a number could be made
// of, a blank for one included. Most sentences do not.
func quantified(text []byte, tokens []Token) bool {
	for i := range tokens {
		t := &tokens[i]
		if n := &t.Word.numeric; n.isFigure || n.unit > 0 || n.scale > 0 || t.Word.Text == blank || t.Start > 0 && isOpening(text[t.Start-1]) ||
			i > 0 && tokens[i-1].End == t.Start && stands(text, tokens, i) {
			return true
		}
	}
	return false
}

func (n *Names) valueAt(sort Sort, text []byte, tokens []Token, i int) (Value, bool) {
	switch sort {
	case Count:
		return n.readCount(text, tokens, i)
	case Money:
		return n.readMoney(text, tokens, i)
	case Places:
		return n.places.read(text, tokens, i)
	case People:
		return n.people.read(text, tokens, i)
	case Proper:
		return readProper(text, tokens, i)
	case Date:
		return readDate(text, tokens, i)
	case Share:
		return readShare(text, tokens, i)
	case Number:
		return readPlainNumber(text, tokens, i)
	default:
		return readQuoted(text, tokens, i)
	}
}

// gapBefore returns what stands between token i and the one before it; false
// where they come from two places of the text, as the words of a lead-in or of a
// definition do, or lie far apart.
func gapBefore(text []byte, tokens []Token, i int) ([]byte, bool) {
	if i == 0 {
		return nil, false
	}
	from, to := tokens[i-1].End, tokens[i].Start
	if to < from || to > from+maxGapBytes {
		return nil, false
	}
	return text[from:to], true
}
