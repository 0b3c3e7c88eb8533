package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// entity is a run of tokens that stands for a value: a number of users, a sum
// of money, a place.
type entity struct {
	kind       entityKind
	start, end int // tokens
	count      int64
	currency   string
	places     []string
	text       string
}

type entityKind uint8

const (
	entityCount entityKind = iota
	entityMoney
	entityPlaces
	entityQuoted
	entityKinds // their number
)

func entityKindOf(name string) (entityKind, bool) {
	i := slices.Index([]string{"count", "money", "places", "quoted"}, name)
	return entityKind(max(i, 0)), i >= 0
}

// entities adds the values of one kind found in tokens to out. They do not
// overlap.
func entities(kind entityKind, text []byte, tokens []token, out []entity) []entity {
	read := []func([]byte, []token, int) (entity, bool){readCount, readMoney, readPlaces, readQuoted}[kind]
	for i := 0; i < len(tokens); {
		e, ok := read(text, tokens, i)
		if !ok {
			i++
			continue
		}
		e.kind = kind
		out = append(out, e)
		i = e.end
	}
	return out
}

// assign sets the parameter that a capture is named after.
func (e entity) assign(params term.Params, name string) {
	switch e.kind {
	case entityCount:
		params[name] = e.count
	case entityMoney:
		params[name] = e.count
		params["currency"] = e.currency
	case entityPlaces:
		params[name] = slices.Clone(e.places)
	case entityQuoted:
		params[name] = e.text
	}
}

// maxQuoted bounds the words between quotation marks that count as a name.
const maxQuoted = 12

// readQuoted reads the words between quotation marks.
func readQuoted(text []byte, tokens []token, i int) (entity, bool) {
	closing := openQuote(text, tokens[i].start)
	if closing == "" {
		return entity{}, false
	}
	for j := i; j < min(len(tokens), i+maxQuoted); j++ {
		limit := len(text)
		if j+1 < len(tokens) {
			limit = tokens[j+1].start
		}
		if limit < tokens[j].end || limit > tokens[j].end+maxGapBytes {
			limit = min(len(text), tokens[j].end+maxGapBytes) // the lead-in or the segment ends here
		}
		if hasString(text[tokens[j].end:limit], closing) {
			return entity{start: i, end: j + 1, text: string(text[tokens[i].start:tokens[j].end])}, true
		}
		if j+1 < len(tokens) && tokens[j+1].start < tokens[j].end {
			break
		}
	}
	return entity{}, false
}
