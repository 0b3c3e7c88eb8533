package rules_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/rules"
)

// termsLabel is what a person found in the body of a real card.
type termsLabel struct {
	Truth string `json:"truth"`
	Line  int    `json:"line"`
}

// labelledCards returns the cards of the corpus whose terms were labelled.
func labelledCards(tb testing.TB) (cards map[string]*card.Card, labels map[string]termsLabel) {
	tb.Helper()
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		tb.Skip("FINEPRINT_CORPUS is not set: real cards are not read")
	}
	dir = filepath.Join(dir, "card-terms")
	data, err := os.ReadFile(filepath.Join(dir, "labels.json"))
	if err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(data, &labels); err != nil {
		tb.Fatal(err)
	}
	cards = map[string]*card.Card{}
	for name := range labels {
		text, err := os.ReadFile(filepath.Join(dir, "cards", name+".md"))
		if err != nil {
			tb.Fatal(err)
		}
		cards[name] = card.Parse(doc.New(name+".md", doc.RoleCard, "", text))
	}
	return cards, labels
}

// TestEvalNet holds the net alone against the labelled lines: it stands on
// nearly all that say something that binds, whatever is explained afterwards.
func TestEvalNet(t *testing.T) {
	const least = 0.99
	cards, labels := labelledCards(t)
	set := loadRules(t)
	binding, found := 0, 0
	for name, label := range labels {
		if !slices.Contains([]string{"other", "limits", "parent"}, label.Truth) {
			continue
		}
		binding++
		c := cards[name]
		on := func(s card.Statement) bool {
			return s.Span.Line <= label.Line && label.Line <= s.Span.Line+bytes.Count(c.Doc.Text[s.Span.Start:s.Span.End], []byte("\n"))
		}
		if slices.ContainsFunc(c.Statements(set.Cards, c.Cut()), on) {
			found++
		} else {
			t.Logf("%s line %d is not found", name, label.Line)
		}
	}
	if share := float64(found) / float64(binding); share < least {
		t.Errorf("the net stands on %d of %d labelled lines (%.3f), not on %.2f of them", found, binding, share, least)
	}
}

// hostileUnits are what hostile bodies of cards repeat.
var hostileUnits = map[string]string{
	"headings":  "# License\n\nonly for research\n\n",
	"links":     "[license](https://quill.example/a) ",
	"rows":      "| license | not for commercial use |\n|---|---|\n",
	"bars":      "you may not use the model commercially ",
	"comments":  "<!-- not for commercial use -->\n",
	"items":     "- you must not:\n  - sell it\n",
	"brackets":  "[[[[license](",
	"han":       "不得用于商业",
	"full-wide": "ｎｏｔ　ｆｏｒ　ｃｏｍｍｅｒｃｉａｌ　ｕｓｅ ",
}

// TestStatementsAreLinear reads hostile bodies of two sizes: four times the
// text takes about four times the memory, however loaded the machine is.
// BenchmarkHostileStatements shows the same of the time.
func TestStatementsAreLinear(t *testing.T) {
	set := loadRules(t)
	for name, unit := range hostileUnits {
		t.Run(name, func(t *testing.T) {
			readStatements(set, unit, 1<<10) // what is built once
			small, large := allocated(set, unit, 32<<10), allocated(set, unit, 128<<10)
			if large > 6*small {
				t.Errorf("32 KiB of text take %d bytes, 128 KiB %d", small, large)
			}
		})
	}
}

// allocated returns the bytes that reading a body of a unit over and over takes.
func allocated(set *rules.Rules, unit string, size int) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	readStatements(set, unit, size)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func readStatements(set *rules.Rules, unit string, size int) {
	text := []byte("---\nlicense: mit\n---\n" + strings.Repeat(unit, size/len(unit)))
	c := card.Parse(doc.New("README.md", doc.RoleCard, "", text))
	c.Statements(set.Cards, c.Cut())
}

// BenchmarkHostileStatements shows whether the time grows with the size of
// hostile bodies: the throughput of the whole must be that of the quarter.
func BenchmarkHostileStatements(b *testing.B) {
	set := loadRules(b)
	for name, unit := range hostileUnits {
		for part, size := range map[string]int{"quarter": 64 << 10, "whole": 256 << 10} {
			b.Run(name+"/"+part, func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					readStatements(set, unit, size)
				}
			})
		}
	}
}

func loadRules(tb testing.TB) *rules.Rules {
	tb.Helper()
	set, err := rules.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return set
}
