package huggingface

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// memory is what the client knows of earlier runs.
type memory struct {
	store    *store.Store // nil is none
	endpoint string       // the hub that is asked now
	offline  bool
	trace    func(hub.Step)

	keeping sync.Mutex
	fault   atomic.Pointer[error] // the first failure to write
}

func (m *memory) key(r ref.Ref) store.Key {
	return store.Key{Hub: ref.HuggingFace, Kind: r.Kind, ID: r.ID()}
}

// cached returns the snapshot that the cache has for a ref without asking the
// hub: that of a full commit, and offline that of a revision last seen.
func (m *memory) cached(r ref.Ref) *hub.Snapshot {
	switch {
	case m.store == nil:
		return nil
	case isCommit(r.Revision):
		return m.at(r, strings.ToLower(r.Revision))
	case !m.offline:
		return nil
	}
	return m.lastSeen(r)
}

// lastSeen returns the snapshot that a revision had when it was last read.
func (m *memory) lastSeen(r ref.Ref) *hub.Snapshot {
	if m.store == nil || isCommit(r.Revision) {
		return nil
	}
	commit, err := m.store.Commit(m.key(r), r.Revision)
	if err != nil {
		return nil
	}
	return m.at(r, commit)
}

// at returns the snapshot kept at a commit. What cannot be read, for
// whatever reason, is fetched again, and so is what another server answered:
// only offline a mirror's word will do.
func (m *memory) at(r ref.Ref, commit string) *hub.Snapshot {
	if m.store == nil {
		return nil
	}
	snap, err := m.store.Read(m.key(r), commit)
	step := hub.Step{Did: hub.Cached, What: kindPath(r.Kind) + "/" + r.ID() + "@" + commit}
	if err != nil || snap.Endpoint != m.endpoint && !m.offline {
		step.Did, snap = hub.NoCached, nil
	}
	m.trace(step)
	return snap
}

// settled reports whether asking again could add nothing to a snapshot.
func (c *Client) settled(snap *hub.Snapshot) bool {
	for _, d := range snap.Documents {
		if !c.final(d) {
			return false
		}
	}
	return true
}

// final reports whether asking again for a document at the same commit could
// give nothing better.
func (c *Client) final(d *doc.Document) bool {
	switch d.Status {
	case doc.StatusDenied:
		return !c.hub.HasToken()
	case doc.StatusTooLarge:
		return d.Bytes > c.cfg.MaxDocumentBytes
	case doc.StatusNotFollowed:
		return c.isElsewhere(d) && !c.cfg.FollowLinks
	default:
		return true
	}
}

// isElsewhere reports whether a document was linked on another site.
func (c *Client) isElsewhere(d *doc.Document) bool {
	return d.Role == doc.RoleLinked && !strings.HasPrefix(d.URL, c.hub.Endpoint()+"/")
}

// keep writes a snapshot to the cache. A cache that cannot be written costs
// requests later and nothing now; Hints tells. Of a name that another
// repository has taken the old answer stays the last one seen, so that the next
// run tells it, too.
func (m *memory) keep(snap, cached *hub.Snapshot, replaced bool) {
	if m.store == nil {
		return
	}
	m.keeping.Lock() // one at a time: a long file list takes room
	defer m.keeping.Unlock()
	k := m.key(snap.Ref)
	var err error
	if !unchanged(snap, cached) {
		err = m.store.Write(k, snap)
	}
	if err == nil && !isCommit(snap.Ref.Revision) && !replaced {
		err = m.store.SetCommit(k, snap.Ref.Revision, snap.Commit)
	}
	if err != nil {
		m.fault.CompareAndSwap(nil, &err)
	}
}

// unchanged reports whether a kept snapshot says the same of the repository.
// Counters such as downloads change with every answer and are no reason to
// write anew.
func unchanged(snap, cached *hub.Snapshot) bool {
	if cached == nil || cached.AnsweredID != snap.AnsweredID || cached.HubID != snap.HubID || cached.Gated != snap.Gated ||
		cached.Private != snap.Private || cached.Disabled != snap.Disabled || len(cached.Documents) != len(snap.Documents) ||
		!slices.Equal(cached.Headers, snap.Headers) {
		return false
	}
	for i, d := range snap.Documents {
		if o := cached.Documents[i]; d.Path != o.Path || d.Status != o.Status || d.SHA256 != o.SHA256 {
			return false
		}
	}
	return true
}
