package audit_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// The soak draws repositories that must not pass, and some that must. The
// draws of one seed are always the same; a failure names its seed and number.
var (
	soakDraws = flag.Int("soak", 400, "number of draws of TestNeverFreer and, a tenth of it, of TestNeverNoisier")
	soakSeed  = flag.Uint64("soakseed", 1, "seed of the draws")
)

// A tree is a repository as a folder: file names and contents.
type tree map[string][]byte

// soakAuditor audits folders with our own rules.
func soakAuditor(t *testing.T) *audit.Auditor {
	t.Helper()
	set := ourRules(t)
	return audit.New(audit.Config{
		Sources: map[string]audit.Source{ref.Local: localdir.New(localdir.Config{})},
		Clauses: set.Clauses, Licenses: set.Licenses, Cards: set.Cards, Openness: set.Openness, Concurrency: runtime.GOMAXPROCS(0),
	})
}

// soakBatch is the number of repositories that lie on disk at once.
const soakBatch = 200

// soak draws n repositories, audits them, and has each answer checked.
func soak(t *testing.T, n int, draw func(n int, r *rand.Rand) (tree, string), check func(string, tree, audit.TargetReport)) {
	auditor := soakAuditor(t)
	for from := 0; from < n; from += soakBatch {
		dir := t.TempDir()
		var asked []audit.Request
		var what []string
		var trees []tree
		for i := from; i < min(n, from+soakBatch); i++ {
			files, said := draw(i, rand.New(rand.NewPCG(*soakSeed, uint64(i))))
			folder := filepath.Join(dir, fmt.Sprintf("draw-%d", i))
			files.write(t, folder)
			trees = append(trees, files)
			what = append(what, fmt.Sprintf("seed %d, draw %d: %s", *soakSeed, i, said))
			asked = append(asked, audit.Request{Asked: folder, Ref: ref.Ref{Hub: ref.Local, Kind: ref.Model, Path: folder}})
		}
		for i, r := range auditor.Run(context.Background(), asked).Reports {
			check(what[i], trees[i], r)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
}

func (f tree) write(t *testing.T, folder string) {
	t.Helper()
	for name, content := range f {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// String shows the small files of a tree, for a failure to be read.
func (f tree) String() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if text := f[name]; len(text) < 1500 {
			fmt.Fprintf(&b, "--- %s\n%s\n", name, text)
		} else {
			fmt.Fprintf(&b, "--- %s: %d bytes\n", name, len(text))
		}
	}
	return b.String()
}

// mostShown bounds how many failures of a soak are printed whole.
const mostShown = 25

// TestNeverFreer holds that a repository that passes does not pass any more
// once one limiting sentence stands somewhere in it, or once a text with such a
// sentence is renamed, moved, nested, cut or written in another encoding; and
// that the words are quoted wherever they could be read.
func TestNeverFreer(t *testing.T) {
	g := readGrammar(t)
	passed, unquoted := map[string]int{}, map[string]int{}
	shown := 0
	report := func(counts map[string]int, key, what string, files tree, r audit.TargetReport) {
		counts[key]++
		t.Fail()
		if shown++; shown <= mostShown {
			t.Logf("%s\n%s%s", what, files, said(r))
		}
	}
	drawn := map[string]draw{}
	soak(t, *soakDraws, func(n int, r *rand.Rand) (tree, string) {
		d := g.limiting(r)
		drawn[fmt.Sprint(n)] = d
		return d.files, d.String()
	}, func(what string, files tree, r audit.TargetReport) {
		d := drawn[strings.TrimPrefix(filepath.Base(r.Target.Asked), "draw-")]
		switch {
		case r.Verdict.Outcome == policy.Pass:
			report(passed, d.place.name, "PASSES: "+what, files, r)
		case d.place.readable && !quotes(r, d.sentence):
			report(unquoted, d.place.name, "NO QUOTE: "+what, files, r)
		}
	})
	t.Logf("%d draws with seed %d", *soakDraws, *soakSeed)
	for _, counts := range []struct {
		name string
		of   map[string]int
	}{{"passes", passed}, {"is not quoted", unquoted}} {
		for _, place := range slices.Sorted(maps.Keys(counts.of)) {
			t.Logf("%s: %s: %d", counts.name, place, counts.of[place])
		}
	}
}

// quotes reports whether a report quotes a sentence, or most of it: a quote
// holds two thirds of its words in a row, give or take markup.
func quotes(r audit.TargetReport, sentence string) bool {
	want := letters(sentence)
	want = want[len(want)/6 : len(want)-len(want)/6]
	for _, f := range r.Findings {
		for _, e := range f.Evidence {
			if strings.Contains(letters(e.Quote), want) {
				return true
			}
		}
	}
	return false
}

// TestNeverNoisier holds that statements that bind nobody keep a pass.
func TestNeverNoisier(t *testing.T) {
	g := readGrammar(t)
	shown := 0
	soak(t, max(1, *soakDraws/10), func(_ int, r *rand.Rand) (tree, string) { return g.harmless(r) },
		func(what string, files tree, r audit.TargetReport) {
			if r.Verdict.Outcome != policy.Pass {
				t.Fail()
				if shown++; shown <= mostShown {
					t.Logf("%s: %s\n%s%s", r.Verdict.Outcome, what, files, said(r))
				}
			}
		})
}

// TestPlainCards holds cards that once came out of a soak as more than a pass.
func TestPlainCards(t *testing.T) {
	g := readGrammar(t)
	cards := []string{
		"License: Apache License 2.0\n\n1. Load the model.\n2. See the license file for details.\n",
		"Licence: Apache 2.0\n\n- Refer to the licence text.\n- Load the model.\n",
	}
	soak(t, len(cards), func(n int, _ *rand.Rand) (tree, string) {
		card := "---\nlicense: apache-2.0\n---\n# Wren 2B\n\nA small model of short texts.\n\n" + cards[n]
		return tree{"README.md": []byte(card), "LICENSE": []byte(g.apache), "model.safetensors": nil}, cards[n]
	}, func(what string, files tree, r audit.TargetReport) {
		if r.Verdict.Outcome != policy.Pass {
			t.Errorf("%s: %s\n%s%s", r.Verdict.Outcome, what, files, said(r))
		}
	})
}
