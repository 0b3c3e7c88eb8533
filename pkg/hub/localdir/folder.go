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
	// partial tells that a link without a target is a file that was not
	// downloaded.
	partial bool
}

// readPlain reads a folder whose files are all there is.
func (f *folder) readPlain(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer root.Close()
	f.root, f.base = root, "."
	return f.walk()
}

// readCache reads one snapshot of a repository in the download cache.
func (f *folder) readCache(repo, commit string) error {
	root, err := os.OpenRoot(repo)
	if err != nil {
		return fmt.Errorf("open cache: %w", err)
	}
	defer root.Close()
	f.root, f.base, f.partial = root, path.Join("snapshots", commit), true
	f.snap.Commit, f.snap.Complete = commit, false
	if id := repoID(filepath.Base(repo)); id != "" {
		f.snap.AnsweredID = id
	}
	f.known(commit)
	return f.walk()
}

// repoID turns "models--owner--name" into "owner/name".
func repoID(name string) string {
	parts := strings.Split(name, "--")
	if len(parts) < 2 || len(parts) > 3 {
		return ""
	}
	return strings.Join(parts[1:], "/")
}

// known records the files that the hub said do not exist at this commit.
func (f *folder) known(commit string) {
	base := path.Join(".no_exist", commit)
	_ = fs.WalkDir(f.root.FS(), base, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipAll // without the folder nothing is known to be absent
		}
		if d.IsDir() {
			return nil
		}
		name = strings.TrimPrefix(name, base+"/")
		f.snap.Missing = append(f.snap.Missing, name)
		if role, ok := hub.RoleOf(name); ok {
			f.snap.Documents = append(f.snap.Documents, doc.Unread(name, role, "", 0, doc.StatusAbsent))
		}
		return nil
	})
}

func (f *folder) walk() error {
	err := fs.WalkDir(f.root.FS(), f.base, func(name string, d fs.DirEntry, err error) error {
		if cancelled := f.ctx.Err(); cancelled != nil {
			return cancelled
		}
		rel := strings.TrimPrefix(strings.TrimPrefix(name, f.base), "/")
		switch {
		case err != nil && name == f.base:
			return err
		case err != nil:
			f.problem("not-read", "this folder could not be read: "+reason(err), rel)
			f.snap.Complete = false
			return fs.SkipDir
		case d.IsDir() && skipped(d.Name()):
			return fs.SkipDir
		case d.IsDir():
			return nil
		case len(f.snap.Files) >= f.cfg.MaxFiles:
			f.problem("too-many-files", fmt.Sprintf("the folder has more than %d files; the rest was not looked at", f.cfg.MaxFiles), rel)
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

func (f *folder) file(name, rel string) {
	info, err := f.root.Stat(name)
	role, wanted := hub.RoleOf(rel)
	if err != nil {
		f.broken(name, rel, role, wanted)
		return
	}
	f.snap.Files = append(f.snap.Files, hub.File{Path: rel, Size: info.Size()})
	switch {
	case !info.Mode().IsRegular():
		f.problem("not-a-file", "this is neither a file nor a folder and was not opened", rel)
		if wanted {
			f.snap.Documents = append(f.snap.Documents, doc.Unread(rel, role, "", 0, doc.StatusNotFollowed))
		}
	case wanted:
		f.document(name, rel, role, info.Size())
	case strings.EqualFold(path.Ext(rel), ".gguf") && f.snap.Info.GGUFLicense == "":
		f.gguf(name)
	}
}

// broken reports a link that leads nowhere, or out of the folder.
func (f *folder) broken(name, rel string, role doc.Role, wanted bool) {
	if _, err := f.root.Lstat(name); err != nil {
		f.problem("not-read", "this file could not be read: "+reason(err), rel)
	} else if target, err := f.root.Readlink(name); err == nil && f.partial && strings.Contains(filepath.ToSlash(target), "blobs/") {
		f.snap.Files = append(f.snap.Files, hub.File{Path: rel, Size: -1})
		if wanted {
			f.problem("not-downloaded", "the cache names this file, but its content was not downloaded", rel)
		}
	} else {
		f.problem("link-outside", "this link leads out of the folder or nowhere and was not followed", rel)
	}
	if wanted {
		f.snap.Documents = append(f.snap.Documents, doc.Unread(rel, role, "", 0, doc.StatusNotFollowed))
	}
}

func (f *folder) document(name, rel string, role doc.Role, size int64) {
	unread := func(status doc.Status, text string) {
		f.problem(string(status), text, rel)
		f.snap.Documents = append(f.snap.Documents, doc.Unread(rel, role, "", size, status))
	}
	if size > f.cfg.MaxDocumentBytes {
		unread(doc.StatusTooLarge, fmt.Sprintf("the file has %d bytes; documents above %d are not read", size, f.cfg.MaxDocumentBytes))
		return
	}
	data, err := f.read(name)
	if err != nil {
		unread(doc.StatusDenied, "the file could not be read: "+reason(err))
		return
	}
	d := hub.NewDocument(rel, role, "", data)
	if !d.Read() {
		f.problem(string(d.Status), "the file is not a text that fineprint can read", rel)
	}
	f.snap.Documents = append(f.snap.Documents, d)
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
		err = errors.New("it grew while it was read")
	}
	return data, err
}

func (f *folder) problem(code, text, rel string) {
	f.snap.Problems = append(f.snap.Problems, doc.ProblemAt(code, text, rel))
}

// reason returns an error without the path, which the problem has already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
