package modelscope_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/modelscope"
)

// told answers with a list of one file and a card, whatever they are called.
type told struct{ file, owner, card string }

func (f told) RoundTrip(r *http.Request) (*http.Response, error) {
	quoted := func(s string) string { data, _ := json.Marshal(s); return string(data) }
	w := httptest.NewRecorder()
	switch path := r.URL.Path; {
	case strings.HasSuffix(path, "/commits"):
		_, _ = w.WriteString(`{"Code":200,"Data":{"Commit":[{"Id":"` + strings.Repeat("a", 40) + `"}]}}`)
	case strings.HasSuffix(path, "/repo/files"):
		_, _ = w.WriteString(`{"Code":200,"Data":{"Files":[{"Path":"README.md","Type":"blob"},{"Path":` + quoted(f.file) + `,"Type":"blob"}]}}`)
	case strings.HasSuffix(path, "/repo"):
		_, _ = w.WriteString(f.card)
	default:
		_, _ = w.WriteString(`{"Code":200,"Data":{"Path":` + quoted(f.owner) + `,"Name":"tern","License":"MIT"}}`)
	}
	answer := w.Result()
	answer.Request = r
	return answer, nil
}

// Whatever the site says, requests stay on it, below the interface, and ask for
// files that were listed or linked by their names alone.
func FuzzSnapshot(f *testing.F) {
	f.Add("LICENSE", "acme", "[terms](LICENSE)")
	f.Add("../../x", "..", "---\nlicense_link: https://elsewhere.example/x\n---\n")
	f.Add("a?b#c", "a/../b", "---\nlicense_link: //modelscope.cn/models/acme/tern/resolve/master/../../x\n---\n")
	f.Fuzz(func(t *testing.T, file, owner, card string) {
		site := watched{told{file, owner, card}, t}
		away := http.RoundTripper(watchedAway{t})
		c := client(t, nil, modelscope.Config{Transport: site, LinkTransport: away, NoWeightsHeader: true})
		s, err := hubtest.Ask(c, "modelscope:acme/tern")
		if err != nil {
			return
		}
		for _, d := range s.Documents {
			if d.Read() && string(d.Text) != card && d.DerivedFrom == nil {
				t.Errorf("%s has a text that nobody gave: %q", d.Path, d.Text)
			}
		}
	})
}

type watched struct {
	told
	t *testing.T
}

func (w watched) RoundTrip(r *http.Request) (*http.Response, error) {
	parts := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	if r.URL.Host != chinese || len(parts) < 5 || strings.Join(parts[:3], "/") != "api/v1/models" {
		w.t.Errorf("a request went to %s", r.URL)
	}
	for _, p := range parts {
		if p == "" || p == "." || p == ".." {
			w.t.Errorf("a request went to %s", r.URL)
		}
	}
	return w.told.RoundTrip(r)
}

type watchedAway struct{ t *testing.T }

func (w watchedAway) RoundTrip(r *http.Request) (*http.Response, error) {
	w.t.Errorf("a request went to %s", r.URL)
	return nil, http.ErrNotSupported
}
