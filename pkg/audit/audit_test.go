package audit_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// fake is a source of made-up snapshots; a name without one is an error.
type fake map[string]*hub.Snapshot

func (f fake) Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, ok := f[r.ID()]
	if !ok {
		return nil, &hub.StatusError{Op: "model info", ID: r.ID(), Status: 404, Err: hub.ErrNotFound}
	}
	return s, nil
}

func snapshot(id, card string, docs ...*doc.Document) *hub.Snapshot {
	s := &hub.Snapshot{
		Ref: ref.Ref{Hub: ref.HuggingFace, Kind: ref.Model, Owner: "acme", Name: id}, AnsweredID: "acme/" + id, Commit: "c0ffee", Complete: true,
		FetchedAt: time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC), Files: []hub.File{{Path: "model.safetensors", Size: 1}},
	}
	s.Documents = append([]*doc.Document{doc.New("README.md", doc.RoleCard, "", []byte(card))}, docs...)
	return s
}

func licence(path, text string) *doc.Document {
	return doc.New(path, doc.RoleLicence, "", []byte(text))
}

func newAuditor(t *testing.T, source audit.Source) *audit.Auditor {
	t.Helper()
	set := ourRules(t)
	return audit.New(audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: source}, Clauses: set.Clauses, Licenses: set.Licenses,
		Cards: set.Cards, Openness: set.Openness})
}

func requests(t *testing.T, names ...string) []audit.Request {
	t.Helper()
	var out []audit.Request
	for _, n := range names {
		r, err := ref.Parse(n)
		out = append(out, audit.Request{Asked: n, Ref: r, Err: err})
	}
	return out
}

func run(t *testing.T, s *hub.Snapshot) audit.TargetReport {
	t.Helper()
	a := newAuditor(t, fake{s.AnsweredID: s})
	return a.Run(context.Background(), requests(t, s.AnsweredID)).Reports[0]
}

func kinds(findings []finding.Finding) map[term.Kind]finding.Finding {
	out := map[term.Kind]finding.Finding{}
	for _, f := range findings {
		out[f.Kind] = f
	}
	return out
}

func TestEveryTargetIsReportedInOrder(t *testing.T) {
	source := fake{"acme/a": snapshot("a", "---\nlicense: cc0-1.0\n---\n")}
	names := []string{"acme/none", "acme/a", "no such name", "provider:nobody/nothing", "./folder"}
	report := newAuditor(t, source).Run(context.Background(), requests(t, names...))
	want := []struct {
		outcome policy.Outcome
		problem string
	}{{policy.Undecided, "not-found"}, {policy.Pass, ""}, {policy.Undecided, "bad-reference"}, {policy.Undecided, "provider-unknown"},
		{policy.Undecided, "hub-unsupported"}}
	for i, r := range report.Reports {
		if r.Target.Asked != names[i] || r.Verdict.Outcome != want[i].outcome {
			t.Errorf("report %d: %s %s, want %s %s", i, r.Target.Asked, r.Verdict.Outcome, names[i], want[i].outcome)
		}
		if want[i].problem != "" && (len(r.Problems) == 0 || r.Problems[0].Code != want[i].problem) {
			t.Errorf("%s: problems %+v, want %s", names[i], r.Problems, want[i].problem)
		}
	}
}

func TestInterruptedRunSaysWhatWasNotRead(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	report := newAuditor(t, fake{}).Run(ctx, requests(t, "acme/a", "acme/b"))
	for _, r := range report.Reports {
		if r.Verdict.Outcome != policy.Undecided || len(r.Problems) != 1 || r.Problems[0].Code != "interrupted" {
			t.Errorf("%s: %s %+v", r.Target.Asked, r.Verdict.Outcome, r.Problems)
		}
	}
}

func TestReportSurvivesJSON(t *testing.T) {
	s := snapshot("a", "---\nlicense: other\n---\n", licence("LICENSE",
		"You may use the Model. If your products have more than 3 million monthly active users, you must obtain a separate licence."))
	report := newAuditor(t, fake{"acme/a": s}).Run(context.Background(), requests(t, "acme/a"))
	first, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var again audit.Report
	if err := json.Unmarshal(first, &again); err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(&again)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(first), string(second)); diff != "" {
		t.Error(diff)
	}
}

// unreadCard has a card of which nothing is known.
func unreadCard() *hub.Snapshot {
	s := snapshot("a", "")
	s.Documents = []*doc.Document{doc.Unread("README.md", doc.RoleCard, "", 1<<31, doc.StatusTooLarge)}
	s.Files = nil
	return s
}

