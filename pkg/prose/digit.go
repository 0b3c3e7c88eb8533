package prose

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// asciiDigit returns the digit that a digit of another script stands for: those
// of a script follow each other from its zero.
func asciiDigit(r rune) rune {
	if r < 0x80 {
		return r
	}
	if mathZero := rune(0x1d7ce); r >= mathZero && r < mathZero+50 { // five sets side by side
		return '0' + (r-mathZero)%10
	}
	zero := r
	for zero > r-9 && unicode.IsDigit(zero-1) {
		zero--
	}
	return '0' + (r - zero)
}

// ungroup takes the commas out of a figure: those between groups of digits
// ("1,000,000", "7,00,00,000"), or a decimal one ("1,5"). Where they are neither
// it returns what stands before the first, and false.
func ungroup(figure []byte) (plain []byte, whole bool) {
	end := bytes.IndexFunc(figure, func(r rune) bool { return (r < '0' || r > '9') && r != ',' && r != '.' })
	if end < 0 {
		end = len(figure)
	}
	groups := bytes.Split(figure[:end], []byte{','})
	last, _, _ := bytes.Cut(groups[len(groups)-1], []byte{'.'})
	inner := groups[1 : len(groups)-1]
	of := func(sizes ...int) bool {
		return !slices.ContainsFunc(inner, func(g []byte) bool { return !slices.Contains(sizes, len(g)) })
	}
	rest := figure[end:]
	switch {
	case len(groups[0]) <= 3 && len(last) == 3 && of(2, 3), len(groups[0]) <= 4 && len(last) == 4 && of(4):
		return append(bytes.Join(groups, nil), rest...), true
	case len(groups) == 2 && len(last) < 3 && len(last) == len(groups[1]):
		whole := bytes.ReplaceAll(groups[0], []byte{'.'}, nil)
		return slices.Concat(whole, []byte{'.'}, last, rest), true
	}
	return groups[0], false
}

// blank emits the word for a place left empty, "____" or "[●]", if one starts at
// pos.
func (l *lexer) blank(limit int) bool {
	start, i := l.pos, l.pos
	if l.text[i] == '_' {
		for i < limit && l.text[i] == '_' {
			i++
		}
		if i-start < 4 {
			return false
		}
	} else {
		marks := 0
		for i++; i < limit && l.text[i] != ']'; {
			r, size := utf8.DecodeRune(l.text[i:limit])
			switch r {
			case '●', '•', '_', '*', '…', '＿', '.', '■', '▪':
				marks++
			case ' ', '\u00a0':
			default:
				return false
			}
			i += size
		}
		if marks == 0 || i >= limit {
			return false
		}
		i++
	}
	l.emit(start, i, []byte(blank))
	l.pos = i
	return true
}
