package oci

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// windows are the parts of a large archive that are fetched.
type windows struct {
	bytes int64
	most  int
}

// Where contents can be passed over, small parts are enough to get to its end;
// what is compressed is read from its beginning, to where that gets long.
var (
	scattered = windows{256 << 10, 48}
	firstOnes = windows{1 << 20, 8}
)

var errManyWindows = errors.New("more parts of it than are asked for")

// remote reads a blob part by part, from wherever it is asked for.
type remote struct {
	ctx     context.Context // io.Reader has no place for one
	reading *reading
	layer   hub.Layer
	at      int64
	window  []byte
	from    int64 // where the window begins
	fetched int   // windows
	windows windows
}

func (r *remote) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.layer.Size
	}
	if offset < 0 {
		return 0, fmt.Errorf("no place %d in a file", offset)
	}
	r.at = offset
	return offset, nil
}

func (r *remote) Read(p []byte) (int, error) {
	if r.at >= r.layer.Size {
		return 0, io.EOF
	}
	if r.at < r.from || r.at >= r.from+int64(len(r.window)) {
		if err := r.fetch(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.window[r.at-r.from:])
	r.at += int64(n)
	return n, nil
}

func (r *remote) fetch() error {
	if r.fetched == r.windows.most {
		return errManyWindows
	}
	r.fetched++
	a, _, err := r.reading.get(r.ctx, exchange.Request{Op: "file", From: r.at, Head: r.windows.bytes}, "blobs", r.layer.Digest)
	switch {
	case err != nil:
		return err
	case len(a.Body) == 0:
		return io.ErrUnexpectedEOF
	}
	r.from, r.window = r.at, a.Body
	return nil
}
