package rules_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/fixtures"
	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/rules"
)

var update = flag.Bool("update", false, "rewrite the tables of hits")

// TestHitsInFixtures and TestEvalHitsInCards keep a table of what each rule
// finds, so that a new rule shows its side effects in the diff.
func TestHitsInFixtures(t *testing.T) {
	set := load(t)
	hits := map[string]int{}
	err := fs.WalkDir(fixtures.MustSample(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isText(name) {
			return err
		}
		data, err := fs.ReadFile(fixtures.MustSample(), name)
		if err != nil {
			return err
		}
		add(hits, set, name, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "hits-fixtures.txt", hits)
}

func TestEvalHitsInCards(t *testing.T) {
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Skip("FINEPRINT_CORPUS is not set: real cards are not read")
	}
	set := load(t)
	files, err := filepath.Glob(filepath.Join(dir, "cards", "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cards")
	}
	hits := map[string]int{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		add(hits, set, filepath.Base(f), data)
	}
	golden(t, "hits-cards.txt", hits)
}

func load(t *testing.T) *clause.Set {
	t.Helper()
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	return set.Clauses
}

func isText(name string) bool {
	base := strings.ToUpper(filepath.Base(name))
	return base == "README.MD" || strings.HasPrefix(base, "LICENSE") || base == "USE_POLICY.MD"
}

// add counts the clauses of a text by file and rule. A card is read as cards
// are: its prose only, with the rules meant for cards.
func add(hits map[string]int, set *clause.Set, name string, data []byte) {
	d := doc.New(name, doc.RoleLicence, "", data)
	in := clause.Input{Doc: d}
	if strings.HasSuffix(strings.ToLower(name), ".md") && !isPolicy(name) {
		in.Card = true
		if in.Regions = card.Parse(d).Prose(); len(in.Regions) == 0 {
			return
		}
	}
	for _, m := range set.Match(in) {
		hits[name+" "+m.Rule]++
	}
}

func isPolicy(name string) bool {
	base := strings.ToUpper(filepath.Base(name))
	return strings.HasPrefix(base, "LICENSE") || base == "USE_POLICY.MD"
}

func golden(t *testing.T, name string, hits map[string]int) {
	t.Helper()
	var b bytes.Buffer
	for _, key := range slices.Sorted(maps.Keys(hits)) {
		fmt.Fprintf(&b, "%s %d\n", key, hits[key])
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, b.Bytes()) {
		t.Errorf("the hits differ from %s; look at them and run with -update\n%s", path, b.String())
	}
}
