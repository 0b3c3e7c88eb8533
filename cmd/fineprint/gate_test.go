package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience bounds what a script waits for.
const patience = 30 * time.Second

// until asks again and again whether something has come about.
func until(ts *testscript.TestScript, what string, done func() bool) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	end := time.After(patience)
	for !done() {
		select {
		case <-tick.C:
		case <-end:
			ts.Fatalf("%s did not come about", what)
		}
	}
}

// freePort finds an address for a server that a script starts.
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer l.Close()
	ts.Setenv(args[0], l.Addr().String())
}

// fetch asks the gate for a path, without following redirects, until the answer
// has the status that is wanted: the gate may not be up yet.
func fetch(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: fetch path status")
	}
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	var last string
	until(ts, fmt.Sprintf("%s with status %d", args[0], want), func() bool {
		req, err := http.NewRequest(http.MethodGet, "http://"+ts.Getenv("GATE")+args[0], nil)
		ts.Check(err)
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			return false
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		last = string(body)
		return resp.StatusCode == want
	})
	_, _ = fmt.Fprintln(ts.Stdout(), last)
}

// holds waits for a text in a file.
func holds(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: holds file text")
	}
	until(ts, args[0]+" with "+args[1], func() bool {
		text, err := os.ReadFile(ts.MkAbs(args[0]))
		return err == nil && strings.Contains(string(text), args[1])
	})
}
