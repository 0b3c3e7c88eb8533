package huggingface_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// A server that repeats the token gets it into nothing that a user could pass
// on: no error, no problem, no document, no cache.
func TestTokenIsNeverRepeated(t *testing.T) {
	const info, file = "/api/models/acme/tiny", "/acme/tiny/resolve/"
	long := strings.Repeat("x", 290) // a cut would fall into the token
	for name, fault := range map[string]hubtest.Fault{
		"message":            {Path: info, Status: 403, Message: "no right for " + secret},
		"message, cut":       {Path: info, Status: 403, Message: long + secret},
		"message, disguised": {Path: info, Status: 403, Body: "no right for hf_\u200b" + strings.TrimPrefix(secret, "hf_")},
		"request id":         {Path: info, Status: 403, Header: map[string]string{"X-Request-Id": secret}},
		"error body":         {Path: info, Status: 500, Body: `{"error":["` + secret + `"]}`},
		"redirect host":      {Path: info, Redirect: "http://" + secret + ".invalid/"},
		"redirect path":      {Path: info, Redirect: "http://127.0.0.1:9/" + secret},
		"info":               {Path: info, Status: 200, Body: `{"id":"acme/tiny","sha":"` + commit + `","tags":["` + secret + `"]}`},
		"document":           {Path: file, Status: 200, Body: "Licensed to the holder of " + secret},
	} {
		t.Run(name, func(t *testing.T) {
			h := tiny()
			h.Fault(fault)
			dir := t.TempDir()
			cache, err := store.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h), Token: secret, SendToken: true, Cache: cache, Retries: -1})
			s, err := snap(t, c, "acme/tiny")
			if told := everything(t, s, err); strings.Contains(told, secret) || strings.Contains(told, secret[:10]) {
				t.Errorf("the token is told: %s", told)
			}
			if s == nil && err == nil || s != nil && len(s.Problems) == 0 {
				t.Error("nothing is said of the failure")
			}
			if found := holding(t, dir, secret); found != "" {
				t.Errorf("the token stands in the cache: %s", found)
			}
		})
	}
}

// everything is all that a snapshot or its error could put into a report.
func everything(t *testing.T, s *hub.Snapshot, err error) string {
	t.Helper()
	data, jsonErr := json.Marshal(s)
	if jsonErr != nil {
		t.Fatal(jsonErr)
	}
	told := string(data)
	if s != nil {
		told += string(s.RawInfo)
		for _, d := range s.Documents {
			told += string(d.Text)
		}
	}
	var status *hub.StatusError
	if errors.As(err, &status) {
		told += status.Message + status.RequestID + status.URL
	}
	if err != nil {
		told += err.Error()
	}
	return told
}

func TestWarningsAreKeptOncePerTopic(t *testing.T) {
	h := tiny()
	for _, path := range []string{"/api/models/acme/tiny", "/acme/tiny/"} {
		h.Fault(hubtest.Fault{Path: path, Status: 503, Times: 1, Header: map[string]string{"X-HF-Warning": "slow; The hub is\u202e slow today."}})
	}
	h.Fault(hubtest.Fault{Path: "/acme/tiny/", Status: 503, Times: 1, Header: map[string]string{"X-HF-Warning": "Log in."}})
	c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h)})
	if _, err := snap(t, c, "acme/tiny"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(c.Hints(), "|"); got != "the hub says: Log in.|the hub says: The hub is slow today." {
		t.Errorf("got %q", got)
	}
}

// A file host has a quota of its own, which says nothing of the hub's.
func TestQuotaOfAnotherHostIsNotTheHubs(t *testing.T) {
	spent := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("RateLimit", `"resolvers";r=0;t=86000`)
		_, _ = w.Write([]byte("Words of a licence.\n"))
	})
	h := tiny()
	h.Fault(hubtest.Fault{Path: "/acme/tiny/resolve/", Redirect: hubtest.Serve(t, spent) + "/some/resolve/file"})
	c := newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h)})
	for range 2 {
		s, err := snap(t, c, "acme/tiny")
		if err != nil || !s.Document("LICENSE").Read() {
			t.Fatalf("not read: %v %+v", err, s)
		}
	}
}

// holding returns the file below dir that holds a word, empty when none does.
func holding(t *testing.T, dir, word string) (found string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if strings.Contains(string(data), word) {
			found = name
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
