package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/gate/state"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func gateCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "gate", Usage: "stand before a hub and let through what a policy allows", ArgsUsage: " ",
		Description: "Clients find the gate by HF_ENDPOINT=http://ADDR. What a model binds its users to is read\n" +
			"before the first byte; what the policy forbids is refused, in words that the clients print.\n" +
			"Decisions and their reports are at http://ADDR/_fineprint/. On SIGHUP, and when its file\n" +
			"changes, the policy is read again.",
		Before: useSettings(w),
		Flags:  append(append(gateFlags(), policyFlag()), append(gateFetchFlags(), configFlags()...)...),
		Action: func(c *cli.Context) error { return runGate(c, w) },
	}
}

func gateFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8080", Usage: "listen at `ADDR`"},
		&cli.StringFlag{Name: "state", Usage: "keep decisions in `DIR` (default: fineprint/gate in the user's state folder); one gate a folder"},
		&cli.StringFlag{Name: "review", Value: string(gate.Warn), Usage: "what needs a review: allow, warn or deny, `ACT`"},
		&cli.StringFlag{Name: "undecided", Value: string(gate.Deny), Usage: "what could not be decided: allow, warn or deny, `ACT`"},
		&cli.StringFlag{Name: ociFlag, Usage: "stand before a registry of containers, too, at `ADDR`: for Ollama, Docker Model Runner"},
		&cli.StringFlag{Name: ociRegistryFlag, Value: ref.OllamaRegistry,
			Usage: "the registry that --oci stands before, `HOST`; for Docker docker.io"},
		&cli.BoolFlag{Name: "open-texts", Usage: "show the terms and cards of refused repositories, up to 1 MiB each"},
		&cli.StringFlag{Name: "git", Value: gitOff, Usage: "what git gets: off, or head for the head of the default branch, `WHAT`"},
		&cli.BoolFlag{Name: "proxy-content", Usage: "carry large files, too, in place of sending clients to the hosts that keep them"},
		&cli.StringFlag{Name: "public-url", Usage: "where clients find the gate, `URL` (default: where they come to)"},
		&cli.StringFlag{Name: "audit-log", Usage: "add what is decided and refused to `FILE`, in lines of JSON; SIGHUP opens it again"},
		&cli.BoolFlag{Name: "log-clients", Usage: "put the addresses of clients into the log"},
		&cli.StringFlag{Name: "tls-cert", Usage: "certificate, `FILE` in PEM"},
		&cli.StringFlag{Name: "tls-key", Usage: "its key, `FILE` in PEM"},
		&cli.DurationFlag{Name: "wait", Value: 8 * time.Second,
			Usage: "let a client wait `TIME` for an audit, then have it ask again; clients wait 10s"},
		&cli.IntFlag{Name: "max-requests", Value: 4096, Usage: "carry `N` requests at once"},
	}
}

// gateFetchFlags are the flags of fetching that make sense for what runs on.
func gateFetchFlags() []cli.Flag {
	left := []string{"offline", "no-progress", "concurrency"}
	flags := slices.DeleteFunc(fetchFlags(), func(f cli.Flag) bool { return slices.Contains(left, f.Names()[0]) })
	return append(flags, &cli.IntFlag{Name: "concurrency", Usage: "audit `N` models at once", Value: 4})
}

// runGate serves until the context ends.
func runGate(c *cli.Context, w world) error {
	if c.Args().Present() {
		return usagef("gate takes no arguments; models are named by whoever asks it")
	}
	config, err := gateConfig(c, w)
	if err != nil {
		return err
	}
	folder, err := openState(c, w)
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // every decision is on disk already
	log, err := openGateLog(c.String("audit-log"), w)
	if err != nil {
		return err
	}
	defer log.close()
	engines, err := newEngines(c, w)
	if err != nil {
		return err
	}
	engine, err := engines.load()
	if err != nil {
		return err
	}
	config.Store, config.Secret, config.Told = folder, folder.Secret(), log.tell
	g, err := gate.New(config, engine)
	if err != nil {
		return usageError{err}
	}
	if n := folder.Damaged(); n > 0 {
		fmt.Fprintf(w.stderr, "fineprint: %d decisions in the state folder cannot be read; they are made anew\n", n)
	}
	fronts := []front{{flag: "listen", handler: g, before: config.Hub, hint: "set HF_ENDPOINT to that, and look at %s" + gate.Prefix}}
	if c.String(ociFlag) != "" {
		r, err := openGateRegistry(c, engines, g)
		if err != nil {
			return err
		}
		fronts = append(fronts, r)
	}
	return serveGate(c, w, gateServer{gate: g, fronts: fronts, engines: engines, log: log})
}

// gateConfig reads the flags that say what the gate does.
func gateConfig(c *cli.Context, w world) (gate.Config, error) {
	hub, err := hubConfig(c, w)
	if err != nil {
		return gate.Config{}, err
	}
	config := gate.Config{
		Hub: cmp.Or(hub.Endpoint, publicHub), Home: publicHub, SendToken: hub.SendToken, Token: hub.Token,
		Review: gate.Act(c.String("review")), Undecided: gate.Act(c.String("undecided")), OpenTexts: c.Bool("open-texts"),
		Git:          c.String("git") == gitHead,
		ProxyContent: c.Bool("proxy-content"), PublicURL: c.String("public-url"), ReadToken: w.getenv(readTokenVariable),
		LogClients: c.Bool("log-clients"), Wait: c.Duration("wait"), Audits: c.Int("concurrency"), MaxRequests: c.Int("max-requests"),
	}
	if config.ProxyContent && config.Hub == publicHub {
		config.Content = exchange.PublicTransport()
	}
	for name, act := range map[string]gate.Act{"review": config.Review, "undecided": config.Undecided} {
		if !slices.Contains([]gate.Act{gate.Allow, gate.Warn, gate.Deny}, act) {
			return config, usagef("--%s is allow, warn or deny, not %q", name, act)
		}
	}
	switch {
	case c.String("policy") == "":
		return config, usagef("a gate needs --policy: it lets through what the policy allows; see 'fineprint policy init'")
	case !slices.Contains([]string{gitOff, gitHead}, c.String("git")):
		return config, usagef("--git is off or head, not %q", c.String("git"))
	case config.Wait <= 0 || config.Audits < 1 || config.MaxRequests < 1:
		return config, usagef("--wait, --concurrency and --max-requests must be more than 0")
	case (c.String("tls-cert") == "") != (c.String("tls-key") == ""):
		return config, usagef("--tls-cert and --tls-key go together")
	}
	return config, nil
}

// The values of --git.
const (
	gitOff  = "off"
	gitHead = "head"
)

// readTokenVariable holds what the page asks for, which stands in no flag: flags
// are seen in lists of processes.
const readTokenVariable = "FINEPRINT_GATE_READ_TOKEN"

// openState opens the state folder.
func openState(c *cli.Context, w world) (*state.Folder, error) {
	dir := c.String("state")
	if dir == "" {
		base := w.getenv("XDG_STATE_HOME")
		if home := w.getenv("HOME"); !filepath.IsAbs(base) {
			if home == "" {
				return nil, usagef("there is no home folder to keep decisions in; name one with --state")
			}
			base = filepath.Join(home, ".local", "state")
		}
		dir = filepath.Join(base, "fineprint", "gate")
	}
	return state.Open(dir)
}
