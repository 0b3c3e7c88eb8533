package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/fixtures"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func demoCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "demo", Usage: "audit the embedded sample hub, without network", ArgsUsage: "[REF...]",
		Description: "The sample hub holds invented models by invented owners, one for each kind of catch and\n" +
			"each kind of trouble. With --serve it is offered over HTTP to any client.",
		Flags: append(outputFlags(), wiring.RulesFlag(), wiring.PolicyFlag(),
			&cli.IntFlag{Name: "concurrency", Usage: "audit `N` targets at once", Value: 8},
			&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar, even on a terminal"},
			&cli.StringFlag{Name: "serve", Usage: "serve the sample hub at `ADDR`, for example 127.0.0.1:8080, until interrupted"},
		),
		Action: func(c *cli.Context) error {
			sample, err := hubtest.FromFS(fixtures.MustSample())
			if err != nil {
				return err
			}
			if addr := c.String("serve"); addr != "" {
				return serve(c.Context, w, addr, sample)
			}
			return demo(c, w, result, sample)
		},
	}
}

// demo audits the sample hub without leaving the process.
func demo(c *cli.Context, w world, result *exit, sample *hubtest.Hub) error {
	if err := checkOutput(c); err != nil {
		return err
	}
	targets, err := demoTargets(c.Args().Slice())
	if err != nil {
		return err
	}
	client, err := huggingface.New(huggingface.Config{Endpoint: "http://sample.invalid", Transport: inProcess{sample}, Now: demoClock})
	if err != nil {
		return err
	}
	bar := newProgress(c, w, len(targets))
	config, err := wiring.AuditConfig(c, map[string]audit.Source{ref.HuggingFace: client}, nil, demoClock(), bar.event)
	if err != nil {
		return err
	}
	config.KeepTexts = wantsTexts(c)
	report := audit.New(config).Run(c.Context, targets)
	bar.finish()
	if err := emit(c, w, render.NewReport(report)); err != nil {
		return err
	}
	fmt.Fprintf(w.Stderr, "fineprint: this was the sample hub; audit would have ended with exit code %d\n",
		exitCode(report, []string{string(policy.Fail)}))
	if c.Context.Err() != nil {
		result.code = exitReview
	}
	return nil
}

func demoTargets(asked []string) ([]audit.Request, error) {
	if len(asked) > 0 {
		return parseTargets("demo", asked)
	}
	return parseList("targets.txt", bytes.NewReader(fixtures.MustTargets()))
}

// demoClock gives every demo the same time, so that it prints the same bytes.
func demoClock() time.Time { return time.Date(2031, 6, 1, 12, 0, 0, 0, time.UTC) }

// inProcess carries requests to a handler without a network.
type inProcess struct{ handler http.Handler }

func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	recorder := &response{header: http.Header{}, status: http.StatusOK}
	p.handler.ServeHTTP(recorder, r)
	return &http.Response{
		StatusCode: recorder.status, Status: http.StatusText(recorder.status), Header: recorder.header, Request: r,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(recorder.body.Len()), Body: body{&recorder.body},
	}, nil
}

// response keeps what a handler answers.
type response struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *response) Header() http.Header         { return r.header }
func (r *response) WriteHeader(status int)      { r.status = status }
func (r *response) Write(p []byte) (int, error) { return r.body.Write(p) }

type body struct{ *bytes.Buffer }

func (body) Close() error { return nil }

// serve offers the sample hub over HTTP until the context ends.
func serve(ctx context.Context, w world, addr string, sample *hubtest.Hub) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return usage.Errorf("cannot serve at %q: %w", addr, err)
	}
	server := &http.Server{Handler: sample, ReadHeaderTimeout: 10 * time.Second}
	base := "http://" + listener.Addr().String()
	fmt.Fprintf(w.Stderr, "fineprint: the sample hub is at %s; try: fineprint audit nordlicht/aurora-7b --hub-url %s\n", base, base)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the sample hub: %w", err)
	}
	<-stopped
	return nil
}
