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
	// Most rows are bases of the index: a place for each takes less than a map.
	bases []place
	more  map[uint64]place // of others, by the digests of their names
}

// place is where a row stands in the file: its answer, and behind that its card.
// The zero value is nowhere: no answer is empty.
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
	return &Shelf{index: index, file: f, bases: make([]place, len(index.bases)), more: map[uint64]place{}}, nil
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
	if n, found := s.index.base(r.ID); found {
		s.bases[n] = p
	} else {
		s.more[s.index.Name(r.ID)] = p
	}
	s.end += int64(len(kept))
	return nil
}

func (s *Shelf) place(id string) place {
	if n, found := s.index.base(id); found {
		return s.bases[n]
	}
	return s.more[s.index.Name(id)]
}

// Has reports whether a repository is on the shelf.
func (s *Shelf) Has(id string) bool { return s.place(id) != place{} }

// Get returns the answer and the card of a repository, nil for one that is not
// there. It is safe for concurrent use while nothing is put.
func (s *Shelf) Get(id string) (info, card []byte, err error) {
	p := s.place(id)
	if p == (place{}) {
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
