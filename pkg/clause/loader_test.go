package clause_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

const goodRule = `id: mine/no-resale
kind: no-selling
title: Selling is barred
explain: You may not sell it.
match:
  - "may not resell"
examples:
  - want: "[[You may not resell the Model]]."
  - want: "Members [[may not resell the Model]]."
  - none: "You may not repaint the Model."
    why: another act
  - none: "You may resell the Model."
    why: a grant
`

func TestLoadDirAddsRules(t *testing.T) {
	rule := strings.Replace(goodRule, `"Members [[may not resell the Model]]."`, `"[[Members may not resell the Model]]."`, 1)
	set, err := load(t).LoadDir(fstest.MapFS{"clauses/mine/no-resale.yaml": {Data: []byte(rule)}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(set.Rules(), func(r clause.Rule) bool { return r.ID == "mine/no-resale" }) {
		t.Error("the rule is not in the set")
	}
}

func TestLoadDirSaysWhatIsWrong(t *testing.T) {
	set, err := wordsOnly()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ from, to, want string }{
		"unknown field": {"title:", "titel:", "clauses/mine/no-resale.yaml:3: titel: no such key; there are: id, kind, title"},
		"another path":  {"id: mine/no-resale", "id: mine/other", `clauses/mine/no-resale.yaml:1: id: must be "mine/no-resale"`},
		"no such kind":  {"kind: no-selling", "kind: no-such", `clauses/mine/no-resale.yaml:2: kind: "no-such" is not a clause kind`},
		"bad pattern": {"may not resell\"\n", "may (not resell\"\n",
			`clauses/mine/no-resale.yaml:5: match: pattern "may (not resell", character 16: missing ")"`},
		"no such class": {"may not resell\"\n", "{nobody} resell\"\n", "no class {nobody} in the lexicon"},
		"no such param": {"match:", "params: {colour: red}\nmatch:", "clauses/mine/no-resale.yaml:5: params: no-selling has no parameter"},
		"wrong quote":   {"no", "no", `quotes "Members may not resell the Model", not "may not resell the Model"`},
		"too few proofs": {"  - none: \"You may resell the Model.\"\n    why: a grant\n", "",
			"a rule needs at least 2 positive examples and 2 near misses, it has 2 and 1"},
		"no reason":       {"    why: a grant\n", "", "a near miss says why it is none"},
		"near miss found": {"You may resell the Model.", "You may not resell the Model.", "is found, and should not be"},
		"unproved": {"may not resell\"\n", "may not resell\"\n  - \"may not rent\"\n",
			"clauses/mine/no-resale.yaml:7: match[1]: no positive example of the rule holds this pattern"},
		"veto for nothing": {"examples:", "unless:\n  - \"on sundays\"\nexamples:", "unless[0]: no near miss of the rule holds this veto"},
		"no marks":         {"[[You may not resell the Model]].", "You may not resell the Model.", "mark what must be quoted"},
		"two documents":    {"    why: a grant\n", "    why: a grant\n---\nid: x\n", "holds more than one document"},
		"not even a table": {goodRule, "- a\n- b\n", "clauses/mine/no-resale.yaml:1: want keys with values, have a list"},
		"empty":            {goodRule, "", "clauses/mine/no-resale.yaml: is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			rule := strings.Replace(goodRule, tt.from, tt.to, 1)
			_, err := set.LoadDir(fstest.MapFS{"clauses/mine/no-resale.yaml": {Data: []byte(rule)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestLoadDirReportsAllFaultsAtOnce(t *testing.T) {
	bad := strings.Replace(goodRule, "title: Selling is barred\n", "", 1)
	_, err := load(t).LoadDir(fstest.MapFS{
		"clauses/mine/no-resale.yaml": {Data: []byte(bad)},
		"clauses/mine/other.yaml":     {Data: []byte(bad)},
	})
	for _, want := range []string{"no-resale.yaml:1: title", "other.yaml:1: title", "other.yaml:1: id"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestKindsSayEverything(t *testing.T) {
	set := load(t)
	for _, k := range term.ClauseKinds() {
		if info, ok := set.Kind(k); !ok || info.Title == "" {
			t.Errorf("%s is not in kinds.yaml", k)
		}
	}
}
