package gatecmd

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// engines makes what a gate decides by: the rules as they are at the start,
// the profile as it is now.
type engines struct {
	c       *cli.Context
	w       wiring.World
	hub     huggingface.Config
	mirrors map[string]string // of registries
	config  audit.Config
	reading string // digest of what is read, and how far
}

// publicHub is the hub that a gate stands before when it is told no other.
const publicHub = huggingface.DefaultEndpoint

// timeout bounds a request of an audit: whoever waits for it waits for
// seconds.
const timeout = 6 * time.Second

func newEngines(c *cli.Context, w wiring.World) (*engines, error) {
	e := &engines{c: c, w: w}
	var err error
	if e.hub, err = wiring.HubConfig(c, w); err != nil {
		return nil, err
	}
	if !c.IsSet("timeout") {
		e.hub.Timeout, e.hub.Patience = timeout, timeout
	}
	e.hub.Retries = 1
	if e.hub.Cache, err = wiring.OpenCache(c, w); err != nil {
		return nil, err
	}
	if e.mirrors, err = wiring.RegistryMirrors(c, w); err != nil {
		return nil, err
	}
	code, err := wiring.NewCode(c, w)
	if err != nil {
		return nil, err
	}
	if e.config, err = wiring.AuditConfig(c, nil, code, w.Today(), nil); err != nil {
		return nil, err
	}
	e.reading, err = e.digest()
	return e, err
}

// digest names the way of reading. Decisions outlast a gate and are shared by
// several: what one hub says is nothing to a gate before another, and what was
// read without following links is nothing to one that follows them.
func (e *engines) digest() (string, error) {
	github, err := wiring.StandIn(e.c, e.w, "github.com", "GITHUB_API_URL")
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(struct {
		Hub, GitHub           string
		Registries            map[string]string
		Lineage               int
		Links, Headers, Twins bool
	}{cmp.Or(e.hub.Endpoint, publicHub), github, e.mirrors, e.config.Lineage.Depth, e.hub.FollowLinks, !e.hub.NoWeightsHeader, e.config.Twins})
	return doc.Digest(text), err
}

// load reads the profile and returns what decides by it.
func (e *engines) load() (*gate.Engine, error) {
	judge, err := wiring.LoadPolicy(e.c, e.w.Today())
	if err != nil {
		return nil, err
	}
	config := e.config
	config.Policy = judge
	engine := &gate.Engine{Rules: config.Tool.Rules, Reading: e.reading,
		Profile: audit.Profile{Name: judge.Profile.Name, SHA256: judge.Profile.SHA256}}
	engine.Audit = func(ctx context.Context, r ref.Ref, token string) *audit.Report {
		return e.audit(ctx, config, r, token)
	}
	return engine, nil
}

// audit audits one repository at a commit. Every audit has a client of its own:
// that one has given a hub up, or a token, is nothing to the next. What only the
// owner of a token sees is not kept in the cache, which everybody's audits share.
func (e *engines) audit(ctx context.Context, config audit.Config, r ref.Ref, token string) *audit.Report {
	hub := e.hub
	if token != "" {
		hub.Token, hub.Cache = token, nil
	}
	request := audit.Request{Asked: r.String(), Ref: r}
	client, err := huggingface.New(hub)
	registries, fault := newRegistries(e)
	request.Err = errors.Join(err, fault)
	config.Sources = map[string]audit.Source{ref.HuggingFace: client, ref.Ollama: registries, ref.OCI: registries}
	config.Policy.Today = e.w.Today()
	return audit.New(config).Run(ctx, []audit.Request{request})
}

// file is the profile's file; empty for a ready profile.
func (e *engines) file() string {
	if info, err := os.Stat(e.c.String("policy")); err == nil && info.Mode().IsRegular() {
		return e.c.String("policy")
	}
	return ""
}
