package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// ask asks for a document where it lies.
func (f *fetcher) ask(ctx context.Context, w Wanted) (*exchange.Answer, error) {
	if held, ok := f.Held[w.Path]; ok && w.Pinned {
		return &exchange.Answer{Status: http.StatusOK, Body: held.Content, Whole: true}, held.Err
	}
	q := exchange.Request{Op: OpFile, ID: f.Snapshot.AnsweredID + "/" + w.Path, URL: w.URL, Limit: f.MaxDocumentBytes}
	switch {
	case w.Site:
		q.Op, q.ID, q.Limit = "licence link", w.Path, min(f.MaxDocumentBytes, maxLinked)
		return f.Web.Get(ctx, q)
	case w.Head:
		q.Head = weights.HeadBytes
	}
	return f.Hub.Get(ctx, q)
}

// accept makes documents of an answer's bytes.
func (f *fetcher) accept(w Wanted, a *exchange.Answer) fetched {
	if told := a.First("X-Repo-Commit"); w.Pinned && hub.IsCommit(told) && !strings.EqualFold(told, f.Snapshot.Commit) {
		return f.unread(w, doc.StatusNotFollowed, doc.NewProblem("commit-changed", "commit", fmt.Sprintf("%.40s", exchange.Inert(told))))
	}
	if w.Head {
		return fetched{docs: hub.HeaderDocuments(w.File, w.URL.String(), a.Body), headed: true}
	}
	d := hub.NewDocument(w.Path, w.Role, f.recorded(w, a), a.Body)
	if d.Status == doc.StatusLFSPointer {
		return fetched{docs: []*doc.Document{d}, problems: []doc.Problem{doc.NewProblem("lfs-pointer", "in", "hub").At(d.Path)}}
	}
	if !w.Site {
		wrong, verified := w.Check(a.Body)
		other := w.Replaced(a.Body)
		switch {
		case other != "" && !(verified && w.Role == doc.RoleCard):
			return f.unread(w, doc.StatusNotFollowed, doc.NewProblem("web-page", "found", other))
		case wrong != nil:
			return f.unread(w, doc.StatusNotFollowed, *wrong)
		}
	}
	r := fetched{docs: append([]*doc.Document{d}, hub.Inside(w.File, d)...)}
	if d.Status == doc.StatusBinary {
		r.problems = []doc.Problem{doc.NewProblem("binary-document").At(d.Path)}
	}
	return r
}

// recorded is the address of a document as reports give it: of another
// repository's file, with the commit that answered.
func (f *fetcher) recorded(w Wanted, a *exchange.Answer) string {
	commit := a.First("X-Repo-Commit")
	before, after, ok := strings.Cut(w.URL.String(), "/resolve/")
	if w.Pinned || w.Site || !ok || !hub.IsCommit(commit) {
		return w.URL.String()
	}
	_, file, _ := strings.Cut(after, "/")
	return before + "/resolve/" + strings.ToLower(commit) + "/" + file
}

// failed says what became of a document that could not be got.
func (f *fetcher) failed(w Wanted, err error) fetched {
	var status *hub.StatusError
	if !errors.As(err, &status) {
		status = &hub.StatusError{Err: err}
	}
	switch {
	case errors.Is(err, hub.ErrGated) || errors.Is(err, hub.ErrForbidden) || errors.Is(err, hub.ErrDisabled) ||
		status.Status == http.StatusUnauthorized:
		return f.refused(w, err)
	case errors.Is(err, hub.ErrNotFound) && w.Guess:
		return fetched{}
	case errors.Is(err, hub.ErrNotFound), errors.Is(err, hub.ErrWithheld):
		return f.unread(w, doc.StatusNotFollowed, doc.NewProblem("document-missing", hub.Facts(err)...))
	case errors.Is(err, hub.ErrTooLarge):
		return f.tooLarge(w)
	default:
		return f.unread(w, doc.StatusNotFollowed, doc.NewProblem("document-not-fetched", hub.Facts(err)...))
	}
}

// refused is a document that may not be read. A gate is told once for all
// documents, any other reason with each.
func (f *fetcher) refused(w Wanted, err error) fetched {
	r := f.unread(w, doc.StatusDenied, doc.NewProblem("document-denied", hub.Facts(err)...))
	if w.Pinned && (errors.Is(err, hub.ErrGated) || errors.Is(err, hub.ErrDisabled)) {
		r.problems, r.denial = nil, err
	}
	return r
}

// Advice is what to do at a gate, as parameters of a problem: it depends on
// whether a token was sent, and the hub's own sentence may know better.
func (r *Repository) Advice(err error) []any {
	token := "none"
	if r.Hub.HasToken() {
		token = "sent"
	}
	return append(hub.Facts(err), "token", token)
}

func (f *fetcher) tooLarge(w Wanted) fetched {
	limit := f.MaxDocumentBytes
	if w.Site {
		limit = min(limit, maxLinked)
	}
	w.Size = max(w.Size, limit+1)
	return f.unread(w, doc.StatusTooLarge, doc.NewProblem("document-too-large", "limit", limit))
}

// unread is a document that was not had. A gate before weights is told once for
// all documents, so of their headers it is a problem only.
func (f *fetcher) unread(w Wanted, status doc.Status, p doc.Problem) fetched {
	if w.Head {
		p.Params["because"], p.Code = p.Code, "weights-header-not-read"
		r := fetched{problems: []doc.Problem{p.At(w.Path)}}
		if status != doc.StatusDenied {
			r.docs = []*doc.Document{doc.Unread(w.Path+"#header", doc.RoleHeader, w.URL.String(), 0, status)}
		}
		return r
	}
	d := doc.Unread(w.Path, w.Role, w.URL.String(), max(w.Size, 0), status)
	return fetched{docs: []*doc.Document{d}, problems: []doc.Problem{p.At(w.Path)}}
}
