package audit

import (
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
	if start, end, ok := a.at(keys...); ok {
		spans = append(spans, a.info.Span(start, end))
	}
	return a.info.Evidence(a.commit, spans)
}

// at returns the bytes of the value at a path of object keys.
func (a answer) at(keys ...string) (start, end int, ok bool) {
	if a.info == nil || len(keys) == 0 {
		return 0, 0, false
	}
	end = len(a.info.Text)
	for _, key := range keys {
		inner, found := member(a.info.Text[start:end], key)
		if !found {
			return 0, 0, false
		}
		start, end = start+inner[0], start+inner[1]
	}
	return start, end, true
}

// member says where the value of a key stands in the JSON object in data. Of a key
// that stands there twice the first counts.
func member(data []byte, key string) (at [2]int, ok bool) {
	for name, at := range hub.Members(data) {
		if name == key {
			return at, true
		}
	}
	return at, false
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
		if at, ok := member(a.info.Text[e.Start:e.End], "rfilename"); ok {
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
	for at := range hub.Elements(a.info.Text[start:end]) {
		if len(spans) == len(values) {
			break
		}
		from, to := start+at[0], start+at[1]
		var name string
		value, ok := member(a.info.Text[from:to], field)
		if ok && json.Unmarshal(a.info.Text[from+value[0]:from+value[1]], &name) == nil && slices.Contains(values, name) {
			spans = append(spans, a.info.Span(from, to))
		}
	}
	return spans
}
