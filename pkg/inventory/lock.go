package inventory

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// readLock finds the models in a lock file of fineprint, at the commits that it
// holds them to. What is no name of one is a fault: nobody audits it.
func readLock(_ *Sinks, _ string, data []byte) (out []Reference, faults []fault) {
	o := readYAML(data)
	entries, faults := o.entries, o.faults
	commits := map[int]string{} // by the mapping that holds them
	for _, e := range entries {
		if slices.Equal(e.path, []string{"models", "commit"}) {
			commits[e.in] = e.value
		}
	}
	for _, e := range entries {
		if !slices.Equal(e.path, []string{"models", "model"}) {
			continue
		}
		r, err := ref.Parse(e.value)
		if err != nil {
			faults = append(faults, fault{e.line, "line", err})
			continue
		}
		found := Reference{Line: e.line, Text: e.value, ID: r.ID(), Hub: r.Hub, Kind: r.Kind, Revision: r.Revision,
			How: "locked", Status: Resolved, rank: byName}
		if commit := commits[e.in]; commit != "" {
			found.Revision = commit
		}
		out = append(out, found)
	}
	return out, faults
}
