package localdir

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// folder reads one folder into a snapshot.
type folder struct {
	ctx  context.Context
	cfg  Config
	root *os.Root // nothing outside is opened, whatever links say
	base string   // the folder of the files below root
	snap *hub.Snapshot
	// blobs says where the content of a listed file lies below root, in a store
	// that keeps it under another name; nil where base and its path tell.
	blobs map[string]string
	held  map[string][]byte // contents that were packed; the head of weights
	// partial tells that a link without a target is a file that was not
	// downloaded.
	partial       bool
	notDownloaded []string
	unreadable    map[string]bool // listed files that cannot be opened
	said          map[string]bool // what headers of weights in a folder say
	fromNotes     map[string]bool // files whose digest a download left here
}

// readPlain reads a folder whose files are all there is.
func (f *folder) readPlain(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer root.Close()
	f.root, f.base = root, "."
	if err := f.walk(); err != nil {
		return err
	}
	noted{f}.takeNotes()
	return f.documents()
}

func (f *folder) walk() error {
	err := fs.WalkDir(f.root.FS(), f.base, func(name string, d fs.DirEntry, err error) error {
		if cancelled := f.ctx.Err(); cancelled != nil {
			return cancelled
		}
		rel := name
		if f.base != "." { // or a name that begins with a dot would lose it
			rel = strings.TrimPrefix(strings.TrimPrefix(name, f.base), "/")
		}
		switch {
		case err != nil && name == f.base:
			return err
		case err != nil:
			f.problem(rel, doc.NewProblem("not-read", "what", "folder", "reason", reason(err)))
			f.snap.Complete = false
			return fs.SkipDir
		case d.IsDir() && skipped(d.Name()):
			return fs.SkipDir
		case d.IsDir():
			return nil
		case len(f.snap.Files) >= f.cfg.MaxFiles:
			f.problem(rel, doc.NewProblem("too-many-files", "in_folder", f.cfg.MaxFiles))
			f.snap.Complete = false
			return fs.SkipAll
		}
		f.file(name, rel)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read folder: %w", err)
	}
	return nil
}

// skipped tells folders that hold no part of a model.
func skipped(name string) bool {
	return name == ".git" || name == "node_modules" || name == "__pycache__" || name == ".cache"
}

// file lists one file, and notes what keeps it from being read.
func (f *folder) file(name, rel string) {
	info, err := f.root.Stat(name)
	switch {
	case err != nil:
		f.broken(name, rel)
	case !info.Mode().IsRegular():
		f.problem(rel, doc.NewProblem("not-a-file"))
		f.unreadable[rel] = true
		f.snap.Files = append(f.snap.Files, hub.File{Path: rel, Size: -1})
	default:
		f.snap.Files = append(f.snap.Files, hub.File{Path: rel, Size: info.Size()})
	}
}

// broken lists a link that leads nowhere, or out of the folder.
func (f *folder) broken(name, rel string) {
	f.unreadable[rel] = true
	if _, err := f.root.Lstat(name); err != nil {
		f.problem(rel, doc.NewProblem("not-read", "what", "file", "reason", reason(err)))
	} else if target, err := f.root.Readlink(name); err == nil && f.partial && strings.Contains(filepath.ToSlash(target), "blobs/") {
		f.notDownloaded = append(f.notDownloaded, rel)
	} else {
		f.problem(rel, doc.NewProblem("link-outside"))
	}
	f.snap.Files = append(f.snap.Files, hub.File{Path: rel, Size: -1})
}

// at returns where the content of a listed file lies below root.
func (f *folder) at(name string) string {
	if blob, ok := f.blobs[name]; ok {
		return blob
	}
	return path.Join(f.base, name)
}

// errGrew is said of a file that is larger than the limit, or than was listed.
var errGrew = errors.New("it is larger than the limit, or grew while it was read")

// content returns the bytes of a listed file.
func (f *folder) content(name string) ([]byte, error) {
	if held, ok := f.held[name]; ok {
		return held, nil
	}
	return f.read(f.at(name))
}

// read reads a file, one byte beyond the limit at most.
func (f *folder) read(name string) ([]byte, error) {
	file, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, f.cfg.MaxDocumentBytes+1))
	if err == nil && int64(len(data)) > f.cfg.MaxDocumentBytes {
		err = errGrew
	}
	return data, err
}

// problem adds problems about one file or folder.
func (f *folder) problem(rel string, problems ...doc.Problem) {
	for _, p := range problems {
		f.snap.Problems = append(f.snap.Problems, p.At(rel))
	}
}

// reason returns an error without the path, which the problem has already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
