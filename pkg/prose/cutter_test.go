package prose_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// TestCutter holds that a text reads the same behind others as it does alone,
// while others are cut beside it.
func TestCutter(t *testing.T) {
	texts := []string{
		"# Terms\n\nYou may not:\n(a) sell it; or\n(b) rent it for 700 EUR.\n\nAsk us.", "You may go. You may not stay.", "",
		"第三条 不得使用。", strings.Repeat("1. You may not sell the Kite, or rent it.\n", 300),
	}
	var cutter prose.Cutter
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for _, text := range append(texts, texts...) {
				cut, done := cutter.Cut([]byte(text))
				if alone := prose.Cut([]byte(text)); !slices.Equal(cut.Lines(), alone.Lines()) {
					t.Errorf("behind others %.200q\nalone %.200q", cut.Lines(), alone.Lines())
				}
				done()
			}
		})
	}
	readers.Wait()
}

// TestCutterKeepsWords holds that the next text finds the words of the last, and
// that what was noted of them still stands.
func TestCutterKeepsWords(t *testing.T) {
	var cutter prose.Cutter
	var notes prose.Notes[string]
	first, done := cutter.Cut([]byte("You may sell the kite."))
	notes.Begin(first)
	*notes.Of(first.Order[0]) = "seen"
	done()
	second, done := cutter.Cut([]byte("Kites may be sold by you."))
	defer done()
	if second.Glossary != first.Glossary {
		t.Skip("the collector took the words in between")
	}
	if !notes.Begin(second) || *notes.Of(second.Order[0]) != "seen" {
		t.Error("the note of a word is lost")
	}
	if other := prose.Cut([]byte("You may go.")); notes.Begin(other) || *notes.Of(other.Order[0]) != "" {
		t.Error("the notes of one glossary stand in another")
	}
}
