package modelscope_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/modelscope"
)

// sites answers in place of both sites, and says which was asked with a token.
type sites struct {
	by     map[string]*hubtest.ModelScope // by host
	mu     sync.Mutex                     // documents are fetched side by side
	tokens map[string]bool
	asked  map[string]int
}

func (s *sites) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.asked[r.URL.Host]++
	cookie, err := r.Cookie("m_session_id")
	if err == nil && cookie.Value == "secret-secret" && r.Header.Get("Authorization") == "Bearer secret-secret" {
		s.tokens[r.URL.Host] = true
	}
	s.mu.Unlock()
	w := httptest.NewRecorder()
	s.by[r.URL.Host].ServeHTTP(w, r)
	answer := w.Result()
	answer.Request = r
	return answer, nil
}

const chinese, international = "www.modelscope.cn", "www.modelscope.ai"

func both(cn, ai *hubtest.ModelScope) *sites {
	return &sites{by: map[string]*hubtest.ModelScope{chinese: cn, international: ai}, tokens: map[string]bool{}, asked: map[string]int{}}
}

// What the first site does not have is asked for at the other, without the
// token; who names a site means that one alone.
func TestTwoSites(t *testing.T) {
	for name, tt := range map[string]struct {
		cn, ai   *hubtest.ModelScope
		preferAI bool
		asked    string
		want     string // the id that answers, empty for none
		first    string
	}{
		"on the first":         {birds(), birds(), false, "modelscope:acme/tern", "modelscope:acme/tern", chinese},
		"on the other":         {&hubtest.ModelScope{}, birds(), false, "modelscope:acme/tern", "modelscope:modelscope.ai/acme/tern", chinese},
		"on none":              {&hubtest.ModelScope{}, &hubtest.ModelScope{}, false, "modelscope:acme/tern", "", chinese},
		"preferred":            {birds(), birds(), true, "modelscope:acme/tern", "modelscope:modelscope.ai/acme/tern", international},
		"named":                {birds(), birds(), false, "https://modelscope.ai/models/acme/tern", "modelscope:modelscope.ai/acme/tern", ""},
		"named, and not there": {birds(), &hubtest.ModelScope{}, false, "https://modelscope.ai/models/acme/tern", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			transport := both(tt.cn, tt.ai)
			c := client(t, nil, modelscope.Config{Transport: transport, PreferAI: tt.preferAI, Token: "secret-secret"})
			s, err := hubtest.Ask(c, tt.asked)
			if tt.want == "" && !errors.Is(err, hub.ErrMissingOrPrivate) || tt.want != "" && (err != nil || s.AnsweredID != tt.want) {
				t.Errorf("%+v, %v", s, err)
			}
			for _, host := range []string{chinese, international} {
				if transport.tokens[host] != (host == tt.first && transport.asked[host] > 0) {
					t.Errorf("%s was asked with a token: %v", host, transport.tokens[host])
				}
			}
			if tt.first == "" && transport.asked[chinese] > 0 {
				t.Error("the site that was not meant was asked")
			}
		})
	}
}

func TestToken(t *testing.T) {
	for _, send := range []bool{false, true} {
		m := birds()
		m.Sources[0].Private, m.Token = true, "secret-secret"
		s, err := hubtest.Ask(client(t, m, modelscope.Config{Token: "secret-secret", SendToken: send}), "modelscope:acme/tern")
		if read := err == nil && s.Private && s.Document("LICENSE").Read(); read != send {
			t.Errorf("token to another address, allowed %v: read %v, %v", send, read, err)
		}
	}
}

// A failure in place of a text, and other bytes than those of the list, are
// never taken for the text.
func TestDocumentFaults(t *testing.T) {
	for name, tt := range map[string]struct{ body, code string }{
		"failure":     {`{"Code":500,"Message":"failed"}`, "web-page"},
		"a page":      {"<!DOCTYPE html><html></html>", "web-page"},
		"other bytes": {"Be rude.\n", "document-damaged"},
	} {
		m := birds()
		c := client(t, nil, modelscope.Config{Transport: instead{both(m, m), "/api/v1/models/acme/tern/repo", tt.body}})
		s, err := hubtest.Ask(c, "modelscope:acme/tern")
		if err != nil || s.Document("LICENSE").Read() || len(s.Problems) == 0 || s.Problems[0].Code != tt.code {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
}

// instead answers a path with a body of its own.
type instead struct {
	*sites
	path, body string
}

func (i instead) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != i.path {
		return i.sites.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	_, _ = w.WriteString(i.body)
	answer := w.Result()
	answer.Request = r
	return answer, nil
}
