package gatecmd

import (
	"cmp"
	"io"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// State is where a gate keeps what it decided. Secret is of 16 bytes or more, and
// the same as long as the decisions last.
type State interface {
	gate.Store
	io.Closer
	Secret() []byte
}

// Place is a kind of state: the flag --state, and what opens what it names.
type Place struct {
	Flag cli.Flag
	Open func(c *cli.Context, w wiring.World) (State, error)
}

// Command is the command "gate".
func Command(w wiring.World, place Place) *cli.Command {
	return &cli.Command{
		Name: "gate", Usage: "stand before a hub and let through what a policy allows", ArgsUsage: " ",
		Description: "Clients find the gate by HF_ENDPOINT=http://ADDR. What a model binds its users to is read\n" +
			"before the first byte; what the policy forbids is refused, in words that the clients print.\n" +
			"Decisions and their reports are at http://ADDR/_fineprint/. On SIGHUP, and when its file\n" +
			"changes, the policy is read again.",
		Before: wiring.UseSettings(w),
		Flags:  append(append(ownFlags(place.Flag), wiring.PolicyFlag()), append(fetchFlags(), wiring.SettingsFlags()...)...),
		Action: func(c *cli.Context) error { return run(c, w, place) },
	}
}

func ownFlags(state cli.Flag) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8080", Usage: "listen at `ADDR`"},
		state,
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

// fetchFlags are the flags of fetching that make sense for what runs on.
func fetchFlags() []cli.Flag {
	left := []string{"offline", "no-progress", "concurrency"}
	flags := slices.DeleteFunc(wiring.FetchFlags(), func(f cli.Flag) bool { return slices.Contains(left, f.Names()[0]) })
	return append(flags, &cli.IntFlag{Name: "concurrency", Usage: "audit `N` models at once", Value: 4})
}

// run serves until the context ends.
func run(c *cli.Context, w wiring.World, place Place) error {
	if c.Args().Present() {
		return usage.Errorf("gate takes no arguments; models are named by whoever asks it")
	}
	w, done := wiring.Debugging(c, w)
	defer done()
	config, err := configOf(c, w)
	if err != nil {
		return err
	}
	kept, err := place.Open(c, w)
	if err != nil {
		return err
	}
	defer kept.Close() // every decision is kept already
	log, err := openLog(c.String("audit-log"), w)
	if err != nil {
		return err
	}
	defer log.close()
	made, err := newEngines(c, w)
	if err != nil {
		return err
	}
	engine, err := made.load()
	if err != nil {
		return err
	}
	config.Store, config.Secret, config.Told = kept, kept.Secret(), log.tell
	g, err := gate.New(config, engine)
	if err != nil {
		return usage.Wrap(err)
	}
	fronts := []front{{flag: "listen", handler: g, before: config.Hub, hint: "set HF_ENDPOINT to that, and look at %s" + gate.Prefix}}
	if c.String(ociFlag) != "" {
		r, err := openRegistry(c, made, g)
		if err != nil {
			return err
		}
		fronts = append(fronts, r)
	}
	return serve(c, w, server{gate: g, fronts: fronts, engines: made, log: log})
}

// configOf reads the flags that say what the gate does.
func configOf(c *cli.Context, w wiring.World) (gate.Config, error) {
	hub, err := wiring.HubConfig(c, w)
	if err != nil {
		return gate.Config{}, err
	}
	config := gate.Config{
		Hub: cmp.Or(hub.Endpoint, publicHub), Home: publicHub, SendToken: hub.SendToken, Token: hub.Token,
		Review: gate.Act(c.String("review")), Undecided: gate.Act(c.String("undecided")), OpenTexts: c.Bool("open-texts"),
		Git:          c.String("git") == gitHead,
		ProxyContent: c.Bool("proxy-content"), PublicURL: c.String("public-url"), ReadToken: w.Getenv(readTokenVariable),
		LogClients: c.Bool("log-clients"), Wait: c.Duration("wait"), Audits: c.Int("concurrency"), MaxRequests: c.Int("max-requests"),
	}
	if config.ProxyContent && config.Hub == publicHub {
		config.Content = exchange.PublicTransport()
	}
	for name, act := range map[string]gate.Act{"review": config.Review, "undecided": config.Undecided} {
		if !slices.Contains([]gate.Act{gate.Allow, gate.Warn, gate.Deny}, act) {
			return config, usage.Errorf("--%s is allow, warn or deny, not %q", name, act)
		}
	}
	switch {
	case c.String("policy") == "":
		return config, usage.Errorf("a gate needs --policy: it lets through what the policy allows; see 'fineprint policy init'")
	case !slices.Contains([]string{gitOff, gitHead}, c.String("git")):
		return config, usage.Errorf("--git is off or head, not %q", c.String("git"))
	case config.Wait <= 0 || config.Audits < 1 || config.MaxRequests < 1:
		return config, usage.Errorf("--wait, --concurrency and --max-requests must be more than 0")
	case (c.String("tls-cert") == "") != (c.String("tls-key") == ""):
		return config, usage.Errorf("--tls-cert and --tls-key go together")
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
