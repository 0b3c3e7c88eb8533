package gate

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/page"
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
	mux.HandleFunc("GET "+Prefix+"healthz", func(w http.ResponseWriter, _ *http.Request) { page.Say(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET "+Prefix+"readyz", k.ready)
	mux.HandleFunc("GET "+Prefix+"metrics", k.reader(k.metrics))
	mux.HandleFunc("GET "+Prefix+"{$}", k.reader(k.list))
	mux.HandleFunc("GET "+Prefix+"decisions.json", k.reader(k.listJSON))
	mux.HandleFunc("GET "+Prefix+"d/{number}", k.reader(k.decision))
	mux.HandleFunc("GET "+Prefix+"d/{number}/report.html", k.reader(k.reportHTML))
	mux.HandleFunc("GET "+Prefix+"d/{number}/report.json", k.reader(k.reportJSON))
	return mux
}

// reader lets those in who show the read token.
func (k *desk) reader(next http.HandlerFunc) http.HandlerFunc {
	return page.Guard(k.token, "fineprint gate", next)
}

func (k *desk) ready(w http.ResponseWriter, r *http.Request) {
	if err := k.store.Ready(r.Context()); err != nil {
		page.Say(w, http.StatusServiceUnavailable, "decisions cannot be kept, so nothing new is let through")
		return
	}
	page.Say(w, http.StatusOK, "ready")
}

func (k *desk) metrics(w http.ResponseWriter, _ *http.Request) {
	page.Head(w, "text/plain; version=0.0.4; charset=utf-8")
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
	decisions, err := k.store.List(r.Context(), r.URL.Query().Get("q"), n)
	if err != nil {
		noAnswer(w, err)
		return
	}
	page.JSON(w, struct {
		Policy    audit.Profile    `json:"policy"`
		Counts    map[string]int64 `json:"counts"`
		Decisions []Decision       `json:"decisions"`
	}{k.decider.engine.Load().Profile, k.numbers(), decisions})
}

func (k *desk) numbers() map[string]int64 {
	out := map[string]int64{"audits": k.decider.audits.Load()}
	for _, c := range k.counts.list() {
		out[c.Name] = c.N
	}
	return out
}

// noAnswer says why a reader gets nothing: there is no such decision, or the
// store gives no answer.
func noAnswer(w http.ResponseWriter, err error) {
	if errors.Is(err, ErrNone) {
		page.Say(w, http.StatusNotFound, ErrNone.Error())
		return
	}
	page.Say(w, http.StatusServiceUnavailable, "what was decided cannot be read now; ask again")
}

func (k *desk) reportJSON(w http.ResponseWriter, r *http.Request) {
	body, err := k.store.Report(r.Context(), r.PathValue("number"))
	if err != nil {
		noAnswer(w, err)
		return
	}
	page.Head(w, "application/json; charset=utf-8")
	_, _ = w.Write(body) // a reader that hung up is not the gate's trouble
}
