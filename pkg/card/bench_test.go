package card_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/card"
)

// BenchmarkStatements finds what real cards say about terms. An operation is
// all cards once; median-ms is the time that the card in the middle takes,
// the cutting of its words included. Each operation begins with rules that have
// read none of the cards, since they remember what they read.
func BenchmarkStatements(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("FINEPRINT_CORPUS"), "card-terms", "cards", "*.md")) // the pattern is a good one
	if os.Getenv("FINEPRINT_CORPUS") == "" || len(files) == 0 {
		b.Skip("FINEPRINT_CORPUS is not set, or holds no cards")
	}
	index, err := os.ReadFile("../../rules/statements.idx")
	if err != nil {
		b.Fatal(err)
	}
	cards := make([]*card.Card, len(files))
	for i, f := range files {
		cards[i] = readCard(b, f)
	}
	took := make([]time.Duration, len(cards))
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		rules, err := card.LoadRules(index)
		if err != nil {
			b.Fatal(err)
		}
		text, done := rules.Cut(cards[0]) // an index is decoded when a card is first read
		cards[0].Statements(rules, text)
		done()
		b.StartTimer()
		for i, c := range cards {
			start := time.Now()
			text, done := rules.Cut(c)
			c.Statements(rules, text)
			done()
			took[i] = time.Since(start)
		}
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "median-ms")
}
