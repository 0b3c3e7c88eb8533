package hub

import (
	"bytes"
	"encoding/json"
	"iter"
)

// Members yields the members of the JSON object in data, in their order: the key of
// each, and where its value stands. data must be valid JSON; what is no object has
// none. A hub's answers are read time and again for one value of many: this looks
// at their brackets and quotes alone.
func Members(data []byte) iter.Seq2[string, [2]int] {
	return func(yield func(string, [2]int) bool) {
		for i := opened(data, '{'); i < len(data) && data[i] == '"'; {
			end := valueEnd(data, i)
			key := data[i:end]
			if i = blank(data, end); i >= len(data) || data[i] != ':' {
				return
			}
			i = blank(data, i+1)
			if end = valueEnd(data, i); end == i || !yield(TextOf(key), [2]int{i, end}) {
				return
			}
			i = afterComma(data, end)
		}
	}
}

// Elements yields where the elements of the JSON list in data stand, in their
// order. data must be valid JSON; what is no list has none.
func Elements(data []byte) iter.Seq[[2]int] {
	return func(yield func([2]int) bool) {
		for i := opened(data, '['); i < len(data) && data[i] != ']'; {
			end := valueEnd(data, i)
			if end == i || !yield([2]int{i, end}) {
				return
			}
			i = afterComma(data, end)
		}
	}
}

// TextOf returns the text of a JSON string, empty for any other value.
func TextOf(value []byte) string {
	s, ok := PlainText(value)
	if !ok && json.Unmarshal(value, &s) != nil {
		return ""
	}
	return s
}

// PlainText returns the text of a JSON string without an escape or a letter beyond
// ASCII; ok is false for any other value.
func PlainText(value []byte) (s string, ok bool) {
	if len(value) < 2 || value[0] != '"' || value[len(value)-1] != '"' {
		return "", false
	}
	for _, c := range value[1 : len(value)-1] {
		if c < ' ' || c >= 0x80 || c == '"' || c == '\\' {
			return "", false
		}
	}
	return string(value[1 : len(value)-1]), true
}

// opened returns where the first member stands behind a bracket that data begins
// with, the end of data where it begins with another thing.
func opened(data []byte, bracket byte) int {
	i := blank(data, 0)
	if i >= len(data) || data[i] != bracket {
		return len(data)
	}
	return blank(data, i+1)
}

// blank returns the first place from i that is no blank.
func blank(data []byte, i int) int {
	for i < len(data) && (data[i] == ' ' || data[i] == '\n' || data[i] == '\t' || data[i] == '\r') {
		i++
	}
	return i
}

// afterComma returns where the next member stands behind one that ends at i, the end
// of data where there is none.
func afterComma(data []byte, i int) int {
	if i = blank(data, i); i >= len(data) || data[i] != ',' {
		return len(data)
	}
	return blank(data, i+1)
}

// valueEnd returns where the value ends that stands at i.
func valueEnd(data []byte, i int) int {
	for depth := 0; i < len(data); {
		switch data[i] {
		case '"':
			i = stringEnd(data, i)
		case '{', '[':
			depth++
			i++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
			i++
		case ',', ':', ' ', '\n', '\t', '\r':
			if depth == 0 {
				return i
			}
			i++
			continue
		default:
			i++
			if depth > 0 || i < len(data) && !ends(data[i]) {
				continue
			}
		}
		if depth == 0 {
			return i
		}
	}
	return len(data)
}

// ends tells what stands behind a number or a word.
func ends(c byte) bool {
	return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\t' || c == '\r'
}

// stringEnd returns where the string ends that begins at i.
func stringEnd(data []byte, i int) int {
	for i++; i < len(data); {
		n := bytes.IndexByte(data[i:], '"')
		if n < 0 {
			break
		}
		escapes := 0
		for at := i + n - 1; at >= i && data[at] == '\\'; at-- {
			escapes++
		}
		if i += n + 1; escapes%2 == 0 {
			return i
		}
	}
	return len(data)
}
