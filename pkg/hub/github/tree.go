package github

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// lister lists the files of a folder in a repository, and what stands in the
// folders above it and speaks for it, too.
type lister struct {
	*Client
	name   string
	folder string // that was listed; "" for the top

	files    []hub.File
	complete bool
	links    map[string]bool // files that are links to others, by their paths in the repository
	problems []doc.Problem
}

// entry is an entry of a tree.
type entry struct {
	Path, Mode, Type, SHA string
	Size                  *int64
}

// tree is a list of entries below a folder.
type tree struct {
	SHA       string
	Truncated bool
	Tree      []entry
}

const (
	blob     = "blob"
	linkMode = "120000" // of an entry that is a link to another file
)

// read lists a folder. What is cut off a list that is too long is asked for
// again where it may hold terms: beside the folder's files, and above it.
func (l *lister) read(ctx context.Context, root, folder string) error {
	whole, err := l.tree(ctx, root, true)
	if err != nil {
		return err
	}
	all := whole.Tree
	if l.complete = !whole.Truncated; whole.Truncated {
		if all, err = l.levels(ctx, root, folder); err != nil {
			return err
		}
		all = append(all, whole.Tree...)
	}
	l.folder = folder
	for _, e := range all {
		if e.Path == folder && e.Type == blob { // a file was named: its folder is meant
			if l.folder = path.Dir(folder); l.folder == "." {
				l.folder = ""
			}
		}
	}
	l.take(all)
	if len(l.files) == 0 && l.folder != "" {
		return &hub.StatusError{Op: opTree, ID: l.name + "/" + folder, Err: fmt.Errorf("%w: the repository has no such folder", hub.ErrNotFound)}
	}
	l.above(all)
	if whole.Truncated && !l.complete {
		l.problems = append(l.problems, doc.NewProblem("too-many-files", "most", len(l.files)))
	}
	return nil
}

// tree asks for one list.
func (l *lister) tree(ctx context.Context, sha string, recursive bool) (tree, error) {
	ask := question{op: opTree, below: []string{"git", "trees", sha}}
	if recursive {
		ask.query = "recursive=1"
	}
	var t tree
	_, err := l.get(ctx, l.name, &t, ask)
	return t, err
}

// levels lists the folders from the top down to a folder, each alone, and all
// below the last.
func (l *lister) levels(ctx context.Context, root, folder string) ([]entry, error) {
	var out []entry
	sha, at := root, ""
	for _, part := range append(strings.Split(folder, "/"), "") {
		last := part == ""
		t, err := l.tree(ctx, sha, last && at != "")
		if err != nil {
			return nil, err
		}
		l.complete = last && at != "" && !t.Truncated
		sha = ""
		for _, e := range t.Tree {
			if e.Path == part && e.Type == "tree" {
				sha = e.SHA
			}
			e.Path = path.Join(at, e.Path)
			out = append(out, e)
		}
		if sha == "" {
			break
		}
		at = path.Join(at, part)
	}
	return out, nil
}

// take takes in the files of the folder.
func (l *lister) take(all []entry) {
	seen := map[string]bool{}
	unsafe := 0
	for _, e := range all {
		name, ok := l.below(e.Path)
		switch {
		case e.Type != blob || !ok || seen[name]:
		case !hub.SafePath(name):
			if unsafe++; unsafe <= maxUnsafe {
				l.problems = append(l.problems, doc.NewProblem("unsafe-path", "name", fmt.Sprintf("%.80s", e.Path)))
			}
			l.complete = false
		default:
			seen[name] = true
			l.files = append(l.files, l.file(name, e))
		}
	}
}

// maxUnsafe bounds the problems that hostile names in one list make.
const maxUnsafe = 20

// below is the path of a file as the folder has it.
func (l *lister) below(name string) (string, bool) {
	if l.folder == "" {
		return name, true
	}
	return strings.CutPrefix(name, l.folder+"/")
}

// file is an entry as a file of the snapshot. What a link leads to is not what
// its digest is of.
func (l *lister) file(name string, e entry) hub.File {
	f := hub.File{Path: name, Size: -1, OID: e.SHA}
	if e.Size != nil {
		f.Size = max(*e.Size, -1)
	}
	if e.Mode == linkMode {
		l.links[e.Path], f.Size, f.OID = true, -1, ""
	}
	return f
}

// above takes in what stands in the folders above: cards, policies and notices,
// and the licences of the nearest that has some, unless the folder has its own.
func (l *lister) above(all []entry) {
	licensed := false
	for _, f := range l.files {
		role, ok := hub.RoleOf(f.Path)
		licensed = licensed || ok && role == doc.RoleLicence && hub.Home(f.Path) == "."
	}
	for dir := l.folder; dir != ""; {
		if dir = path.Dir(dir); dir == "." {
			dir = ""
		}
		var found []hub.File
		nearest := false
		for _, e := range all {
			home := hub.Home(e.Path)
			read, _ := hub.Plan([]hub.File{{Path: "/" + e.Path}}, 1)
			if e.Type != blob || len(read) == 0 || !hub.SafePath(e.Path) || home != dir && (home != "." || dir != "") {
				continue
			}
			licence := read[0].Role == doc.RoleLicence
			if nearest = nearest || licence; read[0].Role != doc.RoleConfig && !(licence && licensed) {
				found = append(found, l.file("/"+e.Path, e))
			}
		}
		l.files = append(l.files, found...)
		licensed = licensed || nearest
		if dir == "" {
			return
		}
	}
}
