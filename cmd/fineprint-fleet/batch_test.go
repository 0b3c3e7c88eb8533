package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/fineprint-audit/fineprint/cmd/fineprint-fleet/internal/dump"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// cardsAlone are models with nothing but a card and weights; withTexts have what
// a dump does not hold.
func cardsAlone() []*hubtest.Repo {
	model := func(id, card string, more func(*hubtest.Repo)) *hubtest.Repo {
		r := &hubtest.Repo{Kind: "models", ID: id, ScansDone: true, Large: map[string]int64{"model.safetensors": 5000}}
		if card != "" {
			r.Files = map[string][]byte{"README.md": []byte(card)}
		}
		if more != nil {
			more(r)
		}
		return r
	}
	return []*hubtest.Repo{
		model("acme/base", "---\nlicense: llama3.1\n---\n# Base\n", nil),
		model("acme/free", "---\nlicense: cc0-1.0\n---\n# Free\n", nil),
		model("acme/tuned", "---\nlicense: mit\nbase_model: acme/base\n---\n# Tuned\n", nil),
		model("acme/again", "---\nlicense: mit\nbase_model: Acme/Tuned\n---\n# Again\n", nil),
		model("acme/limited", "---\nlicense: apache-2.0\n---\n# Limited\n\nThis model may be used for research purposes only.\n", nil),
		model("acme/told", "---\nlicense: mit\n---\n# Told\n\nThis model is a fine-tuned version of [base]"+
			"(https://huggingface.co/acme/limited).\n", nil),
		model("acme/deep", "---\nlicense: mit\n---\n# Deep\n\nFine-tuned from [told](https://huggingface.co/acme/told).\n", nil),
		model("acme/free-GGUF", "", func(r *hubtest.Repo) { r.Large = map[string]int64{"free.Q4_K_M.gguf": 5000} }),
		model("acme/odd", "---\nlicense: other\nlicense_name: odd-terms\nlicense_link: https://acme.invalid/terms\n---\n# Odd\n", nil),
		model("acme/none", "# None\n\nWords without any terms.\n", nil),
		model("acme/bare", "", nil),
		model("acme/elsewhere", "---\nlicense: mit\nbase_model: other/unknown\ndatasets: [acme/data]\n---\n", nil),
		model("acme/gate", "---\nlicense: cc-by-4.0\nextra_gated_prompt: You agree not to use the model commercially.\n---\n# Gate\n", nil),
		model("acme/loop", "---\nlicense: mit\nbase_model: acme/loop\n---\n", nil),
	}
}

func withTexts() []*hubtest.Repo {
	adapter := `{"base_model_name_or_path": "acme/base", "peft_type": "LORA"}`
	capped := "ACME COMMUNITY LICENCE\n\n1. You may use the Model.\n\n2. If your products have more than 3 million monthly " +
		"active users, you must obtain a separate licence from Acme.\n"
	card := []byte("---\nlicense: cc0-1.0\n---\n# Model\n")
	weights := map[string]int64{"model.safetensors": 5000}
	return []*hubtest.Repo{
		{Kind: "models", ID: "acme/capped", ScansDone: true, Large: weights,
			Files: map[string][]byte{"README.md": card, "LICENSE": []byte(capped)}},
		{Kind: "models", ID: "acme/on-capped", ScansDone: true, Large: weights,
			Files: map[string][]byte{"README.md": []byte("---\nlicense: cc0-1.0\nbase_model: acme/capped\n---\n")}},
		{Kind: "models", ID: "acme/adapter", ScansDone: true, Large: weights,
			Files: map[string][]byte{"README.md": card, "adapter_config.json": []byte(adapter)}},
		{Kind: "models", ID: "acme/policy", ScansDone: true, Large: weights,
			Files: map[string][]byte{"README.md": card, "USE_POLICY.md": []byte("# Use policy\n\nYou must not use the model for commercial " +
				"purposes.\n")}},
	}
}

// dumpOf writes a dump of the models of a hub, a line each: the hub's answer and
// the card.
func dumpOf(t testing.TB, url string, repos []*hubtest.Repo) []string {
	t.Helper()
	var rows []string
	for _, r := range repos {
		resp, err := http.Get(url + "/api/models/" + r.ID + "?blobs=true&securityStatus=true")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		var row map[string]json.RawMessage
		if err := json.Unmarshal(body, &row); err != nil {
			t.Fatal(err)
		}
		if card, ok := r.Files["README.md"]; ok {
			row["card"], _ = json.Marshal(string(card))
		}
		line, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, string(line))
	}
	return rows
}

