package audit_test

import (
	"context"
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

// shelf is a source of one repository, as a hub, a folder or a cache are.
type shelf struct{}

func (shelf) Snapshot(_ context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if r.ID() != "acme/tiny" {
		return nil, hub.ErrNotFound
	}
	card := doc.New("README.md", doc.RoleCard, "", []byte("---\nlicense: cc-by-nc-4.0\n---\n# Tiny\n"))
	files := []hub.File{{Path: "README.md"}, {Path: "model.safetensors"}}
	return &hub.Snapshot{Ref: r, AnsweredID: r.ID(), Commit: "c0ffee", Complete: true, Files: files, Documents: []*doc.Document{card}}, nil
}

// Run audits targets; what went wrong with one stands in its report.
func ExampleAuditor_Run() {
	set, err := rules.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := audit.New(audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: shelf{}}, Clauses: set.Clauses, Licenses: set.Licenses,
		Cards: set.Cards})
	asked, err := ref.Parse("acme/tiny")
	if err != nil {
		fmt.Println(err)
		return
	}
	report := render.NewReport(a.Run(context.Background(), []audit.Request{{Asked: "acme/tiny", Ref: asked}}))
	tiny := report.Reports[0]
	fmt.Println(tiny.Verdict.Outcome, tiny.Summary.CommercialUse)
	fmt.Println(tiny.Licenses[0].ID, tiny.Findings[0].Message)
	// Output:
	// review no
	// CC-BY-NC-4.0 Not for commercial use (known of CC-BY-NC-4.0; the text was not read here)
}
