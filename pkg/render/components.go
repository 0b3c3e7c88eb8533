package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// parts lists the parts of a target that have terms of their own, with
// the licences of each and what the verdict on it alone would be.
func parts(t audit.TargetReport) []string {
	var out []string
	for _, c := range t.Components {
		ids := make([]string, len(c.Licenses))
		for i, n := range c.Licenses {
			ids[i] = t.Licenses[n].ID
		}
		under := "no licence of its own"
		if len(ids) > 0 {
			under = strings.Join(ids, " and ")
		}
		out = append(out, fmt.Sprintf("%s: %s, alone %s", c.Name, under, strings.ToUpper(string(c.Outcome))))
	}
	return out
}
