package prose_test

import (
	"fmt"
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

// TestCutterNumbers holds that segments have the same number only where they read
// alike, and that they have it where their block came before.
func TestCutterNumbers(t *testing.T) {
	var cutter prose.Cutter
	reads := map[int32]string{}
	numbered := 0
	for range 2 {
		for _, text := range []string{
			"\n\n# You may not:\n\n- sell it\n- rent it", "\n\nYou may not:\n\n- sell it\n- rent it\n\nIt is free.", "\n\n- sell it\n- rent it",
			"\n\n# Rights\n\nsell it", "\n\nYou may: (a) sell it and (b) rent it.\n\nsell it", "\n\nYou must: (a) sell it and (b) rent it.",
		} {
			cut, done := cutter.Cut([]byte(text))
			for _, s := range cut.Segments {
				if s.Number == 0 {
					continue
				}
				numbered++
				how := fmt.Sprint(s.Heading, ":")
				for _, w := range append(slices.Clone(s.Lead.Tokens), s.Tokens...) {
					how += " " + w.Word.Text
				}
				if was, seen := reads[s.Number]; seen && was != how {
					t.Errorf("%d stands for %q and for %q", s.Number, was, how)
				}
				reads[s.Number] = how
			}
			done()
		}
	}
	if numbered < 2*len(reads) {
		t.Errorf("%d segments have %d numbers: none came again", numbered, len(reads))
	}
}

// TestCutterKeepsWords holds that the next text finds the words of the last, and
// that what was noted of them still stands.
func TestCutterKeepsWords(t *testing.T) {
	var cutter prose.Cutter
	var notes prose.Notes[string]
	first, done := cutter.Cut([]byte("You may sell the kite."))
	notes.Begin(first.Glossary, first.Words)
	*notes.Of(first.Order[0].ID) = "seen"
	done()
	second, done := cutter.Cut([]byte("Kites may be sold by you."))
	defer done()
	if second.Glossary != first.Glossary {
		t.Fatal("the words are lost")
	}
	if !notes.Begin(second.Glossary, second.Words) || *notes.Of(second.Order[0].ID) != "seen" {
		t.Error("the note of a word is lost")
	}
	if other := prose.Cut([]byte("You may go.")); notes.Begin(other.Glossary, other.Words) || *notes.Of(other.Order[0].ID) != "" {
		t.Error("the notes of one glossary stand in another")
	}
}
