package inventory

import (
	"bytes"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// reader finds the references in one form of file, and what of it could not be
// read. The references have no File.
type reader func(s *Sinks, name string, data []byte) ([]Reference, []fault)

// readers are the forms that files can have, by the names that rules/sinks
// gives them.
func readers() map[string]reader {
	return map[string]reader{
		"python":     codeReader(python),
		"script":     codeReader(script),
		"native":     codeReader(native),
		"ruby":       codeReader(ruby),
		"page":       plainReader(readPage),
		"notebook":   wholeReader(readNotebook, notebookFault),
		"markdown":   plainReader(readMarkdown),
		"text":       plainReader(readList),
		"shell":      plainReader(func(s *Sinks, data []byte) []Reference { return readShell(s, data, 1, nil) }),
		"dockerfile": plainReader(readDockerfile),
		"makefile":   plainReader(readMakefile),
		"modelfile":  plainReader(readModelfile),
		"yaml":       outlineReader(readYAML),
		"json":       wholeReader(readJSONFile, billFault),
		"spdx":       plainReader(readTagValue),
		"xml":        wholeReader(readXMLFile, xmlBillFault),
		weightsForm:  readWeights,
		"lock":       readLock,
		"keyed":      outlineReader(readKeyed),
	}
}

func plainReader(read func(*Sinks, []byte) []Reference) reader {
	return func(s *Sinks, _ string, data []byte) ([]Reference, []fault) { return read(s, data), nil }
}

func codeReader(d dialect) reader {
	return plainReader(func(s *Sinks, data []byte) []Reference { return readCode(s, data, d) })
}

// wholeReader reads files that programs write and that are of one piece.
func wholeReader(read func(*Sinks, []byte) []Reference, broken func([]byte) []fault) reader {
	return func(s *Sinks, _ string, data []byte) ([]Reference, []fault) { return read(s, data), broken(data) }
}

func outlineReader(read func([]byte) *outline) reader {
	return func(s *Sinks, _ string, data []byte) ([]Reference, []fault) {
		o := read(data)
		return readSettings(s, o), o.faults
	}
}

// Read finds the references in one file, in the order of lines, and tells what
// of it could not be read; nothing of a file whose form is not known.
func Read(s *Sinks, name string, data []byte) ([]Reference, []doc.Problem) {
	form, ok := s.Form(name, data)
	if !ok {
		return nil, nil
	}
	return ReadAs(s, form, name, data)
}

// ReadAs reads a file in the form that is given.
func ReadAs(s *Sinks, form, name string, data []byte) ([]Reference, []doc.Problem) {
	whole := data
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	refs, faults := readers()[form](s, name, data)
	nearby := s.nearby(data)
	for i := range refs {
		refs[i].File = name
		if r := &refs[i]; nearby != "" && r.rank > byAddress && r.Hub == ref.HuggingFace && !strings.Contains(r.ID, "/") && r.Kind == ref.Model {
			r.Hub = nearby
		}
	}
	if nearby == "" {
		refs = slices.DeleteFunc(refs, func(r Reference) bool { return r.bare })
	}
	refs = settle(refs)
	quote(refs, name, whole)
	return refs, problems(faults, name)
}

// quote keeps the words of what is unresolved: whoever settles it has to see
// them.
func quote(refs []Reference, name string, data []byte) {
	var whole *doc.Document
	for i := range refs {
		if refs[i].Status != Unresolved {
			continue
		}
		if whole == nil {
			whole = doc.New(name, doc.RoleConfig, "", data)
		}
		line := whole.WholeLine(refs[i].Line)
		words := bytes.Trim(data[line.Start:line.End], " \t\r\n\ufeff")
		start := line.Start + bytes.Index(data[line.Start:line.End], words)
		refs[i].Words = whole.Evidence("", []doc.Span{whole.Span(start, start+min(len(words), maxQuote))})
	}
}

const maxQuote = 300 // bytes

// nearby is the hub that a file speaks of whose names have no owner; empty
// without one.
func (s *Sinks) nearby(data []byte) string {
	for _, scheme := range s.Schemes {
		if scheme.Nearby && (bytes.Contains(data, []byte(scheme.Hub)) ||
			bytes.Contains(data, []byte(strings.ToUpper(scheme.Hub[:1])+scheme.Hub[1:]))) {
			return scheme.Hub
		}
	}
	return ""
}

// Form says in which form a file is read; ok is false for one that is not.
func (s *Sinks) Form(name string, data []byte) (form string, ok bool) {
	return s.formed.first(path.Base(name))
}

// mayRead tells by its name whether a file is worth opening.
func (s *Sinks) mayRead(name string) bool {
	_, ok := s.Form(name, nil)
	return ok || path.Ext(name) == ""
}

// FormNames lists the forms that files can be read in.
func FormNames() []string { return slices.Sorted(maps.Keys(readers())) }

// Recognise says in which form a file is read: by its name, or by what is in it
// where the name says nothing.
func Recognise(s *Sinks, name string, data []byte) (form string, ok bool) {
	if form, ok := s.Form(name, data); ok {
		return form, true
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte("{")) && json.Valid(start):
		return "json", true
	case bytes.HasPrefix(start, []byte("SPDXVersion:")):
		return "spdx", true
	case bytes.HasPrefix(start, []byte("#!")):
		return shebang(string(start[:lineLength(string(start))]))
	}
	return "", false
}

// shebang is the form of a script by its first line.
func shebang(line string) (string, bool) {
	for _, of := range [...]struct{ program, form string }{
		{"python", "python"}, {"node", "script"}, {"deno", "script"}, {"bun", "script"}, {"sh", "shell"}, {"ruby", "ruby"},
	} {
		if strings.Contains(line, of.program) {
			return of.form, true
		}
	}
	return "", false
}
