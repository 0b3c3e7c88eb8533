package inventory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// maxFile bounds a file that is read. Source code and configuration are
// smaller; what is larger is data.
const maxFile = 8 << 20

// Inventory is what was found in a tree.
type Inventory struct {
	References []Reference   `json:"references"`
	Skipped    []Skip        `json:"skipped"`
	Problems   []doc.Problem `json:"problems"`
	Files      int           `json:"files"` // that were read
	Bytes      int64         `json:"bytes"` // in them
}

// Skip is what was passed over: a folder, or all files with an ending.
type Skip struct {
	Path  string `json:"path"` // of the folder, or a pattern: "*.png"
	Why   string `json:"why"`
	Files int    `json:"files"` // how many; 0 for a folder, which is not entered
}

// Open tells whether something was not resolved or not read.
func (v *Inventory) Open() bool {
	return len(v.Problems) > 0 || slices.ContainsFunc(v.References, func(r Reference) bool { return r.Status == Unresolved })
}

// Walk finds the references in every file of a tree that it knows the form of.
// What cannot be read is a Problem.
func Walk(ctx context.Context, s *Sinks, tree fs.FS) (*Inventory, error) {
	w := walker{sinks: s, tree: tree, passed: map[string]*Skip{}}
	w.out = Inventory{References: []Reference{}, Skipped: []Skip{}, Problems: []doc.Problem{}}
	w.folders = append(w.folders, s.Skip.Folders...)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return w.visit(name, d, err)
	})
	if err != nil {
		return nil, fmt.Errorf("search the tree: %w", err)
	}
	for _, key := range slices.Sorted(maps.Keys(w.passed)) {
		w.out.Skipped = append(w.out.Skipped, *w.passed[key])
	}
	slices.SortStableFunc(w.out.Skipped, func(a, b Skip) int { return strings.Compare(a.Path, b.Path) })
	w.out.References = settle(w.out.References)
	return &w.out, nil
}

type walker struct {
	sinks   *Sinks
	tree    fs.FS
	folders []string
	passed  map[string]*Skip
	out     Inventory
}

func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	switch {
	case err != nil:
		w.unreadable(name, d, err)
		return nil
	case d.IsDir():
		return w.enter(name, d.Name())
	case !d.Type().IsRegular():
		why := "no regular file"
		if d.Type()&fs.ModeSymlink != 0 {
			why = "a link; what it leads to is read where it lies"
		}
		w.pass(endingOf(name), why)
		return nil
	}
	if pattern, ok := w.sinks.passed.first(d.Name()); ok {
		w.pass(pattern, "generated, a lock of packages, or of documentation")
		return nil
	}
	w.file(name, d)
	return nil
}

// enter says whether a folder is looked into.
func (w *walker) enter(name, base string) error {
	if name == "." {
		return nil
	}
	why := ""
	if slices.Contains(w.folders, base) {
		why = "of a tool, or packages of others"
	}
	for _, mark := range w.sinks.Skip.Marks {
		if _, err := fs.Stat(w.tree, path.Join(name, mark)); err == nil {
			why = "a virtual environment"
		}
	}
	if why == "" {
		return nil
	}
	w.out.Skipped = append(w.out.Skipped, Skip{Path: name + "/", Why: why})
	return fs.SkipDir
}

func (w *walker) pass(pattern, why string) {
	key := pattern + " " + why
	if w.passed[key] == nil {
		w.passed[key] = &Skip{Path: pattern, Why: why}
	}
	w.passed[key].Files++
}

func (w *walker) file(name string, d fs.DirEntry) {
	if !w.sinks.mayRead(name) {
		w.pass(endingOf(name), "a form that names no models, or that is not read")
		return
	}
	if form, _ := w.sinks.Form(name, nil); form == weightsForm {
		w.weights(name, d)
		return
	}
	if info, err := d.Info(); err == nil && info.Size() > maxFile {
		w.problem(doc.NewProblem("too-large", "limit", maxFile).At(name))
		return
	}
	data, err := fs.ReadFile(w.tree, name)
	if err != nil {
		w.unreadable(name, d, err)
		return
	}
	data = Text(data)
	form, ok := Recognise(w.sinks, name, data)
	if !ok {
		w.pass(endingOf(name), "a form that names no models, or that is not read")
		return
	}
	if IsBinary(data) {
		w.pass(endingOf(name), "binary")
		return
	}
	if form == "script" && isMinified(data) {
		w.pass(endingOf(name), "generated: on few lines")
		return
	}
	w.out.Files++
	w.out.Bytes += int64(len(data))
	w.add(ReadAs(w.sinks, form, name, data))
}

func (w *walker) add(refs []Reference, problems []doc.Problem) {
	w.out.References = append(w.out.References, refs...)
	w.out.Problems = append(w.out.Problems, problems...)
}

// weights reads the head of a weights file.
func (w *walker) weights(name string, d fs.DirEntry) {
	opened, err := w.tree.Open(name)
	if err != nil {
		w.unreadable(name, d, err)
		return
	}
	defer opened.Close()
	head, err := io.ReadAll(io.LimitReader(opened, weights.HeadBytes))
	if err != nil {
		w.unreadable(name, d, err)
		return
	}
	w.out.Files++
	w.out.Bytes += int64(len(head))
	w.add(ReadAs(w.sinks, weightsForm, name, head))
}

// isMinified tells whether a program made a script small: no person writes such
// lines.
func isMinified(data []byte) bool {
	const size, line = 16 << 10, 400 // bytes, of the file and of a line on the average
	return len(data) > size && len(data)/(bytes.Count(data, []byte("\n"))+1) > line
}

func endingOf(name string) string {
	if ext := path.Ext(name); ext != "" && ext != path.Base(name) {
		return "*" + ext
	}
	return path.Base(name)
}

func (w *walker) problem(p doc.Problem) { w.out.Problems = append(w.out.Problems, p) }

// unreadable notes a file or folder that cannot be read. The reason comes
// without the path, which stands beside it.
func (w *walker) unreadable(name string, d fs.DirEntry, err error) {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	what := "file"
	if d == nil || d.IsDir() { // of the top of a tree there may be no entry
		what = "folder"
	}
	w.problem(doc.NewProblem("not-read", "what", what, "reason", err).At(name))
}
