package lineage

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// FromConfig returns the model that a model's own configuration was loaded
// from, where that is the name of another repository than self. Training tools
// write there what they started from: a repository, or a folder on the author's
// machine, which says nothing. What looks like a name and is none on the hub is
// no parent.
func FromConfig(d *doc.Document, self ref.Ref, commit string) []Parent {
	const key = "_name_or_path"
	var config map[string]json.RawMessage
	var name string
	if json.Unmarshal(d.Text, &config) != nil || json.Unmarshal(config[key], &name) != nil {
		return nil
	}
	p := NewParent(name, "")
	if p.Ref.Kind != ref.Model || p.Ref.Owner == "" || isFolder(p.Ref) || strings.EqualFold(p.Ref.Name, self.Name) {
		return nil
	}
	spans := []doc.Span{}
	if at := bytes.Index(d.Text, []byte(`"`+key+`"`)); at >= 0 {
		spans = append(spans, d.Span(at, lineEnd(d.Text, at)))
	}
	p.Evidence = []doc.Evidence{d.Evidence(commit, spans)}
	p.Source, p.Reason, p.Guess = term.Inferred, finding.Say("loaded-from", "upstream", p.Name), true
	return []Parent{p}
}

// isFolder tells the path of a folder that training tools write to from the
// name of a repository.
func isFolder(r ref.Ref) bool {
	owner, name := strings.ToLower(r.Owner), strings.ToLower(r.Name)
	for _, word := range []string{"checkpoint", "ckpt", "epoch", "step"} {
		if rest, ok := strings.CutPrefix(name, word); ok && strings.Trim(rest, "-_.0123456789") == "" {
			return true
		}
	}
	for _, folder := range []string{"out", "output", "outputs", "model", "models", "checkpoint", "checkpoints", "ckpt", "ckpts", "tmp",
		"temp", "data", "home", "run", "runs", "result", "results", "save", "saved", "saves", "trained", "weights", "exp", "experiments",
		"cache", "mnt", "workspace"} {
		if owner == folder {
			return true
		}
	}
	return false
}
