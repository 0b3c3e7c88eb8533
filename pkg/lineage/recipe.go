package lineage

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// FromRecipe returns the models that a merge recipe names, in the form of
// mergekit: as a file of its own. A file that does not parse has no parents.
func FromRecipe(d *doc.Document, commit string) []Parent {
	return fromRecipe(d, d.Span(0, len(d.Text)), commit)
}

// FromCardRecipe returns the models named by merge recipes that stand in a
// card as code.
func FromCardRecipe(c *card.Card, commit string) []Parent {
	var out []Parent
	for _, s := range c.Sections {
		for _, b := range s.Blocks {
			if b.Kind == card.Code && isRecipe(c.Doc.Text[b.Span.Start:b.Span.End]) {
				out = append(out, fromRecipe(c.Doc, b.Span, commit)...)
			}
		}
	}
	return out
}

// isRecipe reports whether code is a recipe for a merge.
func isRecipe(text []byte) bool {
	return slices.ContainsFunc([]string{"merge_method", "slices", "experts"}, func(key string) bool { return hasKey(text, key) })
}

func fromRecipe(d *doc.Document, at doc.Span, commit string) []Parent {
	at = fenced(d, at)
	text := d.Text[at.Start:at.End]
	var root yaml.Node
	if yaml.Unmarshal(text, &root) != nil {
		return nil
	}
	r := recipe{doc: d, at: at, commit: commit}
	r.read(&root, "")
	return r.parents
}

// recipe collects the models of a merge recipe.
type recipe struct {
	doc     *doc.Document
	at      doc.Span
	commit  string
	parents []Parent
}

// read looks for models below a node that stands behind a key.
func (r *recipe) read(n *yaml.Node, key string) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			name := n.Content[i].Value
			if slices.Contains([]string{"path", "lora"}, name) && !namesModel(key) {
				continue
			}
			r.read(n.Content[i+1], name)
		}
	case yaml.ScalarNode:
		if namesModel(key) || key == "path" || key == "lora" {
			r.add(n)
		}
	default:
		for _, c := range n.Content {
			r.read(c, key)
		}
	}
}

// namesModel reports whether the value behind a key of a recipe is a model.
func namesModel(key string) bool {
	return slices.Contains([]string{"model", "base_model", "source_model"}, key)
}

// add adds a model; "a+b" is a model with an adapter.
func (r *recipe) add(n *yaml.Node) {
	for _, name := range strings.Split(n.Value, "+") {
		if strings.TrimSpace(name) == "" || slices.ContainsFunc(r.parents, func(p Parent) bool { return p.Name == name }) {
			continue
		}
		r.parents = append(r.parents, NewParent(name, Merge, r.doc.Evidence(r.commit, []doc.Span{line(r.doc, r.at, n.Line)})))
	}
}
