package gate

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// desk answers what is below Prefix: the page, decisions and reports, health and
// metrics. It changes nothing.
type desk struct {
	store     Store
	decider   *decider
	counts    *counts
	token     string // asked of readers; empty asks nobody
	review    Act
	undecided Act
	hub       string
}

func newDesk(cfg Config, d *decider, c *counts) http.Handler {
	k := &desk{store: cfg.Store, decider: d, counts: c, token: cfg.ReadToken, review: cfg.Review, undecided: cfg.Undecided, hub: cfg.Hub}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Prefix+"healthz", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET "+Prefix+"readyz", k.ready)
	mux.HandleFunc("GET "+Prefix+"metrics", k.reader(k.metrics))
	mux.HandleFunc("GET "+Prefix+"{$}", k.reader(k.list))
	mux.HandleFunc("GET "+Prefix+"decisions.json", k.reader(k.listJSON))
	mux.HandleFunc("GET "+Prefix+"d/{number}", k.reader(k.decision))
	mux.HandleFunc("GET "+Prefix+"d/{number}/report.html", k.reader(k.reportHTML))
	mux.HandleFunc("GET "+Prefix+"d/{number}/report.json", k.reader(k.reportJSON))
	return mux
}

// say answers with a line of text.
func say(w http.ResponseWriter, status int, text string) {
	safe(w, "text/plain; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}

// safe sets the headers of every answer of the desk.
func safe(w http.ResponseWriter, kind string) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
}

// reader lets those in who show the token, as a bearer's or as a password.
func (k *desk) reader(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if k.token != "" && subtle.ConstantTimeCompare([]byte(bearer(r)), []byte(k.token)) != 1 {
			w.Header().Set("WWW-Authenticate", `Basic realm="fineprint gate", charset="UTF-8"`)
			say(w, http.StatusUnauthorized, "the read token is needed: as a bearer token, or as the password of any user")
			return
		}
		next(w, r)
	}
}

func (k *desk) ready(w http.ResponseWriter, _ *http.Request) {
	if err := k.store.Ready(); err != nil {
		say(w, http.StatusServiceUnavailable, "decisions cannot be kept, so nothing new is let through")
		return
	}
	say(w, http.StatusOK, "ready")
}

func (k *desk) metrics(w http.ResponseWriter, _ *http.Request) {
	safe(w, "text/plain; version=0.0.4; charset=utf-8")
	writeMetrics(w, k.counts, k.decider, k.decider.engine.Load().Profile)
}

// Numbers of decisions that are listed.
const (
	listed     = 100
	mostListed = 10_000
)

func (k *desk) listJSON(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Query().Get("n"))
	if err != nil || n < 1 || n > mostListed {
		n = listed
	}
	k.json(w, struct {
		Policy    audit.Profile    `json:"policy"`
		Counts    map[string]int64 `json:"counts"`
		Decisions []Decision       `json:"decisions"`
	}{k.decider.engine.Load().Profile, k.numbers(), k.store.List(r.URL.Query().Get("q"), n)})
}

func (k *desk) numbers() map[string]int64 {
	out := map[string]int64{"audits": k.decider.audits.Load()}
	for _, c := range k.counts.list() {
		out[c.Name] = c.N
	}
	return out
}

func (k *desk) json(w http.ResponseWriter, v any) {
	safe(w, "application/json; charset=utf-8")
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	_ = enc.Encode(v) // a reader that hung up is not the gate's trouble
}

func (k *desk) reportJSON(w http.ResponseWriter, r *http.Request) {
	body, err := k.store.Report(r.PathValue("number"))
	if err != nil {
		say(w, http.StatusNotFound, ErrNoReport.Error())
		return
	}
	safe(w, "application/json; charset=utf-8")
	_, _ = w.Write(body) // as above
}
