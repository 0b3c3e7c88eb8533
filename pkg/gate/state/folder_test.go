package state_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/gate/state"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func decision(id string, o policy.Outcome) gate.Decision {
	at := time.Date(2031, 6, 1, 12, 0, 0, 0, time.UTC)
	return gate.Decision{Key: gate.Key{Kind: ref.Model, ID: id, Commit: strings.Repeat("a", 40)}, At: at, Until: at.Add(time.Hour), Outcome: o}
}

func open(t *testing.T, dir string) *state.Folder {
	t.Helper()
	f, err := state.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func keep(t *testing.T, f *state.Folder, list ...gate.Decision) {
	t.Helper()
	for _, d := range list {
		if err := f.Keep(t.Context(), d, []byte("{}")); err != nil {
			t.Fatal(err)
		}
	}
}

func list(t *testing.T, f *state.Folder, words string) []gate.Decision {
	t.Helper()
	found, err := f.List(t.Context(), words, 9)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestFolderRemembers: what was kept is there after a restart, and the last word
// on a key holds.
func TestFolderRemembers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := open(t, dir)
	secret := string(f.Secret())
	keep(t, f, decision("a/one", policy.Fail), decision("a/two", policy.Pass), decision("a/one", policy.Pass))
	f.Close()
	f = open(t, dir)
	if string(f.Secret()) != secret {
		t.Error("the secret is another one")
	}
	d, ok := f.Find(decision("a/one", "").Key)
	if !ok || d.Outcome != policy.Pass || len(list(t, f, "")) != 2 || len(list(t, f, "TWO")) != 1 {
		t.Errorf("%v %v %v", ok, d, list(t, f, ""))
	}
	if r, err := f.Report(t.Context(), d.Number()); err != nil || string(r) != "{}" {
		t.Errorf("report %q, %v", r, err)
	}
	for _, number := range []string{"00000000000000000000", "../secret", ""} {
		if _, err := f.Report(t.Context(), number); !errors.Is(err, gate.ErrNone) {
			t.Errorf("report %q: %v", number, err)
		}
	}
}

// TestFolderAfterACrash: of whatever a crash left, each line that is whole
// stands, and what follows is written behind them.
func TestFolderAfterACrash(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := open(t, dir)
	keep(t, f, decision("a/one", policy.Fail), decision("a/two", policy.Pass))
	f.Close()
	name := filepath.Join(dir, "decisions.jsonl")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	first := strings.IndexByte(string(whole), '\n') + 1
	for _, cut := range []int{0, 1, first / 2, first - 1, first, first + 1, len(whole) - 1, len(whole)} {
		if err := os.WriteFile(name, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		f := open(t, dir)
		want := 0
		if cut >= first {
			want++
		}
		if cut == len(whole) {
			want++
		}
		if got := len(f.All()); got != want || f.Damaged() != 0 {
			t.Fatalf("cut after %d of %d bytes: %d decisions, want %d, %d damaged", cut, len(whole), got, want, f.Damaged())
		}
		keep(t, f, decision("a/three", policy.Pass))
		f.Close()
		if again := open(t, dir); len(again.All()) != want+1 || again.Damaged() != 0 {
			t.Fatalf("cut after %d bytes: what was kept then is lost", cut)
		} else {
			again.Close()
		}
	}
}

// TestFolderIsOneGates: two gates would not see each other's decisions.
func TestFolderIsOneGates(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := open(t, dir)
	if _, err := state.Open(dir); err == nil || !strings.Contains(err.Error(), "another gate uses it") {
		t.Errorf("a second gate: %v", err)
	}
	f.Close()
	open(t, dir)
}

// TestFolderGone: what cannot be written is an error, and what was there stays.
func TestFolderGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := open(t, dir)
	keep(t, f, decision("a/one", policy.Fail))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := f.Keep(t.Context(), decision("a/two", policy.Pass), []byte("{}")); err == nil {
		t.Error("it was kept nowhere")
	}
	if _, ok := f.Find(decision("a/two", "").Key); ok {
		t.Error("what was not kept is found")
	}
}

// TestFolderReady: a folder that could not be written is ready again when it can.
func TestFolderReady(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := open(t, dir)
	if err := f.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	if err := os.Rename(filepath.Join(dir, "reports"), dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if err := f.Keep(t.Context(), decision("a/one", policy.Pass), []byte("{}")); err == nil || f.Ready(t.Context()) == nil {
		t.Errorf("without a place for reports: %v, %v", err, f.Ready(t.Context()))
	}
	if err := os.Rename(dir+"-away", filepath.Join(dir, "reports")); err != nil {
		t.Fatal(err)
	}
	if err := f.Ready(t.Context()); err != nil {
		t.Errorf("with it again: %v", err)
	}
	keep(t, f, decision("a/one", policy.Pass))
}

// TestFolderDamaged: a line that is no decision costs that decision alone.
func TestFolderDamaged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := open(t, dir)
	keep(t, f, decision("a/one", policy.Fail))
	f.Close()
	name := filepath.Join(dir, "decisions.jsonl")
	text, _ := os.ReadFile(name)
	if err := os.WriteFile(name, append([]byte("garbage\n{}\n"), text...), 0o600); err != nil {
		t.Fatal(err)
	}
	if f := open(t, dir); len(f.All()) != 1 || f.Damaged() != 2 {
		t.Errorf("%d decisions, %d damaged", len(f.All()), f.Damaged())
	}
}

// TestFolderStaysSmall: a folder that holds the same decisions many times over is
// written anew when it is opened.
func TestFolderStaysSmall(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := open(t, dir)
	keep(t, f, decision("a/one", policy.Fail), decision("a/two", policy.Pass))
	f.Close()
	name := filepath.Join(dir, "decisions.jsonl")
	text, _ := os.ReadFile(name)
	if err := os.WriteFile(name, []byte(strings.Repeat(string(text), 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir)
	keep(t, f, decision("a/three", policy.Pass))
	f.Close()
	if now, _ := os.ReadFile(name); len(now) > 3*len(text) {
		t.Errorf("%d bytes", len(now))
	}
	if f = open(t, dir); len(f.All()) != 3 {
		t.Errorf("%v", f.All())
	}
}
