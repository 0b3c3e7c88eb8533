package rules_test

import (
	"io/fs"
	"os"
	"path"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

func TestRuleFilesFollowTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../docs/schema/rule.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = fs.WalkDir(os.DirFS("."), "clauses", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		files++
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var value any
		if err := yaml.Unmarshal(data, &value); err != nil {
			return err
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Fatal("no rules found")
	}
}

// Every clause kind is described, has a rule, and bears at least five
// positive examples and five near misses.
func TestEveryKindIsProved(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	sources, err := clause.ReadRules(rules.ClauseSources())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range term.ClauseKinds() {
		if _, ok := set.Clauses.Kind(k); !ok {
			t.Errorf("%s is not described in kinds.yaml", k)
		}
		want, none := 0, 0
		for _, r := range sources {
			if r.Kind != k {
				continue
			}
			for _, e := range r.Examples {
				if e.Want != "" {
					want++
				} else {
					none++
				}
			}
		}
		if want < 5 || none < 5 {
			t.Errorf("%s has %d positive examples and %d near misses, want five of each", k, want, none)
		}
	}
}
