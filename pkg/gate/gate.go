package gate

import (
	"errors"
	"net/http"
	"net/http/httputil"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/page"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// Prefix begins the gate's own addresses; all others are the hub's.
const Prefix = "/_fineprint/"

// Gate is an http.Handler that stands before a hub. It is safe for concurrent
// use.
type Gate struct {
	cfg       Config
	up        *upstream
	addresses *addresses
	decider   *decider
	desk      http.Handler // answers what is below Prefix
	proxy     *httputil.ReverseProxy
	slots     chan struct{} // one for each request at a time
	counts    *counts
	form      func(message string) any // of the body of a refusal
}

// New returns a gate that decides by an engine.
func New(cfg Config, engine *Engine) (*Gate, error) {
	cfg = cfg.withDefaults()
	base, err := parseBase(cfg.Hub)
	if err != nil {
		return nil, err
	}
	if cfg.Store == nil || len(cfg.Secret) < 16 || engine == nil {
		return nil, errors.New("a gate needs a store, a secret of 16 bytes or more, and what decides")
	}
	g := &Gate{cfg: cfg, slots: make(chan struct{}, cfg.MaxRequests), counts: &counts{}, form: hubError}
	seal, err := newSeal(cfg.Secret)
	if err != nil {
		return nil, err
	}
	home, _ := parseBase(cfg.Home)
	ours := home != nil && *home == *base
	g.up = &upstream{base: base, transport: cfg.Transport, passTokens: ours || cfg.SendToken, now: cfg.Now}
	if g.up.passTokens {
		g.up.own = cfg.Token
	}
	g.addresses = &addresses{up: g.up, home: home, seal: seal, now: cfg.Now, proxyContent: cfg.ProxyContent}
	g.decider = &decider{store: cfg.Store, secret: cfg.Secret, now: cfg.Now, wait: cfg.Wait, limit: cfg.AuditLimit,
		slots: make(chan struct{}, cfg.Audits), told: func(e Event) { g.tell(nil, e) }}
	g.decider.engine.Store(engine)
	g.proxy = g.newProxy()
	g.desk = newDesk(cfg, g.decider, g.counts)
	return g, nil
}

// Use decides by another engine from now on. What was decided under another
// profile or other rules is decided anew when it is asked for.
func (g *Gate) Use(e *Engine) {
	g.decider.engine.Store(e)
	g.tell(nil, Event{What: Changed, Decision: Decision{Policy: e.Profile, Rules: e.Rules}})
}

// tell tells of an event, with the client of a request where that is wanted.
func (g *Gate) tell(r *http.Request, e Event) {
	e.At = g.cfg.Now().UTC()
	if r != nil && g.cfg.LogClients {
		e.Client = r.RemoteAddr
	}
	g.cfg.Told(e)
}

// ServeHTTP answers a request: itself, or with what the hub answers.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.counts.requests.Add(1)
	if r.URL.Path == "/" && r.URL.Host == "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		http.Redirect(w, r, Prefix, http.StatusFound)
		return
	}
	own := strings.HasPrefix(r.URL.Path, Prefix)
	if own && !strings.HasPrefix(r.URL.Path, contentPrefix) {
		g.desk.ServeHTTP(w, r)
		return
	}
	leave, ok := g.enter(w, r)
	if !ok {
		return
	}
	defer leave()
	if own {
		g.content(w, r)
		return
	}
	asked, err := read(r)
	if err != nil {
		g.refuse(w, r, refusal{status: http.StatusBadRequest, message: err.Error()})
		return
	}
	g.serve(w, r, asked)
}

// enter takes a place for a request, or answers that there is none.
func (g *Gate) enter(w http.ResponseWriter, r *http.Request) (leave func(), ok bool) {
	select {
	case g.slots <- struct{}{}:
		return func() { <-g.slots }, true
	default:
		g.counts.busy.Add(1)
		g.refuse(w, r, refusal{status: http.StatusServiceUnavailable, after: 1, message: "the gate has too many requests at once; ask again"})
		return nil, false
	}
}

// serve answers what the table knows.
func (g *Gate) serve(w http.ResponseWriter, r *http.Request, asked Asked) {
	p := &passage{base: g.base(r), tokens: g.up.passTokens}
	switch asked.Route.Does {
	case Open:
		g.counts.open.Add(1)
		p.to = g.up.at(asked.Target(""), r.URL.RawQuery)
		g.carry(w, r, p)
	case Judged:
		g.judge(w, r, asked, p)
	case Git:
		g.git(w, r, asked, p)
	default:
		g.refuse(w, r, refusal{status: http.StatusForbidden, code: gated, message: asked.Route.Why})
	}
}

