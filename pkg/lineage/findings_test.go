package lineage_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// meanings is a small table of clause kinds.
func meanings(k term.Kind) (kind.Info, bool) {
	both, models := []kind.Way{kind.ToDerivatives, kind.ToTrained}, []kind.Way{kind.ToDerivatives}
	info, ok := map[term.Kind]kind.Info{
		term.UserCap:         {Title: "A cap", Limits: kind.LimitsUsers, Travels: models},
		term.NonCommercial:   {Title: "No commerce", Limits: kind.LimitsUse, Barred: []term.Right{term.Commercial}, Travels: both},
		term.ShareAlike:      {Title: "Share alike", Limits: kind.LimitsPassingOn, Travels: models},
		term.NoticeRetention: {Title: "Notices", Limits: kind.LimitsNone, Travels: models},
		term.Naming:          {Title: "Names", Limits: kind.LimitsNone, Travels: models},
		term.GoverningLaw:    {Title: "Law", Limits: kind.LimitsNone},
	}[k]
	return info, ok
}

// licensed gives a repository a licence with clauses.
func licensed(r lineage.Repository, id string, category term.Category, clauses ...term.Kind) lineage.Repository {
	scope := term.Weights
	if r.Ref.Kind == ref.Dataset {
		scope = term.Data
	}
	e := &license.Entry{ID: id, Family: id, Category: category, FixedText: true}
	at := func(what string) []doc.Evidence {
		return []doc.Evidence{doc.New("LICENSE", doc.RoleLicence, "", []byte(id+" "+what)).Evidence(r.Commit, []doc.Span{{End: 3, Line: 1}})}
	}
	r.Licenses = []finding.License{{ID: id, Match: license.Exact, Scopes: []term.Scope{scope}, Source: term.Detected, Evidence: at("name"),
		Entry: e}}
	for _, k := range clauses {
		params := term.NewParams(k)
		if k == term.Naming {
			params["must_include"], params["position"] = "Pebble", "prefix"
		}
		r.Findings = append(r.Findings, finding.New(finding.Finding{
			Kind: k, Scopes: []term.Scope{scope}, Source: term.Detected, Params: params, Title: string(k), Evidence: at(string(k)),
		}))
	}
	return r
}

// issuedBy says who publishes the licences of a repository; one of nobody is a
// text that the catalogue does not know.
func issuedBy(r lineage.Repository, issuer string) lineage.Repository {
	r.Licenses = slices.Clone(r.Licenses)
	for i, l := range r.Licenses {
		if issuer == "" {
			r.Licenses[i].Entry = nil
			continue
		}
		e := *l.Entry
		e.Issuer = issuer
		r.Licenses[i].Entry = &e
	}
	return r
}

func noShareOf(r lineage.Repository) lineage.Repository {
	return licensed(r, "odd", term.ResearchOnly, term.NonCommercial)
}

func permissive(r lineage.Repository) lineage.Repository {
	return licensed(r, "freely", term.Permissive, term.NoticeRetention)
}

func community(r lineage.Repository) lineage.Repository {
	return licensed(r, "pebble", term.Community, term.UserCap, term.Naming, term.NoticeRetention, term.GoverningLaw)
}

// said writes findings as "kind source", sorted.
func said(findings []finding.Finding) []string {
	out := []string{}
	for _, f := range findings {
		out = append(out, fmt.Sprintf("%s %s", f.Kind, f.Source))
	}
	slices.Sort(out)
	return out
}

