package clause_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
)

func compileOurs(t testing.TB) []byte {
	t.Helper()
	index, err := ourIndex()
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func TestCompileIsDeterministic(t *testing.T) {
	again, err := clause.Compile(os.DirFS(rulesDir))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(compileOurs(t), again) {
		t.Error("two runs wrote different indexes")
	}
}

func TestLoadRefusesDamagedIndexes(t *testing.T) {
	index := compileOurs(t)
	for name, damaged := range map[string][]byte{
		"cut off":      index[:len(index)-1],
		"another kind": append([]byte("something else 1\n"), index...),
		"a bit turned": append(append(bytes.Clone(index[:500]), index[500]^1), index[501:]...),
		"a head only":  index[:10],
	} {
		if _, err := clause.Load(damaged); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}

func TestLoadKeepsWhatPeopleRead(t *testing.T) {
	set := load(t)
	rules, err := clause.ReadRules(os.DirFS(rulesDir))
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Rules(); len(got) != len(rules) || got[0].Title != rules[0].Title || got[0].Explain != rules[0].Explain {
		t.Errorf("%d rules, want %d with their titles and explanations", len(got), len(rules))
	}
}

func TestLoadOfNothingIsAnEmptySet(t *testing.T) {
	set, err := clause.Load(nil)
	if err != nil || len(set.Rules()) != 0 || len(set.Kinds()) != 0 {
		t.Errorf("%v, %v", set, err)
	}
}
