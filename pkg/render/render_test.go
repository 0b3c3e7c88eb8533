package render_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"plain — 中文":             "plain — 中文",
		"a\x1b[31mb":             `a\u{1B}[31mb`,
		"line\nbreak\tand\rmore": "line break and more",
		"turn\u202eround":        `turn\u{202E}round`,
		"zero\u200bwidth":        `zero\u{200B}width`,
		"\xff":                   `\u{FFFD}`,
	} {
		if got := render.Inert(in); got != want {
			t.Errorf("Inert(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzInert holds that nothing that a terminal would act on gets through.
func FuzzInert(f *testing.F) {
	f.Add("\x1b]0;title\x07")
	f.Add("::error::x\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range render.Inert(s) {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				t.Fatalf("%q lets %U through", s, r)
			}
		}
	})
}

// sample is a report that has one of everything.
func sample() *audit.Report {
	at := time.Date(2031, 5, 1, 9, 30, 0, 0, time.UTC)
	review, undecided := policy.Review, policy.Undecided
	licence := doc.New("LICENSE", doc.RoleLicence, "",
		[]byte("If your products have more than 3 million monthly active users, you must obtain a separate licence from Acme.\n"))
	evidence := []doc.Evidence{licence.Evidence("c0ffee", []doc.Span{licence.Span(0, 109)})}
	capped := finding.New(finding.Finding{
		Kind: term.UserCap, Scopes: []term.Scope{term.Weights}, Source: term.Detected, Rule: "scale/user-cap", Title: "A cap on users",
		Evidence: evidence,
		Params:   term.Params{"threshold": int64(3_000_000), "metric": "monthly-active-users"},
	})
	upstream := licence.Evidence("baad", []doc.Span{licence.Span(0, 17)})
	drift := finding.New(finding.Finding{
		Kind: term.LicenceDrift, Scopes: []term.Scope{term.Weights}, Source: term.Inherited,
		Remarks: []finding.Remark{finding.Say("drifted", "licence", "mit", "upstream", "acme/root", "upstream_licence", "acme-community",
			"titles", []string{"a cap on users"})},
		Evidence: []doc.Evidence{evidence[0], upstream}, Via: []string{"huggingface:model:acme/copy@dad", "huggingface:model:acme/root@baad"},
	})
	notice := finding.New(finding.Finding{Kind: term.NoticeRetention, Scopes: []term.Scope{term.Weights}, Source: term.Detected,
		Title: "Keep the notices", Evidence: evidence})
	return &audit.Report{Schema: audit.Schema, Reports: []audit.TargetReport{
		{
			Target: audit.Target{Asked: "acme/capped\x1b[2J", Kind: "model", AnsweredID: "acme/capped", Commit: "c0ffee", FetchedAt: &at,
				Gated: "manual"},
			Documents: []audit.Document{{Document: licence}, {Document: doc.Unread("NOTICE", doc.RoleNotice, "", 9, doc.StatusDenied)}},
			Licenses: []finding.License{{ID: "acme-community", Match: license.Modified, Scopes: []term.Scope{term.Weights, term.Code},
				Source: term.Detected, Evidence: evidence}},
			Findings: append([]finding.Finding{capped, drift, notice}, parts()...),
			Openness: spectrum(capped.ID),
			Lineage:  family(),
			Summary:  finding.Summary{CommercialUse: term.CommercialConditions},
			Verdict: policy.Verdict{Outcome: policy.Review, Scopes: policy.Scoped{Weights: &review, Code: &undecided}, Reasons: []policy.Reason{
				{Finding: capped.ID, Outcome: policy.Review},
				{Outcome: policy.Undecided, Because: []finding.Remark{finding.Say("document-not-read", "path", "NOTICE", "status", "denied")}},
			}},
			Obligations: []policy.Obligation{
				{Finding: notice.ID, Do: "ship", Says: words("Ship licence text and notices with every copy: {texts}.", "texts", "LICENSE"),
					Due:   policy.DueDepends,
					Hangs: []finding.Remark{words("if you pass it on")}, From: []string{"huggingface:model:acme/root@baad"}},
				{Finding: drift.ID, Do: "show", Says: words("Show {text}.", "text", "Built with Acme", "exact", true),
					Places: []string{"website", "documentation"}, Due: policy.DueYes, From: []string{"huggingface:model:acme/root@baad"}},
				{Finding: capped.ID, Do: "avoid", Says: words("Do not sell it."), Due: policy.DueNo,
					Hangs: []finding.Remark{finding.Say("none-of-this", "acts", []string{"sell"})}},
			},
			Problems: []doc.Problem{doc.NewProblem("gated", "repository", "acme/tiny").At("NOTICE")},
		},
		{Target: audit.Target{Asked: "acme/none"}, Verdict: policy.Verdict{Outcome: policy.Undecided,
			Reasons: []policy.Reason{{Outcome: policy.Undecided, Because: []finding.Remark{finding.Say("nothing-read")}}}},
			Problems: []doc.Problem{doc.NewProblem("not-found", "repository", "acme/none")}},
	}}
}

