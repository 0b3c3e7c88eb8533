package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// writeJSON writes the master format: indented, one document, ended by a
// newline.
func writeJSON(p Page, d Document) error {
	enc := json.NewEncoder(indenter{p.W})
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// indenter sets out compact JSON as json.Indent does it, without checking it
// again. Each Write is of a whole value, as those of a json.Encoder are.
type indenter struct{ to io.Writer }

// margin is a line break with as many blanks behind it as most lines begin with.
const margin = "\n                                "

// room is how much is written at once.
const room = 64 << 10

func (w indenter) Write(compact []byte) (int, error) {
	out, depth, from := make([]byte, 0, room), 0, 0
	line := func() {
		out = append(out, margin[:min(1+2*depth, len(margin))]...)
		for range 1 + 2*depth - len(margin) {
			out = append(out, ' ')
		}
	}
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			i += stringLength(compact[i:]) - 1
		case '{', '[':
			if compact[i+1] == c+2 { // its closing bracket
				i++
				continue
			}
			out = append(out, compact[from:i+1]...)
			from = i + 1
			depth++
			line()
		case '}', ']':
			out = append(out, compact[from:i]...)
			from = i
			depth--
			line()
		case ',':
			out = append(out, compact[from:i+1]...)
			from = i + 1
			line()
		case ':':
			out = append(append(out, compact[from:i+1]...), ' ')
			from = i + 1
		}
		if len(out) >= room {
			if _, err := w.to.Write(out); err != nil {
				return 0, err
			}
			out = out[:0]
		}
	}
	if _, err := w.to.Write(append(out, compact[from:]...)); err != nil {
		return 0, err
	}
	return len(compact), nil
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
