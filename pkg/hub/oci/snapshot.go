package oci

import (
	"context"
	"errors"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// reading makes a snapshot of a manifest.
type reading struct {
	*repository
	snap *hub.Snapshot
	docs int // that were asked for
	used hub.LayerNames
}

// read lists every layer and reads those that are documents.
func (s *reading) read(ctx context.Context, m *manifest) (*hub.Snapshot, error) {
	if m.Config.describes() {
		config := hub.File{Path: "config", Size: m.Config.Size, LFSSHA256: m.Config.sum()}
		if content, err := s.content(ctx, m.Config, config, doc.RoleConfig); err != nil {
			return nil, err
		} else if content != nil {
			s.snap.Documents = append(s.snap.Documents, hub.FieldDocuments(config, s.url(m.Config), content)...)
		}
	}
	for _, d := range m.Layers {
		f, role := d.file()
		f.Path = s.used.Unused(f.Path)
		s.snap.Files = append(s.snap.Files, f)
		if role == "" {
			continue
		}
		content, err := s.content(ctx, d, f, role)
		if err != nil {
			return nil, err
		}
		if content != nil {
			s.document(f, role, s.url(d), content)
		}
	}
	if s.docs > hub.MaxDocuments {
		s.snap.Problems = append(s.snap.Problems, doc.NewProblem("too-many-documents", "of", "repository", "documents", s.docs,
			"read", hub.MaxDocuments))
	}
	hub.SortDocuments(s.snap.Documents)
	return s.snap, nil
}

// url is the address of a blob.
func (s *reading) url(d descriptor) string {
	parts := append(append([]string{"v2"}, strings.Split(s.name, "/")...), "blobs", d.Digest)
	return s.api.Join(parts...).String()
}

// content fetches a document; it is nil where the document could not be had,
// which the snapshot then says. Its error is that of ctx alone.
func (s *reading) content(ctx context.Context, d descriptor, f hub.File, role doc.Role) ([]byte, error) {
	unread := func(status doc.Status, p doc.Problem) ([]byte, error) {
		s.snap.Documents = append(s.snap.Documents, doc.Unread(f.Path, role, s.url(d), max(f.Size, 0), status))
		s.snap.Problems = append(s.snap.Problems, p.At(f.Path))
		return nil, nil
	}
	s.docs++
	limit := s.cfg.MaxDocumentBytes
	switch {
	case d.isArchive(), f.LFSSHA256 == "", hub.IsUnreadable(f.Path):
		return unread(doc.StatusBinary, doc.NewProblem("binary-document"))
	case f.Size > limit:
		return unread(doc.StatusTooLarge, doc.NewProblem("document-too-large", "limit", limit))
	case s.docs > hub.MaxDocuments:
		s.snap.Documents = append(s.snap.Documents, doc.Unread(f.Path, role, s.url(d), max(f.Size, 0), doc.StatusNotFollowed))
		return nil, nil
	}
	a, _, err := s.get(ctx, "file", limit, "blobs", d.Digest)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, hub.ErrTooLarge):
		return unread(doc.StatusTooLarge, doc.NewProblem("document-too-large", "limit", limit))
	case err != nil:
		return unread(doc.StatusNotFollowed, doc.NewProblem("document-not-fetched", hub.Facts(err)...))
	}
	if wrong, _ := f.Check(a.Body); wrong != nil {
		return unread(doc.StatusNotFollowed, *wrong)
	}
	return a.Body, nil
}

// document takes the bytes of a file as a document.
func (s *reading) document(f hub.File, role doc.Role, url string, content []byte) {
	d := hub.NewDocument(f.Path, role, url, content)
	if d.Status == doc.StatusBinary {
		s.snap.Problems = append(s.snap.Problems, doc.NewProblem("binary-document").At(f.Path))
	}
	s.snap.Documents = append(s.snap.Documents, d)
	s.snap.Documents = append(s.snap.Documents, hub.Inside(f, d)...)
}
