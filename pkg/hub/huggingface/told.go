package huggingface

import (
	"context"
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// cardPath is where a repository of the Hub has its card.
const cardPath = "README.md"

// Told makes a snapshot of what somebody else was told of a repository, such as a
// dump of the Hub: the body of its information call, and the text of its card, nil
// for none. A client that is Offline asks for nothing more: other documents are in
// the snapshot as unread. Unlike an answer of the Hub, info may name no commit.
func (c *Client) Told(ctx context.Context, r ref.Ref, info, card []byte) (*hub.Snapshot, error) {
	snap, err := hub.ParseInfo(info, c.cfg.MaxFiles)
	if err != nil {
		return nil, &hub.StatusError{Op: op(r.Kind), ID: r.ID(), Err: fmt.Errorf("%w: %w", hub.ErrBadAnswer, err)}
	}
	if !hub.IsCommit(snap.Commit) {
		snap.Commit = ""
	}
	snap.Ref, snap.Endpoint = r, c.hub.Endpoint()
	c.checkID(snap)
	repo := c.repository(snap, nil)
	if card != nil {
		hold(repo, card)
	}
	return snap, repo.Documents(ctx)
}

// hold gives a repository its card, under the name that the file list has for it.
func hold(repo *fetch.Repository, card []byte) {
	name, listed := cardPath, false
	for _, f := range repo.Snapshot.Files {
		if f.Path == cardPath || !listed && strings.EqualFold(f.Path, cardPath) {
			name, listed = f.Path, true
		}
	}
	if !listed && (repo.Snapshot.Complete || len(repo.Snapshot.Files) > 0) {
		repo.Also = append(repo.Also, hub.Wanted{File: hub.File{Path: name, Size: -1}, Role: doc.RoleCard})
	}
	repo.Held = map[string]fetch.Held{name: {Content: card}}
}
