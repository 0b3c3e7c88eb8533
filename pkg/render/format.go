package render

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Document is what a command writes: as JSON by its own fields, and as text
// for people.
type Document interface{ Text(Page) error }

// Writer writes a document in one format.
type Writer func(Page, Document) error

// Format is one form of output.
type Format struct {
	Name  string
	About string // what it is for, in a few words
	Write Writer
}

// Formats lists the formats, the default first. A new one is a file with its
// Writer and a line here.
func Formats() []Format {
	return []Format{
		{"text", "for people", writeText},
		{"json", "the master format, which every other can be made from", writeJSON},
	}
}

// ErrReportsOnly is what the Writer of a format for reports alone returns for
// any other document.
var ErrReportsOnly = errors.New("this format is for reports only; choose text or json")

// Lookup returns the format of that name.
func Lookup(name string) (Format, error) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("no format %q; choose %s", name, FormatNames())
	}
	return formats[i], nil
}

// FormatNames lists the names of the formats for a sentence: "text or json".
func FormatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

func writeText(p Page, d Document) error { return d.Text(p) }
