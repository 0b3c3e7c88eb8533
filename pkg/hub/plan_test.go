package hub_test

import (
	"fmt"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Settings of training tools are read last and only a few of them: they hold no
// terms, so that none of them may keep a text of terms out.
func TestPlanReadsFewSettings(t *testing.T) {
	files := []hub.File{{Path: "zz/LICENSE"}, {Path: "README.md"}}
	for i := range 60 {
		files = append(files, hub.File{Path: fmt.Sprintf("run-%d/train_config.yaml", i)})
	}
	read, over := hub.Plan(files, hub.MaxDocuments)
	if len(over) != 0 || len(read) != 2+6 {
		t.Fatalf("%d read, %d over", len(read), len(over))
	}
	if read[0].Role != doc.RoleCard || read[1].Role != doc.RoleLicence || read[2].Role != doc.RoleConfig {
		t.Errorf("in the order %v", read)
	}
}