// judge answers a request for something of a repository: it finds the commit,
// decides on it, and does what follows.
func (g *Gate) judge(w http.ResponseWriter, r *http.Request, asked Asked, p *passage) {
	token := g.token(r)
	commit, err := g.up.commit(r.Context(), asked.Ref, token)
	if errors.Is(err, errHubSays) {
		p.errorsOnly, p.to = true, g.up.at(asked.Target(""), r.URL.RawQuery)
		p.refusal = refusal{status: http.StatusBadGateway, message: "the hub contradicts itself about this revision, so nothing was decided"}
		g.carry(w, r, p)
		return
	}
	var d Decision
	if err == nil {
		at := asked.Ref
		at.Revision = commit
		d, err = g.decider.decide(r.Context(), at, token)
	}
	if err == nil && d.Passing {
		err = errHubLater
	}
	if err == nil && p.check != nil && g.actOn(d) != Deny {
		err = p.check(commit)
	}
	if err != nil {
		g.refuse(w, r, later(err, asked.Ref.String()))
		return
	}
	p.to, p.commit = g.up.at(asked.Target(commit), r.URL.RawQuery), commit
	g.act(w, r, asked, d, p)
}

// token is what a client shows, where it may go to the hub.
func (g *Gate) token(r *http.Request) string {
	if !g.up.passTokens {
		return ""
	}
	return page.Bearer(r)
}

// later is the answer to a request that nothing was decided on. It may be had
// when the client asks again.
func later(err error, what string) refusal {
	f := refusal{status: http.StatusServiceUnavailable, after: 2, message: what + " is not decided yet: " + err.Error() + "; ask again"}
	switch {
	case errors.Is(err, errWants), errors.Is(err, errBatch):
		f = refusal{status: http.StatusForbidden, code: gated, message: what + ": " + err.Error()}
	case errors.Is(err, errStore), errors.Is(err, errBroken):
		f.after, f.message = 30, what+" is not let through: "+err.Error()
	}
	return f
}

// act does what follows from a decision.
func (g *Gate) act(w http.ResponseWriter, r *http.Request, asked Asked, d Decision, p *passage) {
	p.refusal = g.refused(d, p.base)
	switch act := g.actOn(d); {
	case act == Allow:
		g.counts.passed.Add(1)
		p.decided = true
	case act == Warn:
		g.counts.warned.Add(1)
		p.decided = true
		p.warning = "fineprint-" + ascii(d.Name(), maxReason) + "; " + name + sentence(d, "needs a look under", "Report: "+p.base)
	case d.Unseen || d.Restricted && d.Outcome == policy.Undecided:
		p.errorsOnly = true // the hub does not show it to this client, and says so best
	case g.cfg.OpenTexts && isText(asked):
		p.textOnly = true
	default:
		g.refuse(w, r, p.refusal)
		return
	}
	g.carry(w, r, p)
}

// actOn says what follows from a decision under the gate's settings.
func (g *Gate) actOn(d Decision) Act {
	switch {
	case d.Unseen:
		return Deny
	case d.Outcome == policy.Pass:
		return Allow
	case d.Outcome == policy.Review:
		return g.cfg.Review
	case d.Outcome == policy.Undecided:
		return g.cfg.Undecided
	default:
		return Deny
	}
}

// isText reports whether a route gives a document that states terms, and not
// what a list of files or a token would.
func isText(asked Asked) bool {
	_, known := hub.RoleOf(asked.Path)
	return asked.Path != "" && known && (strings.Contains(asked.Route.Pattern, "/resolve") || strings.Contains(asked.Route.Pattern, "/raw/"))
}

// carry passes a request on. Its body is small: no client uploads here.
func (g *Gate) carry(w http.ResponseWriter, r *http.Request, p *passage) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if r.Method == http.MethodPost {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyWait)) //nolint:forbidigo // as in patient.go
	}
	g.proxy.ServeHTTP(patient(w), r.WithContext(withPassage(r.Context(), p)))
}

// Bounds of what a client sends: lists of paths.
const (
	maxBody  = 1 << 20
	bodyWait = 30 * time.Second
)

// content gives out what a ticket leads to.
func (g *Gate) content(w http.ResponseWriter, r *http.Request) {
	to, ok := g.addresses.ticketed(strings.TrimPrefix(r.URL.Path, contentPrefix))
	if !ok || r.Method != http.MethodGet && r.Method != http.MethodHead {
		g.refuse(w, r, refusal{status: http.StatusForbidden, code: gated,
			message: "this address of content is no longer good; ask for the file again"})
		return
	}
	g.carry(w, r, &passage{to: to, base: g.base(r), decided: true, content: true})
}

// maxHost is the most bytes of a host's name.
const maxHost = 255

// isHost reports whether a client may have come to a host of that name.
func isHost(name string) bool {
	return name != "" && len(name) <= maxHost && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("._:[]-", r)
	})
}

// base is where a client finds the gate: where it was told to, or where it came.
func (g *Gate) base(r *http.Request) string {
	switch {
	case g.cfg.PublicURL != "":
		return g.cfg.PublicURL
	case !isHost(r.Host):
		return ""
	case r.TLS != nil:
		return "https://" + r.Host
	default:
		return "http://" + r.Host
	}
}
