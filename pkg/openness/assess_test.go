package openness_test

import (
	"fmt"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// kinds knows one kind for each way in which a clause may count.
func kinds(k term.Kind) (kind.Info, bool) {
	info, ok := map[term.Kind]kind.Info{
		term.NonCommercial:        {Limits: kind.LimitsUse, Breaks: map[string][]string{"osd": {"6"}, "owd": {"6"}, "eu": {"83"}}},
		term.NoRedistribution:     {Limits: kind.LimitsPassingOn, Breaks: map[string][]string{"osd": {"1"}, "owd": {"1"}, "eu": {"83"}}},
		term.AttributionThreshold: {Limits: kind.LimitsNone, Breaks: map[string][]string{"osd": {"5"}, "owd": {"5"}, "eu": {"80"}}},
		term.NoticeRetention:      {Limits: kind.LimitsNone},
	}[k]
	info.Title = string(k)
	return info, ok
}

const fullCard = `---
license: mit
datasets: [acme/letters]
---
# Roadrunner 1B

The training code is at https://github.com/acme/roadrunner-train.
`

// base are the facts of a model that has everything.
func base(t testing.TB) openness.Facts {
	t.Helper()
	c := card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(fullCard)))
	mit := "MIT"
	return openness.Facts{
		Definitions: definitions(t), Kinds: kinds, Card: c,
		Snapshot: &hub.Snapshot{Complete: true, Files: []hub.File{{Path: "model.safetensors"}, {Path: "README.md"}},
			Documents: []*doc.Document{c.Doc}},
		Licenses: []finding.License{{ID: "MIT", SPDX: &mit, Match: license.Exact, Scopes: []term.Scope{term.Weights, term.Code},
			Source: term.Detected, Entry: &license.Entry{ID: "MIT", FixedText: true}}},
		Datasets: []openness.Dataset{{ID: "acme/letters", Status: openness.DatasetRead,
			Licences: []finding.License{{ID: "CC0-1.0", Entry: &license.Entry{ID: "CC0-1.0"}}}}},
	}
}

func clauseOf(k term.Kind, source term.Source) finding.Finding {
	return finding.New(finding.Finding{Kind: k, Scopes: []term.Scope{term.Weights}, Source: source, Title: string(k)})
}

func withCard(f *openness.Facts, text string) {
	f.Card = card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(text)))
	f.Snapshot.Documents = []*doc.Document{f.Card.Doc}
}

