package modelscope_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/modelscope"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// birds is a site with a model, a tag of it, and a dataset.
func birds() *hubtest.ModelScope {
	data := map[string]string{"README.md": "# Words\n", "LICENSE": "Be fair.\n"}
	for i := range 250 { // more than two pages
		data[fmt.Sprintf("data/%03d.txt", i)] = "x"
	}
	return &hubtest.ModelScope{Sources: []*hubtest.Source{
		{ID: "acme/tern", RenamedFrom: []string{"acme/seabird"}, Info: map[string]any{"License": "MIT"}, Versions: map[string]map[string]string{
			"":   {"README.md": "# Tern\n", "LICENSE": "Be kind.\n", "model.safetensors": "\x02\x00\x00\x00\x00\x00\x00\x00{}"},
			"v1": {"LICENSE": "Be polite.\n"},
		}},
		{ID: "datasets/acme/words", Versions: map[string]map[string]string{"": data}},
	}}
}

func client(t *testing.T, m *hubtest.ModelScope, cfg modelscope.Config) *modelscope.Client {
	t.Helper()
	if cfg.Transport == nil {
		cfg.Endpoint = hubtest.Serve(t, m)
	}
	cfg.Retries, cfg.Sleep = -1, func(context.Context, time.Duration) error { return nil }
	c, err := modelscope.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSnapshot(t *testing.T) {
	for name, want := range map[string][]string{
		"modelscope:acme/tern":           {"README.md read # Tern", "LICENSE read Be kind."},
		"modelscope:acme/tern@v1":        {"LICENSE read Be polite."},
		"modelscope:datasets/acme/words": {"README.md read # Words", "LICENSE read Be fair."},
	} {
		m := birds()
		s, err := hubtest.Ask(client(t, m, modelscope.Config{}), name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := hubtest.Texts(s); !slices.Equal(got, want) || !s.Complete || len(s.Commit) != 40 || s.AnsweredID != s.Ref.ID() {
			t.Errorf("%s: %q, %+v", name, got, s)
		}
	}
	s, err := hubtest.Ask(client(t, birds(), modelscope.Config{}), "modelscope:acme/seabird")
	if err != nil || s.AnsweredID != "modelscope:acme/tern" || s.Info.Licenses[0].Value != "MIT" {
		t.Errorf("a model with another name now: %+v, %v", s, err)
	}
	s, err = hubtest.Ask(client(t, birds(), modelscope.Config{}), "modelscope:datasets/acme/words")
	if err != nil || len(s.Files) != 252 {
		t.Errorf("files of several pages: %v, %v", len(s.Files), err)
	}
}

func TestFaults(t *testing.T) {
	const info = "/api/v1/models/acme/tern"
	for name, tt := range map[string]struct {
		fault hubtest.Fault
		asked string
		want  error
	}{
		"missing, with the status 200": {hubtest.Fault{}, "modelscope:acme/none", hub.ErrMissingOrPrivate},
		"missing":                      {hubtest.Fault{Path: info, Status: 404}, "modelscope:acme/tern", hub.ErrMissingOrPrivate},
		"for others":                   {hubtest.Fault{Path: info, Status: 403}, "modelscope:acme/tern", hub.ErrMissingOrPrivate},
		"no such revision":             {hubtest.Fault{}, "modelscope:acme/tern@v9", hub.ErrRevision},
		"busy, with the status 200": {hubtest.Fault{Path: info, Status: 200, Body: `{"Code":429,"Message":"slow down"}`}, "modelscope:acme/tern",
			hub.ErrRateLimited},
		"a list that fails, with the status 200": {hubtest.Fault{Path: info + "/repo/files", Status: 200,
			Body: `{"Code":500,"Success":false,"Message":"failed"}`}, "modelscope:acme/tern", hub.ErrBadAnswer},
		"a page":         {hubtest.Fault{Path: info, Status: 200, Body: "<html>"}, "modelscope:acme/tern", hub.ErrBadAnswer},
		"no data":        {hubtest.Fault{Path: info, Status: 200, Body: `{"Code":200,"Data":[]}`}, "modelscope:acme/tern", hub.ErrBadAnswer},
		"cut off":        {hubtest.Fault{Path: info, CutOff: true}, "modelscope:acme/tern", hub.ErrUnreachable},
		"too much":       {hubtest.Fault{Path: info, Size: 32 << 20}, "modelscope:acme/tern", hub.ErrTooLarge},
		"another commit": {hubtest.Fault{}, "modelscope:acme/tern@" + strings.Repeat("a", 40), hub.ErrRevision},
	} {
		t.Run(name, func(t *testing.T) {
			m := birds()
			if tt.fault.Path != "" {
				m.Fault(tt.fault)
			}
			if s, err := hubtest.Ask(client(t, m, modelscope.Config{}), tt.asked); !errors.Is(err, tt.want) {
				t.Errorf("%v, %v, want %v", s, err, tt.want)
			}
		})
	}
}

func TestCache(t *testing.T) {
	cache, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := birds()
	first, err := hubtest.Ask(client(t, m, modelscope.Config{Cache: cache}), "modelscope:acme/tern")
	if err != nil {
		t.Fatal(err)
	}
	m.TakeRequests()
	off, err := hubtest.Ask(client(t, m, modelscope.Config{Cache: cache, Offline: true}), "modelscope:acme/tern")
	if err != nil || !slices.Equal(hubtest.Texts(off), hubtest.Texts(first)) || off.Info.Licenses[0].Value != "MIT" ||
		len(m.TakeRequests()) > 0 {
		t.Errorf("offline: %+v, %v", off, err)
	}
	if _, err := hubtest.Ask(client(t, m, modelscope.Config{Cache: cache, Offline: true}), "modelscope:acme/other"); !errors.Is(err,
		hub.ErrOffline) {
		t.Errorf("offline and not cached: %v", err)
	}
}

func TestFromEnv(t *testing.T) {
	env := map[string]string{"MODELSCOPE_DOMAIN": "models.example/", "MODELSCOPE_PREFER_AI_SITE": "True", "MODELSCOPE_API_TOKEN": " t "}
	cfg := modelscope.FromEnv(func(k string) string { return env[k] })
	if cfg.Endpoint != "https://models.example" || !cfg.PreferAI || cfg.Token != "t" {
		t.Errorf("%+v", cfg)
	}
}
