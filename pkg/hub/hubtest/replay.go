package hubtest

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
)

// recorded is one recorded answer of the public Hub.
type recorded struct {
	Request struct {
		Method string `json:"method"`
		URL    string `json:"url"`
	} `json:"request"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// Replay returns a handler that gives recorded answers verbatim: files
// *.json with the request, status, headers and body of one exchange. A request
// that was not recorded is a 404 without an error code.
func Replay(fsys fs.FS) (http.Handler, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	answers := map[string]recorded{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		var r recorded
		if err := json.Unmarshal(data, &r); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		u, err := url.Parse(r.Request.URL)
		if err != nil || r.Status == 0 {
			continue // no exchange
		}
		answers[u.EscapedPath()+"?"+u.RawQuery] = r
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, ok := answers[r.URL.EscapedPath()+"?"+r.URL.RawQuery]
		if !ok {
			answer, ok = answers[r.URL.EscapedPath()+"?"]
		}
		if !ok {
			http.Error(w, `{"error":"not recorded"}`, http.StatusNotFound)
			return
		}
		answer.write(w)
	}), nil
}

func (a recorded) write(w http.ResponseWriter) {
	for name, value := range a.Headers {
		switch strings.ToLower(name) {
		case "content-length", "content-encoding", "transfer-encoding", "connection":
		default:
			w.Header().Set(name, value)
		}
	}
	w.WriteHeader(a.Status)
	var text string
	if json.Unmarshal(a.Body, &text) == nil { // the text of a redirect
		_, _ = w.Write([]byte(text))
		return
	}
	_, _ = w.Write(a.Body)
}
