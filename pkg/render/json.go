package render

import (
	"bufio"
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
		out := bufio.NewWriterSize(p.W, 64<<10)
		indent(out, compact.Bytes())
		err = out.Flush() // it remembers any error
	}
	if err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// indent writes a compact JSON value, which is known to be valid, set out as
// json.Indent does it. Not checking it again takes a tenth of the time.
func indent(w *bufio.Writer, compact []byte) {
	depth := 0
	line := func() {
		w.WriteByte('\n')
		for range depth {
			w.WriteString("  ")
		}
	}
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			n := stringLength(compact[i:])
			w.Write(compact[i : i+n])
			i += n - 1
		case '{', '[':
			w.WriteByte(c)
			if next := compact[i+1]; next == c+2 { // its closing bracket
				w.WriteByte(next)
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			w.WriteByte(c)
		case ',':
			w.WriteByte(c)
			line()
		case ':':
			w.WriteString(": ")
		default:
			w.WriteByte(c)
		}
	}
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
