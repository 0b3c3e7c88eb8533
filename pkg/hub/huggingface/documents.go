package huggingface

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// wanted is one document to get.
type wanted struct {
	path   string
	role   doc.Role
	url    *url.URL
	size   int64 // as listed, -1 when not told
	guess  bool  // not listed: it may well not exist
	site   bool  // on another site: without token, with FollowLinks only
	pinned bool  // at the snapshot's commit
}

// fetched is what became of a wanted document. doc is nil when a guess did not
// exist.
type fetched struct {
	doc      *doc.Document
	problems []doc.Problem
	missing  bool
}

// together is how many documents of one repository are asked for at a time.
const together = 4

// documents gets every document of a snapshot, taking from cached what it has
// of the same commit.
func (c *Client) documents(ctx context.Context, snap, cached *hub.Snapshot) error {
	list := c.plan(snap)
	results := make([]fetched, len(list))
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(together)
	var denied error
	for i, w := range list {
		if f, ok := c.reuse(w, cached); ok {
			results[i] = f
			continue
		}
		if denied == nil && snap.Disabled {
			denied = hub.ErrDisabled
		}
		if denied != nil && w.pinned {
			results[i] = c.refused(w, denied)
			continue
		}
		if i == 0 && snap.Gated != "" { // the gate is the same for all files
			f, err := c.fetch(ctx, snap, w)
			if err != nil {
				return err
			}
			if results[i] = f; f.doc != nil && f.doc.Status == doc.StatusDenied {
				denied = hub.ErrGated
			}
			continue
		}
		group.Go(func() (err error) {
			results[i], err = c.fetch(groupCtx, snap, w)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	c.collect(snap, results)
	return nil
}

// collect puts the results into the snapshot, in order.
func (c *Client) collect(snap *hub.Snapshot, results []fetched) {
	denied := 0
	for i, f := range results {
		if f.doc == nil {
			continue
		}
		if f.missing {
			snap.Missing = append(snap.Missing, f.doc.Path)
		}
		if f.doc.Status == doc.StatusDenied && f.problems == nil {
			denied++
		}
		if !slices.ContainsFunc(results[:i], func(o fetched) bool { return o.doc != nil && o.doc.Path == f.doc.Path }) {
			snap.Documents = append(snap.Documents, f.doc)
			snap.Problems = append(snap.Problems, f.problems...)
		}
	}
	switch {
	case snap.Disabled:
		snap.Problems = append(snap.Problems, doc.NewProblem("disabled", fmt.Sprintf("the hub has disabled %s; its files cannot be read", snap.AnsweredID)))
	case denied > 0:
		snap.Problems = append(snap.Problems, doc.NewProblem("gated", fmt.Sprintf("%d documents of %s are behind a gate and were not read; accept its terms on the hub and set HF_TOKEN", denied, snap.AnsweredID)))
	}
	snap.Documents = append(snap.Documents, snap.GateDocuments(c.pageURL(snap.Ref.Kind, snap.AnsweredID))...)
	hub.SortDocuments(snap.Documents)
}

// plan lists the documents to get: those of the file list and those that the
// card's licence link points to.
func (c *Client) plan(snap *hub.Snapshot) []wanted {
	var list []wanted
	for _, f := range snap.Files {
		if role, ok := hub.RoleOf(f.Path); ok {
			list = append(list, c.inRepo(snap, f.Path, role, f.Size))
		}
	}
	slices.SortStableFunc(list, func(a, b wanted) int {
		return strings.Compare(rank(a), rank(b))
	})
	if len(list) > c.cfg.MaxDocuments {
		snap.Problems = append(snap.Problems, doc.NewProblem("too-many-documents", fmt.Sprintf("the repository has %d licence and notice files; only the first %d were read", len(list), c.cfg.MaxDocuments)))
		snap.Complete = false
		list = list[:c.cfg.MaxDocuments]
	}
	if len(snap.Files) == 0 && !snap.Complete {
		list = append(list, c.guesses(snap)...)
	}
	for _, w := range c.linked(snap) {
		if !slices.ContainsFunc(list, func(l wanted) bool { return l.url.String() == w.url.String() }) {
			list = append(list, w)
		}
	}
	return list
}

// rank orders documents for the cap: the card, then by depth and path.
func rank(w wanted) string {
	if w.role == doc.RoleCard {
		return ""
	}
	return fmt.Sprintf("%04d %s", strings.Count(w.path, "/")+1, w.path)
}

// guesses lists what a repository without a file list most likely has.
func (c *Client) guesses(snap *hub.Snapshot) []wanted {
	var list []wanted
	for _, name := range []string{"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"} {
		role, _ := hub.RoleOf(name)
		w := c.inRepo(snap, name, role, -1)
		w.guess = true
		list = append(list, w)
	}
	return list
}

func (c *Client) inRepo(snap *hub.Snapshot, name string, role doc.Role, size int64) wanted {
	return wanted{path: name, role: role, url: c.fileURL(snap.Ref.Kind, snap.AnsweredID, snap.Commit, name), size: size, pinned: true}
}

// reuse takes a document from the cache, with the problems that belong to it.
// A text that was derived on the way in stands for its source.
func (c *Client) reuse(w wanted, cached *hub.Snapshot) (fetched, bool) {
	if cached == nil {
		return fetched{}, false
	}
	for _, d := range cached.Documents {
		derived := d.DerivedFrom != nil && d.DerivedFrom.Path == w.path && d.Role == w.role
		if d.Path != w.path && !derived || !c.final(d) {
			continue
		}
		f := fetched{doc: d, missing: slices.Contains(cached.Missing, d.Path)}
		for _, p := range cached.Problems {
			if p.Path != nil && *p.Path == d.Path {
				f.problems = append(f.problems, p)
			}
		}
		return f, true
	}
	return fetched{}, false
}

// fetch gets one document. Its error is that of ctx alone: whatever else goes
// wrong is what became of the document.
func (c *Client) fetch(ctx context.Context, snap *hub.Snapshot, w wanted) (fetched, error) {
	switch {
	case w.site && !c.cfg.FollowLinks:
		return c.unread(w, doc.StatusNotFollowed, "link-not-read", "the licence link leads to another site, which was not read; read it yourself or use --follow-links"), nil
	case hub.IsUnreadable(path.Base(w.url.Path)):
		return c.unread(w, doc.StatusBinary, "binary-document", "the document is no plain text and was not read; read it yourself"), nil
	case w.size > c.cfg.MaxDocumentBytes:
		return c.tooLarge(w), nil
	}
	a, err := c.ask(ctx, snap, w)
	if ctx.Err() != nil {
		return fetched{}, ctx.Err()
	}
	if err != nil {
		return c.failed(w, err), nil
	}
	if told := a.First("X-Repo-Commit"); w.pinned && isCommit(told) && !strings.EqualFold(told, snap.Commit) {
		return c.unread(w, doc.StatusNotFollowed, "commit-changed", fmt.Sprintf("the hub gave the file as of commit %.40s in place of the one that was asked for; run again", exchange.Inert(told))), nil
	}
	return c.accept(w, a), nil
}

// ask asks for a document where it lies.
func (c *Client) ask(ctx context.Context, snap *hub.Snapshot, w wanted) (*exchange.Answer, error) {
	if w.site {
		return c.web.Get(ctx, exchange.Request{Op: "licence link", ID: w.path, URL: w.url, Limit: min(c.cfg.MaxDocumentBytes, maxLinked)})
	}
	return c.hub.Get(ctx, exchange.Request{Op: opFile, ID: snap.AnsweredID + "/" + w.path, URL: w.url, Limit: c.cfg.MaxDocumentBytes})
}

// accept makes a document of an answer's bytes.
func (c *Client) accept(w wanted, a *exchange.Answer) fetched {
	isPage := hub.IsHTML(a.Body)
	named := strings.HasPrefix(strings.ToLower(path.Ext(w.path)), ".htm")
	if isPage && w.site {
		return fetched{doc: pageText(w, a.Body)}
	}
	if isPage && !named {
		return c.unread(w, doc.StatusNotFollowed, "web-page", "a web page came in place of the file, so its text was not read; open the address yourself")
	}
	d := hub.NewDocument(w.path, w.role, c.recorded(w, a), a.Body)
	switch d.Status {
	case doc.StatusLFSPointer:
		return fetched{doc: d, problems: []doc.Problem{doc.ProblemAt("lfs-pointer", "the hub holds a pointer in place of the document's text; ask the owner to store it as plain text", d.Path)}}
	case doc.StatusBinary:
		return fetched{doc: d, problems: []doc.Problem{doc.ProblemAt("binary-document", "the document is no plain text and was not read; read it yourself", d.Path)}}
	}
	return fetched{doc: d}
}

// recorded is the address of a document as reports give it: of another
// repository's file, with the commit that answered.
func (c *Client) recorded(w wanted, a *exchange.Answer) string {
	commit := a.First("X-Repo-Commit")
	before, after, ok := strings.Cut(w.url.String(), "/resolve/")
	if w.pinned || w.site || !ok || !isCommit(commit) {
		return w.url.String()
	}
	_, file, _ := strings.Cut(after, "/")
	return before + "/resolve/" + strings.ToLower(commit) + "/" + file
}

// failed says what became of a document that could not be got.
func (c *Client) failed(w wanted, err error) fetched {
	var status *hub.StatusError
	if !errors.As(err, &status) {
		status = &hub.StatusError{Err: err}
	}
	switch {
	case errors.Is(err, hub.ErrGated) || errors.Is(err, hub.ErrForbidden) || errors.Is(err, hub.ErrDisabled) || status.Status == 401:
		return c.refused(w, err)
	case errors.Is(err, hub.ErrNotFound) && w.guess:
		return fetched{}
	case errors.Is(err, hub.ErrNotFound):
		f := c.unread(w, doc.StatusAbsent, "document-missing", "the file is listed or linked, and the hub says that it does not exist")
		f.missing = true
		return f
	case errors.Is(err, hub.ErrTooLarge):
		return c.tooLarge(w)
	default:
		return c.unread(w, doc.StatusNotFollowed, "document-not-fetched", fmt.Sprintf("the document could not be fetched: %v; run again", status.Err))
	}
}

// refused is a document that may not be read. A gate is told once for all
// documents, any other reason with each.
func (c *Client) refused(w wanted, err error) fetched {
	f := c.unread(w, doc.StatusDenied, "document-denied", fmt.Sprintf("the hub does not let this document be read: %v; check the rights of the token", err))
	if w.pinned && (errors.Is(err, hub.ErrGated) || errors.Is(err, hub.ErrDisabled)) {
		f.problems = nil
	}
	return f
}

func (c *Client) tooLarge(w wanted) fetched {
	limit := c.cfg.MaxDocumentBytes
	if w.site {
		limit = min(limit, maxLinked)
	}
	f := c.unread(w, doc.StatusTooLarge, "document-too-large", fmt.Sprintf("the document is larger than %d bytes and was not read; read it yourself", limit))
	f.doc.Bytes = max(w.size, limit+1)
	return f
}

func (c *Client) unread(w wanted, status doc.Status, code, text string) fetched {
	d := doc.Unread(w.path, w.role, w.url.String(), max(w.size, 0), status)
	return fetched{doc: d, problems: []doc.Problem{doc.ProblemAt(code, text, w.path)}}
}
