package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// beFleet makes the test binary be the command.
const beFleet = "FINEPRINT_FLEET_BE"

func TestMain(m *testing.M) {
	if os.Getenv(beFleet) != "" {
		os.Exit(process())
	}
	os.Exit(m.Run())
}

// fleet is a folder with a database, and the hub that is read.
type fleet struct {
	t   *testing.T
	dir string
	db  string
	url string
	hub *hubtest.Hub
}

func newFleet(t *testing.T, db string, hub *hubtest.Hub) fleet {
	dir := t.TempDir()
	if db == "" {
		db = filepath.Join(dir, "fleet.db")
	}
	return fleet{t, dir, db, hubtest.Start(t, hub), hub}
}

// command is the real command.
func (f fleet) command(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], append([]string{args[0], "--db", f.db}, args[1:]...)...) //nolint:gosec // the test itself
	cmd.Dir = f.dir
	cmd.Env = append(os.Environ(), beFleet+"=1", "HF_ENDPOINT="+f.url, "HOME="+f.dir, "XDG_CACHE_HOME="+f.dir, "HF_TOKEN=")
	return cmd
}

// must runs the command and returns what it printed.
func (f fleet) must(code int, args ...string) (stdout, stderr string) {
	f.t.Helper()
	cmd := f.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run() // the code tells
	if got := cmd.ProcessState.ExitCode(); got != code {
		f.t.Fatalf("%v ended with %d, not %d:\n%s%s", args, got, code, &out, &errs)
	}
	return out.String(), errs.String()
}

func (f fleet) status() status {
	f.t.Helper()
	out, _ := f.must(exitDone, "status", "--json")
	var s status
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		f.t.Fatal(err)
	}
	return s
}

// list writes a list and puts it into the queue.
func (f fleet) list(lines ...string) {
	f.t.Helper()
	name := filepath.Join(f.dir, "list.txt")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		f.t.Fatal(err)
	}
	f.must(exitDone, "add", name)
}

// repos makes n models, of which every tenth has a cap.
func repos(n int) (hub *hubtest.Hub, names []string) {
	hub = &hubtest.Hub{}
	for i := range n {
		r := &hubtest.Repo{Kind: "models", ID: fmt.Sprintf("acme/model-%d", i), ScansDone: true,
			Large: map[string]int64{"model.safetensors": 5000},
			Files: map[string][]byte{"README.md": []byte("---\nlicense: cc0-1.0\n---\n# Model\n")}}
		if i%10 == 0 {
			r.Files["README.md"] = []byte("---\nlicense: other\nlicense_name: acme-community\nlicense_link: LICENSE\n---\n# Model\n")
			r.Files["LICENSE"] = []byte("ACME COMMUNITY LICENCE\n\n1. You may use the Model.\n\n2. If your products have more than 3 million " +
				"monthly " +
				"active users, you must obtain a separate licence from Acme.\n")
		}
		hub.Repos = append(hub.Repos, r)
		names = append(names, r.ID)
	}
	return hub, names
}

// eachDatabase runs a test with a file, and with a Postgres where one is
// installed.
func eachDatabase(t *testing.T, test func(t *testing.T, db string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, "") })
	t.Run("postgres", func(t *testing.T) { test(t, startPostgres(t).address) })
}

func TestQueue(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db string) {
		hub, names := repos(12)
		f := newFleet(t, db, hub)
		f.list(append(names, "", "# a comment", names[3]+" # again", "acme/none")...)
		if _, told := f.must(exitDone, "add", filepath.Join(f.dir, "list.txt")); !strings.Contains(told, "0 of 14 added") {
			t.Errorf("what is there was added again: %s", told)
		}
		f.must(exitDone, "run")
		s := f.status()
		if s.Done != 13 || s.Left != 0 || s.Dead != 0 || s.Outcomes["pass"] != 10 || s.Outcomes["review"] != 2 || s.Outcomes["undecided"] != 1 {
			t.Errorf("status: %+v", s)
		}
		f.must(exitDone, "export", filepath.Join(f.dir, "out.parquet"))
		f.rows(t)
		lines, _ := f.must(exitDone, "export", "-")
		report, err := audit.ReadReport(strings.NewReader(lines))
		if err != nil || len(report.Reports) != 13 {
			t.Fatalf("export: %v", err)
		}
		hub.TakeRequests()
		f.must(exitDone, "run")
		if again := hub.TakeRequests(); len(again) > 0 {
			t.Errorf("what was done was done again: %v", again)
		}
	})
}

