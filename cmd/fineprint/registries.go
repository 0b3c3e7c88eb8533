package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/oci"
)

// registryFlag names the registries that others stand in for.
const registryFlag = "registry"

// mirrorsVariable is the same for a whole machine:
// "docker.io=https://mirror.example,registry.ollama.ai=https://models.example".
const mirrorsVariable = "FINEPRINT_REGISTRY_MIRRORS"

func registriesFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: registryFlag, Usage: "ask for what is at a registry at another address, `HOST=ADDRESS` " +
		"(docker.io=https://mirror.example; also " + mirrorsVariable + "), or on github.com, modelscope.cn or civitai.com"}
}

// openRegistries builds the client of registries of containers.
func openRegistries(c *cli.Context, w world) (audit.Source, func() []string, error) {
	cfg, err := hubConfig(c, w)
	if err != nil {
		return nil, nil, err
	}
	mirrors, err := registryMirrors(c, w)
	if err != nil {
		return nil, nil, err
	}
	cache, err := openCache(c, w)
	if err != nil {
		cache = nil // the hub says it, once
	}
	logins, noLogins := registryLogins(w)
	client, err := oci.New(oci.Config{Mirrors: mirrors, Logins: logins, NoLogins: noLogins, Cache: cache, Offline: cfg.Offline,
		FollowLinks: cfg.FollowLinks, NoWeightsHeader: cfg.NoWeightsHeader, UserAgent: cfg.UserAgent, Timeout: cfg.Timeout,
		Patience: cfg.Patience, Trace: w.trace})
	if err != nil {
		return nil, nil, usagef("--%s, %s: %w", registryFlag, mirrorsVariable, err)
	}
	return client, client.Hints, nil
}

// registryMirrors reads which registries others stand in for.
func registryMirrors(c *cli.Context, w world) (map[string]string, error) {
	mirrors := map[string]string{}
	for _, entry := range strings.Split(w.getenv(mirrorsVariable), ",") {
		if err := addMirror(mirrors, mirrorsVariable, entry); err != nil {
			return nil, err
		}
	}
	for _, entry := range c.StringSlice(registryFlag) {
		if err := addMirror(mirrors, "--"+registryFlag, entry); err != nil {
			return nil, err
		}
	}
	return mirrors, nil
}

func addMirror(mirrors map[string]string, where, entry string) error {
	host, address, ok := strings.Cut(strings.TrimSpace(entry), "=")
	switch {
	case ok && host != "":
		mirrors[strings.ToLower(host)] = address
	case entry != "":
		return usagef("%s: write registry=address, for example docker.io=https://mirror.example", where)
	}
	return nil
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
	add(authsVariable, []byte(w.getenv(authsVariable)), nil)
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
	add(w.getenv("REGISTRY_AUTH_FILE"))
	docker := w.getenv("DOCKER_CONFIG")
	if home := w.getenv("HOME"); docker == "" && home != "" {
		docker = filepath.Join(home, ".docker")
	}
	add(docker, "config.json")
	add(w.getenv("XDG_RUNTIME_DIR"), "containers", "auth.json")
	add(cmp.Or(w.getenv("XDG_CONFIG_HOME"), homeConfig(w)), "containers", "auth.json")
	return files
}

// homeConfig is where programs keep their settings when nothing else is said.
func homeConfig(w world) string {
	if w.getenv("HOME") == "" {
		return ""
	}
	return filepath.Join(w.getenv("HOME"), ".config")
}
