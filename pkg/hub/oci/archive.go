package oci

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
)

// Bounds of the archives of one model: however many it has, reading ends.
const (
	maxArchives = 256
	maxFetched  = 64 << 20 // of those that are fetched whole
)

var errManyArchives = errors.New("more archives than are opened")

var errPassedOver = errors.New("it was passed over in its archive; unpack that, and audit the folder")

// archive lists the files that a layer packs. Where that cannot be told to the
// end, the list of the model's files is not complete.
func (s *reading) archive(ctx context.Context, d hub.Layer, packing hub.Packing) error {
	members, err := s.members(ctx, d, packing)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if _, role := hub.LayerFile(d.MediaType); role != "" && d.File().Path == "docs" {
		atTop(members)
	}
	s.take(d, members)
	if err == nil {
		return nil
	}
	f := d.File()
	s.snap.Complete = false
	if len(members) == 0 {
		f = s.add(d, f)
		s.held[f.Path] = fetch.Held{Err: err}
		if s.byType(d, f) {
			return nil // the document says it
		}
	}
	s.snap.Problems = append(s.snap.Problems, doc.NewProblem("archive-not-read", append(hub.Facts(err), "files", len(members))...).At(f.Path))
	return nil
}

// take puts what a layer packs into the list of files.
func (s *reading) take(d hub.Layer, members []hub.Member) {
	for _, m := range members {
		f := s.add(d, m.File)
		s.held[f.Path] = fetch.Held{Content: m.Content}
		if m.Content == nil {
			s.held[f.Path] = fetch.Held{Err: errPassedOver}
		}
	}
}

// atTop takes the folder off that all files of an archive of documents stand in:
// they speak of the model, and not of that folder.
func atTop(members []hub.Member) {
	for len(members) > 0 {
		folder, _, ok := strings.Cut(members[0].Path, "/")
		if !ok || slices.ContainsFunc(members, func(m hub.Member) bool { return !strings.HasPrefix(m.Path, folder+"/") }) {
			return
		}
		for i := range members {
			members[i].Path = strings.TrimPrefix(members[i].Path, folder+"/")
		}
	}
}

// members reads an archive. A small one is fetched and held against its digest.
// Of a large one the parts between the contents are asked for, and of these what
// may be documents and the heads of weights; of one that is compressed, the
// beginning.
func (s *reading) members(ctx context.Context, d hub.Layer, packing hub.Packing) ([]hub.Member, error) {
	s.archives++
	switch {
	case s.archives > maxArchives, s.fetched > maxFetched:
		return nil, errManyArchives
	case d.SHA256() == "":
		return nil, errDigest
	case packing == hub.PackedOtherwise:
		return nil, hub.ErrPacking
	case d.Size > s.cfg.MaxArchiveBytes:
		r := &remote{ctx: ctx, reading: s, layer: d, windows: scattered}
		if packing != hub.Tar {
			r.windows = firstOnes
		}
		return hub.ReadArchive(r, packing, s.cfg.MaxDocumentBytes)
	}
	content, err := s.blob(ctx, d, s.cfg.MaxArchiveBytes)
	if err != nil {
		return nil, err
	}
	s.fetched += len(content)
	return hub.ReadArchive(bytes.NewReader(content), packing, s.cfg.MaxDocumentBytes)
}