// rows holds what the table says of the models of TestQueue.
func (f fleet) rows(t *testing.T) {
	rows, err := parquet.ReadFile[result](filepath.Join(f.dir, "out.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	capped := 0
	for _, r := range rows {
		var found []cited
		if err := json.Unmarshal([]byte(r.Evidence), &found); err != nil || r.ReadFrom != fromHub {
			t.Errorf("%s: %q %v", r.Target, r.Evidence, err)
		}
		for _, c := range found {
			if c.Kind != "user-cap" {
				continue
			}
			capped++
			if c.Document != "LICENSE" || c.Line == 0 || c.Commit != r.Commit || !strings.Contains(c.Quote, "3 million") {
				t.Errorf("%s: %+v", r.Target, c)
			}
		}
		if r.Target == "acme/model-1" && (len(r.Card) != 64 || r.Declared != "CC0-1.0" || r.Unread != 0) {
			t.Errorf("row: %+v", r)
		}
	}
	if capped != 2 {
		t.Errorf("%d rows quote the cap", capped)
	}
}

// TestEarlierTable: the table of an earlier version gets the columns that it
// lacks.
func TestEarlierTable(t *testing.T) {
	name := filepath.Join(t.TempDir(), "fleet.db")
	for range 2 {
		db, err := openDatabase(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.results(t.Context(), func(*result) error { return nil }); err != nil {
			t.Error(err)
		}
		if _, err := db.Exec(`ALTER TABLE fleet_result DROP COLUMN family`); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestHubList: the hub's own list is added page by page, at the commits that it
// names, and goes on where it was left.
func TestHubList(t *testing.T) {
	hub, _ := repos(1100) // more than the fake hub gives at once
	f := newFleet(t, "", hub)
	hub.Fault(hubtest.Fault{Path: "/api/models", Skip: 2, Status: 403, Times: 1})
	if _, told := f.must(exitFailure, "add", "hub:models"); !strings.Contains(told, "1000 of 1000 added") ||
		!strings.Contains(told, "go on there") {
		t.Fatalf("told: %s", told)
	}
	if _, told := f.must(exitDone, "add", "hub:models"); !strings.Contains(told, "goes on where") ||
		!strings.Contains(told, "100 of 100 added") {
		t.Errorf("told: %s", told)
	}
	if s := f.status(); s.Left != 1100 {
		t.Errorf("status: %+v", s)
	}
	if _, told := f.must(exitDone, "add", "hub:models", "--author", "acme", "--since", "2026-01-01"); !strings.Contains(told, " 0 of ") {
		t.Errorf("what is there was added again: %s", told)
	}
	if _, told := f.must(exitUsage, "add", "hub:papers"); !strings.Contains(told, "no list of the hub's") {
		t.Errorf("told: %s", told)
	}
}

// TestIncrement: what was modified since a day is added and nothing else, from
// where the list was left; and once more when it was modified again.
func TestIncrement(t *testing.T) {
	hub, _ := repos(1600)
	for i, r := range hub.Repos {
		if i%2 == 0 {
			r.Modified = time.Date(2031, 5, 2, 12, 0, i/2%60, 0, time.UTC)
		}
	}
	f := newFleet(t, "", hub)
	increment := []string{"add", "hub:models", "--since", "2031-05-02"}
	hub.Fault(hubtest.Fault{Path: "/api/models", Skip: 1, Status: 403, Times: 1})
	if _, told := f.must(exitFailure, increment...); !strings.Contains(told, "500 of 500 added") {
		t.Fatalf("told: %s", told)
	}
	if _, told := f.must(exitDone, increment...); !strings.Contains(told, "goes on where") || !strings.Contains(told, "300 of 300 added") {
		t.Errorf("told: %s", told)
	}
	r := hub.Repos[1]
	r.Files["README.md"], r.Modified = []byte("---\nlicense: mit\n---\n"), time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC)
	if _, told := f.must(exitDone, increment...); !strings.Contains(told, "1 of 801 added") {
		t.Errorf("told: %s", told)
	}
	if s := f.status(); s.Left != 801 {
		t.Errorf("status: %+v", s)
	}
}

func TestMistakes(t *testing.T) {
	f := newFleet(t, "", &hubtest.Hub{})
	for want, args := range map[string][]string{
		"takes one list":      {"add"},
		"no such file":        {"add", "none.txt"},
		"--workers must be":   {"run", "--workers", "0"},
		"read the profile":    {"run", "--policy", "none.yaml"},
		"export takes one":    {"export"},
		"flag provided but n": {"run", "--nonsense"},
	} {
		if _, told := f.must(exitUsage, args...); !strings.Contains(told, want) {
			t.Errorf("%v: %s", args, told)
		}
	}
	f.list("acme/a")
	if err := os.WriteFile(filepath.Join(f.dir, "bad.txt"), []byte("acme/b\nno such\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, told := f.must(exitUsage, "add", "bad.txt"); !strings.Contains(told, "line 2") {
		t.Errorf("a bad line: %s", told)
	}
}

// TestDead: what fails for good is listed with why, and can be tried again.
func TestDead(t *testing.T) {
	hub, names := repos(2)
	f := newFleet(t, "", hub)
	f.list(names[0])
	if err := os.WriteFile(filepath.Join(f.dir, "one.txt"), []byte(names[1]), 0o600); err != nil {
		t.Fatal(err)
	}
	f.must(exitDone, "add", "--tries", "1", "one.txt")
	hub.Fault(hubtest.Fault{Path: "/api/models/acme/model-1", HangUp: true})
	if _, told := f.must(exitLeft, "run"); !strings.Contains(told, "1 that failed for good") {
		t.Errorf("told: %s", told)
	}
	if out, _ := f.must(exitDone, "dead"); !strings.Contains(out, "model-1\t1 tries\t") || !strings.Contains(out, "hub-unreachable") {
		t.Errorf("dead: %s", out)
	}
	f.must(exitDone, "dead", "--retry")
	if s := f.status(); s.Dead != 0 || s.Left != 1 || s.Done != 1 {
		t.Errorf("after the retry: %+v", s)
	}
}

// TestUpstreamTriedAgain: what may be read at the next try is tried again, though
// it stands upstream, and after the last the report tells what was read.
func TestUpstreamTriedAgain(t *testing.T) {
	asked := map[int]int{}
	for _, tries := range []int{1, 2} {
		hub, names := repos(2)
		hub.Repos[1].Files["README.md"] = []byte("---\nlicense: cc0-1.0\nbase_model: " + names[0] + "\n---\n# Model\n")
		hub.Fault(hubtest.Fault{Path: "/api/models/" + names[0], Status: 200, Body: "no answer"})
		f := newFleet(t, "", hub)
		if err := os.WriteFile(filepath.Join(f.dir, "one.txt"), []byte(names[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		f.must(exitDone, "add", "--tries", strconv.Itoa(tries), "one.txt")
		f.must(exitDone, "run")
		for _, r := range hub.Requests() {
			if strings.HasPrefix(r.Path, "/api/models/"+names[0]) {
				asked[tries]++
			}
		}
		if s := f.status(); s.Done != 1 || s.Dead != 0 || s.Outcomes["review"] != 1 {
			t.Errorf("%d tries: %+v", tries, s)
		}
	}
	if asked[1] == 0 || asked[2] != 2*asked[1] {
		t.Errorf("the base was asked for %v times, by tries", asked)
	}
}

// TestPassingCode: what a job is tried again for.
func TestPassingCode(t *testing.T) {
	tests := []struct {
		problem doc.Problem
		want    string
	}{
		{doc.NewProblem("hub-unreachable"), "hub-unreachable"},
		{doc.NewProblem("upstream-rate-limited"), "upstream-rate-limited"},
		{doc.NewProblem("document-not-fetched"), "document-not-fetched"},
		{doc.NewProblem("weights-header-not-read", "because", "document-not-fetched"), "weights-header-not-read"},
		{doc.NewProblem("weights-header-not-read", "because", "document-denied"), ""},
		{doc.NewProblem("twin-not-read", "because", "timeout"), "twin-not-read"},
		{doc.NewProblem("upstream-gated"), ""},
		{doc.NewProblem("not-found"), ""},
	}
	for _, tt := range tests {
		if got := passingCode(audit.TargetReport{Problems: []doc.Problem{doc.NewProblem("document-missing"), tt.problem}}); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.problem.Code, got, tt.want)
		}
	}
}
