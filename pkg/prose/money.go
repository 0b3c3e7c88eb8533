package prose

import (
	"math"
	"strings"
)

// readMoney reads a sum with its currency before or behind it: "US$20 million",
// "20 million Canadian dollars", 1000万元人民币.
func (n *Names) readMoney(text []byte, tokens []Token, i int) (Value, bool) {
	currency, from := n.currenciesAt(text, tokens, i)
	value, end, ok := readNumber(text, tokens, from)
	v := Value{Start: i, End: end, Count: int64(math.Round(value))}
	if !ok && from < len(tokens) && (from > i || n.pricedBehindVague(text, tokens, from)) {
		if v, ok = readVague(text, tokens, from); ok {
			v.Start = i
		} else if from > i && stands(text, tokens, from) {
			v, ok = Value{Start: i, End: from + 1, Unread: true}, true
		}
	}
	if !ok || value > most || isPercent(tokens, v.End) {
		return Value{}, false
	}
	v.End = repeated(text, tokens, v.End, value)
	currency = currency.and(n.currencyWithin(tokens[v.End-1].Word.Text))
	if code, after := n.currencyBehind(text, tokens, v.End); after > v.End {
		currency = currency.and(code)
		v.End = repeated(text, tokens, after, value)
	}
	if currency.none() {
		return Value{}, false
	}
	v.Currency = currency.code
	return v, true
}

// currency is what signs and words say of one: "$" alone leaves open which
// dollar it is, and another word may settle it.
type currency struct {
	code    string // ISO 4217; empty for one that cannot be told
	said    bool
	generic bool
}

func (c currency) none() bool { return !c.said }

// and joins what two signs of one sum say.
func (c currency) and(other currency) currency {
	if !other.said || c.said && !c.generic {
		return c
	}
	if !c.said || !other.generic {
		return other
	}
	return c
}

// currenciesAt reads the signs of a currency before a sum: "RMB ¥", "US$".
func (n *Names) currenciesAt(text []byte, tokens []Token, i int) (currency, int) {
	var c currency
	for i < len(tokens) {
		next, end := n.currencyAt(text, tokens, i)
		if end == i {
			break
		}
		c, i = c.and(next), end
	}
	return c, i
}

// currencyAt reads one sign or name of a currency at token i.
func (n *Names) currencyAt(text []byte, tokens []Token, i int) (currency, int) {
	code, end := n.currencies.at(text, tokens, i)
	if end > i && tokens[end-1].Word.Text == "$" && end-1 > i && !(code == "USD" || tokens[end-2].End == tokens[end-1].Start) {
		code, end = n.currencies.at(text, tokens[:i+1], i) // "a $20 million fund" is no Australian sum, and "CAD $20" a Canadian one
	}
	if end > i {
		return currency{code: code, said: true, generic: end == i+1 && numberTable().Shared[tokens[i].Word.Text]}, end
	}
	if i+1 < len(tokens) && tokens[i+1].Word.Text == "$" && tokens[i].End == tokens[i+1].Start && !tokens[i].Word.numeric.isFigure &&
		len(tokens[i].Word.Text) < 4 {
		return currency{said: true}, i + 2 // a dollar that we do not know
	}
	return currency{}, i
}

// currencyWithin reads a currency that is written on to a Korean figure: 10억원을.
func (n *Names) currencyWithin(word string) currency {
	name := strings.TrimLeft(strings.TrimRight(word, particles), "0123456789.십백천만억조")
	for _, p := range n.currencies.by[name] {
		if len(p.words) == 1 && len(name) < len(word) && name[0] >= 0x80 {
			return currency{code: p.code, said: true}
		}
	}
	return currency{}
}

// currencyBehind reads a currency behind a sum, also past "of" and "in".
func (n *Names) currencyBehind(text []byte, tokens []Token, i int) (currency, int) {
	for j := i; j < min(len(tokens), i+3); j++ {
		if c, end := n.currenciesAt(text, tokens, j); end > j {
			return c, end
		}
		if !numberTable().CurrencyBetween[tokens[j].Word.Text] {
			break
		}
	}
	return currency{}, i
}

func (n *Names) pricedBehind(text []byte, tokens []Token, end int) bool {
	_, after := n.currencyBehind(text, tokens, end)
	return after > end
}

func (n *Names) pricedBehindVague(text []byte, tokens []Token, i int) bool {
	v, ok := readVague(text, tokens, i)
	return ok && n.pricedBehind(text, tokens, v.End)
}

// pricedBefore reports whether a sign of a currency ends right before token i.
func (n *Names) pricedBefore(text []byte, tokens []Token, i int) bool {
	for back := 1; back <= min(i, 4); back++ {
		if _, end := n.currencyAt(text, tokens, i-back); end == i {
			return true
		}
	}
	return false
}
