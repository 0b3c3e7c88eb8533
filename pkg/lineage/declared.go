package lineage

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// NewParent returns a declared parent by the name that somebody wrote: an id,
// an address of the hub, with a revision or without. A path, or an address of
// another site, leaves Ref empty. data tells a dataset from a model.
func NewParent(name string, relation Relation, evidence ...doc.Evidence) Parent {
	p := Parent{Name: name, Relation: relation, Source: term.Declared, Evidence: evidence}
	asked := strings.TrimSpace(name)
	if relation == TrainedOn && !strings.Contains(asked, "://") && !strings.HasPrefix(asked, "datasets/") {
		asked = "datasets/" + asked
	}
	if r, err := ref.Parse(asked); err == nil && r.Hub == ref.HuggingFace {
		p.Ref = r
	}
	return p
}

// NewBase returns a declared parent by the name that a hub gives base models.
// Ref is empty for a name that is not known.
func NewBase(name string, evidence ...doc.Evidence) Parent {
	p := Parent{Name: name, Source: term.Declared, Evidence: evidence}
	for _, b := range lists().Bases {
		if strings.EqualFold(b.Name, strings.TrimSpace(name)) {
			p.Ref, _ = ref.Parse(b.At) // proved
		}
	}
	return p
}

// FromCard returns the parents that a card's metadata names. commit is that of
// the card.
func FromCard(c *card.Card, commit string) []Parent {
	at := func(v card.Value) doc.Evidence { return c.Doc.Evidence(commit, []doc.Span{v.Span}) }
	var out []Parent
	for _, v := range c.BaseModels.Values {
		out = append(out, NewParent(v.Text, Relation(c.BaseModelRelation.Text), at(v)))
	}
	for _, v := range c.Datasets.Values {
		out = append(out, NewParent(v.Text, TrainedOn, at(v)))
	}
	return slices.DeleteFunc(out, func(p Parent) bool { return strings.TrimSpace(p.Name) == "" })
}

// FromAdapter returns the base model that an adapter's configuration names. A
// file that does not parse or names none has no parent.
func FromAdapter(d *doc.Document, commit string) []Parent {
	const key = "base_model_name_or_path"
	var config map[string]json.RawMessage
	var name string
	if json.Unmarshal(d.Text, &config) != nil || json.Unmarshal(config[key], &name) != nil || strings.TrimSpace(name) == "" {
		return nil
	}
	spans := []doc.Span{}
	if at := bytes.Index(d.Text, []byte(`"`+key+`"`)); at >= 0 {
		spans = append(spans, d.Span(at, lineEnd(d.Text, at)))
	}
	return []Parent{NewParent(name, Adapter, d.Evidence(commit, spans))}
}

func lineEnd(text []byte, from int) int {
	if n := bytes.IndexByte(text[from:], '\n'); n >= 0 {
		return from + n
	}
	return len(text)
}
