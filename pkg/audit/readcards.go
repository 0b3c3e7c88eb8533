package audit

import (
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// readCards keeps the cards that were read of late: of many repositories some have
// the same card, byte for byte.
type readCards struct {
	mu sync.Mutex
	by map[string]*readCard // by path and digest
}

// readCard is what is known of a card whatever repository it stands in.
type readCard struct {
	card   *card.Card // nil of one that was met once: most are never met again, and take much room
	silent bool       // its words say nothing of terms
}

// maxReadCards bounds the cards that are kept. Beyond it all are forgotten, and
// those that are met again are soon back.
const maxReadCards = 2000

func cardKey(d *doc.Document) string { return d.SHA256 + d.Path }

// parse is card.Parse. A card with texts of a gate is read anew: those are
// documents of one repository.
func (r *readCards) parse(d *doc.Document) *card.Card {
	if known := r.get(d); known.card != nil {
		same := *known.card
		same.Doc = d
		return &same
	}
	c := card.Parse(d)
	if len(c.Derived) > 0 || !d.Read() {
		return c
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.by[cardKey(d)]; known != nil {
		known.card = c
		return c
	}
	if r.by == nil || len(r.by) >= maxReadCards {
		r.by = map[string]*readCard{}
	}
	r.by[cardKey(d)] = &readCard{}
	return c
}

func (r *readCards) get(d *doc.Document) readCard {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.by[cardKey(d)]; known != nil {
		return *known
	}
	return readCard{}
}

// silent reports whether the words of a card are known to say nothing of terms.
func (r *readCards) silent(d *doc.Document) bool { return r.get(d).silent }

// hush notes that the words of a card say nothing of terms.
func (r *readCards) hush(d *doc.Document) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.by[cardKey(d)]; known != nil {
		known.silent = true
	}
}
