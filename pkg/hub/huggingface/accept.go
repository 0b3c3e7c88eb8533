package huggingface

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
func (f *fetcher) ask(ctx context.Context, w wanted) (*exchange.Answer, error) {
	q := exchange.Request{Op: opFile, ID: f.snap.AnsweredID + "/" + w.Path, URL: w.url, Limit: f.cfg.MaxDocumentBytes}
	switch {
	case w.site:
		q.Op, q.ID, q.Limit = "licence link", w.Path, min(f.cfg.MaxDocumentBytes, maxLinked)
		return f.web.Get(ctx, q)
	case w.head:
		q.Head = weights.HeadBytes
	}
	return f.hub.Get(ctx, q)
}

// accept makes documents of an answer's bytes.
func (f *fetcher) accept(w wanted, a *exchange.Answer) fetched {
	if told := a.First("X-Repo-Commit"); w.pinned && isCommit(told) && !strings.EqualFold(told, f.snap.Commit) {
		return f.unread(w, doc.StatusNotFollowed, "commit-changed",
			fmt.Sprintf("the hub gave the file as of commit %.40s in place of the one that was asked for; run again", exchange.Inert(told)))
	}
	if w.head {
		return fetched{docs: hub.HeaderDocuments(w.File, w.url.String(), a.Body), headed: true}
	}
	d := hub.NewDocument(w.Path, w.Role, f.recorded(w, a), a.Body)
	if d.Status == doc.StatusLFSPointer {
		return fetched{docs: []*doc.Document{d}, problems: []doc.Problem{doc.ProblemAt("lfs-pointer",
			"the hub holds a pointer in place of the document's text; ask the owner to store it as plain text", d.Path)}}
	}
	if !w.site {
		wrong, verified := w.Check(a.Body)
		other := w.Replaced(a.Body)
		switch {
		case other != "" && !(verified && w.Role == doc.RoleCard):
			return f.unread(w, doc.StatusNotFollowed, "web-page", other+", so it was not read; open the address yourself")
		case wrong != "":
			return f.unread(w, doc.StatusNotFollowed, "document-damaged", wrong+", so it was not read; run again, or open the address yourself")
		}
	}
	r := fetched{docs: append([]*doc.Document{d}, hub.Inside(w.File, d)...)}
	if d.Status == doc.StatusBinary {
		r.problems = []doc.Problem{doc.ProblemAt("binary-document", hub.NoText, d.Path)}
	}
	return r
}

// recorded is the address of a document as reports give it: of another
// repository's file, with the commit that answered.
func (f *fetcher) recorded(w wanted, a *exchange.Answer) string {
	commit := a.First("X-Repo-Commit")
	before, after, ok := strings.Cut(w.url.String(), "/resolve/")
	if w.pinned || w.site || !ok || !isCommit(commit) {
		return w.url.String()
	}
	_, file, _ := strings.Cut(after, "/")
	return before + "/resolve/" + strings.ToLower(commit) + "/" + file
}

// failed says what became of a document that could not be got.
func (f *fetcher) failed(w wanted, err error) fetched {
	var status *hub.StatusError
	if !errors.As(err, &status) {
		status = &hub.StatusError{Err: err}
	}
	switch {
	case errors.Is(err, hub.ErrGated) || errors.Is(err, hub.ErrForbidden) || errors.Is(err, hub.ErrDisabled) ||
		status.Status == http.StatusUnauthorized:
		return f.refused(w, err)
	case errors.Is(err, hub.ErrNotFound) && w.guess:
		return fetched{}
	case errors.Is(err, hub.ErrNotFound), errors.Is(err, hub.ErrWithheld):
		return f.unread(w, doc.StatusNotFollowed, "document-missing", fmt.Sprintf(
			"the file is listed or linked, and the hub does not give it (HTTP %d), so what stands in it is not known; look at the repository's "+
				"page", status.Status))
	case errors.Is(err, hub.ErrTooLarge):
		return f.tooLarge(w)
	default:
		return f.unread(w, doc.StatusNotFollowed, "document-not-fetched",
			fmt.Sprintf("the document could not be fetched: %v; run again", status.Err))
	}
}

// refused is a document that may not be read. A gate is told once for all
// documents, any other reason with each.
func (f *fetcher) refused(w wanted, err error) fetched {
	r := f.unread(w, doc.StatusDenied, "document-denied",
		fmt.Sprintf("the hub does not let this document be read: %v; check the rights of the token", err))
	if w.pinned && (errors.Is(err, hub.ErrGated) || errors.Is(err, hub.ErrDisabled)) {
		r.problems, r.denial = nil, err
	}
	return r
}

// advice says what to do at a gate: it depends on whether a token was sent,
// and the hub's own sentence may know better.
func (c *Client) advice(err error) string {
	advice := "accept its terms on the hub and set HF_TOKEN"
	if c.hub.HasToken() {
		advice = "the token that was sent has no access: ask for it on the repository's page with the account of the token, and check the " +
			"token's rights"
	}
	var status *hub.StatusError
	if errors.As(err, &status) && status.Message != "" {
		return fmt.Sprintf("%s (the hub says: %s)", advice, status.Message)
	}
	return advice
}

func (f *fetcher) tooLarge(w wanted) fetched {
	limit := f.cfg.MaxDocumentBytes
	if w.site {
		limit = min(limit, maxLinked)
	}
	w.Size = max(w.Size, limit+1)
	return f.unread(w, doc.StatusTooLarge, "document-too-large",
		fmt.Sprintf("the document is larger than %d bytes and was not read; read it yourself", limit))
}

// unread is a document that was not had. The header of weights is none: its
// absence is a problem only.
func (f *fetcher) unread(w wanted, status doc.Status, code, text string) fetched {
	if w.head {
		return fetched{problems: []doc.Problem{doc.ProblemAt("weights-header-not-read",
			"the header of the weights may name a licence and was not read: "+text, w.Path)}}
	}
	d := doc.Unread(w.Path, w.Role, w.url.String(), max(w.Size, 0), status)
	return fetched{docs: []*doc.Document{d}, problems: []doc.Problem{doc.ProblemAt(code, text, w.Path)}}
}
