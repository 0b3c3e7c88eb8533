package modelscope

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// The names of exchanges in errors.
const (
	opInfo    = "repository info"
	opCommits = "commits"
	opFiles   = "list of files"
)

// fault reads a status as the hub means it, nil where it means what everybody
// means: it does not tell what is missing from what is for others.
func fault(_ exchange.Request, a *exchange.Answer, _ string) error {
	switch a.Status {
	case http.StatusNotFound, http.StatusForbidden:
		return hub.ErrMissingOrPrivate
	case http.StatusUnauthorized:
		if !a.Authorized {
			return hub.ErrMissingOrPrivate
		}
	}
	return nil
}

// envelope is what every answer with data comes in. A failure may have the
// status 200 outside and its code inside.
type envelope struct {
	Code    int
	Success *bool
	Message string
	Data    json.RawMessage
}

// get asks for data, decodes it and returns the whole answer. failed is what a
// failure means that comes with the status 200.
func (s *site) get(ctx context.Context, q exchange.Request, into any, failed error) ([]byte, error) {
	q.Limit = s.cfg.MaxBytes
	a, err := s.Hub.Get(ctx, q)
	if err != nil {
		return nil, err
	}
	var e envelope
	if err := json.Unmarshal(a.Body, &e); err != nil {
		return nil, s.Hub.BadAnswer(q, a, err)
	}
	if e.Code != http.StatusOK || e.Success != nil && !*e.Success {
		why := &hub.StatusError{Op: q.Op, ID: q.ID, URL: exchange.PlainURL(q.URL), Status: a.Status, Err: failed,
			Message: s.Hub.Inert(fmt.Sprintf("code %d: %s", e.Code, e.Message))}
		switch e.Code {
		case http.StatusUnauthorized, http.StatusForbidden:
			why.Err = hub.ErrMissingOrPrivate
		case http.StatusTooManyRequests:
			why.Err = hub.ErrRateLimited
		}
		return nil, why
	}
	if err := json.Unmarshal(e.Data, into); err != nil {
		return nil, s.Hub.BadAnswer(q, a, err)
	}
	return a.Body, nil
}

// at is an address of the interface with a query.
func (s *site) at(query url.Values, parts ...string) *url.URL {
	u := s.Hub.Join(append([]string{"api", "v1"}, parts...)...)
	u.RawQuery = query.Encode()
	return u
}
