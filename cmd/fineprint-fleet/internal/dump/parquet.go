package dump

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
)

// table reads a file of Parquet: of its columns those that are wanted, row by
// row.
type table struct {
	file   *os.File
	root   *parquet.File
	have   Set
	nodes  [fieldCount]*node // of the columns that are read
	leaves []*leaf           // below them
	group  int               // the row group that comes next
	left   int64             // rows of the one at hand
	row    int64
	buffer []byte
}

func openParquet(f *os.File, want Set) (r Reader, err error) {
	defer recovered(&err)
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	root, err := parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true),
		parquet.ReadBufferSize(1<<18))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	t := &table{file: f, root: root}
	var chosen chosenColumns
	for _, c := range root.Root().Columns() {
		if field, ok := chosen.better(c.Name()); ok {
			chosen[field] = c.Name()
		}
	}
	for field, name := range chosen {
		if name == "" {
			continue
		}
		if t.have |= 1 << field; !want.Has(Field(field)) {
			continue
		}
		if t.nodes[field], err = newNode(root.Root().Column(name), &t.leaves); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrForm, err)
		}
	}
	return t, nil
}

// recovered makes an error of a panic: the reader of Parquet does not take every
// broken file for one.
func recovered(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("%w: %v", ErrForm, fault)
	}
}

// Fields are those that the file has columns of.
func (t *table) Fields() Set { return t.have }

// Close closes the file.
func (t *table) Close() error {
	for _, l := range t.leaves {
		l.close()
	}
	return t.file.Close()
}

// Next reads a row.
func (t *table) Next() (r *Row, err error) {
	defer func() {
		if err != nil && !errors.Is(err, io.EOF) {
			err = broken(t.file.Name(), t.row, err)
		}
	}()
	defer recovered(&err)
	for t.left == 0 {
		if err := t.endGroup(); err != nil {
			return nil, err
		}
		groups := t.root.RowGroups()
		if t.group == len(groups) {
			return nil, io.EOF
		}
		t.left = groups[t.group].NumRows()
		for _, l := range t.leaves {
			l.open(groups[t.group].ColumnChunks()[l.index].Pages())
		}
		t.group++
	}
	t.left--
	t.row++
	return t.read()
}

// read puts a row together out of the values of its columns.
func (t *table) read() (*Row, error) {
	r := &Row{}
	t.buffer = t.buffer[:0]
	var ends [fieldCount]int
	var written Set
	for f, n := range t.nodes {
		if n == nil {
			continue
		}
		if Field(f) == CardText && n.isText() {
			said, err := n.leaf.text()
			if err != nil {
				return nil, err
			}
			r.Card = bytes.Clone(said)
			continue
		}
		var err error
		if n.isText() && fieldInfos[f].nests() {
			err = t.readWritten(Field(f), n.leaf, &written)
		} else {
			t.buffer, err = n.appendJSON(t.buffer)
		}
		if err != nil {
			return nil, err
		}
		ends[f] = len(t.buffer)
	}
	all, from := append([]byte{}, t.buffer...), 0
	for f, end := range ends {
		if end <= from {
			continue
		}
		value := all[from:end:end]
		if from = end; written.Has(Field(f)) {
			r.setWritten(Field(f), value)
		} else {
			r.set(Field(f), value)
		}
	}
	return r, nil
}

// readWritten reads a value that is JSON, written as text, and notes which are.
func (t *table) readWritten(f Field, from *leaf, written *Set) error {
	said, err := from.text()
	if err == nil && utf8.Valid(said) {
		*written |= 1 << f
		t.buffer = append(t.buffer, said...)
	} else if err == nil {
		t.buffer = appendString(t.buffer, string(said))
	}
	return err
}

// endGroup lets go of the pages of a row group, all of which must have been read.
func (t *table) endGroup() error {
	for _, l := range t.leaves {
		if l.pages != nil && !l.done() {
			return errLonger
		}
		l.close()
	}
	return nil
}

var errLonger = errors.New("a column has more values than the file has rows")
