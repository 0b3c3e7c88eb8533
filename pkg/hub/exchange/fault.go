package exchange

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// fault turns a failed exchange into an error, nil when it did not fail.
func (c *Client) fault(q Request, a *Answer, err error) *hub.StatusError {
	f := &hub.StatusError{Op: q.Op, ID: q.ID, URL: PlainURL(q.URL), Err: err}
	switch {
	case err != nil:
		return f
	case a.ok():
		return nil
	}
	f.Status, f.Message, f.RequestID = a.Status, c.Inert(message(a)), c.Inert(requestID(a.Header))
	if c.cfg.Protocol.Fault != nil {
		f.Err = c.cfg.Protocol.Fault(q, a, f.Message)
	}
	if f.Err == nil {
		f.Err = FaultOf(a.Status)
	}
	if errors.Is(f.Err, hub.ErrRateLimited) {
		f.RetryAfter = c.stated(a.Header, c.cfg.Protocol.Bucket(q.URL))
	}
	return f
}

// FaultOf is what a status means where a service has no ways of its own.
func FaultOf(status int) error {
	switch status {
	case http.StatusUnauthorized:
		return hub.ErrUnauthorized
	case http.StatusForbidden:
		return hub.ErrForbidden
	case http.StatusNotFound:
		return hub.ErrNotFound
	case http.StatusGone, http.StatusUnavailableForLegalReasons:
		return hub.ErrWithheld
	case http.StatusTooManyRequests:
		return hub.ErrRateLimited
	case http.StatusRequestTimeout:
		return hub.ErrUnreachable
	}
	if status >= http.StatusInternalServerError {
		return hub.ErrUnreachable
	}
	return hub.ErrBadAnswer
}

// Inert makes a server's words fit for a report. The token goes once nothing
// hides it any more, and before a cut could leave half of it.
func (c *Client) Inert(s string) string {
	s = oneLine(s)
	for _, secret := range c.secrets {
		s = strings.ReplaceAll(s, secret, "[token]")
	}
	return Inert(s)
}

// message returns the server's own words: its header, else its JSON, else its
// text unless that is a page.
func message(a *Answer) string {
	if m := a.Header.Get("X-Error-Message"); m != "" {
		return m
	}
	if m := jsonMessage(a.Body); m != "" {
		return m
	}
	if hub.IsHTML(a.Body) || strings.Contains(a.Header.Get("Content-Type"), "html") || json.Valid(a.Body) {
		return ""
	}
	return string(a.Body)
}

func jsonMessage(body []byte) string {
	var m struct {
		Error       any    `json:"error"`
		Description string `json:"error_description"`
		Message     string `json:"message"`
		Errors      []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &m) != nil {
		return ""
	}
	var parts []string
	switch e := m.Error.(type) {
	case string:
		parts = append(parts, e)
	case []any:
		for _, v := range e {
			if s, ok := v.(string); ok {
				parts = append(parts, s)
			}
		}
	}
	parts = append(parts, m.Description, m.Message)
	for _, e := range m.Errors {
		parts = append(parts, e.Message)
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// maxMessage bounds what is repeated of a server's words.
const maxMessage = 300

// Inert makes a server's words one bounded line without control characters.
func Inert(s string) string {
	runes := []rune(oneLine(s))
	if len(runes) > maxMessage {
		return string(runes[:maxMessage]) + "…"
	}
	return string(runes)
}

func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(s, "")))
}

func requestID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "X-Amzn-Trace-Id", "X-Amz-Cf-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}
