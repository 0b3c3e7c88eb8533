package dump

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Reader hands over the rows of one file, in their order.
type Reader interface {
	// Next returns the next row, io.EOF behind the last. A row is the caller's to
	// keep. An error names the file and the row.
	Next() (*Row, error)
	// Fields are those that the file has: of Parquet by its columns, of JSON lines
	// by the rows that were read so far.
	Fields() Set
	Close() error
}

// ErrForm is a file that is no dump, or not a whole one.
var ErrForm = errors.New("not a dump that can be read")

// Open opens a dump to read some fields of it: FILE.parquet, or a file of JSON
// lines, which may be compressed (.gz).
func Open(name string, want Set) (Reader, error) {
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, err
	}
	var r Reader
	if strings.EqualFold(filepath.Ext(name), ".parquet") {
		r, err = openParquet(f, want)
	} else {
		r, err = openLines(f, want)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// broken is the fault of a file at a row, counted from 1.
func broken(name string, row int64, err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("%s, row %d: %w: %w", name, row, ErrForm, err)
}
