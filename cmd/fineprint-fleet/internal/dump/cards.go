package dump

import (
	"fmt"
	"os"
	"slices"
)

// Cards keeps the cards of a dump that has little else, and lends them to the
// rows of another dump: to those of the same repository in the same state. It
// takes 40 bytes of memory a card; the words wait in a file as those of a Shelf.
type Cards struct {
	index *Index // for its names
	file  *os.File
	end   int64
	kept  []keptCard // by name, once they are complete
}

// keptCard is one card: of which repository in which state, and where it is.
type keptCard struct {
	name            uint64
	seconds, commit uint64 // 0 where it is not told
	from            int64
	size            int32
}

// NewCards makes an empty collection.
func NewCards(index *Index) (*Cards, error) {
	f, err := spill("the cards of another dump")
	if err != nil {
		return nil, err
	}
	return &Cards{index: index, file: f}, nil
}

// Close gives the file up.
func (c *Cards) Close() error { return c.file.Close() }

// Put keeps the card of a row that names its repository, if it has one.
func (c *Cards) Put(r *Row) error {
	if r.Card == nil || r.ID == "" {
		return nil
	}
	if _, err := c.file.WriteAt(r.Card, c.end); err != nil {
		return fmt.Errorf("keep the card of %s: %w", r.ID, err)
	}
	seconds, commit := state(r)
	c.kept = append(c.kept, keptCard{c.index.Name(r.ID), seconds, commit, c.end, int32(len(r.Card))})
	c.end += int64(len(r.Card))
	return nil
}

// Complete ends the putting. Of cards of the same repository in the same state
// the first counts.
func (c *Cards) Complete() {
	slices.SortStableFunc(c.kept, func(a, b keptCard) int { return compare(a.name, b.name) })
	c.kept = slices.Clip(c.kept)
}

// Lend gives a row that has no card of its own the one of the same repository in
// the same state: of the same commit where both rows tell one, else changed last
// in the same second. A card of another state is not that of the row. It reports
// whether the row has a card now. It is safe for concurrent use.
func (c *Cards) Lend(r *Row) (bool, error) {
	if r.Card != nil {
		return true, nil
	}
	name := c.index.Name(r.ID)
	seconds, commit := state(r)
	at, _ := slices.BinarySearchFunc(c.kept, name, func(k keptCard, name uint64) int { return compare(k.name, name) })
	for _, k := range c.kept[at:] {
		if k.name != name {
			break
		}
		if !k.of(seconds, commit) {
			continue
		}
		r.Card = make([]byte, k.size)
		if _, err := c.file.ReadAt(r.Card, k.from); err != nil {
			return false, fmt.Errorf("read the card of %s again: %w", r.ID, err)
		}
		return true, nil
	}
	return false, nil
}

// of reports whether a card is of a state.
func (k *keptCard) of(seconds, commit uint64) bool {
	if k.commit != 0 && commit != 0 {
		return k.commit == commit
	}
	return k.seconds != 0 && k.seconds == seconds
}
