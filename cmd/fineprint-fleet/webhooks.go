package main

import (
	"crypto/subtle"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/riverqueue/river"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/page"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// hooks takes the hub's webhooks: what they say has changed goes into the queue.
type hooks struct {
	db     *database
	queue  *river.Client[*sql.Tx]
	secret string
}

// hookBytes bounds the body of a webhook. The hub's have a few kilobytes.
const hookBytes = 256 << 10

// hook is what is read of a webhook; whatever else it holds is left alone.
type hook struct {
	Event struct {
		Action string `json:"action"`
		Scope  string `json:"scope"`
	} `json:"event"`
	Repo struct {
		Type    string `json:"type"`
		Name    string `json:"name"`
		HeadSHA string `json:"headSha"`
	} `json:"repo"`
	UpdatedRefs []struct {
		Ref    string `json:"ref"`
		NewSHA string `json:"newSha"`
	} `json:"updatedRefs"`
}

func newHooks(db *database, secret string) (*hooks, error) {
	queue, err := newClient(db, &river.Config{})
	if err != nil {
		return nil, err
	}
	return &hooks{db: db, queue: queue, secret: secret}, nil
}

// ServeHTTP answers 202 to what it put into the queue, and 200 to what asks for
// nothing: the hub sends whatever did not end well once more.
func (h *hooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Webhook-Secret")), []byte(h.secret)) != 1 {
		page.Say(w, http.StatusUnauthorized, "the secret of the webhook is not the one of this fleet")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, hookBytes))
	if tooLong := (&http.MaxBytesError{}); errors.As(err, &tooLong) {
		page.Say(w, http.StatusRequestEntityTooLarge, "that is more than a webhook holds")
		return
	}
	var said hook
	if err != nil || json.Unmarshal(body, &said) != nil {
		page.Say(w, http.StatusBadRequest, "that is no webhook of the hub's")
		return
	}
	job, asked := said.job()
	if !asked {
		page.Say(w, http.StatusOK, "nothing of it has to be read")
		return
	}
	added, err := h.db.add(r.Context(), h.queue, []auditJob{job})
	switch {
	case err != nil:
		page.Say(w, http.StatusServiceUnavailable, "the queue does not answer")
	case added == 0:
		page.Say(w, http.StatusOK, "it is in the queue already, or was read")
	default:
		page.Say(w, http.StatusAccepted, "it is in the queue")
	}
}

// job is the audit that a webhook asks for: of a repository that is new or has
// another name, or whose main branch has another commit.
func (h hook) job() (job auditJob, asked bool) {
	name := h.Repo.Name
	if h.Repo.Type != string(ref.Model) {
		name = h.Repo.Type + "s/" + name
	}
	r, err := ref.Parse(name)
	if err != nil || r.Hub != ref.HuggingFace || string(r.Kind) != h.Repo.Type || r.Revision != "" {
		return job, false
	}
	commit := h.Repo.HeadSHA
	switch scope, below, _ := strings.Cut(h.Event.Scope, "."); {
	case scope != "repo", strings.HasPrefix(below, "config"), h.Event.Action == "delete":
		return job, false
	case below != "", h.Event.Action == "update": // whatever happens below a scope updates it
		commit = h.main()
	case commit == "":
		return auditJob{Target: r.String()}, true
	}
	return auditJob{Target: r.String(), Commit: commit}, hub.IsCommit(commit)
}

// main is the commit that the main branch has now; empty where others changed.
func (h hook) main() string {
	for _, u := range h.UpdatedRefs {
		if u.Ref == "refs/heads/main" {
			return u.NewSHA
		}
	}
	if len(h.UpdatedRefs) > 0 {
		return ""
	}
	return h.Repo.HeadSHA
}
