package main

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// jobs is how many jobs a drill has: FINEPRINT_FLEET_JOBS, or few.
func jobs(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("FINEPRINT_FLEET_JOBS"))
	if err != nil {
		return 300
	}
	return n
}

// light are models without weights, which are asked for less.
func light(n int) (hub *hubtest.Hub, names []string) {
	hub, names = repos(n)
	for _, r := range hub.Repos {
		r.Large = nil
	}
	return hub, names
}

// storm makes a hub refuse, fail and dawdle now and then, whatever is asked of it.
func storm(hub *hubtest.Hub) {
	for _, f := range []hubtest.Fault{
		{Every: 97, Status: 429}, {Every: 101, Status: 503}, {Every: 211, Status: 500}, {Every: 499, Delay: time.Second},
		{Every: 997, HangUp: true},
	} {
		hub.Fault(f)
	}
}

// TestKilled: whatever is killed in the middle, and whatever the hub does, every
// job is done in the end, and next to none twice.
func TestKilled(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db string) {
		n := jobs(t)
		hub, names := light(n)
		storm(hub)
		f := newFleet(t, db, hub)
		f.list(names...)
		for kill := range 2 {
			cmd := f.start("run", "--job-timeout", "10s")
			f.until((kill + 1) * n / 4)
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
		f.must(exitDone, "run", "--job-timeout", "10s")
		f.allDone(names, 2*16)
	})
}

// TestDatabaseKilled: a Postgres that is killed in the middle and comes back loses
// nothing, and whoever works goes on.
func TestDatabaseKilled(t *testing.T) {
	server := startPostgres(t)
	n := jobs(t)
	hub, names := light(n)
	f := newFleet(t, server.address, hub)
	f.list(names...)
	workers := []*exec.Cmd{f.start("run", "--job-timeout", "10s"), f.start("run", "--job-timeout", "10s")}
	for kill := range 2 {
		f.until((kill + 1) * n / 4)
		server.kill()
		server.start()
	}
	for _, w := range workers {
		if err := w.Wait(); err != nil {
			t.Errorf("a worker gave up: %v", err)
		}
	}
	f.allDone(names, 2*2*16)
}

// allDone checks that every job is done, and that no more than a few were done
// twice.
func (f fleet) allDone(names []string, few int) {
	f.t.Helper()
	if s := f.status(); s.Done != int64(len(names)) || s.Left != 0 || s.Dead != 0 {
		f.t.Errorf("status: %+v", s)
	}
	served := map[string]map[string]int{} // by model: how often each of its files was
	for _, r := range f.hub.Requests() {
		rest, read := strings.CutPrefix(r.Path, "/api/resolve-cache/models/")
		if !read || r.Status != 200 {
			continue
		}
		parts := strings.Split(rest, "/")
		name := parts[0] + "/" + parts[1]
		if served[name] == nil {
			served[name] = map[string]int{}
		}
		served[name][parts[3]]++
	}
	twice := 0
	for _, files := range served {
		whole := files["README.md"]
		for _, times := range files {
			whole = min(whole, times) // a read that a fault cut off is none
		}
		twice += whole - 1
	}
	f.t.Logf("%d jobs, %d of them done again", len(served), twice)
	if few = max(few, len(names)/100); len(served) != len(names) || twice > few {
		f.t.Errorf("%d models were read, and %d times one again", len(served), twice)
	}
}

// start starts the command.
func (f fleet) start(args ...string) *exec.Cmd {
	f.t.Helper()
	cmd := f.command(args...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		f.t.Fatal(err)
	}
	return cmd
}

// until waits until so many jobs are done.
func (f fleet) until(done int) {
	f.t.Helper()
	db, err := connect(f.db)
	if err != nil {
		f.t.Fatal(err)
	}
	defer db.Close()
	last, progress := 0, time.Now()
	for range time.Tick(50 * time.Millisecond) {
		n := 0
		err := db.QueryRow(`SELECT COUNT(*) FROM fleet_result`).Scan(&n)
		switch {
		case err == nil && n >= done:
			return
		case n > last:
			last, progress = n, time.Now()
		case time.Since(progress) > 2*time.Minute:
			f.t.Fatalf("only %d of %d jobs were done: %v", n, done, err)
		}
	}
}