func TestFindings(t *testing.T) {
	capped := "You may use the Model. If your products have more than 3 million monthly active users, you must obtain a separate licence " +
		"from Acme."
	policyText := doc.New("USE_POLICY.md", doc.RolePolicy, "", []byte("You may not use the Model for military purposes."))
	tests := []struct {
		name string
		snap *hub.Snapshot
		want []term.Kind
		not  []term.Kind
	}{
		{"nothing declared", snapshot("a", "# A model\n"), []term.Kind{term.LicenceUndeclared}, nil},
		{"a card that was not read", unreadCard(), []term.Kind{term.NoWeights}, []term.Kind{term.LicenceUndeclared}},
		{"label without a text", snapshot("a", "---\nlicense: cc0-1.0\n---\n"), []term.Kind{term.LicenceTextMissing},
			[]term.Kind{term.LicenceUndeclared}},
		{"label against a text", snapshot("a", "---\nlicense: apache-2.0\n---\n", licence("LICENSE", capped)),
			[]term.Kind{term.LicenceContradiction, term.UserCap, term.LicenceUnknown}, nil},
		{"a policy that nothing names", snapshot("a", "---\nlicense: cc0-1.0\n---\n", policyText), []term.Kind{term.PolicyUnbound},
			[]term.Kind{term.FieldOfUse}},
		{"a policy that the licence names", snapshot("a", "---\nlicense: other\n---\n",
			licence("LICENSE", capped+" Your use must adhere to the Acceptable Use Policy."), policyText), []term.Kind{term.FieldOfUse},
			[]term.Kind{term.PolicyUnbound}},
		{"a licence in prose only", snapshot("a", "# A\n\n## License\n\nThe weights are released under the CC-BY-NC-4.0 licence.\n"),
			[]term.Kind{term.LicenceUndeclared, term.NonCommercial, term.LicenceTextMissing}, nil},
		{"two languages that differ", snapshot("a", "---\nlicense: other\n---\n",
			licence("LICENSE", "If you have more than 100 million monthly active users, you must request a license from us."),
			licence("LICENSE-ZH", "如果您的产品月活跃用户超过1000万，您必须向我们申请许可。")), []term.Kind{term.UserCap, term.LanguageVersionsDiffer}, nil},
		{"two halves that differ", snapshot("a", "---\nlicense: other\n---\n",
			licence("LICENSE", "If you have more than 100 million monthly active users, you must request a license from us.\n\n"+
				"如果您的产品月活跃用户超过1000万，您必须向我们申请许可。")), []term.Kind{term.LanguageVersionsDiffer}, nil},
		{"two languages that agree", snapshot("a", "---\nlicense: other\n---\n",
			licence("LICENSE", "If you have more than 100 million monthly active users, you must request a license from us."),
			licence("LICENSE-ZH", "如果您的产品月活跃用户超过1亿，您必须向我们申请许可。")), []term.Kind{term.UserCap},
			[]term.Kind{term.LanguageVersionsDiffer}},
		{"two limits in one language", snapshot("a", "---\nlicense: other\n---\n",
			licence("LICENSE", "If you have more than 100 million monthly active users, you must request a license from us. "+
				"If you have more than 5 million monthly active users, you must request a license from us, too.")), []term.Kind{term.UserCap},
			[]term.Kind{term.LanguageVersionsDiffer}},
		{"weights alone", snapshot("a", "---\nlicense: other\n---\n", licence("LICENSE-MODEL", capped)), []term.Kind{term.UserCap}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := kinds(run(t, tt.snap).Findings)
			for _, k := range tt.want {
				if _, ok := got[k]; !ok {
					t.Errorf("no %s", k)
				}
			}
			for _, k := range tt.not {
				if _, ok := got[k]; ok {
					t.Errorf("unexpected %s", k)
				}
			}
		})
	}
}

// Every quote is the bytes of its spans, and every finding has its address.
func TestEvidenceHolds(t *testing.T) {
	s := snapshot("a", "---\nlicense: mit\n---\n# A\n\nFor research purposes only.\n",
		licence("LICENSE", "You may not sell the Model.\n\nYou may not use it for:\n\n- military ends\n- harming minors\n"))
	r := run(t, s)
	texts := map[string]*doc.Document{}
	for _, d := range s.Documents {
		texts[d.Path] = d
	}
	for _, f := range r.Findings {
		if len(f.Evidence) == 0 {
			t.Errorf("%s has no evidence", f.Kind)
		}
		for _, e := range f.Evidence {
			d, ok := texts[e.Path]
			if !ok {
				continue
			}
			if e.SHA256 != d.SHA256 || e.Commit != "c0ffee" || e.Quote != d.Quote(e.Spans) {
				t.Errorf("%s: %+v", f.Kind, e)
			}
		}
	}
	if again := run(t, s); fmt.Sprint(ids(again)) != fmt.Sprint(ids(r)) {
		t.Error("the same input gave other finding ids")
	}
}

func ids(r audit.TargetReport) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.ID)
	}
	return out
}
