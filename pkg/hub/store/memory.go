package store

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Memory is what the client of a hub knows of earlier runs. It is safe for
// concurrent use.
type Memory struct {
	Store    *Store // nil is none
	Endpoint string // the hub that is asked now
	Offline  bool
	Trace    func(hub.Step) // nil tells nobody

	keeping sync.Mutex
	fault   atomic.Pointer[error] // the first failure to write
}

func key(r ref.Ref) Key { return Key{Hub: r.Hub, Kind: r.Kind, ID: r.ID()} }

// Hints tells, in a sentence, that something could not be written.
func (m *Memory) Hints() []string {
	err := m.fault.Load()
	if err == nil {
		return nil
	}
	return []string{fmt.Sprintf("the cache could not be written, so the next run asks again: %v; free some space, or choose another "+
		"folder with --cache-dir", *err)}
}

// Cached returns the snapshot that the cache has for a ref without asking the
// hub: that of a full commit, and offline that of a revision last seen.
func (m *Memory) Cached(r ref.Ref) *hub.Snapshot {
	switch {
	case m.Store == nil:
		return nil
	case hub.IsCommit(r.Revision):
		return m.At(r, strings.ToLower(r.Revision))
	case !m.Offline:
		return nil
	}
	return m.LastSeen(r)
}

// LastSeen returns the snapshot that a revision had when it was last read.
func (m *Memory) LastSeen(r ref.Ref) *hub.Snapshot {
	if m.Store == nil || hub.IsCommit(r.Revision) {
		return nil
	}
	commit, err := m.Store.Commit(key(r), r.Revision)
	if err != nil {
		return nil
	}
	return m.At(r, commit)
}

// Same returns the snapshot that is kept of a commit: cached, where Cached gave
// one. before is that of the revision when it was last read.
func (m *Memory) Same(r ref.Ref, commit string, cached *hub.Snapshot) (same, before *hub.Snapshot) {
	before = m.LastSeen(r)
	switch {
	case cached != nil:
		return cached, before
	case before != nil && before.Commit == commit:
		return before, before
	default:
		return m.At(r, commit), before
	}
}

// At returns the snapshot kept at a commit. What cannot be read, for
// whatever reason, is fetched again, and so is what another server answered:
// only offline a mirror's word will do.
func (m *Memory) At(r ref.Ref, commit string) *hub.Snapshot {
	if m.Store == nil {
		return nil
	}
	snap, err := m.Store.Read(key(r), commit)
	step := hub.Step{Did: hub.Cached, What: string(r.Kind) + "s" + "/" + r.ID() + "@" + commit}
	if err != nil || snap.Endpoint != m.Endpoint && !m.Offline {
		step.Did, snap = hub.NoCached, nil
	}
	if m.Trace != nil {
		m.Trace(step)
	}
	return snap
}

// Keep writes a snapshot to the cache. A cache that cannot be written costs
// requests later and nothing now; Hints tells. Of a name that another
// repository has taken the old answer stays the last one seen, so that the next
// run tells it, too.
func (m *Memory) Keep(snap, cached *hub.Snapshot, replaced bool) {
	if m.Store == nil {
		return
	}
	m.keeping.Lock() // one at a time: a long file list takes room
	defer m.keeping.Unlock()
	k := key(snap.Ref)
	var err error
	if !unchanged(snap, cached) {
		err = m.Store.Write(k, snap)
	}
	if err == nil && !hub.IsCommit(snap.Ref.Revision) && !replaced {
		err = m.Store.SetCommit(k, snap.Ref.Revision, snap.Commit)
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
