package audit

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// infoPath names the answer of the hub's information call as a document.
const infoPath = "hub:info"

// folder names a plain folder as a document: no hub answered for it, and its
// list of files is what was looked at.
const folder = "."

// answer is what the hub answered about a repository, for quoting.
type answer struct {
	info           *doc.Document // nil for a folder, and where only the digest was kept
	commit, sha256 string
}

func newAnswer(snap *hub.Snapshot) answer {
	a := answer{commit: snap.Commit, sha256: snap.InfoSHA256}
	if len(snap.RawInfo) > 0 {
		a.info = doc.New(infoPath, doc.RoleConfig, "", snap.RawInfo)
		if snap.InfoFrom != "" {
			a.info.DerivedFrom = &doc.Derivation{Path: infoPath, SHA256: snap.InfoFrom, How: "the answer without its list of files"}
		}
	}
	return a
}

// value quotes the value at a path of keys in the hub's answer, the whole
// answer's address without a quote when it is not there.
func (a answer) value(keys ...string) doc.Evidence {
	if a.info == nil && a.sha256 == "" {
		return doc.Evidence{Path: folder, Commit: a.commit, Spans: []doc.Span{}}
	}
	if a.info == nil {
		return doc.Evidence{Path: infoPath, Commit: a.commit, SHA256: a.sha256, Spans: []doc.Span{}}
	}
	spans := []doc.Span{}
	if start, end, ok := jsonValue(a.info.Text, keys); ok {
		spans = append(spans, a.info.Span(start, end))
	}
	return a.info.Evidence(a.commit, spans)
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
func (a answer) listed(files []string) []doc.Evidence {
	files = files[:min(len(files), maxListed)]
	if a.info == nil {
		var out []doc.Evidence
		for _, name := range files {
			out = append(out, doc.Evidence{Path: name, Commit: a.commit, Spans: []doc.Span{}})
		}
		return out
	}
	spans := []doc.Span{}
	for _, e := range a.entries(files, "rfilename", "siblings") {
		if name, start, ok := member(a.info.Text[e.Start:e.End], "rfilename"); ok {
			spans = append(spans, a.info.Span(e.Start+start, e.Start+start+len(name)))
		}
	}
	return []doc.Evidence{a.info.Evidence(a.commit, spans)}
}

// scanned quotes what the hub's scanners say of files.
func (a answer) scanned(files []string) []doc.Evidence {
	if a.info == nil {
		return []doc.Evidence{a.value("securityRepoStatus")}
	}
	spans := a.entries(files[:min(len(files), maxListed)], "path", "securityRepoStatus", "filesWithIssues")
	return []doc.Evidence{a.info.Evidence(a.commit, spans)}
}

// entries returns the spans of the objects in a list of the hub's answer whose
// field has one of the values.
func (a answer) entries(values []string, field string, list ...string) []doc.Span {
	spans := []doc.Span{}
	start, end, ok := jsonValue(a.info.Text, list)
	if !ok {
		return spans
	}
	dec := json.NewDecoder(bytes.NewReader(a.info.Text[start:end]))
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
			spans = append(spans, a.info.Span(to-len(raw), to))
		}
	}
	return spans
}
