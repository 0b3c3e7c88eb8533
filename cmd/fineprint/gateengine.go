package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// gateEngines makes what a gate decides by: the rules as they are at the start,
// the profile as it is now.
type gateEngines struct {
	c       *cli.Context
	w       world
	hub     huggingface.Config
	mirrors map[string]string // of registries
	config  audit.Config
}

// publicHub is the hub that a gate stands before when it is told no other.
const publicHub = huggingface.DefaultEndpoint

// gateTimeout bounds a request of an audit: whoever waits for it waits for
// seconds.
const gateTimeout = 6 * time.Second

func newEngines(c *cli.Context, w world) (*gateEngines, error) {
	e := &gateEngines{c: c, w: w}
	var err error
	if e.hub, err = hubConfig(c, w); err != nil {
		return nil, err
	}
	if !c.IsSet("timeout") {
		e.hub.Timeout, e.hub.Patience = gateTimeout, gateTimeout
	}
	e.hub.Retries = 1
	if e.hub.Cache, err = openCache(c, w); err != nil {
		return nil, err
	}
	if e.mirrors, err = registryMirrors(c, w); err != nil {
		return nil, err
	}
	code, err := newCode(c, w)
	if err != nil {
		return nil, err
	}
	e.config, err = newConfig(c, nil, code, w.today(), nil)
	return e, err
}

// load reads the profile and returns what decides by it.
func (e *gateEngines) load() (*gate.Engine, error) {
	judge, err := loadPolicy(e.c, e.w.today())
	if err != nil {
		return nil, err
	}
	config := e.config
	config.Policy = judge
	engine := &gate.Engine{Rules: config.Tool.Rules, Profile: audit.Profile{Name: judge.Profile.Name, SHA256: judge.Profile.SHA256}}
	engine.Audit = func(ctx context.Context, r ref.Ref, token string) *audit.Report {
		return e.audit(ctx, config, r, token)
	}
	return engine, nil
}

// audit audits one repository at a commit. Every audit has a client of its own:
// that one has given a hub up, or a token, is nothing to the next. What only the
// owner of a token sees is not kept in the cache, which everybody's audits share.
func (e *gateEngines) audit(ctx context.Context, config audit.Config, r ref.Ref, token string) *audit.Report {
	hub := e.hub
	if token != "" {
		hub.Token, hub.Cache = token, nil
	}
	request := audit.Request{Asked: r.String(), Ref: r}
	client, err := huggingface.New(hub)
	registries, fault := newRegistries(e)
	request.Err = errors.Join(err, fault)
	config.Sources = map[string]audit.Source{ref.HuggingFace: client, ref.Ollama: registries, ref.OCI: registries}
	config.Policy.Today = e.w.today()
	return audit.New(config).Run(ctx, []audit.Request{request})
}

// file is the profile's file; empty for a ready profile.
func (e *gateEngines) file() string {
	if info, err := os.Stat(e.c.String("policy")); err == nil && info.Mode().IsRegular() {
		return e.c.String("policy")
	}
	return ""
}
