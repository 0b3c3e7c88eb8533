package clause_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// rulesDir is the folder of the rule sources, seen from this package.
const rulesDir = "../../rules"

func load(t testing.TB) *clause.Set {
	t.Helper()
	set, err := ours()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// ours is the set of our own rules, which all tests share.
var ours = sync.OnceValues(func() (*clause.Set, error) {
	index, err := ourIndex()
	if err != nil {
		return nil, err
	}
	return clause.Load(index)
})

// ourIndex is the index of our own rules; nobody may change it.
var ourIndex = sync.OnceValues(func() ([]byte, error) { return clause.Compile(os.DirFS(rulesDir)) })

// corpusTexts returns the texts of the reference corpus by id.
func corpusTexts(t testing.TB) map[string]*doc.Document {
	t.Helper()
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Skip("FINEPRINT_CORPUS is not set: the reference corpus is not read")
	}
	files, err := filepath.Glob(filepath.Join(dir, "licenses", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s", dir)
	}
	out := map[string]*doc.Document{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		out[name[:len(name)-len(".txt")]] = doc.New(name, doc.RoleLicence, "", data)
	}
	return out
}

// TestEvalClauses writes the clauses found in the corpus as the text command
// would, when FINEPRINT_EVAL_OUT names a file, for scoring by other tools.
func TestEvalClauses(t *testing.T) {
	set := load(t)
	type c struct {
		Kind   string     `json:"kind"`
		Params any        `json:"params"`
		Rule   string     `json:"rule"`
		Quote  string     `json:"quote"`
		Spans  []doc.Span `json:"spans"`
	}
	type d struct {
		Path    string         `json:"path"`
		Clauses []c            `json:"clauses"`
		Summary map[string]any `json:"summary"`
	}
	var out struct {
		Documents []d `json:"documents"`
	}
	for id, text := range corpusTexts(t) {
		in := clause.Input{Doc: text}
		read := set.Read(in)
		found := read.Matches
		sum := summarise(set, read)
		row := d{Path: id + ".txt", Clauses: []c{}, Summary: map[string]any{"commercial_use": sum.CommercialUse,
			"restriction_free": sum.RestrictionFree}}
		for _, m := range found {
			row.Clauses = append(row.Clauses, c{string(m.Kind), m.Params, m.Rule, text.Quote(m.Spans), m.Spans})
		}
		out.Documents = append(out.Documents, row)
	}
	if file := os.Getenv("FINEPRINT_EVAL_OUT"); file != "" {
		data, err := json.Marshal(out)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
