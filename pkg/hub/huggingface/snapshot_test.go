package huggingface_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func TestSnapshot(t *testing.T) {
	f := newFake(t)
	f.repo("acme/tiny", `,"cardData":{"license":"other","license_link":"LICENSE","extra_gated_prompt":"Agree."}`, map[string]string{
		"README.md": "# Tiny", "LICENSE": "Be kind.", "NOTICE.txt": "By acme.", "USE_POLICY.md": "Do no harm.", "paper-license.pdf": "%PDF",
		"model.safetensors": "w",
	})
	c, _ := client(t, huggingface.Config{Endpoint: f.URL})
	s := snapshot(t, c, "acme/tiny")

	want := []string{"README.md card read", "LICENSE licence read", "paper-license.pdf licence binary", "NOTICE.txt notice read",
		"USE_POLICY.md policy read", "README.md#extra_gated_prompt prompt read"}
	if diff := cmp.Diff(want, statuses(s)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"binary-document"}, codes(s)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if s.Commit != commit || s.HubID != "66" || !s.Complete || text(s, "LICENSE") != "Be kind." {
		t.Errorf("snapshot: %+v", s)
	}
	got := f.asked()
	slices.Sort(got)
	wantAsked := []string{"/acme/tiny/resolve/" + commit + "/LICENSE", "/acme/tiny/resolve/" + commit + "/NOTICE.txt", "/acme/tiny/resolve/" +
		commit + "/README.md", "/acme/tiny/resolve/" + commit + "/USE_POLICY.md", "/acme/tiny/resolve/" + commit + "/model.safetensors",
		"/api/models/acme/tiny"}
	if diff := cmp.Diff(wantAsked, got); diff != "" {
		t.Errorf("one information call, one request per document and one for the header of the weights (-want +got):\n%s", diff)
	}
}

func TestSnapshotAddresses(t *testing.T) {
	f := newFake(t)
	for name, path := range map[string]string{
		"datasets/acme/words":   "/hf/api/datasets/acme/words",
		"spaces/acme/demo":      "/hf/api/spaces/acme/demo",
		"acme/tiny@refs/pr/3":   "/hf/api/models/acme/tiny/revision/refs%2Fpr%2F3",
		"tiny":                  "/hf/api/models/tiny",
		"acme/tiny@v1.0+cpu":    "/hf/api/models/acme/tiny/revision/v1.0%2Bcpu",
		"acme/tiny@" + commit:   "/hf/api/models/acme/tiny/revision/" + commit,
		"datasets/acme/words@x": "/hf/api/datasets/acme/words/revision/x",
	} {
		f.file(path, `{"id":"`+strings.TrimPrefix(strings.TrimPrefix(strings.Split(name, "@")[0], "datasets/"), "spaces/")+`","sha":"`+commit+
			`","siblings":[]}`)
		c, _ := client(t, huggingface.Config{Endpoint: f.URL + "/hf/"})
		if s := snapshot(t, c, name); s.Commit != commit || len(s.Problems) != 0 {
			t.Errorf("%s: commit %q, problems %v", name, s.Commit, s.Problems)
		}
	}
}

func TestSnapshotGated(t *testing.T) {
	f := newFake(t)
	f.repo("acme/tiny", `,"gated":"manual","cardData":{"license":"other","extra_gated_prompt":"Agree to all."}`,
		map[string]string{"README.md": "#", "LICENSE": "x", "NOTICE": "x"})
	gate := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Error-Code", "GatedRepo")
		w.Header().Set("X-Error-Message", "Access is restricted.")
		w.WriteHeader(http.StatusUnauthorized)
	}
	for _, name := range []string{"README.md", "LICENSE", "NOTICE"} {
		f.route("/acme/tiny/resolve/"+commit+"/"+name, gate)
	}
	f.route("/api/models/acme/tiny/revision/v2", gate)
	c, _ := client(t, huggingface.Config{Endpoint: f.URL})

	s := snapshot(t, c, "acme/tiny")
	want := []string{"README.md card denied", "LICENSE licence denied", "NOTICE notice denied", "README.md#extra_gated_prompt prompt read"}
	if diff := cmp.Diff(want, statuses(s)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"gated"}, codes(s)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if n := len(f.asked()); n != 2 {
		t.Errorf("%d requests: %v; one file is enough to find the gate", n, f.asked())
	}
	if s.Gated != "manual" || s.Info.CardData["license"] != "other" {
		t.Errorf("the public card data is lost: %+v", s.Info)
	}

	s = snapshot(t, c, "acme/tiny@v2")
	if diff := cmp.Diff([]string{"gated-revision", "gated"}, codes(s)); diff != "" {
		t.Errorf("problems of a revision (-want +got):\n%s", diff)
	}
}

func TestSnapshotRenamed(t *testing.T) {
	f := newFake(t)
	f.repo("nordlicht/tiny", "", map[string]string{"README.md": "#"})
	f.route("/api/models/acme/tiny", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "/api/models/nordlicht/tiny?"+r.URL.RawQuery)
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	c, _ := client(t, huggingface.Config{Endpoint: f.URL})
	s := snapshot(t, c, "acme/tiny")
	if s.AnsweredID != "nordlicht/tiny" || s.Ref.ID() != "acme/tiny" || s.HubID != "66" || text(s, "README.md") != "#" {
		t.Errorf("answered %q for %q, id %q, card %q", s.AnsweredID, s.Ref.ID(), s.HubID, text(s, "README.md"))
	}
}

