package github_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub/github"
)

type answers func(*http.Request) string

func (f answers) RoundTrip(r *http.Request) (*http.Response, error) {
	body := f(r)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r, Body: io.NopCloser(strings.NewReader(body)),
		ContentLength: int64(len(body))}, nil
}

// Whatever a repository is called and its API answers, the requests stay below
// that repository of that host, and the files are those that were listed.
func FuzzTree(f *testing.F) {
	f.Add("acme/tiny", "main", `{"sha":"ab","tree":[{"path":"a","type":"blob"}]}`)
	f.Add("acme/..", "../../../user?x#y", `{}`)
	f.Add("acme/a%2fb", "", `[]`)
	f.Add("acme/a", ".", `{}`)
	f.Fuzz(func(t *testing.T, name, branch, list string) {
		info, err := json.Marshal(map[string]any{"default_branch": branch})
		if err != nil {
			t.Skip()
		}
		c, err := github.New(github.Config{Transport: answers(func(r *http.Request) string {
			segments := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
			below := len(segments) == 3 || len(segments) == 6 && segments[3] == "git" && segments[4] == "trees"
			if r.URL.Host != "api.github.com" || segments[0] != "repos" || !below || segments[len(segments)-1] == "" {
				t.Errorf("a request went to %s", r.URL)
			}
			for _, s := range segments {
				if s == "." || s == ".." {
					t.Errorf("a request went to %s", r.URL)
				}
			}
			if len(segments) == 3 {
				return string(info)
			}
			return list
		})})
		if err != nil {
			t.Fatal(err)
		}
		tree, err := c.Tree(context.Background(), "https://github.com/"+name)
		if err != nil {
			return
		}
		if len(tree.SHA256) != 64 {
			t.Errorf("the digest is %q", tree.SHA256)
		}
		for _, file := range tree.Files {
			quoted, _ := json.Marshal(file)
			if !strings.Contains(list, file) && !strings.Contains(list, strings.Trim(string(quoted), `"`)) && !strings.ContainsAny(list, `\`) &&
				strings.ToValidUTF8(list, "") == list {
				t.Errorf("%q was not listed", file)
			}
		}
	})
}
