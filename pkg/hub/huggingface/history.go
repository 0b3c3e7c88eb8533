package huggingface

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// errRewritten is a history in which commits are named that it does not hold.
var errRewritten = errors.New("the history was rewritten while it was read, or in part")

// History finds the commits that changed files which may hold terms, most at
// most, and reads what stood there then. The hub says of every file which commit
// changed it last, so what changed nothing of the sort costs no request.
func (c *Client) History(ctx context.Context, r ref.Ref, most int) (*hub.History, error) {
	if c.cfg.Offline {
		return nil, &hub.StatusError{Op: "history", ID: r.ID(), Err: hub.ErrOffline}
	}
	head, err := c.info(ctx, r)
	if err != nil {
		return nil, err
	}
	commits, err := c.commits(ctx, head)
	if err != nil {
		return nil, err
	}
	h := &historian{Client: c, head: head, commits: commits, newest: head, watched: map[string]bool{}, states: map[string]pathStates{}}
	h.watch(head)
	return h.walk(ctx, most)
}

// historian walks through the commits of a repository, from the newest on.
type historian struct {
	*Client
	head    *hub.Snapshot
	commits []commit
	newest  *hub.Snapshot         // the last that was read: what did not change since is not read again
	watched map[string]bool       // the files that may hold terms, at any commit seen so far
	states  map[string]pathStates // by commit
	read    []hub.Revision
}

// pathStates says of files at a commit which commit changed them last; of one
// that is missing there, nothing.
type pathStates map[string]string

// walk reads the commits that changed a watched file. A file that is found at an
// older commit and is missing later was taken away in between: that commit is
// looked for, and the walk goes on from there.
func (h *historian) walk(ctx context.Context, most int) (*hub.History, error) {
	for at := 0; at < len(h.commits); {
		next, paths, err := h.nextChange(ctx, at)
		if err != nil {
			return nil, err
		}
		if len(h.read) == most {
			return h.history(next < 0), nil
		}
		snap, err := h.snapshotAt(ctx, h.commits[max(next, at)].ID)
		if err != nil {
			return nil, err
		}
		found := h.watch(snap)
		switch {
		case len(found) > 0:
			at, err = h.taken(ctx, at, max(next, at), found)
		case next < 0:
			return h.history(true), nil
		default:
			h.keep(next, paths, snap)
			at = next + 1
		}
		if err != nil {
			return nil, err
		}
	}
	return h.history(true), nil
}

func (h *historian) history(complete bool) *hub.History {
	return &hub.History{Head: h.head, Commits: len(h.commits), Revisions: h.read, Complete: complete}
}

// keep adds a commit to the history.
func (h *historian) keep(at int, paths []string, snap *hub.Snapshot) {
	c := h.commits[at]
	date, _ := time.Parse(time.RFC3339, c.Date) // zero for what is no date
	slices.Sort(paths)
	h.newest = snap
	h.read = append(h.read, hub.Revision{Commit: c.ID, Title: h.hub.Inert(c.Title), Date: date.UTC(), Paths: paths, Snapshot: snap})
}

// nextChange finds, from a commit on, the newest that changed a watched file,
// and which it changed; below 0 when there is none.
func (h *historian) nextChange(ctx context.Context, at int) (next int, paths []string, err error) {
	states, err := h.pathsAt(ctx, at)
	if err != nil {
		return 0, nil, err
	}
	next = -1
	for path, id := range states {
		i := slices.IndexFunc(h.commits, func(c commit) bool { return c.ID == id })
		switch {
		case i < at:
			return 0, nil, fmt.Errorf("read the history of %s: %w: %s was changed by %.12s, which is not among its commits; run again, or "+
				"compare two commits with fineprint diff", h.head.AnsweredID, errRewritten, path, id)
		case next < 0 || i < next:
			next, paths = i, []string{path}
		case i == next:
			paths = append(paths, path)
		}
	}
	return next, paths, nil
}

// watch adds the files of a snapshot that may hold terms to those that are
// watched, and returns the new ones.
func (h *historian) watch(snap *hub.Snapshot) []string {
	read, _ := hub.Plan(snap.Files, h.cfg.MaxDocuments)
	var added []string
	for _, w := range read {
		if !h.watched[w.Path] {
			h.watched[w.Path] = true
			added = append(added, w.Path)
		}
	}
	if len(added) > 0 {
		clear(h.states) // they do not tell of these
	}
	return added
}

// taken finds the commit that took files away which stand at the older of two
// commits, keeps it, and returns where to go on. Files that stand at the newer,
// too, were taken away, or got another name, by the one that was kept last.
func (h *historian) taken(ctx context.Context, newer, older int, found []string) (at int, err error) {
	gone, err := h.missing(ctx, newer, found)
	switch {
	case err != nil:
		return 0, err
	case len(gone) == 0 && newer > 0:
		last := &h.read[len(h.read)-1]
		gone, err = h.missing(ctx, newer-1, found)
		last.Paths = append(last.Paths, gone...)
		slices.Sort(last.Paths)
		return newer, err
	case len(gone) == 0:
		return newer, nil
	}
	lo, hi := newer, older // something is missing at lo, nothing at hi
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		missing, err := h.missing(ctx, mid, found)
		if err != nil {
			return 0, err
		}
		if len(missing) == 0 {
			hi = mid
		} else {
			lo, gone = mid, missing
		}
	}
	snap, err := h.snapshotAt(ctx, h.commits[lo].ID)
	if err != nil {
		return 0, err
	}
	h.keep(lo, gone, snap)
	return lo + 1, nil
}

// missing returns those of some files that do not exist at a commit.
func (h *historian) missing(ctx context.Context, at int, files []string) ([]string, error) {
	states, err := h.pathsAt(ctx, at)
	var out []string
	for _, path := range files {
		if _, ok := states[path]; !ok {
			out = append(out, path)
		}
	}
	return out, err
}

// pathsAt returns the states of the watched files at a commit.
func (h *historian) pathsAt(ctx context.Context, at int) (pathStates, error) {
	id := h.commits[at].ID
	if known, ok := h.states[id]; ok {
		return known, nil
	}
	states, err := h.pathsInfo(ctx, h.head, id, slices.Sorted(maps.Keys(h.watched)))
	h.states[id] = states
	return states, err
}

// snapshotAt reads the repository as it was at a commit. Documents that are the
// same in the one read before it are taken from there.
func (h *historian) snapshotAt(ctx context.Context, id string) (*hub.Snapshot, error) {
	at := h.head.Ref
	at.Revision = id
	kept := h.memory.Cached(at)
	if kept != nil && h.site.Settled(kept) {
		kept.Ref = at
		return kept, nil
	}
	snap := h.head
	if id != h.head.Commit {
		var err error
		if snap, err = h.infoAt(ctx, at, id); err != nil {
			return nil, err
		}
	}
	known := kept
	if known == nil {
		known = sameIn(h.newest, snap)
	}
	if err := h.repository(snap, known).Documents(ctx); err != nil {
		return nil, err
	}
	h.memory.Keep(snap, kept, false)
	return snap, nil
}
