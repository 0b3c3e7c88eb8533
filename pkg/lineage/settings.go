package lineage

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// FromConfig returns the models that a configuration or a recipe for training
// was started from, in JSON, YAML or TOML. Training tools write there the name
// of a repository, or a folder on the author's machine, which says nothing.
// What looks like a name and is none on the hub is no parent, nor is self.
func FromConfig(d *doc.Document, self ref.Ref, commit string) []Parent {
	r := settingsReader{lists: lists(), doc: d, commit: commit, keys: lists().Keys}
	if strings.HasSuffix(d.Path, ".gitmodules") {
		r.keys = r.lists.Submodules
	}
	return r.whole(self)
}

// IsModelConfig reports whether a configuration is that of a model, and not of a
// program: it names an architecture.
func IsModelConfig(d *doc.Document) bool {
	var config map[string]json.RawMessage
	if json.Unmarshal(d.Text, &config) != nil {
		return false
	}
	return slices.ContainsFunc(lists().Architectures, func(key string) bool { return config[key] != nil })
}

// FromCardSettings returns the models that recipes for training name which
// stand in a card as code, and those that its code loads below an adapter.
func FromCardSettings(c *card.Card, self ref.Ref, commit string) []Parent {
	own := ownName(c, self)
	r := settingsReader{lists: lists(), doc: c.Doc, commit: commit, keys: lists().Keys}
	var out []Parent
	for _, s := range c.Sections {
		for _, b := range s.Blocks {
			if b.Kind == card.Code {
				out = append(out, r.block(b.Span)...)
			}
		}
	}
	return slices.DeleteFunc(out, func(p Parent) bool { return own(p.Ref.ID()) })
}

// FromModelfile returns the model that a Modelfile is from: one of a hub, or of
// a library that is none. A file that lies beside it is no parent.
func FromModelfile(d *doc.Document, self ref.Ref, commit string) []Parent {
	for start := 0; start < len(d.Text); {
		end := lineEnd(d.Text, start)
		words := strings.Fields(string(d.Text[start:end]))
		if len(words) == 2 && strings.EqualFold(words[0], "from") {
			return fromModelfile(words[1], self, d.Evidence(commit, []doc.Span{d.Span(start, end)}))
		}
		start = end + 1
	}
	return nil
}

func fromModelfile(name string, self ref.Ref, at doc.Evidence) []Parent {
	id, _, _ := strings.Cut(name, ":") // a tag
	if host, rest, ok := strings.Cut(id, "/"); ok && slices.Contains(lists().Hubs, host) {
		id = rest
	}
	if strings.HasPrefix(id, ".") || strings.HasPrefix(id, "/") || slices.Contains(lists().Weights, ending(id)) {
		return nil
	}
	p := NewParent(id, "", at)
	if strings.EqualFold(p.Ref.Name, self.Name) || p.Ref.Owner != "" && lists().isFolder(p.Ref) {
		return nil
	}
	if !strings.Contains(id, "/") {
		p.Ref, p.Name = ref.Ref{}, name
	}
	p.Source, p.Reason = term.Inferred, finding.Say("loaded-from", "upstream", p.Name)
	return []Parent{p}
}

// settingsReader reads the names of models out of settings.
type settingsReader struct {
	lists  *wordLists
	doc    *doc.Document
	commit string
	keys   []string // behind which a model stands
}

// whole reads a file of settings of the repository self.
func (r settingsReader) whole(self ref.Ref) []Parent {
	found := r.read(r.doc.Span(0, len(r.doc.Text)))
	return slices.DeleteFunc(found, func(p Parent) bool { return strings.EqualFold(p.Ref.Name, self.Name) })
}

// block reads a block of code.
func (r settingsReader) block(at doc.Span) []Parent {
	at = fenced(r.doc, at)
	text := r.doc.Text[at.Start:at.End]
	if slices.ContainsFunc(r.lists.Recipes, func(key string) bool { return hasKey(text, key) }) {
		return r.read(at)
	}
	if slices.ContainsFunc(r.lists.Adapters, func(call string) bool { return bytes.Contains(text, []byte(call)) }) {
		return r.loaded(at)
	}
	return nil
}

