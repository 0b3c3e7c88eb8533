package hubtest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"slices"
	"strings"
)

// bytes is the content of a blob; there is none of what has only a size.
func (b Blob) bytes() []byte {
	switch {
	case b.Packed != nil:
		return b.pack()
	case b.Data != nil:
		return b.Data
	}
	return []byte(b.Text)
}

// pack makes an archive, compressed if the type says so. A buffer takes
// everything.
func (b Blob) pack() []byte {
	var out bytes.Buffer
	var to io.Writer = &out
	if strings.HasSuffix(b.MediaType, "gzip") {
		to = gzip.NewWriter(&out)
	}
	w := tar.NewWriter(to)
	for _, name := range slices.Sorted(maps.Keys(b.Packed)) {
		_ = w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(b.Packed[name]))})
		_, _ = io.WriteString(w, b.Packed[name])
	}
	_ = w.Close()
	if zipped, ok := to.(*gzip.Writer); ok {
		_ = zipped.Close()
	}
	return out.Bytes()
}
