package gatecmd

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/net/netutil"
	"golang.org/x/sync/errgroup"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// server is a gate with what keeps it up to date.
type server struct {
	gate    *gate.Gate
	fronts  []front
	engines *engines
	log     *eventLog
}

// front is an address that a gate listens at.
type front struct {
	flag    string // that names the address
	handler http.Handler
	before  string // what it stands before
	hint    string // how clients are set to it, with %s for the address
}

// Bounds of connections.
const (
	headerWait   = 10 * time.Second
	idleWait     = 2 * time.Minute
	headerBytes  = 32 << 10
	shutdownWait = 10 * time.Second
)

// serve serves until the context ends. Downloads under way are given a
// moment to end.
func serve(c *cli.Context, w wiring.World, s server) error {
	secure, err := certificate(c)
	if err != nil {
		return err
	}
	listeners := make([]net.Listener, len(s.fronts))
	for i, f := range s.fronts {
		if listeners[i], err = listenAt(c, f); err != nil {
			return err
		}
		defer listeners[i].Close()
	}
	group, ctx := errgroup.WithContext(c.Context)
	for i, f := range s.fronts {
		scheme := "http"
		if secure != nil {
			scheme = "https"
		}
		at := scheme + "://" + listeners[i].Addr().String()
		fmt.Fprintf(w.Stderr, "fineprint: the gate before %s is at %s; "+f.hint+"\n", f.before, at, at)
		server := &http.Server{Handler: f.handler, ReadHeaderTimeout: headerWait, IdleTimeout: idleWait, MaxHeaderBytes: headerBytes,
			DisableGeneralOptionsHandler: true, TLSConfig: secure}
		limited := netutil.LimitListener(listeners[i], 2*c.Int("max-requests"))
		group.Go(func() error { return serveFront(server, limited) })
		group.Go(func() error { return stopFront(ctx, server) })
	}
	group.Go(func() error { s.follow(ctx, w); return nil })
	return group.Wait()
}

// listenAt opens the address of a front. The hub that it stands before must be
// another one: HF_ENDPOINT may be set here, too.
func listenAt(c *cli.Context, f front) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(c.Context, "tcp", c.String(f.flag))
	if err != nil {
		return nil, usage.Errorf("cannot listen at %q: %w", c.String(f.flag), err)
	}
	if to, err := url.Parse(f.before); err == nil && to.Host == listener.Addr().String() {
		listener.Close()
		return nil, usage.Errorf("the hub is the gate itself, %s: name the hub with --hub-url, and leave HF_ENDPOINT to the clients", f.before)
	}
	return listener, nil
}

// certificate reads the certificate; nil without one.
func certificate(c *cli.Context) (*tls.Config, error) {
	if c.String("tls-cert") == "" {
		return nil, nil //nolint:nilnil // no certificate is no mistake
	}
	pair, err := tls.LoadX509KeyPair(c.String("tls-cert"), c.String("tls-key"))
	if err != nil {
		return nil, usage.Errorf("read the certificate: %w", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

func serveFront(server *http.Server, listener net.Listener) error {
	var err error
	if server.TLSConfig != nil {
		err = server.ServeTLS(listener, "", "")
	} else {
		err = server.Serve(listener)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve the gate: %w", err)
}

// stopFront stops a server when the context ends.
func stopFront(ctx context.Context, server *http.Server) error {
	<-ctx.Done()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWait)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		_ = server.Close() // what is under way had its moment
	}
	return nil
}
