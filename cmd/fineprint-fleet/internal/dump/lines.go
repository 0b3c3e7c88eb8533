package dump

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
)

// maxLine bounds a line, in bytes.
const maxLine = 64 << 20

// errLong says that a row has more than that.
var errLong = errors.New("a row is longer than 64 MiB")

// lines reads a file of JSON lines: an object each, as the hub lists its
// repositories.
type lines struct {
	file *os.File
	in   *bufio.Scanner
	want Set
	have Set
	row  int64
}

func openLines(f *os.File, want Set) (Reader, error) {
	var from io.Reader = bufio.NewReaderSize(f, 1<<20)
	if strings.HasSuffix(strings.ToLower(f.Name()), ".gz") {
		unpacked, err := gzip.NewReader(from)
		if err != nil {
			return nil, err
		}
		from = unpacked
	}
	in := bufio.NewScanner(from)
	in.Buffer(make([]byte, 0, 1<<16), maxLine)
	return &lines{file: f, in: in, want: want}, nil
}

// Fields are those that a row had so far.
func (l *lines) Fields() Set { return l.have }

// Close closes the file.
func (l *lines) Close() error { return l.file.Close() }

var errNoObject = errors.New("the line is no JSON object")

// Next reads a line. Empty ones are passed over.
func (l *lines) Next() (*Row, error) {
	for l.in.Scan() {
		l.row++
		line := bytes.TrimSpace(bytes.TrimPrefix(l.in.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		r, err := l.parse(line)
		if err != nil {
			return nil, broken(l.file.Name(), l.row, err)
		}
		return r, nil
	}
	if err := l.in.Err(); err != nil {
		return nil, broken(l.file.Name(), l.row+1, err)
	}
	return nil, io.EOF
}

func (l *lines) parse(line []byte) (*Row, error) {
	if line[0] != '{' {
		return nil, errNoObject
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		return nil, err
	}
	r := &Row{}
	var chosen chosenColumns
	for name, value := range members {
		if f, ok := chosen.better(name); ok && string(value) != "null" {
			chosen[f] = name
		}
	}
	for f, name := range chosen {
		if name == "" {
			continue
		}
		if l.have |= 1 << f; l.want.Has(Field(f)) {
			r.set(Field(f), members[name])
		}
	}
	return r, nil
}
