package render

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// writeJSON writes the master format: indented, one document, ended by a
// newline.
func writeJSON(p Page, d Document) error {
	var compact bytes.Buffer
	enc := json.NewEncoder(&compact)
	enc.SetEscapeHTML(false)
	err := enc.Encode(d)
	if err == nil {
		_, err = p.W.Write(indented(compact.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// indented returns a compact JSON value, which is known to be valid, set out as
// json.Indent does it. Not checking it again takes a tenth of the time.
func indented(compact []byte) []byte {
	out := make([]byte, 0, len(compact)*3/2)
	depth := 0
	line := func() {
		out = append(out, '\n')
		for range depth {
			out = append(out, "  "...)
		}
	}
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			n := stringLength(compact[i:])
			out = append(out, compact[i:i+n]...)
			i += n - 1
		case '{', '[':
			out = append(out, c)
			if next := compact[i+1]; next == c+2 { // its closing bracket
				out = append(out, next)
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			out = append(out, c)
		case ',':
			out = append(out, c)
			line()
		case ':':
			out = append(out, ": "...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// stringLength returns the length of the JSON string that text begins with.
func stringLength(text []byte) int {
	for i := 1; ; {
		i += bytes.IndexByte(text[i:], '"') + 1
		escapes := 0
		for text[i-2-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return i
		}
	}
}
