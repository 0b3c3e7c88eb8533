package localdir

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// readStored reads a model of a store whose manifests name blobs, as registries do.
// The error is hub.ErrNotFound when there is no such manifest.
func (s *Source) readStored(ctx context.Context, root *os.Root, manifest string, r ref.Ref) (*hub.Snapshot, error) {
	f := s.folder(ctx, r, r.ID())
	f.root, f.base, f.blobs, f.held = root, ".", map[string]string{}, map[string][]byte{}
	data, err := f.read(manifest)
	if err != nil {
		kind := hub.ErrNotFound
		if errors.Is(err, errGrew) {
			kind = hub.ErrTooLarge
		}
		return nil, fmt.Errorf("read the manifest of %s in the store %s: %w: %s", r, root.Name(), kind, reason(err))
	}
	if err := (stored{f, hub.LayerNames{}}).layers(data); err != nil {
		return nil, fmt.Errorf("the manifest in the store %s is broken: %w; pull the model again", root.Name(), err)
	}
	f.snap.Commit = "sha256:" + doc.Digest(data)
	return f.done(f.documents())
}

// stored is a model whose files are blobs under other names.
type stored struct {
	*folder
	used hub.LayerNames
}

// layers lists the layers of a manifest as the files that they are, and what
// the configuration names.
func (f stored) layers(manifest []byte) error {
	var m struct {
		Config hub.Layer   `json:"config"`
		Layers []hub.Layer `json:"layers"`
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return err
	}
	if len(m.Layers) == 0 {
		return errors.New("it names no layers")
	}
	if m.Config.Describes() {
		f.config(m.Config)
	}
	for i, l := range m.Layers {
		if i >= f.cfg.MaxFiles || l.SHA256() == "" {
			return fmt.Errorf("layer %d of %d cannot be looked up: digest %.80q", i+1, len(m.Layers), l.Digest)
		}
		if packing := l.Archive(); packing != "" {
			f.archive(l, packing)
			continue
		}
		f.layer(l.File())
	}
	return nil
}

// layer lists a file whose content is a blob.
func (f stored) layer(file hub.File) {
	file.Path = f.used.Unused(file.Path)
	f.snap.Files = append(f.snap.Files, file)
	f.blobs[file.Path] = f.blob(file.LFSSHA256)
	if _, err := f.root.Stat(f.blobs[file.Path]); err == nil {
		return
	}
	f.notDownloaded = append(f.notDownloaded, file.Path)
	f.unreadable[file.Path] = true
	if hub.IsWeights(file.Path) { // a document says it itself
		f.problem(file.Path, doc.NewProblem("not-downloaded"))
	}
}

// config reads what the configuration of a model names.
func (f stored) config(l hub.Layer) {
	file := l.File()
	name := f.used.Unused("config")
	file.Path = name
	data, err := f.read(f.blob(file.LFSSHA256))
	if wrong, _ := file.Check(data); err != nil || wrong != nil {
		f.problem(name, doc.NewProblem("denied", "reason", "the store does not have it as the manifest names it"))
		f.add(doc.Unread(name, doc.RoleConfig, "", max(file.Size, 0), doc.StatusDenied))
		return
	}
	f.add(hub.FieldDocuments(file, "", data)...)
}

// archive lists the files that a blob packs.
func (f stored) archive(l hub.Layer, packing hub.Packing) {
	file := l.File()
	blob, err := f.root.Open(f.blob(file.LFSSHA256))
	var members []hub.Member
	if err == nil {
		defer blob.Close()
		members, err = hub.ReadArchive(blob, packing, f.cfg.MaxDocumentBytes)
	}
	for _, m := range members {
		m.Path = f.used.Unused(m.Path)
		f.snap.Files = append(f.snap.Files, m.File)
		if f.held[m.Path] = m.Content; m.Content == nil {
			f.unreadable[m.Path] = true
		}
	}
	if err != nil {
		f.snap.Complete = false
		f.problem(file.Path, doc.NewProblem("archive-not-read", "error", reason(err), "files", len(members)))
	}
}

// blob returns where the content of a digest lies: under one of several names.
func (f stored) blob(digest string) string {
	names := []string{"blobs/sha256-" + digest, "blobs/sha256:" + digest, "blobs/sha256/" + digest}
	if i := slices.IndexFunc(names, func(name string) bool { _, err := f.root.Stat(name); return err == nil }); i >= 0 {
		return names[i]
	}
	return names[0]
}
