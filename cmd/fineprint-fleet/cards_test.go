package main

import (
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// apart parts the rows of a dump into metadata without cards, and cards with what
// collections of them tell beside. change edits the rows of cards.
func apart(t testing.TB, rows []string, change func(row map[string]any)) (metadata, cards []string) {
	t.Helper()
	for _, line := range rows {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		card := map[string]any{"modelId": row["id"], "last_modified": row["lastModified"]}
		if text, ok := row["card"]; ok {
			card["card"] = text
			delete(row, "card")
		}
		change(card)
		for list, row := range map[*[]string]map[string]any{&metadata: row, &cards: card} {
			again, err := json.Marshal(row)
			if err != nil {
				t.Fatal(err)
			}
			*list = append(*list, string(again))
		}
	}
	return metadata, cards
}

// batchWithCards runs a batch over a dump whose cards stand in a file of their own.
func batchWithCards(t testing.TB, metadata, cards []string) (map[string]*audited, string) {
	t.Helper()
	b, err := newBatch([]string{writeLines(t, metadata)}, ref.Model, policy.Policy{}, true, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	b.cardFiles = []string{writeLines(t, cards)}
	out := map[string]*audited{}
	if err := b.run(t.Context(), func(_ context.Context, a *audited) error { out[a.result.Target] = a; return nil }); err != nil {
		t.Fatal(err)
	}
	return out, b.told.String()
}

// TestCardsApart: cards in a file of their own are read as if they stood in the
// rows, and a card of another state of its repository is not read at all.
func TestCardsApart(t *testing.T) {
	repos := cardsAlone()
	url := hubtest.Start(t, &hubtest.Hub{Repos: repos})
	t.Setenv("HF_ENDPOINT", url)
	rows := dumpOf(t, url, repos)
	want := batchOf(t, writeLines(t, rows))

	metadata, cards := apart(t, rows, func(map[string]any) {})
	got, _ := batchWithCards(t, metadata, cards)
	for id, w := range want {
		if a := got[id]; a == nil || a.result.Report != w.result.Report {
			t.Errorf("%s reads otherwise when its card stands apart", id)
		}
	}

	without := batchOf(t, writeLines(t, metadata))
	metadata, cards = apart(t, rows, func(card map[string]any) { card["last_modified"] = "2001-01-01T00:00:00Z" })
	got, told := batchWithCards(t, metadata, cards)
	for id, w := range without {
		if a := got[id]; a == nil || a.result.Report != w.result.Report {
			t.Errorf("%s was read with a card of another state", id)
		}
	}
	if !strings.Contains(told, "for which --cards has no card of the same state") {
		t.Errorf("told: %s", told)
	}
}

// TestCardsFlag: the command takes them, and refuses a file that has no cards.
func TestCardsFlag(t *testing.T) {
	repos := cardsAlone()
	f := newFleet(t, "", &hubtest.Hub{Repos: repos})
	metadata, cards := apart(t, dumpOf(t, f.url, repos), func(map[string]any) {})
	m, c := writeLines(t, metadata), writeLines(t, cards)
	f.must(exitDone, "batch", m, "--cards", c, "--output", filepath.Join(f.dir, "rows.parquet"))
	if _, told := f.must(exitUsage, "batch", m, "--cards", m, "--output", filepath.Join(f.dir, "x.parquet")); !strings.Contains(told,
		"no column of cards") {
		t.Errorf("told: %s", told)
	}
}
