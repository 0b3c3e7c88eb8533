package pattern

import (
	"encoding/json"
	"io/fs"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// Set is a closed list of words.
type Set map[string]bool

// UnmarshalJSON reads what Compile or CompileLists wrote: a list.
func (s *Set) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*s = Set{}
	for _, w := range list {
		(*s)[w] = true
	}
	return nil
}

// Row is words that stand in a row: a line of a list of such.
type Row []string

// UnmarshalText reads words with blanks between them.
func (r *Row) UnmarshalText(text []byte) error {
	*r = strings.Fields(string(text))
	return nil
}

// ReadLists reads a file below rules/ that has a form of its own, T. Faults that
// are noted in the document later bear the line of their field.
func ReadLists[T any](fsys fs.FS, name string) (lists T, d *strict.Document, err error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return lists, nil, err
	}
	d = strict.Read(name, data, &lists)
	return lists, d, d.Err()
}

// CompileLists reads such a file and returns the index that MustLoad reads: T as
// JSON, where lists of words may be read as a Set.
func CompileLists[T any](fsys fs.FS, name string) ([]byte, error) {
	lists, _, err := ReadLists[T](fsys, name)
	if err != nil {
		return nil, err
	}
	return json.Marshal(lists)
}
