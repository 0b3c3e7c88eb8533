package audit

import (
	"hash/maphash"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// cardCache keeps the cards that were read of late: of many repositories some have
// the same card, byte for byte.
type cardCache struct {
	mu sync.Mutex
	// by path and digest; nil of one that was met once: most are never met again,
	// and take much room
	by map[string]*card.Card
	// silent are the cards whose words say nothing of terms, by a digest of path and
	// digest: few bytes each, so that many are kept
	silent map[uint64]struct{}
	seed   maphash.Seed
}

// maxReadCards bounds the cards that are kept. Beyond it all are forgotten, and
// those that are met again are soon back.
const (
	maxReadCards = 2000
	maxSilent    = 1 << 18
)

func newCardCache() cardCache {
	return cardCache{by: map[string]*card.Card{}, silent: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
}

func cardKey(d *doc.Document) string { return d.SHA256 + d.Path }

// parse is card.Parse. A card with texts of a gate is read anew: those are
// documents of one repository.
func (r *cardCache) parse(d *doc.Document) *card.Card {
	if known := r.get(d); known != nil {
		same := *known
		same.Doc = d
		return &same
	}
	c := card.Parse(d)
	if len(c.Derived) > 0 || !d.Read() {
		return c
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := cardKey(d)
	if _, met := r.by[key]; met {
		r.by[key] = c
		return c
	}
	if len(r.by) >= maxReadCards {
		clear(r.by)
	}
	r.by[key] = nil
	return c
}

func (r *cardCache) get(d *doc.Document) *card.Card {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.by[cardKey(d)]
}

func (r *cardCache) digest(d *doc.Document) uint64 { return maphash.String(r.seed, cardKey(d)) }

// isSilent reports whether the words of a card are known to say nothing of terms.
func (r *cardCache) isSilent(d *doc.Document) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, silent := r.silent[r.digest(d)]
	return silent
}

// hush notes that the words of a card say nothing of terms.
func (r *cardCache) hush(c *card.Card) {
	if len(c.Derived) > 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.silent) >= maxSilent {
		clear(r.silent)
	}
	r.silent[r.digest(c.Doc)] = struct{}{}
}
