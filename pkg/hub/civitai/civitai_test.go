package civitai_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/civitai"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

const tern = `{"id": 12, "name": "Tern", "type": "LORA", "description": "<p>A bird.</p><p>Do not sell it &amp; be kind.</p>",
	"allowNoCredit": false, "allowCommercialUse": ["Image", "Rent"], "allowDerivatives": true, "allowDifferentLicense": true,
	"modelVersions": [
	  {"id": 34, "name": "v2", "baseModel": "SDXL 1.0", "description": "<p>Better wings.</p>", "files": [
	    {"name": "tern.safetensors", "sizeKB": 0.0341796875, "hashes": {"SHA256": "AB"}, "downloadUrl": "DOWNLOAD"},
	    {"name": "../tern.safetensors", "sizeKB": 2, "pickleScanResult": "Danger"}]},
	  {"id": 33, "name": "v1", "baseModel": "SD 1.5", "availability": "EarlyAccess", "files": []}]}`

func birds() *hubtest.Civitai {
	return &hubtest.Civitai{Models: map[string]string{"12": tern}, Downloads: map[string]string{}}
}

func client(t *testing.T, h *hubtest.Civitai, cfg civitai.Config) *civitai.Client {
	t.Helper()
	cfg.Endpoint = hubtest.Serve(t, h)
	cfg.Retries, cfg.Sleep = -1, func(context.Context, time.Duration) error { return nil }
	h.Models["12"] = strings.ReplaceAll(h.Models["12"], "DOWNLOAD", cfg.Endpoint+"/api/download/models/34?type=Model")
	c, err := civitai.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSnapshot(t *testing.T) {
	h := birds()
	h.Downloads["34"] = "\x1b\x00\x00\x00\x00\x00\x00\x00" + `{"__metadata__":{"a":"b"}}` + "\n"
	s, err := hubtest.Ask(client(t, h, civitai.Config{}), "civitai:12")
	if err != nil {
		t.Fatal(err)
	}
	permissions := `type: "LORA"
baseModel: "SDXL 1.0"
allowNoCredit: false
allowCommercialUse: ["Image","Rent"]
allowDerivatives: true
allowDifferentLicense: true
`
	for path, want := range map[string]string{"hub:info#permissions": permissions, "hub:info#version": "Better wings."} {
		if d := s.Document(path); d == nil || strings.TrimSpace(string(d.Text)) != strings.TrimSpace(want) ||
			d.DerivedFrom.SHA256 != s.InfoSHA256 {
			t.Errorf("%s: %+v", path, d)
		}
	}
	if card := s.Card(); card == nil || !strings.Contains(string(card.Text), "Do not sell it & be kind.") {
		t.Errorf("the card is %+v", card)
	}
	if s.Commit != "34" || s.HubID != "12" || len(s.Files) != 2 || s.Files[0].LFSSHA256 != "ab" || s.Files[0].Size != 35 ||
		s.Files[1].Path != "tern-2.safetensors" || s.Files[1].Scan != "unsafe" || len(s.Headers) != 1 {
		t.Errorf("%+v, headers %v, problems %v", s.Files, s.Headers, s.Problems)
	}
	for name, commit := range map[string]string{"civitai:12@33": "33", "civitai:model-versions/33": "33",
		"https://civitai.com/models/12/tern?modelVersionId=34": "34"} {
		if s, err := hubtest.Ask(client(t, birds(), civitai.Config{}), name); err != nil || s.Commit != commit ||
			(s.Gated != "") != (commit == "33") {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
}

func TestFaults(t *testing.T) {
	const info = "/api/v1/models/12"
	for name, tt := range map[string]struct {
		fault hubtest.Fault
		asked string
		want  error
	}{
		"missing":           {hubtest.Fault{}, "civitai:99", hub.ErrNotFound},
		"no such version":   {hubtest.Fault{}, "civitai:12@99", hub.ErrRevision},
		"no version of any": {hubtest.Fault{}, "civitai:model-versions/99", hub.ErrNotFound},
		"for others":        {hubtest.Fault{Path: info, Status: 401}, "civitai:12", hub.ErrMissingOrPrivate},
		"limited":           {hubtest.Fault{Path: info, Status: 429}, "civitai:12", hub.ErrRateLimited},
		"down":              {hubtest.Fault{Path: info, Status: 503}, "civitai:12", hub.ErrUnreachable},
		"a page":            {hubtest.Fault{Path: info, Status: 200, Body: "<html>"}, "civitai:12", hub.ErrBadAnswer},
		"another model": {hubtest.Fault{Path: info, Status: 200, Body: `{"id": 13, "modelVersions": [{"id": 1}]}`}, "civitai:12",
			hub.ErrBadAnswer},
		"no versions":       {hubtest.Fault{Path: info, Status: 200, Body: `{"id": 12}`}, "civitai:12", hub.ErrRevision},
		"more than is read": {hubtest.Fault{Path: info, Size: 32 << 20}, "civitai:12", hub.ErrTooLarge},
		"a version of none": {hubtest.Fault{Path: "/api/v1/model-versions", Status: 200, Body: `{}`}, "civitai:model-versions/34",
			hub.ErrBadAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			h := birds()
			if tt.fault.Path != "" {
				h.Fault(tt.fault)
			}
			if s, err := hubtest.Ask(client(t, h, civitai.Config{}), tt.asked); !errors.Is(err, tt.want) {
				t.Errorf("%+v, %v, want %v", s, err, tt.want)
			}
		})
	}
	// a header that wants a login is said to be unread, and a model that was taken down to be disabled
	h := birds()
	h.Models["12"] = strings.Replace(tern, `"id": 12,`, `"id": 12, "mode": "TakenDown",`, 1)
	s, err := hubtest.Ask(client(t, h, civitai.Config{}), "civitai:12")
	if err != nil || !s.Disabled || len(s.Problems) == 0 {
		t.Errorf("%+v, %v", s, err)
	}
	s, err = hubtest.Ask(client(t, birds(), civitai.Config{}), "civitai:12")
	if err != nil || len(s.Problems) != 1 || s.Problems[0].Code != "weights-header-not-read" {
		t.Errorf("%+v, %v", s, err)
	}
}

// Permissions may change under the same version: only offline does what was
// kept serve.
func TestCache(t *testing.T) {
	cache, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := birds()
	if _, err := hubtest.Ask(client(t, h, civitai.Config{Cache: cache}), "civitai:12@34"); err != nil {
		t.Fatal(err)
	}
	h.Models["12"] = strings.Replace(h.Models["12"], `["Image", "Rent"]`, `[]`, 1)
	for _, offline := range []bool{false, true} {
		s, err := hubtest.Ask(client(t, h, civitai.Config{Cache: cache, Offline: offline}), "civitai:12@34")
		if err != nil || !strings.Contains(string(s.Document("hub:info#permissions").Text), "allowCommercialUse: []") {
			t.Errorf("offline %v: %v, %v", offline, s, err)
		}
	}
	if _, err := hubtest.Ask(client(t, h, civitai.Config{Cache: cache, Offline: true}), "civitai:13"); !errors.Is(err, hub.ErrOffline) {
		t.Errorf("offline and not kept: %v", err)
	}
}

// The token goes to the hub alone, and to no address that an answer gives.
func TestToken(t *testing.T) {
	var told []string
	elsewhere := hubtest.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		told = append(told, r.Header.Get("Authorization"))
	}))
	for _, send := range []bool{false, true} {
		h := birds()
		h.Models["12"] = strings.ReplaceAll(tern, "DOWNLOAD", elsewhere+"/x")
		if _, err := hubtest.Ask(client(t, h, civitai.Config{Token: "secret-secret", SendToken: send}), "civitai:12"); err != nil {
			t.Fatal(err)
		}
		for _, r := range h.TakeRequests() {
			if r.Authorized != send {
				t.Errorf("%s: token %v, allowed %v", r, r.Authorized, send)
			}
		}
	}
	if len(told) > 0 {
		t.Errorf("an address of the answer was asked: %q", told)
	}
}
