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
	Text       string   // what stands between the quotation marks
}

// Sort is a sort of values.
type Sort uint8

// The sorts of values.
const (
	Count Sort = iota
	Money
	Places
	Quoted
	Sorts // their number
)

// SortOf returns the sort of a name that patterns use: count, money, places or
// quoted.
func SortOf(name string) (Sort, bool) {
	i := slices.Index([]string{"count", "money", "places", "quoted"}, name)
	return Sort(max(i, 0)), i >= 0
}

// Values adds the values of one sort found in tokens, which are of text, to
// out. They do not overlap.
func (g Gazetteer) Values(sort Sort, text []byte, tokens []Token, out []Value) []Value {
	for i := 0; i < len(tokens); {
		v, ok := g.valueAt(sort, text, tokens, i)
		if !ok {
			i++
			continue
		}
		out = append(out, v)
		i = v.End
	}
	return out
}

func (g Gazetteer) valueAt(sort Sort, text []byte, tokens []Token, i int) (Value, bool) {
	switch sort {
	case Count:
		return readCount(tokens, i)
	case Money:
		return readMoney(tokens, i)
	case Places:
		return g.read(tokens, i)
	default:
		return readQuoted(text, tokens, i)
	}
}
