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
	members        map[string][2]int // where the values of info stand
}

func newAnswer(snap *hub.Snapshot) answer {
	a := answer{commit: snap.Commit, sha256: snap.InfoSHA256}
	if len(snap.RawInfo) > 0 {
		a.info = doc.New(infoPath, doc.RoleConfig, "", snap.RawInfo)
		if snap.InfoFrom != "" {
			a.info.DerivedFrom = &doc.Derivation{Path: infoPath, SHA256: snap.InfoFrom, How: "the answer without its list of files"}
		}
		a.members = members(a.info.Text)
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
	if start, end, ok := a.at(keys...); ok {
		spans = append(spans, a.info.Span(start, end))
	}
	return a.info.Evidence(a.commit, spans)
}

// at returns the bytes of the value at a path of object keys.
func (a answer) at(keys ...string) (start, end int, ok bool) {
	if len(keys) == 0 {
		return 0, 0, false
	}
	place, ok := a.members[keys[0]]
	for _, key := range keys[1:] {
		inner, found := members(a.info.Text[place[0]:place[1]])[key]
		place, ok = [2]int{place[0] + inner[0], place[0] + inner[1]}, ok && found
	}
	return place[0], place[1], ok
}

// members says where the values of the JSON object in data stand, by their keys.
// Of a key that stands there twice the first counts, and what is broken ends the
// reading.
func members(data []byte) map[string][2]int {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	out := map[string][2]int{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return out
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return out
		}
		key, _ := name.(string)
		if _, again := out[key]; !again {
			end := int(dec.InputOffset())
			out[key] = [2]int{end - len(raw), end}
		}
	}
	return out
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
		if at, ok := members(a.info.Text[e.Start:e.End])["rfilename"]; ok {
			spans = append(spans, a.info.Span(e.Start+at[0], e.Start+at[1]))
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
	start, end, ok := a.at(list...)
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
