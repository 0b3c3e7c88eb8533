package main

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// postgres is a Postgres of the test's own.
type postgres struct {
	t       *testing.T
	address string
	data    string
	options string
	as      func(name string, args ...string) *exec.Cmd // as the user that it runs as
}

// startPostgres starts a Postgres. It skips the test, aloud, where none is
// installed.
func startPostgres(t *testing.T) postgres {
	t.Helper()
	bin := postgresFolder()
	if bin == "" {
		t.Skip("Postgres is not installed: what several machines share was not tried")
	}
	dir, err := os.MkdirTemp("", "fleet-pg-") // a short path: the socket's name is bounded
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	owner := databaseUser(t, dir)
	p := postgres{
		t: t, address: "postgres://postgres@/postgres?" + url.Values{"host": {dir}}.Encode(), data: filepath.Join(dir, "data"),
		options: fmt.Sprintf("-c listen_addresses='' -c unix_socket_directories=%s -c max_connections=200", dir),
		as: func(name string, args ...string) *exec.Cmd {
			cmd := exec.Command(filepath.Join(bin, name), args...) //nolint:gosec // a program of the machine
			cmd.Dir, cmd.SysProcAttr = dir, owner
			return cmd
		},
	}
	if out, err := p.as("initdb", "-D", p.data, "-U", "postgres", "-A", "trust", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	p.start()
	t.Cleanup(func() { _ = p.as("pg_ctl", "-D", p.data, "-w", "-m", "immediate", "stop").Run() })
	return p
}

func (p postgres) start() {
	p.t.Helper()
	log := filepath.Join(filepath.Dir(p.data), "log")
	if out, err := p.as("pg_ctl", "-D", p.data, "-w", "-l", log, "-o", p.options, "start").CombinedOutput(); err != nil {
		p.t.Fatalf("start Postgres: %v\n%s", err, out)
	}
}

// kill kills the server and whatever it started, as a machine does that goes down.
func (p postgres) kill() {
	p.t.Helper()
	if out, err := p.as("pg_ctl", "-D", p.data, "-w", "-m", "immediate", "stop").CombinedOutput(); err != nil {
		p.t.Fatalf("kill Postgres: %v\n%s", err, out)
	}
}

// postgresFolder is where the programs of Postgres are; empty when they are not.
func postgresFolder() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for i := len(found) - 1; i >= 0; i-- {
		if _, err := os.Stat(filepath.Join(found[i], "initdb")); err == nil {
			return found[i]
		}
	}
	if at, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(at)
	}
	return ""
}

// databaseUser gives the folder to the user that Postgres runs as: it refuses to
// run as root.
func databaseUser(t *testing.T, dir string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Skip("Postgres does not run as root, and there is no user postgres: what several machines share was not tried")
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}} //nolint:gosec // ids of a user
}

// open opens the database for a statement of the test's own.
func (p postgres) open() *sql.DB {
	p.t.Helper()
	db, err := sql.Open("pgx", p.address)
	if err != nil {
		p.t.Fatal(err)
	}
	return db
}

func (p postgres) exec(statement string) {
	p.t.Helper()
	db := p.open()
	defer db.Close()
	if _, err := db.ExecContext(p.t.Context(), statement); err != nil {
		p.t.Fatal(err)
	}
}

// query asks the database for one value.
func (p postgres) query(statement string) string {
	p.t.Helper()
	db := p.open()
	defer db.Close()
	var value string
	if err := db.QueryRowContext(p.t.Context(), statement).Scan(&value); err != nil {
		p.t.Fatal(err)
	}
	return value
}
