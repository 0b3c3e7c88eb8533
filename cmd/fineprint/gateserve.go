package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/net/netutil"

	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// gateServer is a gate with what keeps it up to date.
type gateServer struct {
	gate    *gate.Gate
	engines *gateEngines
	log     *gateLog
	hub     string
}

// Bounds of connections.
const (
	headerWait   = 10 * time.Second
	idleWait     = 2 * time.Minute
	headerBytes  = 32 << 10
	shutdownWait = 10 * time.Second
	policyLook   = 2 * time.Second // between looks at the profile's file
)

// serveGate serves until the context ends. Downloads under way are given a
// moment to end.
func serveGate(c *cli.Context, w world, s gateServer) error {
	var config net.ListenConfig
	listener, err := config.Listen(c.Context, "tcp", c.String("listen"))
	if err != nil {
		return usagef("cannot listen at %q: %w", c.String("listen"), err)
	}
	address := listener.Addr().String()
	if to, err := url.Parse(s.hub); err == nil && to.Host == address {
		listener.Close()
		return usagef("the hub is the gate itself, %s: name the hub with --hub-url, and leave HF_ENDPOINT to the clients", s.hub)
	}
	server := &http.Server{Handler: s.gate, ReadHeaderTimeout: headerWait, IdleTimeout: idleWait, MaxHeaderBytes: headerBytes,
		DisableGeneralOptionsHandler: true}
	listener = netutil.LimitListener(listener, 2*c.Int("max-requests"))
	scheme := "http"
	if c.String("tls-cert") != "" {
		pair, err := tls.LoadX509KeyPair(c.String("tls-cert"), c.String("tls-key"))
		if err != nil {
			return usagef("read the certificate: %w", err)
		}
		scheme, server.TLSConfig = "https", &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	}
	at := scheme + "://" + address
	fmt.Fprintf(w.stderr, "fineprint: the gate before %s is at %s; set HF_ENDPOINT to that, and look at %s%s\n", s.hub, at, at, gate.Prefix)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		s.follow(c.Context, w)
		ctx, cancel := context.WithTimeout(context.Background(), shutdownWait)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			_ = server.Close()
		}
	}()
	if server.TLSConfig != nil {
		err = server.ServeTLS(listener, "", "")
	} else {
		err = server.Serve(listener)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the gate: %w", err)
	}
	<-stopped
	return nil
}

// follow takes over what changes, until the context ends: the profile when its
// file changes or on SIGHUP, and then the log's file, too.
func (s gateServer) follow(ctx context.Context, w world) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	tick := time.NewTicker(policyLook)
	defer tick.Stop()
	seen := s.policyText()
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			if err := s.log.reopen(); err != nil {
				fmt.Fprintf(w.stderr, "fineprint: %s\n", err)
			}
			seen = s.policyText()
			s.reload(w)
		case <-tick.C:
			if text := s.policyText(); !bytes.Equal(text, seen) {
				seen = text
				s.reload(w)
			}
		}
	}
}

// policyText is what the profile's file holds; nil where none can be read.
func (s gateServer) policyText() []byte {
	text, err := os.ReadFile(s.engines.file())
	if err != nil {
		return nil
	}
	return text
}

// reload takes over the profile as it is now. One that cannot be read or is
// broken leaves the old one in force.
func (s gateServer) reload(w world) {
	engine, err := s.engines.load()
	if err != nil {
		s.log.tell(gate.Event{At: w.today().UTC(), What: gate.Failed, Error: "the old policy stays in force: " + err.Error()})
		return
	}
	s.gate.Use(engine)
	fmt.Fprintf(w.stderr, "fineprint: policy %s (sha256 %s) is in force\n", engine.Profile.Name, engine.Profile.SHA256)
}
