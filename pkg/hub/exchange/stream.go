package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// stream has a body read as it comes.
func (c *Client) stream(resp *http.Response, q Request) error {
	if resp.ContentLength > q.Limit {
		return hub.ErrTooLarge
	}
	body := &watched{Reader: resp.Body, left: q.Limit, token: []byte(c.cfg.Token)}
	err := q.Read(body)
	if body.err != nil { // why the reading ended comes before what was made of it
		return body.err
	}
	if err != nil {
		return fmt.Errorf("%w: %w", hub.ErrBadAnswer, err)
	}
	return nil
}

// watched is a body that ends at the limit, and where the token is repeated.
type watched struct {
	io.Reader
	left  int64
	token []byte
	tail  []byte // the last bytes, in which the token may begin
	err   error  // why it ended before its end
}

func (w *watched) Read(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.Reader.Read(p)
	w.left -= int64(n)
	switch {
	case w.left < 0:
		w.err = hub.ErrTooLarge
	case err != nil && !errors.Is(err, io.EOF):
		w.err = connectionError(context.Background(), err)
	case w.holdsToken(p[:n]):
		w.err = fmt.Errorf("%w: %w", hub.ErrBadAnswer, errEchoed)
	}
	if w.err != nil {
		return 0, w.err
	}
	return n, err
}

// holdsToken reports whether the token stands in the bytes so far.
func (w *watched) holdsToken(more []byte) bool {
	if len(w.token) < shortestToken {
		return false
	}
	seam := slices.Concat(w.tail, more[:min(len(more), len(w.token))])
	if bytes.Contains(more, w.token) || bytes.Contains(seam, w.token) {
		return true
	}
	if len(more) < len(w.token) {
		more = seam
	}
	w.tail = bytes.Clone(more[max(len(more)-len(w.token)+1, 0):])
	return false
}
