package huggingface_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// past is a hub with one model that was committed file by file.
func past(commits ...map[string]string) *hubtest.Hub {
	repo := &hubtest.Repo{Kind: "models", ID: "acme/tiny"}
	for i, files := range commits {
		at := map[string][]byte{}
		for name, text := range files {
			at[name] = []byte(text)
		}
		if i == len(commits)-1 {
			repo.Files = at
		} else {
			repo.History = append(repo.History, hubtest.Version{Files: at})
		}
	}
	return &hubtest.Hub{Repos: []*hubtest.Repo{repo}}
}

func history(t *testing.T, h *hubtest.Hub, most int) (*hub.History, error) {
	t.Helper()
	r, err := ref.Parse("acme/tiny")
	if err != nil {
		t.Fatal(err)
	}
	return newClient(t, huggingface.Config{Endpoint: hubtest.Start(t, h)}).History(context.Background(), r, most)
}

// Each commit that brought, changed or took away a file of terms is found, with
// those files, and no other.
func TestHistory(t *testing.T) {
	for _, c := range []struct {
		name    string
		commits []map[string]string
		want    []string // the newest first
	}{
		{"one commit", []map[string]string{{"README.md": "a"}}, []string{"README.md"}},
		{"weights only", []map[string]string{{"README.md": "a"}, {"README.md": "a", "w.bin": "1"}, {"README.md": "a", "w.bin": "2"}},
			[]string{"README.md"}},
		{"changed twice", []map[string]string{{"LICENSE": "a"}, {"LICENSE": "b"}, {"LICENSE": "c"}}, []string{"LICENSE", "LICENSE", "LICENSE"}},
		{"brought later", []map[string]string{{"README.md": "a"}, {"README.md": "a", "LICENSE": "b"}}, []string{"LICENSE", "README.md"}},
		{"taken away", []map[string]string{{"README.md": "a", "LICENSE": "b"}, {"README.md": "a"}, {"README.md": "a", "w.bin": ""}},
			[]string{"LICENSE", "LICENSE README.md"}},
		{"taken away with another change", []map[string]string{{"README.md": "a", "LICENSE": "b"}, {"README.md": "c"}},
			[]string{"LICENSE README.md", "LICENSE README.md"}},
		{"another name", []map[string]string{{"COPYING": "b"}, {"LICENSE": "b"}}, []string{"COPYING LICENSE", "COPYING"}},
		{"no such file", []map[string]string{{"w.bin": "a"}}, nil},
		{"such a file once", []map[string]string{{"w.bin": "a"}, {"LICENSE": "b"}, {"w.bin": "a"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := history(t, past(c.commits...), 20)
			if err != nil {
				t.Fatal(err)
			}
			var paths []string
			for _, r := range got.Revisions {
				paths = append(paths, strings.Join(r.Paths, " "))
				for _, d := range r.Snapshot.Documents {
					if d.Read() && !strings.Contains(d.URL, r.Commit) {
						t.Errorf("%s is said to be of %s", d.URL, r.Commit)
					}
				}
			}
			if !slices.Equal(paths, c.want) || !got.Complete || got.Commits != len(c.commits) {
				t.Errorf("have %q, complete %v of %d, want %q", paths, got.Complete, got.Commits, c.want)
			}
		})
	}
}

// Texts that are the same at two commits are read once.
func TestHistoryReadsATextOnce(t *testing.T) {
	h := past(map[string]string{"README.md": "a", "LICENSE": "words"}, map[string]string{"README.md": "b", "LICENSE": "words"})
	if _, err := history(t, h, 20); err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, r := range h.Requests() {
		if strings.Contains(r.Path, "/resolve/") && strings.HasSuffix(r.Path, "/LICENSE") {
			read++
		}
	}
	if read != 1 {
		t.Errorf("the licence was read %d times", read)
	}
}

func TestHistoryStopsAtItsLimit(t *testing.T) {
	got, err := history(t, past(map[string]string{"LICENSE": "a"}, map[string]string{"LICENSE": "b"}), 1)
	if err != nil || len(got.Revisions) != 1 || got.Complete {
		t.Errorf("have %+v, %v", got, err)
	}
}

// A history that names commits which it does not hold is no history.
func TestRewrittenHistory(t *testing.T) {
	h := past(map[string]string{"LICENSE": "a"})
	h.Fault(hubtest.Fault{Path: "/api/models/acme/tiny/paths-info/",
		Body: `[{"path":"LICENSE","lastCommit":{"id":"0123456789012345678901234567890123456789"}}]`})
	if _, err := history(t, h, 20); err == nil || !strings.Contains(err.Error(), "the history was rewritten") {
		t.Errorf("have %v", err)
	}
}
