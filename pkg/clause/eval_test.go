package clause_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

// wordsOnly is the set of our words without our rules, for what is the same with
// and without them.
var wordsOnly = sync.OnceValues(func() (*clause.Set, error) {
	index, err := clause.Compile(withoutRules{os.DirFS(rulesDir)})
	if err != nil {
		return nil, err
	}
	return clause.Load(index)
})

// withoutRules hides the rules of a folder.
type withoutRules struct{ fs.FS }

func (w withoutRules) Open(name string) (fs.File, error) {
	if top, _, _ := strings.Cut(name, "/"); top == "clauses" || top == "plain" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

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

// corpusReadings returns how our own rules read the texts of the corpus. All
// tests share it: nobody may change it.
func corpusReadings(t testing.TB) map[string]clause.Reading {
	t.Helper()
	set, texts := load(t), corpusTexts(t)
	onceRead.Do(func() {
		readings = map[string]clause.Reading{}
		for id, text := range texts {
			readings[id] = set.Read(clause.Input{Doc: text})
		}
	})
	return readings
}

var (
	onceRead sync.Once
	readings map[string]clause.Reading
)
