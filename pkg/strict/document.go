package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Document is one YAML document of a file. It knows the line of every field
// that was read from it, so that what is found wrong with the values later can
// be reported where it stands.
type Document struct {
	file   string
	root   *yaml.Node // nil for a document that could not be parsed
	lines  map[string]int
	texts  map[string]int // of the first line of a text that begins below its key
	faults []error
}

// Read reads the only document of a file into out, a pointer to a struct, map
// or list with yaml tags. Err tells what was wrong with it.
func Read(file string, data []byte, out any) *Document {
	docs := Parse(file, data)
	d := docs[0]
	if len(docs) > 1 {
		d.root = nil
		d.Report(0, "", "holds more than one document")
	}
	d.Into(out)
	return d
}

// Parse parses every document of a file; Into then reads their values. A file
// without one gives a document that says so.
func Parse(file string, data []byte) []*Document {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var docs []*Document
	for {
		d := &Document{file: file, lines: map[string]int{}, texts: map[string]int{}}
		var root yaml.Node
		err := dec.Decode(&root)
		switch {
		case errors.Is(err, io.EOF):
			if docs == nil {
				d.Report(0, "", "is empty")
				docs = append(docs, d)
			}
			return docs
		case err != nil:
			line, why := position(err)
			d.Report(line, "", "%s", why)
			return append(docs, d)
		}
		d.root = root.Content[0]
		d.lines[""] = d.root.Line
		docs = append(docs, d)
	}
}

// Path names a field below another: keys are joined by dots, elements of lists
// stand in brackets.
func Path(field string, steps ...any) string {
	for _, step := range steps {
		switch step := step.(type) {
		case int:
			field += fmt.Sprintf("[%d]", step)
		default:
			if field != "" {
				field += "."
			}
			field += fmt.Sprint(step)
		}
	}
	return field
}

// Into reads the values of d into out, a pointer.
func (d *Document) Into(out any) {
	if d.root != nil {
		d.value("", d.root, reflect.ValueOf(out).Elem())
	}
}

// Parsed tells whether the document is YAML at all; its values may still have
// faults.
func (d *Document) Parsed() bool { return d.root != nil }

// File returns the name of the file that d stands in.
func (d *Document) File() string { return d.file }

// Line returns the line of a field, or of what holds it when it is absent.
func (d *Document) Line(field string) int {
	for {
		if line := d.lines[field]; line > 0 || field == "" {
			return line
		}
		field = field[:max(strings.LastIndexAny(field, ".["), 0)]
	}
}

// TextLine returns the line on which the text of a field begins: a block of
// text ("|") begins below its key.
func (d *Document) TextLine(field string) int {
	if line := d.texts[field]; line > 0 {
		return line
	}
	return d.Line(field)
}

// At makes an error about a field: "company.countries[1]".
func (d *Document) At(field, format string, args ...any) error {
	return &Error{File: d.file, Line: d.Line(field), Field: field, Why: fmt.Sprintf(format, args...)}
}

// Fault notes what is wrong with a field.
func (d *Document) Fault(field, format string, args ...any) {
	d.faults = append(d.faults, d.At(field, format, args...))
}

// Report notes what is wrong on a line.
func (d *Document) Report(line int, field, format string, args ...any) {
	d.faults = append(d.faults, &Error{File: d.file, Line: line, Field: field, Why: fmt.Sprintf(format, args...)})
}

// Err returns every fault noted so far in the order of the lines, each an
// *Error; nil for none.
func (d *Document) Err() error { return Join(d.faults) }

// position takes the line from what the YAML library says.
func position(err error) (line int, why string) {
	why = strings.TrimPrefix(err.Error(), "yaml: ")
	if list := (*yaml.TypeError)(nil); errors.As(err, &list) && len(list.Errors) > 0 {
		why = list.Errors[0]
	}
	if m := regexp.MustCompile(`^line (\d+): (.*)$`).FindStringSubmatch(why); m != nil {
		line, _ = strconv.Atoi(m[1])
		why = m[2]
	}
	return line, why
}
