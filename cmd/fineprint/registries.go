package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/oci"
)

// openRegistries builds the client of registries of containers.
func openRegistries(c *cli.Context, w world) (audit.Source, func() []string, error) {
	cfg, err := wiring.HubConfig(c, w.World)
	if err != nil {
		return nil, nil, err
	}
	mirrors, err := wiring.RegistryMirrors(c, w.World)
	if err != nil {
		return nil, nil, err
	}
	cache, err := wiring.OpenCache(c, w.World)
	if err != nil {
		cache = nil // the hub says it, once
	}
	logins, noLogins := registryLogins(w)
	client, err := oci.New(oci.Config{Mirrors: mirrors, Logins: logins, NoLogins: noLogins, Cache: cache, Offline: cfg.Offline,
		FollowLinks: cfg.FollowLinks, NoWeightsHeader: cfg.NoWeightsHeader, UserAgent: cfg.UserAgent, Timeout: cfg.Timeout,
		Patience: cfg.Patience, Trace: w.Trace})
	if err != nil {
		return nil, nil, usage.Errorf("--%s, %s: %w", wiring.RegistryFlag, wiring.MirrorsVariable, err)
	}
	return client, client.Hints, nil
}

// authsVariable holds the logins themselves, as in the file.
const authsVariable = "DOCKER_AUTH_CONFIG"

// registryLogins reads the logins of tools for containers: of the environment,
// of Docker, of Podman. What cannot be read matters only to who needs it.
func registryLogins(w world) (oci.Logins, error) {
	var logins oci.Logins
	var faults []error
	add := func(from string, data []byte, err error) {
		if errors.Is(err, fs.ErrNotExist) || err == nil && len(data) == 0 {
			return
		}
		var more oci.Logins
		if err == nil {
			more, err = oci.ReadLogins(data)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", from, err))
			return
		}
		logins = logins.With(more)
	}
	add(authsVariable, []byte(w.Getenv(authsVariable)), nil)
	for _, name := range loginFiles(w) {
		data, err := os.ReadFile(name)
		add(name, data, err)
	}
	return logins, errors.Join(faults...)
}

func loginFiles(w world) []string {
	var files []string
	add := func(dir string, below ...string) {
		if dir != "" {
			files = append(files, filepath.Join(append([]string{dir}, below...)...))
		}
	}
	add(w.Getenv("REGISTRY_AUTH_FILE"))
	docker := w.Getenv("DOCKER_CONFIG")
	if home := w.Getenv("HOME"); docker == "" && home != "" {
		docker = filepath.Join(home, ".docker")
	}
	add(docker, "config.json")
	add(w.Getenv("XDG_RUNTIME_DIR"), "containers", "auth.json")
	add(cmp.Or(w.Getenv("XDG_CONFIG_HOME"), homeConfig(w)), "containers", "auth.json")
	return files
}

// homeConfig is where programs keep their settings when nothing else is said.
func homeConfig(w world) string {
	if w.Getenv("HOME") == "" {
		return ""
	}
	return filepath.Join(w.Getenv("HOME"), ".config")
}