func TestTier(t *testing.T) {
	for name, tt := range map[string]struct {
		change    func(*openness.Facts)
		low, high openness.Tier
	}{
		"everything there": {func(*openness.Facts) {}, openness.OpenWeight, openness.OpenSource},
		"a service": {func(f *openness.Facts) { f.Closed, f.Snapshot, f.Card = true, nil, nil }, openness.Closed,
			openness.Closed},
		"a limit on use": {func(f *openness.Facts) { f.Findings = add(f, term.NonCommercial, term.Detected) }, openness.Restricted,
			openness.Restricted},
		"a limit upstream": {func(f *openness.Facts) { f.Findings = add(f, term.NonCommercial, term.Inherited) }, openness.Restricted,
			openness.Restricted},
		"a limit on passing on": {func(f *openness.Facts) { f.Findings = add(f, term.NoRedistribution, term.Catalogue) },
			openness.Restricted, openness.Restricted},
		"a limit that was inferred": {func(f *openness.Facts) { f.Findings = add(f, term.NonCommercial, term.Inferred) }, openness.Restricted,
			openness.OpenSource},
		"a kind that nobody knows": {func(f *openness.Facts) { f.Findings = add(f, term.UserCap, term.Detected) }, openness.Restricted,
			openness.Restricted},
		"a badge above a number": {func(f *openness.Facts) { f.Findings = add(f, term.AttributionThreshold, term.Detected) },
			openness.OpenWeight, openness.OpenSource},
		"a duty to keep notices": {func(f *openness.Facts) { f.Findings = add(f, term.NoticeRetention, term.Detected) }, openness.OpenWeight,
			openness.OpenSource},
		"no licence found": {func(f *openness.Facts) { f.Licenses = nil }, openness.Restricted, openness.OpenSource},
		"no licence declared either": {func(f *openness.Facts) {
			f.Licenses, f.Findings = nil, add(f, term.LicenceUndeclared, term.Declared)
		}, openness.Restricted, openness.Restricted},
		"no licence, list cut": {func(f *openness.Facts) {
			f.Licenses, f.Findings = nil, add(f, term.LicenceUndeclared, term.Declared)
			f.Snapshot.Complete = false
		}, openness.Restricted, openness.OpenSource},
		"an unknown licence": {func(f *openness.Facts) { f.Licenses[0].Entry = nil }, openness.Restricted, openness.OpenSource},
		"a changed text": {func(f *openness.Facts) { f.Licenses[0].Match = license.Modified }, openness.Restricted,
			openness.OpenSource},
		"a name in prose":          {func(f *openness.Facts) { f.Licenses[0].Source = term.Inferred }, openness.Restricted, openness.OpenSource},
		"a licence unread":         {func(f *openness.Facts) { f.Unread = unread(doc.RoleLicence) }, openness.Restricted, openness.OpenSource},
		"a link unread, text read": {func(f *openness.Facts) { f.Unread = unread(doc.RoleLinked) }, openness.OpenWeight, openness.OpenSource},
		"a parent unread":          {func(f *openness.Facts) { f.Upstream = []string{"acme/coyote"} }, openness.Restricted, openness.OpenSource},
		"no weights seen":          {func(f *openness.Facts) { f.Snapshot.Files = nil }, openness.Closed, openness.OpenSource},
		"no training code": {func(f *openness.Facts) { withCard(f, "# Roadrunner\n\nA model.\n") }, openness.OpenWeight,
			openness.OpenWeight},
		"no training data": {func(f *openness.Facts) { f.Datasets = nil }, openness.OpenWeight, openness.OpenWeight},
		"a missing dataset": {func(f *openness.Facts) { f.Datasets[0].Status = openness.DatasetMissing }, openness.OpenWeight,
			openness.OpenSource},
		"a card that was not read": {func(f *openness.Facts) { f.Card = nil }, openness.OpenWeight, openness.OpenSource},
		"code without training": {func(f *openness.Facts) {
			f.Code = map[string]*hub.CodeTree{"https://github.com/acme/roadrunner-train": {Files: []string{"slides.pdf"}}}
		}, openness.OpenWeight, openness.OpenWeight},
	} {
		t.Run(name, func(t *testing.T) {
			f := base(t)
			tt.change(&f)
			got, _ := openness.Assess(f)
			if got.Tier.Low != tt.low || got.Tier.High != tt.high {
				t.Errorf("%s to %s, want %s to %s; ask %v", got.Tier.Low, got.Tier.High, tt.low, tt.high, got.Tier.Questions)
			}
			if got.Tier.Low != got.Tier.High && len(got.Tier.Questions) == 0 {
				t.Error("a range asks nothing")
			}
		})
	}
}

func add(f *openness.Facts, k term.Kind, source term.Source) []finding.Finding {
	return append(f.Findings, clauseOf(k, source))
}

func unread(role doc.Role) []*doc.Document {
	return []*doc.Document{doc.Unread("LICENSE", role, "", 0, doc.StatusDenied)}
}

