package audit_test

import (
	"context"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// TestRealTextsUnderProfiles serves real licences and policies from the corpus
// and judges them for companies on either side of their limits.
func TestRealTextsUnderProfiles(t *testing.T) {
	texts := corpusTexts(t)
	if texts == nil {
		t.Skip("FINEPRINT_CORPUS is not set")
	}
	set := ourRules(t)
	multimodal := &hubtest.Repo{
		Kind: "models", ID: "acme/multimodal", PipelineTag: "image-text-to-text", Large: map[string]int64{"model.safetensors": 1 << 30},
		Files: map[string][]byte{"README.md": []byte("---\nlicense: other\nlicense_name: llama4\n---\n# M\n"),
			"LICENSE": texts["llama-4-cla-2025"], "USE_POLICY.md": texts["llama-4-license-2025"]},
	}
	badge := &hubtest.Repo{
		Kind: "models", ID: "acme/badge", Large: map[string]int64{"model.safetensors": 1 << 30},
		Files: map[string][]byte{"README.md": []byte("---\nlicense: other\nlicense_name: modified-mit\nlicense_link: LICENSE\n---\n# B\n"),
			"LICENSE": texts["moonshot-ai-modified-mit-2025"]},
	}
	tests := []struct {
		name, model, company string
		kind                 term.Kind
		state                finding.State
		sum                  string
		fails                bool
	}{
		{"places, DE", "acme/multimodal", "countries: [DE]", term.RegionExclusion, finding.Triggered,
			"DE is in the European Union, and the model is multimodal (pipeline tag image-text-to-text, model type not stated): triggered", true},
		{"places, US", "acme/multimodal", "countries: [US]", term.RegionExclusion, finding.NotTriggered,
			"you are in US, and none of it is in the European Union: not triggered", false},
		{"cap, peak", "acme/multimodal", "countries: [US], monthly_users: {peak: 5000000}", term.UserCap, finding.NotTriggered,
			"700,000,000 at 2025-04-05 > your peak 5,000,000: not triggered, margin 140×", false},
		{"cap, the month", "acme/multimodal", "countries: [US], monthly_users: {at: {2025-04: 800000000}}", term.UserCap, finding.Triggered,
			"700,000,000 at 2025-04-05 < your 800,000,000 of 2025-04: triggered", true},
		{"badge, 99 million", "acme/badge", "monthly_users: {peak: 99000000}, revenue: {currency: USD, year: 10}", term.AttributionThreshold,
			finding.NotTriggered,
			"100,000,000 > your peak 99,000,000: not triggered, margin 1.0×; USD 20,000,000 a month > your 10 a year, and no month earns more " +
				"than its year: not triggered", false},
		{"badge, 101 million", "acme/badge", "monthly_users: {now: 101000000}, revenue: {currency: USD, year: 10}", term.AttributionThreshold,
			finding.Triggered, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			report := auditUnder(t, set, "profile: p\ncompany: {"+tt.company+"}\nuse: {commercial: true, saas: true}\nfields: []\n", tt.model,
				multimodal, badge)
			checkJudged(t, report.Findings, tt.kind, tt.state, tt.sum)
			if fails := report.Verdict.Outcome == policy.Fail; fails != tt.fails {
				t.Errorf("outcome %s", report.Verdict.Outcome)
			}
		})
	}
}

func auditUnder(t *testing.T, set *rules.Rules, profile, model string, repos ...*hubtest.Repo) audit.TargetReport {
	t.Helper()
	world := ourWorld(t)
	p, err := policy.Load("p.yaml", []byte(profile), world)
	if err != nil {
		t.Fatal(err)
	}
	client, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(t, &hubtest.Hub{Repos: repos})})
	if err != nil {
		t.Fatal(err)
	}
	r, err := ref.Parse(model)
	if err != nil {
		t.Fatal(err)
	}
	a := audit.New(audit.Config{
		Sources: map[string]audit.Source{ref.HuggingFace: client}, Clauses: set.Clauses, Licenses: set.Licenses, Cards: set.Cards,
		Openness: set.Openness,
		Policy:   policy.Policy{Profile: p, World: world, Today: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
	})
	return render.NewReport(a.Run(context.Background(), []audit.Request{{Asked: model, Ref: r}})).Reports[0]
}

// checkJudged checks every clause of a kind, of which there is one at least.
func checkJudged(t *testing.T, findings []finding.Finding, k term.Kind, state finding.State, sum string) {
	t.Helper()
	found := false
	for _, f := range findings {
		if f.Kind != k {
			continue
		}
		found = true
		if *f.Judged.State != state || sum != "" && f.Judged.Sum != sum {
			t.Errorf("%s: %q, want %s: %q", *f.Judged.State, f.Judged.Sum, state, sum)
		}
	}
	if !found {
		t.Errorf("no %s was found", k)
	}
}
