package hub

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// Packing is how several files are put into one.
type Packing string

// The packings of layers. What is packed otherwise is not opened.
const (
	Tar             Packing = "tar"
	TarGzip         Packing = "tar+gzip"
	PackedOtherwise Packing = "other"
)

// Bounds of an archive: whatever it claims to be, reading ends.
const (
	maxMembers  = 10_000
	maxUnpacked = 64 << 20 // of what is compressed, and may unfold to anything
	maxKept     = 16 << 20 // of the bytes of documents and headers
	maxHeads    = 4        // of weights
)

// Why an archive was not read to its end.
var (
	ErrPacking     = errors.New("packed in a way that is not read")
	ErrManyMembers = errors.New("more files than are looked at")
	ErrUnpacked    = errors.New("more bytes than are unpacked")
	ErrOddMember   = errors.New("a file under a name that is no plain path")
)

// Member is a file of an archive. Content is its bytes if it may be a document,
// and the head of weights; nil for what was passed over.
type Member struct {
	File
	Content []byte
}

// ReadArchive lists the files of an archive and keeps what may be documents, of
// limit bytes at most. A reader that can seek is not read where nothing is
// wanted. The error tells why the list is not all that the archive holds; it
// stands beside what was read.
func ReadArchive(r io.Reader, packing Packing, limit int64) ([]Member, error) {
	switch packing {
	case Tar:
	case TarGzip:
		unpacked, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		r = &capped{unpacked, maxUnpacked}
	default:
		return nil, ErrPacking
	}
	a := archive{tar: tar.NewReader(r), limit: limit}
	err := a.read()
	return a.members, err
}

// capped is a reader that fails where a compressed stream unfolds to too much.
type capped struct {
	io.Reader
	left int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, ErrUnpacked
	}
	n, err := c.Reader.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// archive is one that is being read.
type archive struct {
	tar     *tar.Reader
	limit   int64 // of a document
	members []Member
	kept    int64
	heads   int
	odd     bool // a name was no plain path
}

func (a *archive) read() error {
	for {
		h, err := a.tar.Next()
		switch {
		case errors.Is(err, io.EOF) && a.odd:
			return ErrOddMember
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the archive: %w", err)
		case len(a.members) == maxMembers:
			return ErrManyMembers
		}
		if err := a.member(h); err != nil {
			return fmt.Errorf("read the archive: %w", err)
		}
	}
}

// member lists one entry. Links and devices are listed as files that nothing is
// known of: they are not followed.
func (a *archive) member(h *tar.Header) error {
	if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader {
		return nil
	}
	m := Member{File: File{Path: path.Clean(strings.TrimPrefix(h.Name, "./")), Size: -1}}
	if !SafePath(m.Path) {
		a.odd = true
		return nil
	}
	if h.Typeflag == tar.TypeReg {
		m.Size = h.Size
		content, err := a.content(m.File)
		if err != nil {
			return err
		}
		m.Content = content
	}
	a.members = append(a.members, m)
	return nil
}

// content reads what is wanted of a file: all of what may be a document, the
// head of weights.
func (a *archive) content(f File) ([]byte, error) {
	n := f.Size
	switch {
	case HasHeader(f.Path) && a.heads < maxHeads:
		a.heads++
		n = min(n, weights.HeadBytes)
	case IsWeights(f.Path), n > a.limit, !mayBeDocument(f.Path):
		return nil, nil
	}
	if a.kept += n; a.kept > maxKept {
		return nil, nil
	}
	content := make([]byte, n)
	if _, err := io.ReadFull(a.tar, content); err != nil {
		return nil, err
	}
	return content, nil
}

// mayBeDocument reports whether a file of that name is one in some place or
// another, or is pointed to by one that is.
func mayBeDocument(name string) bool {
	_, document := RoleOf(name)
	return document || isConfig(name) || textual(path.Base(name)) && !IsUnreadable(name)
}
