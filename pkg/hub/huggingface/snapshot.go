package huggingface

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// snapshot reads a repository: from the cache what is pinned, from the hub the
// information call and the documents that the cache does not have.
func (c *Client) snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	cached := c.cached(r)
	switch {
	case cached != nil && (c.cfg.Offline || c.settled(cached)):
		cached.Ref = r
		return cached, nil
	case c.cfg.Offline:
		return nil, &hub.StatusError{Op: op(r.Kind), ID: r.ID(), URL: exchange.PlainURL(c.infoURL(r.Kind, r.ID(), r.Revision)), Err: hub.ErrOffline}
	}
	snap, err := c.info(ctx, r)
	if err != nil {
		return nil, err
	}
	before := c.lastSeen(r)
	switch {
	case cached != nil:
	case before != nil && before.Commit == snap.Commit:
		cached = before
	default:
		cached = c.cachedAt(r, snap.Commit)
	}
	if err := c.documents(ctx, snap, cached); err != nil {
		return nil, err
	}
	c.keep(snap, cached, c.replaced(before, snap))
	return snap, nil
}

// replaced reports whether another repository answers for a name than when it
// was last read, and says so in the snapshot. A name proves nothing: whoever
// takes an old one gets its readers.
func (c *Client) replaced(before, snap *hub.Snapshot) bool {
	if before == nil || before.HubID == "" || snap.HubID == "" || before.HubID == snap.HubID {
		return false
	}
	snap.Problems = append(snap.Problems, doc.NewProblem("other-repository", fmt.Sprintf(
		"another repository answers for %s than on %s: the hub's own id was %.40s and is %.40s; make sure that you mean this one, then clear the cache",
		snap.Ref.ID(), before.FetchedAt.UTC().Format("2006-01-02"), c.hub.Inert(before.HubID), c.hub.Inert(snap.HubID))))
	return true
}

func op(kind ref.Kind) string { return string(kind) + " info" }

// info asks for a repository's information and reads it into a snapshot
// without documents.
func (c *Client) info(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	q := c.infoRequest(r, r.Revision)
	a, err := c.hub.Get(ctx, q)
	if r.Revision != "" && errors.Is(err, hub.ErrGated) {
		return c.gatedInfo(ctx, r, err)
	}
	if err != nil {
		return nil, err
	}
	snap, err := c.read(r, q, a)
	if err != nil {
		return nil, err
	}
	if isCommit(r.Revision) && !strings.EqualFold(r.Revision, snap.Commit) {
		return nil, c.hub.BadAnswer(q, a, fmt.Errorf("asked for commit %s, the answer is of %s", r.Revision, snap.Commit))
	}
	return snap, nil
}

// gatedInfo asks for the default branch in place of a revision that the gate
// keeps. gate is what the hub answered for the revision.
func (c *Client) gatedInfo(ctx context.Context, r ref.Ref, gate error) (*hub.Snapshot, error) {
	q := c.infoRequest(r, "")
	a, err := c.hub.Get(ctx, q)
	if err != nil {
		if errors.Is(err, hub.ErrUnreachable) || ctx.Err() != nil {
			return nil, err
		}
		return nil, gate
	}
	snap, err := c.read(r, q, a)
	if err != nil {
		return nil, err
	}
	if snap.Gated == "" {
		snap.Gated = "manual"
	}
	if r.Revision != "main" && !strings.EqualFold(r.Revision, snap.Commit) {
		snap.Problems = append(snap.Problems, doc.NewProblem("gated-revision", fmt.Sprintf("the hub keeps revision %s behind the gate; this is the public information on the default branch; accept the terms on the hub and set HF_TOKEN", r.Revision)))
	}
	return snap, nil
}

func (c *Client) infoRequest(r ref.Ref, revision string) exchange.Request {
	return exchange.Request{Op: op(r.Kind), ID: r.ID(), URL: c.infoURL(r.Kind, r.ID(), revision), Limit: c.cfg.MaxInfoBytes}
}

// commitForm is a full commit id, of SHA-1 or SHA-256.
var commitForm = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)

func isCommit(revision string) bool { return commitForm.MatchString(strings.ToLower(revision)) }

// read makes a snapshot of an information call's answer.
func (c *Client) read(r ref.Ref, q exchange.Request, a *exchange.Answer) (*hub.Snapshot, error) {
	snap, err := hub.ParseInfo(a.Body, c.cfg.MaxFiles)
	if err != nil {
		if hub.IsHTML(a.Body) {
			err = errors.New("a web page came in place of data")
		}
		return nil, c.hub.BadAnswer(q, a, err)
	}
	if !isCommit(snap.Commit) {
		return nil, c.hub.BadAnswer(q, a, errors.New("the answer names no commit; the revision may not exist"))
	}
	snap.Ref, snap.Endpoint = r, c.hub.Endpoint()
	snap.FetchedAt = c.cfg.Now().UTC()
	c.checkID(snap)
	return snap, nil
}

// checkID keeps an answered id only if it is one: it becomes part of
// addresses.
func (c *Client) checkID(snap *hub.Snapshot) {
	id := snap.AnsweredID
	if id == "" {
		snap.AnsweredID = snap.Ref.ID()
		return
	}
	r, err := ref.Parse(kindPath(snap.Ref.Kind) + "/" + id)
	if err != nil || r.ID() != id || r.Revision != "" {
		snap.AnsweredID = snap.Ref.ID()
		snap.Problems = append(snap.Problems, doc.NewProblem("bad-id", fmt.Sprintf("the hub answered with %.80q, which is no name of a repository; the name that was asked for is used", id)))
	}
}