func TestSnapshotOddities(t *testing.T) {
	page := "<!DOCTYPE html><title>Sign in</title>"
	for _, tt := range []struct {
		name     string
		extra    string
		files    map[string]string
		statuses []string
		codes    []string
	}{
		{"pointer", "", map[string]string{"LICENSE": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"},
			[]string{"LICENSE licence lfs-pointer"}, []string{"lfs-pointer"}},
		{"page", `,"siblings":[{"rfilename":"LICENSE"}]`, map[string]string{"LICENSE": page}, []string{"LICENSE licence not-followed"},
			[]string{"web-page"}},
		{"page by name", "", map[string]string{"LICENSE.html": page}, []string{"LICENSE.html#text licence read"}, nil},
		{"binary", "", map[string]string{"LICENSE": "a\x00b"}, []string{"LICENSE licence binary"}, []string{"binary-document"}},
		{"large", "", map[string]string{"README.md": strings.Repeat("x", 101)}, []string{"README.md card too-large"},
			[]string{"document-too-large"}},
		{"disabled", `,"disabled":true`, map[string]string{"README.md": "#"}, []string{"README.md card denied"}, []string{"disabled"}},
		{"no list", `,"siblings":null`, map[string]string{"README.md": "#"}, []string{"README.md card read"}, []string{"no-file-list"}},
		{"many", "", map[string]string{"README.md": "#", "LICENSE": "x", "a/LICENSE": "x", "b/LICENSE": "x"},
			[]string{"README.md card read", "LICENSE licence read", "a/LICENSE licence read", "b/LICENSE licence not-followed"},
			[]string{"too-many-documents"}},
		{"hostile", `,"siblings":[{"rfilename":"../../LICENSE"},{"rfilename":"a\\LICENSE"},{"rfilename":"/LICENSE"}]`, nil, nil,
			[]string{"unsafe-path", "unsafe-path", "unsafe-path"}},
		{"linked in repo", `,"cardData":{"license_link":"./DOCS/grant.txt#top"}`, map[string]string{"docs/grant.txt": "x"},
			[]string{"docs/grant.txt linked read"}, nil},
		{"linked, missing", `,"cardData":{"license_link":"LICENSE.md"}`, nil, []string{"LICENSE.md linked not-followed"},
			[]string{"document-missing"}},
		{"linked elsewhere", `,"cardData":{"license_link":"https://acme.example/terms"}`, nil,
			[]string{"https://acme.example/terms linked not-followed"}, []string{"link-not-read"}},
		{"linked, no link", `,"cardData":{"license_link":["mailto:law@acme.example"," "]}`, nil,
			[]string{"mailto:law@acme.example linked not-followed"}, []string{"link-not-read"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t)
			f.repo("acme/tiny", tt.extra, tt.files)
			c, _ := client(t, huggingface.Config{Endpoint: f.URL, MaxDocumentBytes: 100, MaxDocuments: 3})
			s := snapshot(t, c, "acme/tiny")
			if diff := cmp.Diff(tt.statuses, statuses(s)); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.codes, codes(s)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			for _, path := range f.asked() {
				if strings.Contains(path, "..") || strings.Contains(path, `\`) || tt.name == "large" && strings.Contains(path, "README") {
					t.Errorf("%s was asked for", path)
				}
			}
		})
	}
}

// A name that another repository has taken is told in every run until the
// cache no longer knows the old one.
func TestSnapshotOfAnotherRepository(t *testing.T) {
	f := newFake(t)
	f.repo("acme/tiny", "", map[string]string{"README.md": "#"})
	cache, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	read := func() []string {
		c, _ := client(t, huggingface.Config{Endpoint: f.URL, Cache: cache})
		return codes(snapshot(t, c, "acme/tiny"))
	}
	if got := read(); len(got) != 0 {
		t.Fatalf("first read: %v", got)
	}
	f.file("/api/models/acme/tiny", `{"_id":"77","id":"acme/tiny","sha":"`+strings.Repeat("ab", 20)+`","siblings":[]}`)
	for range 2 {
		if diff := cmp.Diff([]string{"other-repository"}, read()); diff != "" {
			t.Errorf("another one answers (-want +got):\n%s", diff)
		}
	}
}

// What servers that only resemble the Hub answer.
func TestSnapshotOfMirrors(t *testing.T) {
	f := newFake(t)
	f.file("/api/models/acme/tiny", `{"id":"acme/tiny","modelId":"acme/tiny","sha":"`+commit+`","gated":false,"tags":["demo"],
		"cardData":{"license":"other"},
		"siblings":[{"rfilename":"LICENSE"},{"rfilename":""},{"rfilename":"README.md"}],"usedStorage":226740}`)
	f.file("/api/models/acme/tiny/revision/nope", `{"id":"acme/tiny","sha":"","tags":[],"siblings":null}`)
	f.file("/acme/tiny/resolve/"+commit+"/LICENSE", "Be kind.")
	f.route("/acme/tiny/resolve/"+commit+"/README.md", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"error":"no such file"}`, http.StatusNotFound)
	})
	c, _ := client(t, huggingface.Config{Endpoint: f.URL})
	s := snapshot(t, c, "acme/tiny")
	if diff := cmp.Diff([]string{"README.md card not-followed", "LICENSE licence read"}, statuses(s)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	r, err := ref.Parse("acme/tiny@nope")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Snapshot(context.Background(), r); !errors.Is(err, hub.ErrBadAnswer) ||
		!strings.Contains(err.Error(), "the revision may not exist") {
		t.Errorf("a revision that is not there: %v", err)
	}
}
