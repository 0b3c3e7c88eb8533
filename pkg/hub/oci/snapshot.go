package oci

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
)

var errDigest = errors.New("its digest is of a kind that is not checked here")

// reading makes a snapshot of a manifest.
type reading struct {
	*repository
	snap   *hub.Snapshot
	layers map[string]hub.Layer // by the path of a file, what holds it
	held   map[string]fetch.Held
	also   []hub.Wanted // documents by their type, whatever their name
	used   hub.LayerNames

	archives, fetched int // that were opened, and their bytes
}

// list makes the list of files: every layer, or what it packs.
func (s *reading) list(ctx context.Context, m *manifest) error {
	for _, d := range m.Layers {
		if packing := d.Archive(); packing != "" {
			if err := s.archive(ctx, d, packing); err != nil {
				return err
			}
			continue
		}
		f := s.add(d, d.File())
		if f.LFSSHA256 == "" {
			s.held[f.Path] = fetch.Held{Err: errDigest}
		}
		s.byType(d, f)
	}
	return nil
}

// add puts a file into the list under a path of its own.
func (s *reading) add(d hub.Layer, f hub.File) hub.File {
	f.Path = s.used.Unused(f.Path)
	s.layers[f.Path] = d
	s.snap.Files = append(s.snap.Files, f)
	return f
}

// byType notes a document that its name does not tell, and reports whether it
// is one.
func (s *reading) byType(d hub.Layer, f hub.File) bool {
	_, role := hub.LayerFile(d.MediaType)
	if _, named := hub.RoleOf(f.Path); role == "" || named {
		return false
	}
	s.also = append(s.also, hub.Wanted{File: f, Role: role})
	return true
}

// annotations takes the licences that manifests name.
func (s *reading) annotations(m *manifest) {
	for _, digest := range slices.Sorted(maps.Keys(m.licences)) {
		content, err := json.Marshal(map[string]string{"license": m.licences[digest]})
		if err != nil {
			continue // texts always become JSON
		}
		f := hub.File{Path: s.used.Unused("manifest"), Size: -1, LFSSHA256: strings.TrimPrefix(digest, sha256Prefix)}
		s.snap.Documents = append(s.snap.Documents, hub.FieldDocuments(f, s.manifestURL(digest), content)...)
	}
}

// configs reads what the configurations of an artifact name.
func (s *reading) configs(ctx context.Context, list []hub.Layer) error {
	for _, d := range list {
		if !d.Describes() {
			continue
		}
		f := hub.File{Path: s.used.Unused("config"), Size: d.File().Size, LFSSHA256: d.SHA256()}
		content, err := s.blob(ctx, d, s.cfg.MaxDocumentBytes)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			s.snap.Documents = append(s.snap.Documents, doc.Unread(f.Path, doc.RoleConfig, s.blobURL(d).String(), max(f.Size, 0),
				doc.StatusNotFollowed))
			s.snap.Problems = append(s.snap.Problems, doc.NewProblem("document-not-fetched", hub.Facts(err)...).At(f.Path))
			continue
		}
		s.snap.Documents = append(s.snap.Documents, hub.FieldDocuments(f, s.blobURL(d).String(), content)...)
	}
	return nil
}

// blob fetches a layer to its end and holds it against its digest.
func (s *reading) blob(ctx context.Context, d hub.Layer, limit int64) ([]byte, error) {
	if d.SHA256() == "" {
		return nil, errDigest
	}
	a, q, err := s.get(ctx, exchange.Request{Op: fetch.OpFile, Limit: limit}, "blobs", d.Digest)
	if err != nil {
		return nil, err
	}
	if wrong, _ := d.File().Check(a.Body); wrong != nil {
		return nil, s.api.BadAnswer(q, a, errors.New("other bytes came than its digest names"))
	}
	return a.Body, nil
}

func (p *repository) blobURL(d hub.Layer) *url.URL {
	return p.api.Join(append(append([]string{"v2"}, strings.Split(p.name, "/")...), "blobs", d.Digest)...)
}

// File is the address of the layer that a file of the snapshot stands in.
func (s *reading) File(path string) *url.URL { return s.blobURL(s.layers[path]) }

func (p *repository) manifestURL(digest string) string {
	return p.api.Join(append(append([]string{"v2"}, strings.Split(p.name, "/")...), "manifests", digest)...).String()
}

// Page is the address of the manifest: registries have no pages.
func (s *reading) Page() string { return s.manifestURL(s.snap.Commit) }

// OnHub knows no address of a file: those of registries are digests.
func (s *reading) OnHub(*url.URL) (string, bool) { return "", false }

// Linked knows none either.
func (s *reading) Linked(*fetch.Repository, []string) (fetch.Wanted, hub.Fault, bool) {
	return fetch.Wanted{}, hub.Fault{}, false
}
