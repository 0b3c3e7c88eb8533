package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/rules"
)

// What serve is told beside its flags: flags are seen in lists of processes.
const (
	readTokenVariable = "FINEPRINT_FLEET_READ_TOKEN"
	secretVariable    = "FINEPRINT_FLEET_WEBHOOK_SECRET"
)

func serveCommand() *cli.Command {
	return &cli.Command{
		Name: "serve", Usage: "show the results on a page, with a search", ArgsUsage: " ",
		Description: "The page needs no script; whatever it lists opens as a whole report. As JSON it is at\n" +
			"/results.json. With --webhooks the hub may tell at /webhooks/huggingface what changed, and\n" +
			"that is put into the queue.",
		Flags: []cli.Flag{
			dbFlag(),
			&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8090", Usage: "listen at `ADDR`"},
			&cli.BoolFlag{Name: "webhooks", Usage: "take the hub's webhooks, with the secret of " + secretVariable},
		},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage.Errorf("serve takes no arguments")
			}
			db, err := openDatabase(c.Context, c.String("db"))
			if err != nil {
				return err
			}
			defer db.Close()
			set, err := rules.Load()
			if err != nil {
				return err
			}
			d := &desk{db: db, token: os.Getenv(readTokenVariable), kinds: kindNames(set), now: time.Now}
			if c.Bool("webhooks") {
				if d.secret = os.Getenv(secretVariable); d.secret == "" {
					return usage.Errorf("set %s to the secret that the hub's webhook was given", secretVariable)
				}
			}
			h, err := d.handler()
			if err != nil {
				return err
			}
			return listen(c, h)
		},
	}
}

// Bounds of connections.
const (
	headerWait   = 10 * time.Second
	readWait     = 30 * time.Second
	writeWait    = 2 * time.Minute
	headerBytes  = 32 << 10
	shutdownWait = 10 * time.Second
)

// listen serves until the run is cut off.
func listen(c *cli.Context, h http.Handler) error {
	var config net.ListenConfig
	listener, err := config.Listen(c.Context, "tcp", c.String("listen"))
	if err != nil {
		return usage.Errorf("cannot listen at %q: %w", c.String("listen"), err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: headerWait, ReadTimeout: readWait, WriteTimeout: writeWait,
		MaxHeaderBytes: headerBytes}
	fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: the results are at http://%s/\n", listener.Addr())
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err = <-done:
	case <-c.Context.Done():
		ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context), shutdownWait)
		defer cancel()
		if err = server.Shutdown(ctx); err != nil {
			err = server.Close()
		}
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
