package github_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/github"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// birds is a repository with several models and a tag.
func birds() *hubtest.GitHub {
	now := map[string]string{
		"README.md": "# Birds\n", "LICENSE": "Be kind.\n", "NOTICE": "By Acme.\n", "setup.py": "",
		"models/tern/README.md": "# Tern\n", "models/tern/LICENSE": "../../LICENSE", "models/tern/train.py": "",
		"models/wren/train.py": "", "models/USE_POLICY.md": "No harm.\n", "models/finch/LICENSE": "Be very kind.\n",
	}
	return &hubtest.GitHub{Sources: []*hubtest.Source{{
		ID: "acme/birds", RenamedFrom: []string{"acme/fowl"}, Links: map[string]string{"models/tern/LICENSE": "LICENSE"},
		Versions: map[string]map[string]string{"": now, "v1": {"LICENSE": "Be polite.\n"}},
	}}}
}

func snapshots(t *testing.T, g *hubtest.GitHub, cfg github.Config) *github.Client {
	t.Helper()
	cfg.Endpoint = hubtest.Serve(t, g)
	cfg.Sleep = func(context.Context, time.Duration) error { return nil }
	c, err := github.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSnapshot(t *testing.T) {
	for name, want := range map[string][]string{
		"github:acme/birds@v1": {"LICENSE read Be polite."},
		"github:acme/birds/models/tern": {"/README.md read # Birds", "README.md read # Tern", "LICENSE read Be kind.", "/NOTICE read By Acme.",
			"/models/USE_POLICY.md read No harm."},
		"github:acme/birds/models/wren": {"/README.md read # Birds", "/LICENSE read Be kind.", "/NOTICE read By Acme.",
			"/models/USE_POLICY.md read No harm."},
		"github:acme/birds/models/finch/LICENSE": {"/README.md read # Birds", "LICENSE read Be very kind.", "/NOTICE read By Acme.",
			"/models/USE_POLICY.md read No harm."},
	} {
		for _, most := range []int{0, 3} { // a list that is cut loses nothing that speaks for the folder
			g := birds()
			g.MostEntries = most
			s, err := hubtest.Ask(snapshots(t, g, github.Config{}), name)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if got := hubtest.Texts(s); !slices.Equal(got, want) {
				t.Errorf("%s, lists of %d: got %q, want %q", name, most, got, want)
			}
			if len(s.Commit) != 40 || s.HubID == "" || !s.Complete && most == 0 {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}

func TestSnapshotPlaces(t *testing.T) {
	s, err := hubtest.Ask(snapshots(t, birds(), github.Config{}), "github:acme/fowl/models/wren")
	if err != nil {
		t.Fatal(err)
	}
	if s.AnsweredID != "github:acme/birds/models/wren" {
		t.Errorf("the repository was renamed, and answers as %s", s.AnsweredID)
	}
	if url := s.Document("/LICENSE").URL; !strings.HasSuffix(url, "/repos/acme/birds/contents/LICENSE?ref="+s.Commit) {
		t.Errorf("the licence is at %s", url)
	}
	if card := s.Card(); card == nil || card.Path != "/README.md" {
		t.Errorf("the card is %v", card)
	}
	same, err := hubtest.Ask(snapshots(t, birds(), github.Config{}), "github:Acme/Birds")
	if err != nil || same.AnsweredID != "github:Acme/Birds" {
		t.Errorf("letter case makes no other repository: %v, %v", same, err)
	}
}

func TestSnapshotFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*hubtest.GitHub)
		asked  string
		want   error
	}{
		"missing":          {func(*hubtest.GitHub) {}, "github:acme/none", hub.ErrMissingOrPrivate},
		"private":          {func(g *hubtest.GitHub) { g.Sources[0].Private = true }, "github:acme/birds", hub.ErrMissingOrPrivate},
		"no such revision": {func(*hubtest.GitHub) {}, "github:acme/birds@v9", hub.ErrRevision},
		"no such folder":   {func(*hubtest.GitHub) {}, "github:acme/birds/models/owl", hub.ErrNotFound},
		"quota used up":    {func(g *hubtest.GitHub) { g.Quota = 2 }, "github:acme/birds", hub.ErrRateLimited},
		"list not given": {func(g *hubtest.GitHub) { g.Fault(hubtest.Fault{Path: "/repos/acme/birds/git", Status: 500}) }, "github:acme/birds",
			hub.ErrUnreachable},
		"another commit": {func(*hubtest.GitHub) {}, "github:acme/birds@" + strings.Repeat("a", 40), hub.ErrRevision},
		"answer of another": {func(g *hubtest.GitHub) {
			g.Fault(hubtest.Fault{Path: "/repos/acme/birds/commits", Status: 200, Body: "{}"})
		}, "github:acme/birds", hub.ErrBadAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			g := birds()
			tt.change(g)
			if s, err := hubtest.Ask(snapshots(t, g, github.Config{}), tt.asked); !errors.Is(err, tt.want) {
				t.Errorf("%v, %v, want %v", s, err, tt.want)
			}
		})
	}
	g := birds()
	g.Fault(hubtest.Fault{Path: "/repos/acme/birds/contents/LICENSE", Status: 200, Body: "Other words.\n"})
	s, err := hubtest.Ask(snapshots(t, g, github.Config{}), "github:acme/birds")
	if err != nil || s.Document("LICENSE").Read() || s.Problems[0].Code != "document-damaged" {
		t.Errorf("bytes that are not those of the list: %v, %v", hubtest.Texts(s), err)
	}
}

// A commit is read once; offline, what was read last of a branch serves.
func TestSnapshotCache(t *testing.T) {
	cache, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	g := birds()
	c := snapshots(t, g, github.Config{Cache: cache})
	first, err := hubtest.Ask(c, "github:acme/birds/models/tern")
	if err != nil {
		t.Fatal(err)
	}
	g.TakeRequests()
	again, err := hubtest.Ask(c, "github:acme/birds@"+first.Commit+"/models/tern")
	if asked := g.TakeRequests(); err != nil || len(asked) > 0 || !slices.Equal(hubtest.Texts(again), hubtest.Texts(first)) {
		t.Errorf("a commit that was read is asked for again: %v, %v", asked, err)
	}
	if _, err := hubtest.Ask(c, "github:acme/birds/models/tern"); err != nil || len(g.TakeRequests()) != 3 {
		t.Errorf("a branch takes three requests: %v", err)
	}
	c = snapshots(t, g, github.Config{Cache: cache, Offline: true})
	if s, err := hubtest.Ask(c, "github:acme/birds/models/tern"); err != nil || s.Commit != first.Commit {
		t.Errorf("offline: %v, %v", s, err)
	}
	if _, err := hubtest.Ask(c, "github:acme/birds/models/wren"); !errors.Is(err, hub.ErrOffline) {
		t.Errorf("offline, another folder: %v", err)
	}
}

func TestSnapshotToken(t *testing.T) {
	for _, send := range []bool{false, true} {
		g := birds()
		g.Sources[0].Private, g.Token = true, "secret-secret"
		s, err := hubtest.Ask(snapshots(t, g, github.Config{Token: "secret-secret", SendToken: send}), "github:acme/birds")
		if read := err == nil && s.Private && s.Document("LICENSE").Read(); read != send {
			t.Errorf("token to another address, allowed %v: read %v, %v", send, read, err)
		}
	}
}
