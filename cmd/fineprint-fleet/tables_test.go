package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// families makes a model with a cap, what was made from it under several labels,
// and one whose licence nobody knows.
func families() (hub *hubtest.Hub, names []string) {
	hub, names = repos(1)
	for id, card := range map[string]string{
		"acme/mit":    "license: mit\nbase_model: acme/model-0",
		"acme/kept":   "license: other\nlicense_name: acme-community\nbase_model: acme/model-0",
		"acme/silent": "base_model: acme/model-0",
		"acme/odd":    "license: other\nlicense_name: \"<b>odd</b>\"",
	} {
		hub.Repos = append(hub.Repos, &hubtest.Repo{Kind: "models", ID: id, ScansDone: true,
			Files: map[string][]byte{"README.md": []byte("---\n" + card + "\n---\n# Model\n")}})
		names = append(names, id)
	}
	return hub, names
}

// TestTables: the same tables from the database and from either form that export
// writes, with what is behind them.
func TestTables(t *testing.T) {
	hub, names := families()
	f := newFleet(t, "", hub)
	f.list(names...)
	f.must(exitDone, "run")
	for _, source := range []string{"", "all.parquet", "all.jsonl"} {
		args := []string{"tables", "--output", "out" + source}
		if source != "" {
			f.must(exitDone, "export", source)
			args = append(args, source)
		}
		f.must(exitDone, args...)
		checkTables(t, filepath.Join(f.dir, "out"+source))
	}
	f.must(exitDone, "tables", "--output", "twice", "all.parquet", "all.parquet")
	checkTables(t, filepath.Join(f.dir, "twice"))
	for name, text := range map[string]string{"bad.jsonl": "{}\n", "bad.parquet": "no table at all"} {
		if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, code := range map[string]int{"bad.jsonl": exitFailure, "bad.parquet": exitFailure, "none.parquet": exitUsage} {
		if _, told := f.must(code, "tables", name); !strings.Contains(told, name) || strings.Contains(told, "write") {
			t.Errorf("%s: %s", name, told)
		}
	}
}

func rowsOf[R any](t *testing.T, dir, name string) []R {
	t.Helper()
	rows, err := parquet.ReadFile[R](filepath.Join(dir, name+".parquet"))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func checkTables(t *testing.T, dir string) {
	t.Helper()
	drift := rowsOf[driftRow](t, dir, "drift")
	if len(drift) != 1 || drift[0].Family != "acme/model-0" || drift[0].Models != 3 || drift[0].Hidden != 1 || drift[0].NoLabel != 1 ||
		drift[0].Same != 1 || !strings.Contains(drift[0].Example.Quote, "3 million") {
		t.Errorf("%s: drift: %+v", dir, drift)
	}
	washed := rowsOf[washedRow](t, dir, "washed")
	if len(washed) != 1 || washed[0].Target != "acme/mit" || washed[0].From != "upstream" || !strings.Contains(washed[0].Kinds, "user-cap") ||
		washed[0].Example.Document != "LICENSE" || washed[0].Example.Line != 5 {
		t.Errorf("%s: washed: %+v", dir, washed)
	}
	commercial := rowsOf[commercialRow](t, dir, "commercial")
	if len(commercial) != 4 {
		t.Errorf("%s: commercial use by label: %+v", dir, commercial)
	}
	if unknown := rowsOf[unknownRow](t, dir, "unknown"); len(unknown) != 2 || unknown[0].Name != "acme-community" || unknown[0].Models != 2 {
		t.Errorf("%s: unknown names: %+v", dir, unknown)
	}
	models, total := rowsOf[modelRow](t, dir, "models"), int64(0)
	for _, r := range rowsOf[textRow](t, dir, "texts") {
		total += r.Models
	}
	if len(models) != 5 || total != 5 {
		t.Errorf("%s: %d models, %d counted", dir, len(models), total)
	}
	behind := map[string]bool{}
	for _, e := range rowsOf[evidence](t, dir, "evidence") {
		behind[e.Target+" "+e.Kind+" "+e.Source] = true
	}
	if !behind["acme/mit user-cap inherited"] || !behind["acme/model-0 user-cap detected"] {
		t.Errorf("%s: evidence: %v", dir, behind)
	}
	page, err := os.ReadFile(filepath.Join(dir, "tables.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<svg", "default-src &#39;none&#39;", "&lt;b&gt;odd&lt;/b&gt;", "3 million"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%s: the page does not hold %s", dir, want)
		}
	}
	for _, never := range []string{"<script", "<b>odd", " style=", "http://", "https://"} {
		if strings.Contains(string(page), never) {
			t.Errorf("%s: the page holds %s", dir, never)
		}
	}
}

// TestNewest: of the readings of one repository the last counts.
func TestNewest(t *testing.T) {
	var got []string
	next, end := newest(func(r *result) error {
		got = append(got, r.Target+"@"+r.Commit)
		return nil
	})
	for _, r := range []result{
		{Target: "a", Commit: "1", AuditedAt: "2031-01-02"}, {Target: "a", Commit: "2", AuditedAt: "2031-01-01"},
		{Target: "b", Commit: "1"}, {Target: "b", Commit: "2"},
	} {
		if err := next(&r); err != nil {
			t.Fatal(err)
		}
	}
	if err := end(); err != nil || strings.Join(got, " ") != "a@1 b@2" {
		t.Errorf("%v %v", got, err)
	}
}
