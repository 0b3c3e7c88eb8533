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

// trainers are the tags that training tools put on the cards they write. Such
// a card says what its template says.
func trainers() []string {
	return []string{"generated_from_trainer", "unsloth", "autotrain", "llama-factory", "axolotl", "trl"}
}

// Template returns the tool whose template a card with these tags was made
// from, empty when none of them says so.
func Template(tags []string) string {
	for _, t := range trainers() {
		if slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(tag, t) }) {
			return t
		}
	}
	return ""
}

// formats are the marks of files and names that hold a model in another form.
func formats() []string {
	return []string{"gguf", "ggml", "gptq", "awq", "exl2", "exl3", "mlx", "bnb", "4bit", "8bit", "int4", "int8", "fp8", "nf4", "mxfp4", "nvfp4", "w4a16", "w8a8", "imatrix", "quantized"}
}

// StripFormat returns the name of a repository without the words at its end
// that say which form the weights are in, and whether there were any: what a
// quantised repository is a copy of.
func StripFormat(name string) (base string, ok bool) {
	for {
		at := strings.LastIndexAny(name, "-_.")
		if at <= 0 || !isFormat(strings.ToLower(name[at+1:])) {
			return name, ok
		}
		name, ok = name[:at], true
	}
}

func isFormat(word string) bool {
	if slices.Contains(formats(), word) || word == "i1" {
		return true
	}
	// q4, q4_k_m and the like come apart at their underscores
	return len(word) == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '9' || slices.Contains([]string{"k", "m", "s", "0"}, word)
}