func TestFindings(t *testing.T) {
	inferred := func(id string) lineage.Parent {
		p := parent(t, id)
		p.Source, p.Reason, p.Evidence = term.Inferred, finding.Say("card-says-from", "upstream", id), []doc.Evidence{{Path: "README.md"}}
		return p
	}
	guessed := repo(t, "a/a")
	guessed.Parents = []lineage.Parent{inferred("p/pebble")}
	quant := repo(t, "a/a")
	quant.Parents = []lineage.Parent{parent(t, "p/pebble")}
	quant.Parents[0].Relation = lineage.Quantized
	bare := permissive(repo(t, "a/pebble-a", "p/pebble"))
	bare.Bare = true
	part := permissive(repo(t, "a/a"))
	adapter := finding.Say("adapter-config")
	part.Incomplete = &adapter
	unknown := permissive(repo(t, "a/a", "p/pebble"))
	unknown.Licenses[0].Entry = nil
	pebble := community(repo(t, "p/pebble"))
	inherits := []string{"naming inherited", "user-cap inherited"}
	drifts := slices.Concat([]string{"licence-drift inherited"}, inherits)
	noShare := licensed(repo(t, "n/n"), "closed-use", term.ResearchOnly, term.NonCommercial)
	tests := []struct {
		name   string
		root   lineage.Repository
		others map[string]lineage.Repository
		want   []string
	}{
		{"permissive over permissive", permissive(repo(t, "a/a", "b/b")),
			map[string]lineage.Repository{"b/b": licensed(repo(t, "b/b"), "as-freely", term.Permissive, term.NoticeRetention)}, []string{}},
		{"the same licence", community(repo(t, "a/a", "p/pebble")), map[string]lineage.Repository{"p/pebble": pebble}, []string{}},
		{"permissive over a cap", permissive(repo(t, "a/a", "p/pebble")), map[string]lineage.Repository{"p/pebble": pebble}, drifts},
		{"a root behind a mirror", permissive(repo(t, "a/a", "m/m")),
			map[string]lineage.Repository{"m/m": permissive(repo(t, "m/m", "p/pebble")), "p/pebble": pebble}, drifts},
		{"the owner's own new licence", permissive(repo(t, "a/a", "p/free")),
			map[string]lineage.Repository{"p/free": permissive(repo(t, "p/free", "p/pebble")), "p/pebble": pebble}, []string{}},
		{"a copy of another's work on the same account", permissive(repo(t, "p/copy", "p/pebble")),
			map[string]lineage.Repository{"p/pebble": issuedBy(pebble, "Stone Works")}, drifts},
		{"own work under a licence of the same name", permissive(repo(t, "stone-ai/new", "stone-ai/old")),
			map[string]lineage.Repository{"stone-ai/old": issuedBy(community(repo(t, "stone-ai/old")), "Stone Works")}, []string{}},
		{"a copy under a text that nobody knows", permissive(repo(t, "p/copy", "p/odd")),
			map[string]lineage.Repository{"p/odd": issuedBy(noShareOf(repo(t, "p/odd")), "")},
			[]string{"licence-drift inherited", "non-commercial inherited"}},
		{"the owner's copy without a licence", permissive(repo(t, "a/a", "p/free")),
			map[string]lineage.Repository{"p/free": repo(t, "p/free", "p/pebble"), "p/pebble": pebble}, drifts},
		{"no licence at all", repo(t, "a/a", "p/pebble"), map[string]lineage.Repository{"p/pebble": pebble},
			[]string{"naming inherited", "notice-retention inherited", "user-cap inherited"}},
		{"a licence that nobody knows", unknown, map[string]lineage.Repository{"p/pebble": pebble}, inherits},
		{"restricted otherwise", licensed(repo(t, "a/a", "p/pebble"), "study", term.ResearchOnly, term.NonCommercial, term.NoticeRetention),
			map[string]lineage.Repository{"p/pebble": pebble}, inherits},
		{"commerce that the parent bars", community(repo(t, "a/a", "n/n")), map[string]lineage.Repository{"n/n": noShare},
			[]string{"licence-drift inherited", "non-commercial inherited"}},
		{"copyleft made permissive", permissive(repo(t, "a/a", "c/c")),
			map[string]lineage.Repository{"c/c": licensed(repo(t, "c/c"), "alike", term.Copyleft, term.ShareAlike)},
			[]string{"licence-drift inherited", "share-alike inherited"}},
		{"data of a non-commercial licence", permissive(repo(t, "a/a", "datasets/d/d")),
			map[string]lineage.Repository{"d/d": licensed(repo(t, "datasets/d/d"), "study", term.ResearchOnly, term.NonCommercial,
				term.ShareAlike)}, []string{"non-commercial inherited"}},
		{"a parent that only prose names", permissive(guessed), map[string]lineage.Repository{"p/pebble": pebble},
			[]string{"licence-drift inferred", "naming inferred", "parent-undeclared inferred", "user-cap inferred"}},
		{"neither text nor notice", bare, map[string]lineage.Repository{"p/pebble": pebble},
			slices.Concat([]string{"licence-drift inherited", "naming inherited", "notice-retention inherited", "user-cap inherited"})},
		{"a part of a model that nobody names", part, nil, []string{"parent-undeclared inferred"}},
		{"a merge that cannot keep both", licensed(repo(t, "a/a", "c/c", "n/n"), "alike", term.Copyleft, term.ShareAlike, term.NonCommercial),
			map[string]lineage.Repository{"c/c": licensed(repo(t, "c/c"), "alike", term.Copyleft, term.ShareAlike), "n/n": noShare},
			[]string{"licence-contradiction inherited"}},
		{"a merge under one copyleft", licensed(repo(t, "a/a", "c/c", "b/b"), "alike", term.Copyleft, term.ShareAlike, term.NoticeRetention),
			map[string]lineage.Repository{"c/c": licensed(repo(t, "c/c"), "alike", term.Copyleft, term.ShareAlike),
				"b/b": permissive(repo(t, "b/b"))}, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := lineage.Walk(context.Background(), tt.root, (&world{repos: tt.others}).load, lineage.Limits{})
			findings := g.Findings(meanings)
			slices.Sort(tt.want)
			if got := said(findings); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			for _, f := range findings {
				if f.Kind != term.ParentUndeclared && len(f.Via) == 0 {
					t.Errorf("%s has no path", f.Kind)
				}
			}
		})
	}
}

