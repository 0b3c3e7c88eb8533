package convert

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// maxEntries bounds the parts of an office document.
const maxEntries = 10_000

// officeText reads the text of a Word or OpenDocument file. Both are zip
// archives of XML; only the parts with text are opened, and together they may
// unfold to maxText bytes.
func officeText(content []byte) (text []byte, how string, err error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(archive.File) > maxEntries {
		return nil, "", ErrNoText
	}
	for _, form := range []struct {
		how    string
		parts  []string
		breaks []string
	}{
		{"docx text", []string{"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}, []string{"p", "br", "cr", "tr"}},
		{"odt text", []string{"content.xml"}, []string{"p", "h", "line-break", "table-row"}},
	} {
		left := int64(maxText)
		for _, part := range form.parts {
			i := slices.IndexFunc(archive.File, func(f *zip.File) bool { return f.Name == part })
			if i < 0 {
				continue
			}
			more, used, err := xmlText(archive.File[i], form.breaks, left)
			if err != nil {
				return nil, "", err
			}
			text, left = append(text, more...), left-used
		}
		if len(bytes.TrimSpace(text)) > 0 {
			return text, form.how, nil
		}
	}
	return nil, "", ErrNoText
}

var errUnfolds = errors.New("the document unfolds to more than is read")

// xmlText returns the words of one part, a line for every element that breaks
// them. used is how many bytes of XML it had.
func xmlText(f *zip.File, breaks []string, limit int64) (text []byte, used int64, err error) {
	part, err := f.Open()
	if err != nil {
		return nil, 0, ErrNoText
	}
	defer part.Close()
	limited := &io.LimitedReader{R: part, N: limit + 1}
	dec := xml.NewDecoder(limited)
	var b bytes.Buffer
	words := false // inside an element whose text is read
	var open []string
	for {
		token, err := dec.Token()
		if limited.N <= 0 {
			return nil, 0, errUnfolds
		}
		if errors.Is(err, io.EOF) {
			return b.Bytes(), limit + 1 - limited.N, nil
		}
		if err != nil {
			return nil, 0, ErrNoText
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, t.Name.Local)
			words = holdsWords(t.Name)
			switch {
			case t.Name.Local == "tab", t.Name.Local == "s", t.Name.Local == "tc":
				b.WriteByte(' ')
			case isBreak(t.Name, breaks) && (t.Name.Local == "br" || t.Name.Local == "cr" || t.Name.Local == "line-break"):
				b.WriteByte('\n')
			}
		case xml.EndElement:
			open = open[:max(len(open)-1, 0)]
			if isBreak(t.Name, breaks) && (t.Name.Local == "p" || t.Name.Local == "h") {
				b.WriteString("\n\n")
			}
			words = len(open) > 0 && holdsWords(xml.Name{Space: t.Name.Space, Local: open[len(open)-1]})
		case xml.CharData:
			if words {
				b.Write(t)
			}
		}
	}
}

func isBreak(name xml.Name, breaks []string) bool { return slices.Contains(breaks, name.Local) }

// holdsWords tells the elements whose text is the document's: in Word those of
// runs, not what was struck out or what fields compute; in OpenDocument all.
func holdsWords(name xml.Name) bool {
	if strings.Contains(name.Space, "wordprocessingml") || name.Space == "w" {
		return name.Local == "t"
	}
	return true
}
