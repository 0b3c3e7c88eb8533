package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// components lists the parts of a target that have terms of their own, with
// the licences of each and what the verdict on it alone would be.
func (l *layout) components(components []audit.Component, licenses []finding.License) {
	for _, c := range components {
		ids := make([]string, len(c.Licenses))
		for i, n := range c.Licenses {
			ids[i] = licenses[n].ID
		}
		under := "no licence of its own"
		if len(ids) > 0 {
			under = strings.Join(ids, " and ")
		}
		l.text("  component       ", fmt.Sprintf("%s: %s, alone %s", c.Name, under, strings.ToUpper(string(c.Outcome))))
	}
}