func TestNames(t *testing.T) {
	pebble := map[string]lineage.Repository{"p/pebble": community(repo(t, "p/pebble"))}
	for id, missing := range map[string]bool{"a/Pebble-7b-chat": false, "a/pebble_x": false, "a/my-Pebble": true, "a/stone": true} {
		g := lineage.Walk(context.Background(), permissive(repo(t, id, "p/pebble")), (&world{repos: pebble}).load, lineage.Limits{})
		for _, f := range g.Findings(meanings) {
			told := slices.ContainsFunc(f.Remarks, func(r finding.Remark) bool { return r.Code == "name-does-not-begin" })
			if f.Kind == term.Naming && told != missing {
				t.Errorf("%s: %v", id, f.Remarks)
			}
		}
	}
}

// The path and the dropped clauses are in a drift, and both quotes.
func TestDrift(t *testing.T) {
	others := map[string]lineage.Repository{"m/m": repo(t, "m/m", "p/pebble"), "p/pebble": community(repo(t, "p/pebble"))}
	root := permissive(repo(t, "a/a", "m/m"))
	root.Template = "a trainer"
	g := lineage.Walk(context.Background(), root, (&world{repos: others}).load, lineage.Limits{})
	for _, f := range g.Findings(meanings) {
		if f.Kind != term.LicenceDrift {
			continue
		}
		if want := []string{"huggingface:model:m/m@c0ffee", "huggingface:model:p/pebble@c0ffee"}; !slices.Equal(f.Via, want) {
			t.Errorf("via %q", f.Via)
		}
		if drops, _ := f.Params["drops"].([]string); !slices.Equal(drops, []string{"user-cap"}) || f.Params["template"] != "a trainer" ||
			f.Params["upstream"] != "p/pebble" {
			t.Errorf("params %v", f.Params)
		}
		if len(f.Evidence) != 3 || f.Evidence[0].Quote != "fre" || f.Evidence[1].Quote != "peb" {
			t.Errorf("evidence %+v", f.Evidence)
		}
		return
	}
	t.Error("no drift")
}

func TestUnsettled(t *testing.T) {
	changed := permissive(repo(t, "b/b"))
	changed.Licenses[0].Match = license.Modified
	template := permissive(repo(t, "f/f"))
	template.Licenses[0].Match, template.Licenses[0].Entry = license.Reference, &license.Entry{ID: "template", Category: term.Permissive}
	closed := permissive(repo(t, "c/c"))
	closed.Unread = []string{"LICENSE.pdf"}
	root := permissive(repo(t, "a/a", "b/b", "c/c", "d/d", "e/e", "f/f", "no/one", "datasets/no/data"))
	others := map[string]lineage.Repository{"b/b": changed, "c/c": closed, "d/d": repo(t, "d/d"), "e/e": permissive(repo(t, "e/e")),
		"f/f": template}
	g := lineage.Walk(context.Background(), root, (&world{repos: others}).load, lineage.Limits{})
	if got, want := g.Unsettled(), []string{"b/b", "c/c", "d/d", "f/f", "no/one"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