// hasKey reports whether a line of text begins with a key.
func hasKey(text []byte, key string) bool {
	return bytes.HasPrefix(text, []byte(key+":")) || bytes.Contains(text, []byte("\n"+key+":"))
}

// fenced returns what stands between the fences of a block of code.
func fenced(d *doc.Document, at doc.Span) doc.Span {
	text := d.Text[at.Start:at.End]
	if !bytes.HasPrefix(text, []byte("```")) && !bytes.HasPrefix(text, []byte("~~~")) {
		return at
	}
	start := min(lineEnd(text, 0)+1, len(text))
	return d.Span(at.Start+start, at.Start+max(start, len(bytes.TrimRight(text, "`~ \t\r\n"))))
}

// read reads settings in any of the forms.
func (r settingsReader) read(at doc.Span) []Parent {
	var root yaml.Node
	var out []Parent
	text := r.doc.Text[at.Start:at.End]
	if yaml.Unmarshal(text, &root) == nil && len(root.Content) == 1 && root.Content[0].Kind == yaml.MappingNode {
		r.walk(&root, "", at, &out)
		return out
	}
	for start := at.Start; start < at.End; { // TOML, a line a key
		end := min(lineEnd(r.doc.Text, start), at.End)
		if key, value, ok := strings.Cut(string(r.doc.Text[start:end]), "="); ok {
			r.add(strings.TrimSpace(key), strings.Trim(value, " \t\r\"'"), r.doc.Span(start, end), &out)
		}
		start = end + 1
	}
	return out
}

// walk looks for models below a node that stands behind a key.
func (r settingsReader) walk(n *yaml.Node, key string, at doc.Span, out *[]Parent) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if name := strings.ToLower(n.Content[i].Value); !slices.Contains(r.lists.Elsewhere, name) {
				r.walk(n.Content[i+1], name, at, out)
			}
		}
	case yaml.ScalarNode:
		r.add(key, n.Value, line(r.doc, at, n.Line), out)
	case yaml.DocumentNode, yaml.SequenceNode:
		for _, child := range n.Content {
			r.walk(child, key, at, out)
		}
	}
}

// add adds the model that a value names, if its key says that it is one.
func (r settingsReader) add(key, value string, at doc.Span, out *[]Parent) {
	id := strings.TrimSpace(value)
	if at := r.lists.modelAt(id); at != "" {
		id = at
	} else if !r.lists.looksLikeModel(id, true) {
		return
	}
	if !slices.Contains(r.keys, strings.ToLower(key)) {
		return
	}
	p := NewParent(id, "", r.doc.Evidence(r.commit, []doc.Span{at}))
	if p.Ref.Kind != ref.Model || p.Ref.Owner == "" || r.lists.isFolder(p.Ref) || contains(*out, p.Ref) {
		return
	}
	p.Source, p.Reason, p.Guess = term.Inferred, finding.Say("loaded-from", "upstream", p.Name), true
	*out = append(*out, p)
}

// loaded returns the models that code loads, tokenizers and the like aside.
func (r settingsReader) loaded(at doc.Span) []Parent {
	var out []Parent
	for start := at.Start; start < at.End; {
		end := min(lineEnd(r.doc.Text, start), at.End)
		before, after, ok := strings.Cut(string(r.doc.Text[start:end]), r.lists.Loads+"(")
		named := func(word string) bool { return strings.Contains(before, word) }
		if ok && !slices.ContainsFunc(slices.Concat(r.lists.Besides, r.lists.Adapters), named) {
			value, _, _ := strings.Cut(strings.TrimLeft(after, " \"'"), string(quoteOf(after)))
			r.add(r.lists.Loads, value, r.doc.Span(start, end), &out)
		}
		start = end + 1
	}
	return out
}

// quoteOf returns the sign that text begins with, blanks aside, if that is a
// quotation mark; else the double one.
func quoteOf(text string) byte {
	if text = strings.TrimLeft(text, " "); text != "" && text[0] == '\'' {
		return '\''
	}
	return '"'
}

// line returns the n-th line of a stretch of a document.
func line(d *doc.Document, at doc.Span, n int) doc.Span {
	start := at.Start
	for ; n > 1; n-- {
		start = min(lineEnd(d.Text, start)+1, at.End)
	}
	return d.Span(start, min(lineEnd(d.Text, start), at.End))
}
