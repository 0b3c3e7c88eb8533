package weights

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

// maxSafetensors is the longest header that the format's own tools take.
const maxSafetensors = 100 << 20

// readSafetensors reads the object __metadata__ of a safetensors header: eight
// bytes that tell the length of a JSON object, and that object.
func readSafetensors(head []byte) ([]Fact, error) {
	if len(head) < 8 {
		return nil, ErrFormat
	}
	length := binary.LittleEndian.Uint64(head)
	text := head[8:]
	switch {
	case length == 0 || length > maxSafetensors || len(text) == 0 || text[0] != '{':
		return nil, ErrFormat
	case length < uint64(len(text)):
		text = text[:length]
	}
	facts, err := metadata(json.NewDecoder(bytes.NewReader(text)))
	switch {
	case err == nil:
		return facts, nil
	case uint64(len(text)) < length:
		return facts, ErrCut
	default:
		return facts, fmt.Errorf("%w: %w", ErrFormat, err)
	}
}

// metadata returns the entries of every __metadata__ in the object; a file with
// two is made to be read in two ways.
func metadata(dec *json.Decoder) ([]Fact, error) {
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, ErrFormat
	}
	var facts []Fact
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return facts, err
		}
		if key != "__metadata__" {
			var tensor json.RawMessage
			if err := dec.Decode(&tensor); err != nil {
				return facts, err
			}
			continue
		}
		more, err := entries(dec)
		facts = append(facts, more...)
		if err != nil {
			return facts, err
		}
		if len(facts) > maxFacts {
			return facts[:maxFacts], ErrCut
		}
	}
	_, err := dec.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return facts, err
}

// entries reads an object of strings. What is no string is kept as it stands.
func entries(dec *json.Decoder) ([]Fact, error) {
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("%w: __metadata__ is no object", ErrFormat)
	}
	var facts []Fact
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return facts, err
		}
		key, _ := t.(string)
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return facts, err
		}
		f := Fact{Key: key, Value: string(raw)}
		var s string
		if json.Unmarshal(raw, &s) == nil {
			f.Value = s
		}
		if f.Value = f.Value[:min(len(f.Value), maxValue)]; f.kept() && len(facts) < maxFacts {
			facts = append(facts, f)
		}
	}
	_, err := dec.Token()
	return facts, err
}
