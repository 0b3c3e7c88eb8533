package inventory

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// readLock finds the models in a lock file of fineprint, at the commits that it
// holds them to.
func readLock(_ *Sinks, data []byte) []Reference {
	entries := readYAML(data).entries
	commits := map[int]string{} // by the mapping that holds them
	for _, e := range entries {
		if slices.Equal(e.path, []string{"models", "commit"}) {
			commits[e.in] = e.value
		}
	}
	var out []Reference
	for _, e := range entries {
		if !slices.Equal(e.path, []string{"models", "model"}) {
			continue
		}
		r, err := ref.Parse(e.value)
		if err != nil {
			continue
		}
		found := Reference{Line: e.line, Text: e.value, ID: r.ID(), Hub: r.Hub, Kind: r.Kind, Revision: r.Revision,
			How: "locked", Status: Resolved, rank: byName}
		if commit := commits[e.in]; commit != "" {
			found.Revision = commit
		}
		out = append(out, found)
	}
	return out
}
