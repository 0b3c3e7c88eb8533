package convert

import (
	"bytes"
	"errors"
	"path"
	"strings"
)

// Form says what a text was made of.
type Form struct {
	Fragment string // names the text within its file: "text", "utf-8"
	How      string // for a person: "html text"; empty for what is plain UTF-8 already
}

// ErrNoText says that a file is nothing that turns into text here.
var ErrNoText = errors.New("not a text")

// maxText bounds the text that a file may turn into.
const maxText = 4 << 20

// Text returns the text of a file. The name tells what it is meant to be, its
// bytes what it is; where they differ the bytes win. Plain UTF-8 comes back as
// it is, with the zero Form.
func Text(name string, content []byte) ([]byte, Form, error) {
	ending := strings.ToLower(path.Ext(name))
	switch {
	case len(content) == 0:
		return content, Form{}, nil
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		text, how, err := officeText(content)
		return text, Form{"text", how}, err
	case bytes.HasPrefix(bytes.TrimSpace(content[:min(len(content), 64)]), []byte("{\\rtf")):
		text, err := rtfText(content)
		return text, Form{"text", "rich text"}, err
	case isBinary(content) && !IsUTF16(content):
		return nil, Form{}, ErrNoText
	case ending == ".rtf", ending == ".docx", ending == ".odt":
		return nil, Form{}, ErrNoText
	}
	text, form, err := decode(content)
	if err != nil {
		return nil, Form{}, err
	}
	if IsHTML(text) || (strings.HasPrefix(ending, ".htm") || ending == ".xhtml") && bytes.IndexByte(text, '<') >= 0 {
		return []byte(htmlText(text)), Form{"text", "html text"}, nil
	}
	return text, form, nil
}

// sniffed is how much of a file is looked at to tell text from binary.
const sniffed = 8 << 10

func isBinary(content []byte) bool {
	head := content[:min(len(content), sniffed)]
	return bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(bytes.TrimSpace(head), []byte("%PDF-")) ||
		bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")) // the older office formats
}

// IsHTML reports whether content is a page for people rather than a text.
func IsHTML(content []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(content[:min(len(content), 1024)], []byte("\xef\xbb\xbf"))))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}