func writeLines(t testing.TB, rows []string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "dump.jsonl")
	if err := os.WriteFile(name, []byte(strings.Join(rows, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// batchOf runs a batch, with whole reports.
func batchOf(t testing.TB, files ...string) map[string]*audited {
	t.Helper()
	b, err := newBatch(files, ref.Model, policy.Policy{}, true, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*audited{}
	err = b.run(t.Context(), func(_ context.Context, a *audited) error {
		if out[a.result.Target] != nil {
			t.Errorf("%s was audited twice", a.result.Target)
		}
		out[a.result.Target] = a
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// asRows is a transport that gives the hub's answers as a dump has them: with the
// fields that a dump knows, in its order.
type asRows struct{ dir string }

func (a asRows) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.HasPrefix(req.URL.Path, "/api/models/") {
		return resp, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(a.dir, "*.jsonl")
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(append(body, '\n')); err != nil {
		return nil, err
	}
	in, err := dump.Open(f.Name(), dump.All)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	row, err := in.Next()
	if err != nil {
		return nil, err
	}
	info := row.Info()
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(info)), int64(len(info))
	resp.Header.Del("Content-Length")
	return resp, nil
}

// TestSameAsHub: of models that have nothing but their cards, a dump gives the
// report that an audit of the hub gives.
func TestSameAsHub(t *testing.T) {
	repos := cardsAlone()
	url := hubtest.Start(t, &hubtest.Hub{Repos: repos})
	t.Setenv("HF_ENDPOINT", url)
	client, err := huggingface.New(huggingface.Config{Endpoint: url, NoWeightsHeader: true, Transport: asRows{t.TempDir()}})
	if err != nil {
		t.Fatal(err)
	}
	auditor, err := newAuditor(policy.Policy{}, client, true)
	if err != nil {
		t.Fatal(err)
	}
	head, session := *auditor.Empty(nil), auditor.Session()
	got := batchOf(t, writeLines(t, dumpOf(t, url, repos)))
	for _, r := range repos {
		report := session.Audit(t.Context(), audit.ParseRequest(r.ID))
		report.Target.FetchedAt = nil
		want := &result{Target: r.ID}
		if err := want.addReport(head, report); err != nil {
			t.Fatal(err)
		}
		a := got[r.ID]
		if a == nil {
			t.Errorf("%s was not audited", r.ID)
			continue
		}
		// The hub says that it does not have what a dump says nothing of.
		if a, b := indented(a.result.Report), indented(want.Report); a != b && r.ID != "acme/elsewhere" {
			t.Errorf("%s: the dump and the hub differ:\n%s", r.ID, difference(a, b))
		}
	}
	if n := len(got); n != len(repos) {
		t.Errorf("%d results of %d rows", n, len(repos))
	}
	for id, want := range map[string]string{"acme/tuned": "review licence-drift", "acme/deep": "parent-undeclared", "acme/free": "pass",
		"acme/free-GGUF": "", "acme/elsewhere": "upstream"} {
		if a := got[id].result; !strings.Contains(a.Outcome+" "+a.Findings+" "+a.Report, strings.Fields(want + " x")[0]) {
			t.Errorf("%s: %s, %s", id, a.Outcome, a.Findings)
		}
	}
}

func indented(report string) string {
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(report), "", " "); err != nil {
		return err.Error()
	}
	return out.String()
}

// difference shows the lines around the first that differs.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	i := 0
	for i < min(len(x), len(y)) && x[i] == y[i] {
		i++
	}
	from := max(i-8, 0)
	return strings.Join(x[from:min(i+8, len(x))], "\n") + "\n--- the hub:\n" + strings.Join(y[from:min(i+8, len(y))], "\n")
}

// TestNeverFreer: what a dump does not hold makes nothing freer, whether it is a
// text of the repository or a row that others were made from.
func TestNeverFreer(t *testing.T) {
	repos := append(cardsAlone(), withTexts()...)
	url := hubtest.Start(t, &hubtest.Hub{Repos: repos})
	t.Setenv("HF_ENDPOINT", url)
	client, err := huggingface.New(huggingface.Config{Endpoint: url})
	if err != nil {
		t.Fatal(err)
	}
	auditor, err := newAuditor(policy.Policy{}, client, false)
	if err != nil {
		t.Fatal(err)
	}
	rows := dumpOf(t, url, repos)
	all := batchOf(t, writeLines(t, rows))
	head, session := auditor.Empty(nil), auditor.Session()
	for _, r := range repos {
		report := session.Audit(t.Context(), audit.ParseRequest(r.ID))
		notFreer(t, r.ID+" by the dump", newRow(head, &report), all[r.ID].result)
	}
	for i, r := range repos {
		for id, a := range batchOf(t, writeLines(t, slices.Delete(slices.Clone(rows), i, i+1))) {
			notFreer(t, id+" without "+r.ID, all[id].result, a.result)
		}
	}
	for _, r := range withTexts() {
		if a := all[r.ID]; a.terms != (r.ID == "acme/capped" || r.ID == "acme/policy") {
			t.Errorf("%s: shows texts of terms: %t", r.ID, a.terms)
		}
	}
}

// notFreer fails if less says more good of a model than more does.
func notFreer(t *testing.T, what string, more, less *result) {
	t.Helper()
	if less.Outcome == "pass" && more.Outcome != "pass" || less.RestrictionFree == "true" && more.RestrictionFree != "true" ||
		less.CommercialUse == "yes" && more.CommercialUse != "yes" {
		t.Errorf("%s: %s %s %s, of more: %s %s %s", what, less.Outcome, less.RestrictionFree, less.CommercialUse,
			more.Outcome, more.RestrictionFree, more.CommercialUse)
	}
}

// TestOrder: the order of the rows, over how many files they are spread, and
// older rows of the same models change nothing.
func TestOrder(t *testing.T) {
	repos := append(cardsAlone(), withTexts()...)
	url := hubtest.Start(t, &hubtest.Hub{Repos: repos})
	t.Setenv("HF_ENDPOINT", url)
	rows := dumpOf(t, url, repos)
	want := batchOf(t, writeLines(t, rows))
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		rows := append(slices.Clone(rows),
			`{"id":"acme/capped","lastModified":"2001-01-01T00:00:00Z","cardData":{"license":"mit"},"siblings":[]}`,
			`{"id":"no name/of anything"}`, `{"tags":[]}`)
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		at := r.IntN(len(rows))
		got := batchOf(t, writeLines(t, rows[:at]), writeLines(t, rows[at:]))
		for id, a := range got {
			if w := want[id]; w == nil || a.result.Report != w.result.Report {
				t.Errorf("%s changed", id)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d results, not %d", len(got), len(want))
		}
	}
}

// TestBatch: the command writes rows and reports, or puts rows into the database
// and what shows texts into the queue, from where the hub's answer takes their
// place.
func TestBatch(t *testing.T) {
	repos := withTexts()
	f := newFleet(t, "", &hubtest.Hub{Repos: repos})
	rows := writeLines(t, dumpOf(t, f.url, repos))
	f.hub.TakeRequests()
	f.must(exitDone, "batch", rows, "--output", "rows.parquet")
	got, err := parquet.ReadFile[result](filepath.Join(f.dir, "rows.parquet"))
	if err != nil || len(got) != len(repos) || got[0].Report != "" || got[0].ReadFrom != fromDump || got[0].Unread != 1 {
		t.Fatalf("%v: %+v", err, got)
	}
	f.must(exitDone, "batch", rows, "--output", "reports.jsonl")
	in, err := os.Open(filepath.Join(f.dir, "reports.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if report, err := audit.ReadReport(in); err != nil || len(report.Reports) != len(repos) {
		t.Errorf("reports: %v", err)
	}
	if _, told := f.must(exitDone, "batch", rows, "--fetch"); !strings.Contains(told, "4 rows, 4 audited, 2 put into the queue") {
		t.Errorf("told: %s", told)
	}
	if asked := f.hub.TakeRequests(); len(asked) > 0 {
		t.Errorf("the hub was asked: %v", asked)
	}
	f.must(exitDone, "run")
	f.must(exitDone, "batch", rows)
	f.must(exitDone, "export", "all.parquet")
	stored, err := parquet.ReadFile[result](filepath.Join(f.dir, "all.parquet"))
	if err != nil || len(stored) != len(repos) {
		t.Fatalf("%d rows in the database: %v", len(stored), err)
	}
	for _, r := range stored {
		if read := r.Target == "acme/capped" || r.Target == "acme/policy"; read != (r.ReadFrom == fromHub) || read == (r.Report == "") {
			t.Errorf("%s is as the %s says", r.Target, r.ReadFrom)
		}
	}
	for want, args := range map[string][]string{"takes the files": {"batch"}, "is not models": {"batch", rows, "--kind", "papers"}} {
		if _, told := f.must(exitUsage, args...); !strings.Contains(told, want) {
			t.Errorf("%v: %s", args, told)
		}
	}
	if _, told := f.must(exitFailure, "batch", "none.parquet", "--output", "x.parquet"); !strings.Contains(told, "no such file") {
		t.Errorf("no dump: %s", told)
	}
	if _, err := os.Stat(filepath.Join(f.dir, "x.parquet")); err == nil {
		t.Error("a batch that failed left a file")
	}
}

// TestGenerated: the dump that measurements are made on is read whole.
func TestGenerated(t *testing.T) {
	const n = 300
	g := newGenerator(t, n, 10)
	rows := make([]dumpRow, n)
	for i := range rows {
		rows[i] = g.row(i)
	}
	name := filepath.Join(t.TempDir(), "dump.parquet")
	if err := parquet.WriteFile(name, rows); err != nil {
		t.Fatal(err)
	}
	got := batchOf(t, name)
	bases := 0
	for _, r := range rows {
		a := got[r.ID]
		if a == nil || a.result.Commit != r.SHA || a.result.Downloads != r.Downloads {
			t.Fatalf("row %s: %+v", r.ID, a)
		}
		if a.result.Base != "" {
			bases++
		}
	}
	if bases < n/3 {
		t.Errorf("%s bases of %d rows", strconv.Itoa(bases), n)
	}
}