// TestRestrictionsNeverHelp adds clauses and doubts to facts in all
// combinations: neither end of the tier moves up for any of them.
func TestRestrictionsNeverHelp(t *testing.T) {
	changes := []func(*openness.Facts){
		func(f *openness.Facts) { f.Findings = add(f, term.NonCommercial, term.Detected) },
		func(f *openness.Facts) { f.Findings = add(f, term.NoRedistribution, term.Inferred) },
		func(f *openness.Facts) { f.Findings = add(f, term.AttributionThreshold, term.Inherited) },
		func(f *openness.Facts) { f.Upstream = []string{"acme/coyote"} },
		func(f *openness.Facts) { f.Unread = unread(doc.RoleLicence) },
		func(f *openness.Facts) { f.Snapshot.Files = nil },
		func(f *openness.Facts) { f.Datasets = nil },
	}
	rank := func(x openness.Tier) int { return slices.Index(openness.Tiers(), x) }
	assess := func(set int) openness.Range {
		f := base(t)
		for i, change := range changes {
			if set&(1<<i) != 0 {
				change(&f)
			}
		}
		r, _ := openness.Assess(f)
		return r.Tier
	}
	for set := range 1 << len(changes) {
		before := assess(set)
		if rank(before.Low) > rank(before.High) {
			t.Fatalf("%b: %s above %s", set, before.Low, before.High)
		}
		for i := range changes {
			if after := assess(set | 1<<i); rank(after.Low) > rank(before.Low) || rank(after.High) > rank(before.High) {
				t.Errorf("%b with %d: %s to %s, was %s to %s", set, i, after.Low, after.High, before.Low, before.High)
			}
		}
	}
}

// Every id that a view or the tier names is that of a finding, and the same
// facts give the same answer.
func TestGroundsLeadToFindings(t *testing.T) {
	f := base(t)
	f.Findings = add(&f, term.NonCommercial, term.Detected)
	got, made := openness.Assess(f)
	again, _ := openness.Assess(f)
	if !reflect.DeepEqual(got, again) {
		t.Error("the same facts gave two answers")
	}
	known := map[string]bool{}
	for _, x := range slices.Concat(f.Findings, made) {
		known[x.ID] = true
	}
	if len(got.Views) != len(f.Definitions.Views) {
		t.Fatalf("%d views", len(got.Views))
	}
	check := func(where string, g openness.Grounds) {
		for _, id := range slices.Concat(g.For, g.Against) {
			if !known[id] {
				t.Errorf("%s: no finding %s", where, id)
			}
		}
	}
	check("tier", got.Tier.Grounds)
	for _, v := range got.Views {
		check(v.Definition, v.Grounds)
		for _, p := range v.Parts {
			check(v.Definition+" "+p.Name, p.Grounds)
		}
	}
}

func TestViews(t *testing.T) {
	result := func(f openness.Facts, definition string) string {
		r, _ := openness.Assess(f)
		for _, v := range told(r).Views {
			if strings.HasPrefix(v.Definition, definition) {
				return v.Result
			}
		}
		return "no such view"
	}
	full, limited, badge := base(t), base(t), base(t)
	limited.Findings = add(&limited, term.NonCommercial, term.Detected)
	badge.Findings = add(&badge, term.AttributionThreshold, term.Detected)
	for _, tt := range []struct {
		facts            openness.Facts
		definition, want string
	}{
		{full, "Open Weight Definition", "no term found against it"},
		{full, "OSAID", "evidence missing"}, // neither architecture nor inference code
		{limited, "OSAID", "a term stands against it"},
		{limited, "Open Weight Definition", "a term stands against it"},
		{limited, "EU guidelines", "holds a term that the Commission lists as disqualifying"},
		{limited, "FSF", "a term stands against it"},
		{badge, "Open Weight Definition", "needs a person"},
		{full, "Model Openness Framework", "Unclassified (17 % of Class III - Open Model)"},
	} {
		if got := result(tt.facts, tt.definition); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.definition, got, tt.want)
		}
	}
}

// told returns a result with its sentences.
func told(r openness.Result) openness.Result {
	return render.NewReport(&audit.Report{Reports: []audit.TargetReport{{Openness: r}}}).Reports[0].Openness
}

func BenchmarkAssess(b *testing.B) {
	f := base(b)
	withCard(&f, fullCard+strings.Repeat("\n\nIt was trained on [Letters](https://huggingface.co/datasets/acme/letters) and tested.", 200))
	for i := range 30 {
		f.Findings = append(f.Findings, finding.New(finding.Finding{Kind: term.NonCommercial, Scopes: []term.Scope{term.Weights},
			Rule: fmt.Sprint(i)}))
	}
	for b.Loop() {
		openness.Assess(f)
	}
}
