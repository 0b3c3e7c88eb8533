package render

import (
	"cmp"
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

// Inventory is which models, datasets and spaces a tree names.
type Inventory struct {
	Schema string     `json:"schema"`
	Tool   audit.Tool `json:"tool"`
	*inventory.Inventory
}

// NewInventory returns the document of what was found.
func NewInventory(tool audit.Tool, v *inventory.Inventory) Inventory {
	told := *v
	told.Problems = toldProblems(v.Problems)
	return Inventory{"fineprint.find/1", tool, &told}
}

// Text writes a line a reference, then what was not read.
func (v Inventory) Text(p Page) error {
	l := p.layout()
	counts := map[inventory.Status]int{}
	for _, r := range v.References {
		counts[r.Status]++
		what := cmp.Or(r.ID, r.Text)
		if r.Revision != "" {
			what += "@" + r.Revision
		}
		if r.Status != inventory.Resolved {
			what = string(r.Status) + ": " + what
		}
		l.line(Inert(fmt.Sprintf("%s:%d: %s  (%s %s, %s)", r.File, r.Line, what, r.Hub, r.Kind, r.How)))
	}
	for _, problem := range v.Problems {
		l.line(Inert(fmt.Sprintf("%s: not read: %s", *problem.Path, problem.Text)))
	}
	l.line(v.summary(counts))
	return l.err
}

func (v Inventory) summary(counts map[inventory.Status]int) string {
	files := "files"
	if v.Files == 1 {
		files = "file"
	}
	return fmt.Sprintf("%d named, %d unresolved, %d local, in %d %s; %d passed over, %d not read", counts[inventory.Resolved],
		counts[inventory.Unresolved], counts[inventory.LocalPath], v.Files, files, len(v.Skipped), len(v.Problems))
}
