package hub

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// GateDocuments returns what the gate of a repository says, as documents
// derived from the hub's information call. That call gives the card's front
// matter to everybody, even where the card itself is behind the gate.
func (s *Snapshot) GateDocuments(url string) []*doc.Document {
	from := &doc.Derivation{Path: InfoPath, SHA256: s.InfoSHA256, How: "front-matter value"}
	var out []*doc.Document
	add := func(key, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		d := doc.New("README.md#"+key, doc.RolePrompt, url, []byte(text))
		d.DerivedFrom = from
		out = append(out, d)
	}
	for _, key := range []string{"extra_gated_prompt", "extra_gated_heading", "extra_gated_description", "extra_gated_button_content"} {
		text, _ := s.Info.CardData[key].(string)
		add(key, text)
	}
	var labels strings.Builder
	for _, label := range s.gateLabels() {
		labels.WriteString(label + "\n")
	}
	add("extra_gated_fields", labels.String())
	return out
}

// gateLabels returns the labels of the gate's fields in the author's order; a
// checkbox often states a term.
func (s *Snapshot) gateLabels() []string {
	if s.Info.CardData["extra_gated_fields"] == nil {
		return nil
	}
	var f fields
	if json.Unmarshal(s.RawInfo, &f) != nil {
		return nil
	}
	return keys(f.object("cardData")["extra_gated_fields"])
}

// keys returns the keys of a JSON object in the order they stand in.
func keys(object []byte) []string {
	dec := json.NewDecoder(bytes.NewReader(object))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	var out []string
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return out
		}
		name, _ := key.(string)
		out = append(out, name)
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return out
		}
	}
	return out
}
