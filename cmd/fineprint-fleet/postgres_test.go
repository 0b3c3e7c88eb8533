package main

import (
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

// startPostgres starts a Postgres of the test's own and returns its address. It
// skips the test, aloud, where none is installed.
func startPostgres(t *testing.T) string {
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
	as := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, name), args...) //nolint:gosec // a program of the machine
		cmd.Dir, cmd.SysProcAttr = dir, owner
		return cmd
	}
	data := filepath.Join(dir, "data")
	if out, err := as("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	options := fmt.Sprintf("-c listen_addresses='' -c unix_socket_directories=%s -c max_connections=200", dir)
	if out, err := as("pg_ctl", "-D", data, "-w", "-l", filepath.Join(dir, "log"), "-o", options, "start").CombinedOutput(); err != nil {
		t.Fatalf("start Postgres: %v\n%s", err, out)
	}
	t.Cleanup(func() { _ = as("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop").Run() })
	return "postgres://postgres@/postgres?" + url.Values{"host": {dir}}.Encode()
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
