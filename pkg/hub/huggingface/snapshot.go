package huggingface

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// snapshot reads a repository: from the cache what is pinned, from the hub the
// information call and the documents that the cache does not have.
func (c *Client) snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	cached := c.memory.Cached(r)
	switch {
	case cached != nil && (c.cfg.Offline || c.site.Settled(cached)):
		cached.Ref = r
		return cached, nil
	case c.cfg.Offline:
		return nil, &hub.StatusError{Op: op(r.Kind), ID: r.ID(), URL: exchange.PlainURL(infoURL(c.hub, r.Kind, r.ID(), r.Revision)),
			Err: hub.ErrOffline}
	}
	snap, err := c.info(ctx, r)
	if err != nil {
		return nil, err
	}
	cached, before := c.memory.Same(r, snap.Commit, cached)
	if err := c.repository(snap, cached).Documents(ctx); err != nil {
		return nil, err
	}
	c.memory.Keep(snap, cached, c.replaced(before, snap))
	return snap, nil
}

// replaced reports whether another repository answers for a name than when it
// was last read, and says so in the snapshot. A name proves nothing: whoever
// takes an old one gets its readers.
func (c *Client) replaced(before, snap *hub.Snapshot) bool {
	if before == nil || before.HubID == "" || snap.HubID == "" || before.HubID == snap.HubID {
		return false
	}
	id := func(s *hub.Snapshot) string { return fmt.Sprintf("%.40s", c.hub.Inert(s.HubID)) }
	snap.Problems = append(snap.Problems, doc.NewProblem("other-repository", "repository", snap.Ref.ID(),
		"day", before.FetchedAt.UTC().Format(time.DateOnly), "was", id(before), "is", id(snap)))
	return true
}

// repository is what a snapshot's documents are got of.
func (c *Client) repository(snap, cached *hub.Snapshot) *fetch.Repository {
	return &fetch.Repository{Site: c.site, Snapshot: snap, Cached: cached, Addresses: places{c.hub, snap}}
}

func op(kind ref.Kind) string { return string(kind) + " info" }

// info asks for a repository's information and reads it into a snapshot
// without documents.
func (c *Client) info(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	snap, err := c.infoAt(ctx, r, r.Revision)
	if r.Revision != "" && errors.Is(err, hub.ErrGated) {
		return c.gatedInfo(ctx, r, err)
	}
	return snap, err
}

// gatedInfo asks for the default branch in place of a revision that the gate
// keeps. gate is what the hub answered for the revision.
func (c *Client) gatedInfo(ctx context.Context, r ref.Ref, gate error) (*hub.Snapshot, error) {
	snap, err := c.infoAt(ctx, r, "")
	if err != nil {
		if errors.Is(err, hub.ErrUnreachable) || ctx.Err() != nil {
			return nil, err
		}
		if errors.Is(err, hub.ErrBadAnswer) {
			return nil, err
		}
		return nil, gate
	}
	if snap.Gated == "" {
		snap.Gated = "manual"
	}
	if r.Revision != "main" && !strings.EqualFold(r.Revision, snap.Commit) {
		snap.Problems = append(snap.Problems, doc.NewProblem("gated-revision",
			append(c.repository(snap, nil).Advice(gate), "revision", r.Revision)...))
	}
	return snap, nil
}

// infoAt makes a snapshot of the information call's answer at a revision.
func (c *Client) infoAt(ctx context.Context, r ref.Ref, revision string) (*hub.Snapshot, error) {
	var snap *hub.Snapshot
	read := func(body io.Reader) error {
		read, err := hub.ReadInfo(body, c.cfg.MaxFiles)
		switch {
		case err != nil:
			return err
		case !hub.IsCommit(read.Commit):
			return errors.New("the answer names no commit; the revision may not exist")
		case hub.IsCommit(revision) && !strings.EqualFold(revision, read.Commit):
			return fmt.Errorf("asked for commit %s, the answer is of %s", revision, read.Commit)
		}
		snap = read
		return nil
	}
	_, err := c.hub.Get(ctx, exchange.Request{Op: op(r.Kind), ID: r.ID(), URL: infoURL(c.hub, r.Kind, r.ID(), revision),
		Limit: c.cfg.MaxInfoBytes,
		Read:  read})
	if err != nil {
		return nil, err
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
		snap.Problems = append(snap.Problems, doc.NewProblem("bad-id", "answered", fmt.Sprintf("%.80s", id)))
	}
}
