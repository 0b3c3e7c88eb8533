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

// reader finds the references in one form of file. The references have no File.
type reader func(s *Sinks, name string, data []byte) []Reference

// readers are the forms that files can have, by the names that rules/sinks
// gives them.
func readers() map[string]reader {
	return map[string]reader{
		"python":     func(s *Sinks, _ string, data []byte) []Reference { return readCode(s, data, python) },
		"script":     func(s *Sinks, _ string, data []byte) []Reference { return readCode(s, data, script) },
		"native":     func(s *Sinks, _ string, data []byte) []Reference { return readCode(s, data, native) },
		"ruby":       func(s *Sinks, _ string, data []byte) []Reference { return readCode(s, data, ruby) },
		"page":       plainReader(readPage),
		"notebook":   plainReader(readNotebook),
		"markdown":   plainReader(readMarkdown),
		"text":       plainReader(readList),
		"shell":      func(s *Sinks, _ string, data []byte) []Reference { return readShell(s, data, 1, nil) },
		"dockerfile": plainReader(readDockerfile),
		"makefile":   plainReader(readMakefile),
		"modelfile":  plainReader(readModelfile),
		"yaml":       func(s *Sinks, _ string, data []byte) []Reference { return readSettings(s, readYAML(data)) },
		"json":       plainReader(readJSONFile),
		"spdx":       plainReader(readTagValue),
		"xml":        plainReader(readXMLFile),
		weightsForm:  readWeights,
		"lock":       plainReader(readLock),
		"keyed":      func(s *Sinks, _ string, data []byte) []Reference { return readSettings(s, readKeyed(data)) },
	}
}

func plainReader(read func(*Sinks, []byte) []Reference) reader {
	return func(s *Sinks, _ string, data []byte) []Reference { return read(s, data) }
}

// Read finds the references in one file, in the order of lines; none for a file
// whose form is not known.
func Read(s *Sinks, name string, data []byte) []Reference {
	form, ok := s.Form(name, data)
	if !ok {
		return nil
	}
	return ReadAs(s, form, name, data)
}

// ReadAs reads a file in the form that is given.
func ReadAs(s *Sinks, form, name string, data []byte) []Reference {
	whole := data
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	refs := readers()[form](s, name, data)
	nearby := s.nearby(data)
	for i := range refs {
		refs[i].File = name
		if r := &refs[i]; nearby != "" && r.rank > byAddress && r.Hub == ref.HuggingFace && !strings.Contains(r.ID, "/") && r.Kind == ref.Model {
			r.Hub = nearby
		}
	}
	refs = settle(refs)
	quote(refs, name, whole)
	return refs
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