// words is a remark in words that the rules bring along.
func words(template string, pairs ...any) finding.Remark {
	return finding.Remark{Words: template, Params: finding.Say("", pairs...).Params}
}

// spectrum is an openness with one of everything: a range, a view that comes
// from one part, one that comes from all, and a question.
func spectrum(against string) openness.Result {
	part := func(name, result string, against ...string) openness.Part {
		return openness.Part{Name: name, Says: finding.Say(result), Grounds: openness.Grounds{Against: against}}
	}
	bad, missing := part("5 no persons or groups left out", "term-against", against), part("code", "evidence-missing")
	return openness.Result{
		Tier: openness.Range{Low: openness.Restricted, High: openness.OpenSource,
			Grounds: openness.Grounds{Questions: []finding.Remark{finding.Say("ask-document", "path", "\x1b[2JLICENSE")}}},
		Views: []openness.View{
			{Definition: "Open Weight Definition", Says: bad.Says, Parts: []openness.Part{part("1 free redistribution", "nothing-against"), bad}},
			{Definition: "OSAID", Says: missing.Says, Parts: []openness.Part{missing}},
		},
	}
}

// parts are components of a release, one of them only named.
func parts() []finding.Finding {
	part := func(name string, checked bool) finding.Finding {
		return finding.New(finding.Finding{Kind: term.ComponentFound, Rule: name, Params: term.Params{"checked": checked}, Title: name,
			Remarks: []finding.Remark{finding.Say("paper-linked")}})
	}
	return []finding.Finding{part("Training code", false), part("Datasets", true)}
}

// family is a lineage with one of everything: a node at two places, a step
// that was inferred, and what was not read.
func family() audit.Lineage {
	node := func(id string, status lineage.Status, licences ...string) audit.LineageNode {
		return audit.LineageNode{ID: id, Commit: map[string]string{"acme/root": "baad"}[id], Status: status, Licenses: licences}
	}
	edge := func(from, to string, r lineage.Relation, s term.Source) audit.LineageEdge {
		return audit.LineageEdge{From: from, To: to, Relation: r, Source: s}
	}
	return audit.Lineage{
		Nodes: []audit.LineageNode{
			node("acme/capped", lineage.Read), node("acme/copy", lineage.Read), node("acme/root", lineage.Gated, "acme-community"),
			node("datasets/acme/\x1b[2Jdata", lineage.Missing),
			node("catalogue:pebble", lineage.Known, "pebble"),
		},
		Edges: []audit.LineageEdge{
			edge("acme/capped", "acme/copy", lineage.Merge, term.Declared), edge("acme/capped", "acme/root", lineage.Merge, term.Declared),
			edge("acme/copy", "acme/root", lineage.Quantized, term.Declared),
			edge("acme/copy", "datasets/acme/\x1b[2Jdata", lineage.TrainedOn, term.Declared),
			edge("acme/root", "catalogue:pebble", lineage.Finetune, term.Inferred),
			edge("acme/root", "acme/capped", lineage.Finetune, term.Declared),
		},
	}
}

func textOf(p render.Page) error { return render.NewReport(sample()).Text(p) }

func jsonOf(p render.Page) error {
	format, err := render.Lookup("json")
	if err != nil {
		return err
	}
	return format.Write(p, render.NewReport(sample()))
}

func TestReport(t *testing.T) {
	for _, c := range []struct {
		golden  string
		details bool
	}{{"report.txt", false}, {"report-details.txt", true}} {
		var out bytes.Buffer
		if err := textOf(render.Page{W: &out, Width: 80, Details: c.details}); err != nil {
			t.Fatal(err)
		}
		golden(t, c.golden, out.Bytes())
	}
}

// golden compares what was written with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: run with -update if this is meant:\n%s", name, diff)
	}
}

// No line of prose is wider than the terminal, and nothing acts on it.
func TestReportFits(t *testing.T) {
	for _, p := range []render.Page{{Width: 40}, {Width: 80}, {Width: 120}, {Width: 40, Details: true}, {Width: 120, Details: true}} {
		var out bytes.Buffer
		width := p.Width
		p.W = &out
		if err := textOf(p); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if uniseg.StringWidth(line) > width {
				t.Errorf("width %d: %q", width, line)
			}
			if strings.ContainsRune(line, '\x1b') {
				t.Errorf("an escape sequence got through: %q", line)
			}
		}
	}
}

func TestColourOnlyWhenAllowed(t *testing.T) {
	var out bytes.Buffer
	if err := textOf(render.Page{W: &out, Width: 80, Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\x1b[33m") && !strings.Contains(out.String(), ";33m") {
		t.Error("no colour")
	}
}

// broken is a writer that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestWriterErrorsAreReported(t *testing.T) {
	if err := textOf(render.Page{W: broken{}}); err == nil {
		t.Error("text: no error")
	}
	if err := jsonOf(render.Page{W: broken{}}); err == nil {
		t.Error("json: no error")
	}
}
