package audit

import (
	"bytes"
	"encoding/json"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// infoPath names the answer of the hub's information call as a document.
const infoPath = "hub:info"

// infoEvidence quotes the value at a path of keys in the hub's answer, the
// whole answer's address without a quote when it is not there.
func (o *observation) infoEvidence(keys ...string) doc.Evidence {
	if o.info == nil {
		return doc.Evidence{Path: infoPath, Commit: o.snap.Commit, SHA256: o.snap.InfoSHA256, Spans: []doc.Span{}}
	}
	spans := []doc.Span{}
	if start, end, ok := jsonValue(o.info.Text, keys); ok {
		spans = append(spans, o.info.Span(start, end))
	}
	return o.info.Evidence(o.snap.Commit, spans)
}

// jsonValue returns the bytes of the value at a path of object keys.
func jsonValue(data []byte, keys []string) (start, end int, ok bool) {
	offset := 0
	for _, key := range keys {
		value, from, found := member(data, key)
		if !found {
			return 0, 0, false
		}
		offset += from
		data = value
	}
	return offset, offset + len(data), len(keys) > 0
}

// member returns the value of a key of the JSON object in data, and where it
// starts.
func member(data []byte, key string) (value []byte, start int, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, 0, false
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, 0, false
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, 0, false
		}
		if name == key {
			end := int(dec.InputOffset())
			return raw, end - len(raw), true
		}
	}
	return nil, 0, false
}
