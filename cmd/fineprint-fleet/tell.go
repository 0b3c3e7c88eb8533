package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// tellerOf tells whom the flags name: a webhook, a folder of issues, both, or else
// whoever reads what is printed.
func tellerOf(c *cli.Context) (teller, error) {
	var tellers []teller
	if to := c.String("webhook"); to != "" {
		u, err := url.Parse(to)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return nil, usage.Errorf("--webhook is an address such as https://example.com/hooks, not %q", to)
		}
		h := hookSender{address: to, secret: os.Getenv(hookSecretVariable), waits: hookWaits(), client: hookClient()}
		tellers = append(tellers, h.tell)
	}
	if dir := c.String("issues"); dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, usage.Errorf("--issues names a folder that is there, not %q", dir)
		}
		tellers = append(tellers, func(_ context.Context, said change) error { return said.writeIssue(dir) })
	}
	if len(tellers) == 0 {
		tellers = append(tellers, func(_ context.Context, said change) error {
			_, err := io.WriteString(c.App.Writer, said.Text+"\n")
			return err
		})
	}
	return func(ctx context.Context, said change) error {
		for _, tell := range tellers {
			if err := tell(ctx, said); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// writeIssue writes the text of an issue. The same change has the same file.
func (said change) writeIssue(dir string) error {
	f, err := render.Lookup("markdown")
	if err != nil {
		return err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Terms changed: %s\n\n", said.Target)
	if err := f.Write(render.Page{W: &out}, render.Changes{Diff: said.Diff}); err != nil {
		return err
	}
	name := strings.ReplaceAll(said.Target, "/", "--") + "-" + said.NewCommit[:min(len(said.NewCommit), 12)] + ".md"
	return files.Write(filepath.Join(dir, name), out.Bytes())
}

// hookSender sends webhooks.
type hookSender struct {
	address string
	secret  string // signs them; empty signs nothing
	waits   []time.Duration
	client  *http.Client
}

// hookWaits are the waits before each further try.
func hookWaits() []time.Duration {
	return []time.Duration{time.Second, 5 * time.Second, 25 * time.Second}
}

func hookClient() *http.Client {
	return &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request,
		[]*http.Request) error {
		return http.ErrUseLastResponse
	}}
}

// errRefused tells that another try would end like this one.
var errRefused = errors.New("it will not take that")

// tell sends one webhook, some times where it has to be.
func (h hookSender) tell(ctx context.Context, said change) error {
	body, err := json.Marshal(said)
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		err := h.send(ctx, body, said)
		if err == nil || errors.Is(err, errRefused) || try == len(h.waits) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(h.waits[try]):
		}
	}
}

func (h hookSender) send(ctx context.Context, body []byte, said change) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	delivery := sha256.Sum256([]byte(said.Target + "@" + said.OldCommit + "@" + said.NewCommit))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "fineprint-fleet/"+wiring.Version())
	r.Header.Set("X-Fineprint-Event", said.Event)
	r.Header.Set("X-Fineprint-Delivery", hex.EncodeToString(delivery[:16]))
	if h.secret != "" {
		mac := hmac.New(sha256.New, []byte(h.secret))
		mac.Write(body)
		r.Header.Set("X-Fineprint-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	}
	answer, err := h.client.Do(r)
	if of := (&url.Error{}); errors.As(err, &of) {
		err = of.Err // the address may be a secret
	}
	if err != nil {
		return fmt.Errorf("tell the webhook: %w", err)
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10) // so that the connection can be used again; what it says is nothing to us
	switch code := answer.StatusCode; {
	case code >= 200 && code < 300:
		return nil
	case code == http.StatusTooManyRequests || code == http.StatusRequestTimeout || code >= 500:
		return fmt.Errorf("the webhook answers %d", code)
	default:
		return fmt.Errorf("the webhook answers %d: %w", code, errRefused)
	}
}
