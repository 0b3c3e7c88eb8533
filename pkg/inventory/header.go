package inventory

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// weightsForm is the form of files of which only the head is read.
const weightsForm = "weights"

// readWeights finds what the header of a weights file says that the model was
// made from and trained on. The file itself is a model on this machine, by the
// name that its header gives it; so is one that was not fetched yet. A header
// that is broken or breaks off is a fault: it may name more.
func readWeights(s *Sinks, name string, head []byte) (out []Reference, faults []fault) {
	facts, err := weights.Read(name, head)
	if err != nil && !isPointer(head) && (len(facts) == 0 || len(head) < weights.HeadBytes || errors.Is(err, weights.ErrFormat)) {
		faults = append(faults, fault{1, "file", err})
		if len(facts) == 0 {
			return nil, faults
		}
	}
	self := Reference{Line: 1, Text: path.Base(name), Hub: ref.HuggingFace, Kind: ref.Model, How: "weights", Status: LocalPath, rank: byCall}
	for i, f := range facts {
		kind := ref.Model
		switch {
		case f.Name():
			if f.Key == "general.name" || f.Key == "modelspec.title" {
				self.Text = excerpt(f.Value)
			}
			continue
		case f.Data():
			kind = ref.Dataset
		case !f.Origin():
			continue
		}
		value := f.Value
		if owner := beside(facts[:i], f.Key); owner != "" && isName(value) {
			value = owner + "/" + value
		}
		found, ok := s.readAddress(value)
		if !ok {
			if _, shaped := s.idShaped(value); !shaped {
				continue
			}
			found, ok = s.read(value, what{Kind: kind}, byCall)
		}
		if ok && found.Status == Resolved {
			found.Line, found.Text, found.How, found.rank = 1, excerpt(f.Value), "header: "+f.Key, byCall
			out = append(out, found)
		}
	}
	return append(out, self), faults
}

// isPointer tells whether a pointer of Git LFS stands in place of a file.
func isPointer(head []byte) bool {
	return bytes.HasPrefix(head, []byte("version https://git-lfs.github.com/spec/"))
}

// beside is the organization that stands before the name of a base model:
// "general.base_model.0.organization", "general.base_model.0.name".
func beside(facts []weights.Fact, key string) string {
	stem, ok := strings.CutSuffix(key, ".name")
	if !ok {
		return ""
	}
	for _, f := range facts {
		if f.Key == stem+".organization" && isName(f.Value) {
			return f.Value
		}
	}
	return ""
}
