package card

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Gate is what a repository asks and says before it opens. The texts are also
// offered as derived documents, because agreements stand in them.
type Gate struct {
	Heading       Value
	Prompt        Value
	Description   Value
	ButtonContent Value
	EUDisallowed  Value // "true" closes the repository to the European Union
	Fields        []GateField
}

// Declared reports whether the card asks anything.
func (g Gate) Declared() bool {
	return g.Heading.Declared() || g.Prompt.Declared() || g.Description.Declared() || g.ButtonContent.Declared() ||
		g.EUDisallowed.Declared() || len(g.Fields) > 0
}

// GateField is one thing that the gate asks for.
type GateField struct {
	Label   Value    // what the visitor reads; a checkbox often states a term
	Type    string   // "text", "checkbox", "date_picker", "country", "ip_location", "select" or the author's own word
	Options []string // of a select
}

func (r *reader) gate() {
	g := &r.card.Gate
	g.Heading = r.text("extra_gated_heading")
	g.Prompt = r.text("extra_gated_prompt")
	g.Description = r.text("extra_gated_description")
	g.ButtonContent = r.text("extra_gated_button_content")
	g.EUDisallowed = r.text("extra_gated_eu_disallowed")
	g.Fields = r.gateFields()
	for _, key := range []string{"extra_gated_prompt", "extra_gated_heading", "extra_gated_description", "extra_gated_button_content"} {
		r.derive(key)
	}
	if labels := g.labels(); labels != "" {
		r.card.Derived = append(r.card.Derived, r.card.Doc.Derive("extra_gated_fields", doc.RolePrompt, "front-matter keys", []byte(labels)))
	}
}

// derive offers a text of the gate as a document of its own, exactly as YAML
// reads it.
func (r *reader) derive(key string) {
	e, ok := r.keys[key]
	if !ok {
		return
	}
	n := target(e.value)
	if n.Kind == yaml.SequenceNode && len(n.Content) == 1 {
		n = target(n.Content[0])
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "" {
		return
	}
	r.card.Derived = append(r.card.Derived, r.card.Doc.Derive(key, doc.RolePrompt, "front-matter value", []byte(n.Value)))
}

func (r *reader) gateFields() []GateField {
	e, ok := r.keys["extra_gated_fields"]
	if !ok {
		return nil
	}
	n := target(e.value)
	if n.Kind != yaml.MappingNode {
		if n.ShortTag() != "!!null" {
			r.wrongType("extra_gated_fields", e, n, "mapping")
		}
		return nil
	}
	var out []GateField
	for i := 0; i+1 < len(n.Content) && i < 2*maxValues; i += 2 {
		k, v := target(n.Content[i]), target(n.Content[i+1])
		f := GateField{Label: r.value(k, e.key), Type: strings.TrimSpace(v.Value)}
		if v.Kind == yaml.MappingNode {
			f.Type, f.Options = typeAndOptions(v)
		}
		if f.Label.Declared() {
			out = append(out, f)
		}
	}
	return out
}

func typeAndOptions(m *yaml.Node) (kind string, options []string) {
	for i := 0; i+1 < len(m.Content); i += 2 {
		v := target(m.Content[i+1])
		switch m.Content[i].Value {
		case "type":
			kind = strings.TrimSpace(v.Value)
		case "options":
			options = optionLabels(v)
		}
	}
	return kind, options
}

// optionLabels reads options that are texts or mappings with a label.
func optionLabels(seq *yaml.Node) []string {
	var out []string
	for i, item := range seq.Content {
		if i == maxValues {
			break
		}
		item = target(item)
		if item.Kind == yaml.ScalarNode {
			out = append(out, item.Value)
		}
		for j := 0; j+1 < len(item.Content); j += 2 {
			if item.Kind == yaml.MappingNode && item.Content[j].Value == "label" {
				out = append(out, item.Content[j+1].Value)
			}
		}
	}
	return out
}

// labels returns the labels of the fields, one a line.
func (g Gate) labels() string {
	var b strings.Builder
	for _, f := range g.Fields {
		if !f.registers() {
			b.WriteString(f.Label.Text + "\n")
		}
	}
	return b.String()
}

// Personal reports whether a field asks for personal data: by its type, or by a
// word of its label. A checkbox states a term.
func (f GateField) Personal() bool {
	switch f.Type {
	case "checkbox":
		return false
	case "country", "ip_location", "date_picker":
		return true
	}
	return termWords().Personal.MatchString(f.Label.Text)
}

// maxAsked is how many words a label has that names no more than what is asked.
const maxAsked = 5

// registers reports whether a field asks who somebody is in a few words and
// nothing else: no term stands in it.
func (f GateField) registers() bool {
	return f.Personal() && len(strings.Fields(f.Label.Text)) <= maxAsked && !termWords().LimitTag.MatchString(strings.ToLower(f.Label.Text))
}
