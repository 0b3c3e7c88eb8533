package huggingface_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
)

// answers carries requests to a function.
type answers func(*http.Request) (status int, body string)

func (f answers) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := f(r)
	return &http.Response{StatusCode: status, Header: http.Header{}, Request: r, Body: io.NopCloser(strings.NewReader(body)),
		ContentLength: int64(len(body))}, nil
}

// Whatever a card and a file list say, every request goes to the hub, to one of
// its two kinds of addresses, and below no path that leads out of it; without
// --follow-links nothing goes anywhere else.
func FuzzWhereRequestsGo(f *testing.F) {
	f.Add("LICENSE", "see [terms](docs/x.txt)", "docs/x.txt")
	f.Add("https://elsewhere.example/../x", "---\nlicense_link: //e.example\n---\n", "a%2f../LICENSE")
	f.Add("/../../acme/other/resolve/main/LICENSE", "", "LICENSE?x#y")
	f.Fuzz(func(t *testing.T, link, card, file string) {
		quoted := func(s string) string { data, _ := json.Marshal(s); return string(data) }
		info := `{"id":"acme/tiny","sha":"` + commit + `","cardData":{"license_link":` + quoted(link) +
			`},"siblings":[{"rfilename":"README.md"},{"rfilename":` + quoted(file) + `}]}`
		home := answers(func(r *http.Request) (int, string) {
			path := r.URL.EscapedPath()
			switch {
			case r.URL.Host != "hub.example":
				t.Errorf("a request went to %s", r.URL)
			case path == "/api/models/acme/tiny":
				return http.StatusOK, info
			case strings.HasSuffix(path, "/README.md"):
				return http.StatusOK, card
			case !strings.Contains(path, "/resolve/"), strings.Contains("/"+path+"/", "/../"), strings.Contains("/"+path+"/", "/./"):
				t.Errorf("a request went to %s", r.URL)
			}
			return http.StatusNotFound, ""
		})
		away := answers(func(r *http.Request) (int, string) {
			t.Errorf("a request went to %s", r.URL)
			return http.StatusNotFound, ""
		})
		c, _ := client(t, huggingface.Config{Endpoint: "https://hub.example", Transport: home, LinkTransport: away})
		s := snapshot(t, c, "acme/tiny")
		for _, d := range s.Documents {
			if d.Read() && string(d.Text) != card && d.DerivedFrom == nil {
				t.Errorf("%s has a text that nobody gave: %q", d.Path, d.Text)
			}
		}
	})
}
