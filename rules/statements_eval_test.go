package rules_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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

// BenchmarkStatements measures the account of a card: the median of real ones.
func BenchmarkStatements(b *testing.B) {
	cards, _ := labelledCards(b)
	set := loadRules(b)
	var each []time.Duration
	for b.Loop() {
		for _, c := range cards {
			start := time.Now()
			c.Statements(set.Cards, c.Cut())
			each = append(each, time.Since(start))
		}
	}
	slices.Sort(each)
	b.ReportMetric(float64(each[len(each)/2].Microseconds()), "µs/card")
}

// TestStatementsAreLinear reads hostile bodies of two sizes: twice the text
// takes no more than a few times as long.
func TestStatementsAreLinear(t *testing.T) {
	set := loadRules(t)
	for name, unit := range map[string]string{
		"headings":  "# License\n\nonly for research\n\n",
		"links":     "[license](https://quill.example/a) ",
		"rows":      "| license | not for commercial use |\n|---|---|\n",
		"bars":      "you may not use the model commercially ",
		"comments":  "<!-- not for commercial use -->\n",
		"items":     "- you must not:\n  - sell it\n",
		"brackets":  "[[[[license](",
		"han":       "不得用于商业",
		"full-wide": "ｎｏｔ　ｆｏｒ　ｃｏｍｍｅｒｃｉａｌ　ｕｓｅ ",
	} {
		t.Run(name, func(t *testing.T) {
			small, large := timed(set, unit, 64<<10), timed(set, unit, 256<<10)
			if small > 20*time.Millisecond && large > 12*small {
				t.Errorf("64 KiB take %v, 256 KiB %v", small, large)
			}
			if large > 20*time.Second {
				t.Errorf("256 KiB take %v", large)
			}
		})
	}
}

func timed(set *rules.Rules, unit string, size int) time.Duration {
	text := []byte("---\nlicense: mit\n---\n" + strings.Repeat(unit, size/len(unit)))
	start := time.Now()
	c := card.Parse(doc.New("README.md", doc.RoleCard, "", text))
	c.Statements(set.Cards, c.Cut())
	return time.Since(start)
}

func loadRules(tb testing.TB) *rules.Rules {
	tb.Helper()
	set, err := rules.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return set
}
