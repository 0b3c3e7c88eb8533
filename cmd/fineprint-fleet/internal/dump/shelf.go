package dump

import (
	"errors"
	"fmt"
	"os"
)

// Shelf keeps the rows that others were made from, for whoever asks for them by
// name: in a file that has no name and is gone with the program.
type Shelf struct {
	index *Index
	file  *os.File
	end   int64
	at    map[uint64]place
}

// place is where a row stands in the file: its answer, and behind that its card.
type place struct {
	from       int64
	info, card int32 // bytes; -1 for no card
}

// NewShelf makes an empty shelf in the folder for temporary files.
func NewShelf(index *Index) (*Shelf, error) {
	f, err := spill("the rows that others were made from")
	if err != nil {
		return nil, err
	}
	return &Shelf{index: index, file: f, at: map[uint64]place{}}, nil
}

// spill makes a file without a name in the folder for temporary files.
func spill(what string) (*os.File, error) {
	f, err := os.CreateTemp("", "fineprint-fleet-*")
	if err != nil {
		return nil, fmt.Errorf("make a file for %s (TMPDIR says where): %w", what, err)
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Close gives the file up.
func (s *Shelf) Close() error { return s.file.Close() }

// Put keeps a row.
func (s *Shelf) Put(r *Row) error {
	kept := r.Info()
	p := place{s.end, int32(len(kept)), -1}
	if r.Card != nil {
		kept, p.card = append(kept, r.Card...), int32(len(r.Card))
	}
	if _, err := s.file.WriteAt(kept, s.end); err != nil {
		return fmt.Errorf("keep the row of %s: %w", r.ID, err)
	}
	s.at[s.index.Name(r.ID)] = p
	s.end += int64(len(kept))
	return nil
}

// Has reports whether a repository is on the shelf.
func (s *Shelf) Has(id string) bool {
	_, found := s.at[s.index.Name(id)]
	return found
}

// Get returns the answer and the card of a repository, nil for one that is not
// there. It is safe for concurrent use while nothing is put.
func (s *Shelf) Get(id string) (info, card []byte, err error) {
	p, found := s.at[s.index.Name(id)]
	if !found {
		return nil, nil, nil
	}
	kept := make([]byte, int(p.info)+max(int(p.card), 0))
	if _, err := s.file.ReadAt(kept, p.from); err != nil {
		return nil, nil, fmt.Errorf("read the row of %s again: %w", id, err)
	}
	if p.card >= 0 {
		card = kept[p.info:]
	}
	return kept[:p.info:p.info], card, nil
}
