package convert

import (
	"bytes"
	"strconv"
	"unicode/utf16"

	"golang.org/x/text/encoding"
)

// maxGroups bounds the groups that stand within each other in rich text.
const maxGroups = 1000

// rtf reads rich text: groups in braces, control words after a backslash, and
// words.
type rtf struct {
	left   []byte
	out    bytes.Buffer
	raw    []byte // bytes in the document's encoding, not decoded yet
	enc    encoding.Encoding
	skips  []bool // of the open groups: their words are not the document's
	uc     int    // characters that stand for those who cannot read \u
	ignore int    // of them still to come
	high   uint16 // the first half of a pair
}

// rtfText returns the words of rich text.
func rtfText(content []byte) ([]byte, error) {
	r := &rtf{left: content, enc: codePage(1252), uc: 1, skips: []bool{false}}
	for len(r.left) > 0 && r.out.Len() < maxText {
		c := r.left[0]
		r.left = r.left[1:]
		switch c {
		case '{':
			if len(r.skips) == maxGroups {
				return nil, ErrNoText
			}
			r.skips = append(r.skips, r.skips[len(r.skips)-1])
		case '}':
			if len(r.skips) > 1 {
				r.skips = r.skips[:len(r.skips)-1]
			}
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.char(c)
		}
	}
	r.flush()
	if len(bytes.TrimSpace(r.out.Bytes())) == 0 {
		return nil, ErrNoText
	}
	return r.out.Bytes(), nil
}

// skipping reports whether the words at hand are not the document's.
func (r *rtf) skipping() bool { return r.skips[len(r.skips)-1] }

// skip leaves out the rest of the group.
func (r *rtf) skip() { r.skips[len(r.skips)-1] = true }

// char takes one byte of text in the document's encoding.
func (r *rtf) char(c byte) {
	switch {
	case r.ignore > 0:
		r.ignore--
	case !r.skipping():
		r.raw = append(r.raw, c)
	}
}

// flush decodes what was taken.
func (r *rtf) flush() {
	if len(r.raw) == 0 {
		return
	}
	if text, err := r.enc.NewDecoder().Bytes(r.raw); err == nil {
		r.out.Write(text)
	} else {
		r.out.Write(bytes.ToValidUTF8(r.raw, []byte("\uFFFD")))
	}
	r.raw = r.raw[:0]
}

func (r *rtf) write(s string) {
	if !r.skipping() {
		r.flush()
		r.out.WriteString(s)
	}
}

// control reads what follows a backslash.
func (r *rtf) control() {
	if len(r.left) == 0 {
		return
	}
	c := r.left[0]
	if c < 'A' || c > 'z' || c > 'Z' && c < 'a' {
		r.left = r.left[1:]
		r.symbol(c)
		return
	}
	n := 0
	for n < len(r.left) && (r.left[n]|0x20 >= 'a' && r.left[n]|0x20 <= 'z') {
		n++
	}
	word := string(r.left[:min(n, 32)])
	r.left = r.left[n:]
	n = 0
	for n < len(r.left) && n < 11 && (r.left[n] >= '0' && r.left[n] <= '9' || n == 0 && r.left[n] == '-') {
		n++
	}
	number, _ := strconv.Atoi(string(r.left[:n])) // none is 0
	r.left = bytes.TrimPrefix(r.left[n:], []byte(" "))
	r.word(word, number)
}

// symbol is a control of one character.
func (r *rtf) symbol(c byte) {
	switch c {
	case '\\', '{', '}':
		r.char(c)
	case '\'':
		if len(r.left) >= 2 {
			if b, err := strconv.ParseUint(string(r.left[:2]), 16, 8); err == nil {
				r.char(byte(b))
			}
			r.left = r.left[2:]
		}
	case '~':
		r.write(" ")
	case '*':
		r.skip()
	case '\r', '\n':
		r.write("\n")
	}
}

func (r *rtf) word(word string, number int) {
	switch word {
	case "par", "line", "sect", "page", "row":
		r.write("\n")
	case "tab", "cell", "emspace", "enspace":
		r.write(" ")
	case "emdash", "endash":
		r.write("-")
	case "lquote", "rquote":
		r.write("'")
	case "ldblquote", "rdblquote":
		r.write(`"`)
	case "bullet":
		r.write("*")
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "datastore", "listtable", "listoverridetable", "rsidtbl",
		"generator", "xmlnstbl", "latentstyles":
		r.skip()
	case "ansicpg":
		r.flush()
		r.enc = codePage(number)
	case "uc":
		r.uc = min(max(number, 0), 16)
	case "u":
		r.unicode(uint16(number)) //nolint:gosec // negative numbers stand for the upper half
	case "bin":
		r.left = r.left[min(max(number, 0), len(r.left)):]
	}
}

// unicode writes a character that is given by its number; what stands for it
// behind is passed over.
func (r *rtf) unicode(u uint16) {
	r.ignore = r.uc
	switch {
	case utf16.IsSurrogate(rune(u)) && r.high == 0:
		r.high = u
	case r.high != 0:
		r.write(string(utf16.DecodeRune(rune(r.high), rune(u))))
		r.high = 0
	default:
		r.write(string(rune(u)))
	}
}
