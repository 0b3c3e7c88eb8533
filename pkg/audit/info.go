package audit

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// infoPath names the answer of the hub's information call as a document.
const infoPath = "hub:info"

// folder names a plain folder as a document: no hub answered for it, and its
// list of files is what was looked at.
const folder = "."

// infoEvidence quotes the value at a path of keys in the hub's answer, the
// whole answer's address without a quote when it is not there.
func (o *observation) infoEvidence(keys ...string) doc.Evidence {
	if o.info == nil && o.snap.InfoSHA256 == "" {
		return doc.Evidence{Path: folder, Commit: o.snap.Commit, Spans: []doc.Span{}}
	}
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

// maxListed bounds the entries of a list that one finding quotes.
const maxListed = 5

// listed quotes where the hub's answer lists files. A folder has no such
// answer: there the files themselves are pointed to.
func (o *observation) listed(files []string) []doc.Evidence {
	files = files[:min(len(files), maxListed)]
	if o.info == nil {
		var out []doc.Evidence
		for _, name := range files {
			out = append(out, doc.Evidence{Path: name, Commit: o.snap.Commit, Spans: []doc.Span{}})
		}
		return out
	}
	spans := []doc.Span{}
	for _, e := range o.entries(files, "rfilename", "siblings") {
		if name, start, ok := member(o.info.Text[e.Start:e.End], "rfilename"); ok {
			spans = append(spans, o.info.Span(e.Start+start, e.Start+start+len(name)))
		}
	}
	return []doc.Evidence{o.info.Evidence(o.snap.Commit, spans)}
}

// scanned quotes what the hub's scanners say of files.
func (o *observation) scanned(files []string) []doc.Evidence {
	if o.info == nil {
		return []doc.Evidence{o.infoEvidence("securityRepoStatus")}
	}
	spans := o.entries(files[:min(len(files), maxListed)], "path", "securityRepoStatus", "filesWithIssues")
	return []doc.Evidence{o.info.Evidence(o.snap.Commit, spans)}
}

// entries returns the spans of the objects in a list of the hub's answer whose
// field has one of the values.
func (o *observation) entries(values []string, field string, list ...string) []doc.Span {
	spans := []doc.Span{}
	start, end, ok := jsonValue(o.info.Text, list)
	if !ok {
		return spans
	}
	dec := json.NewDecoder(bytes.NewReader(o.info.Text[start:end]))
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return spans
	}
	for dec.More() && len(spans) < len(values) {
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			break
		}
		var entry map[string]json.RawMessage
		var name string
		if json.Unmarshal(raw, &entry) == nil && json.Unmarshal(entry[field], &name) == nil && slices.Contains(values, name) {
			to := start + int(dec.InputOffset())
			spans = append(spans, o.info.Span(to-len(raw), to))
		}
	}
	return spans
}
