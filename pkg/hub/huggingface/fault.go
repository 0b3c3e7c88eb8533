package huggingface

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// fault turns a failed exchange into an error, nil when it did not fail.
func (c *Client) fault(q request, a *answer, err error) *hub.StatusError {
	f := &hub.StatusError{Op: q.op, ID: q.id, URL: plainURL(q.url), Err: err}
	if a != nil {
		c.answered.Store(true)
		f.Status, f.Message, f.RequestID = a.status, c.inert(message(a)), c.inert(requestID(a.header))
	}
	switch {
	case err != nil:
		f.Status, f.Message = 0, ""
	case a.status == http.StatusOK:
		return nil
	default:
		f.Err = kindOfFault(q, a, f.Message)
		if errors.Is(f.Err, hub.ErrRateLimited) {
			f.RetryAfter = stated(a.header, bucketOf(q.url))
		}
	}
	return f
}

// inert makes a server's words fit for a report. The token goes once
// nothing hides it any more, and before a cut could leave half of it.
func (c *Client) inert(s string) string {
	s = oneLine(s)
	if c.holdsToken(s) {
		s = strings.ReplaceAll(s, c.cfg.Token, "[token]")
	}
	return inert(s)
}

// shortestToken is the length from which a token can be told from a word that
// happens to stand in a text.
const shortestToken = 8

// holdsToken reports whether the hub repeats the token.
func (c *Client) holdsToken(s string) bool {
	return len(c.cfg.Token) >= shortestToken && strings.Contains(s, c.cfg.Token)
}

// kindOfFault reads status and error code as the Hub means them.
func kindOfFault(q request, a *answer, message string) error {
	code := a.header.Get("X-Error-Code")
	switch {
	case code == "GatedRepo":
		return hub.ErrGated
	case code == "RevisionNotFound":
		return hub.ErrRevision
	case code == "EntryNotFound":
		return hub.ErrNotFound
	case code == "RepoNotFound":
		return hub.ErrMissingOrPrivate
	case code == "DisabledRepo":
		return hub.ErrDisabled
	}
	lower := strings.ToLower(message)
	switch a.status {
	case http.StatusUnauthorized:
		// Without a token, a 401 is how the Hub says "missing or private".
		if q.token != "" && (strings.Contains(lower, "credential") || strings.Contains(lower, "token")) {
			return hub.ErrUnauthorized
		}
		return hub.ErrMissingOrPrivate
	case http.StatusForbidden:
		if strings.Contains(lower, "disabled") {
			return hub.ErrDisabled
		}
		return hub.ErrForbidden
	case http.StatusNotFound:
		return hub.ErrNotFound
	case http.StatusGone, http.StatusUnavailableForLegalReasons:
		return hub.ErrDisabled
	case http.StatusTooManyRequests:
		return hub.ErrRateLimited
	case http.StatusRequestTimeout:
		return hub.ErrUnreachable
	}
	if a.status >= http.StatusInternalServerError {
		return hub.ErrUnreachable
	}
	return hub.ErrBadAnswer
}

// message returns the server's own words: its header, else its JSON, else its
// text unless that is a page.
func message(a *answer) string {
	if a.status == http.StatusOK {
		return ""
	}
	if m := a.header.Get("X-Error-Message"); m != "" {
		return m
	}
	if m := jsonMessage(a.body); m != "" {
		return m
	}
	if hub.IsHTML(a.body) || strings.Contains(a.header.Get("Content-Type"), "html") || json.Valid(a.body) {
		return ""
	}
	return string(a.body)
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

// inert makes a server's words one bounded line without control characters.
func inert(s string) string {
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

// plainURL is an address without user, query and fragment.
func plainURL(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}).String()
}
