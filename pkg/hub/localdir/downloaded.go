package localdir

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// notesFolder is where the Hub's tools note what they put into a folder that
// somebody named: for each file the commit, the digest and the time.
const notesFolder = ".cache/huggingface/download"

// noted is a folder that may have such notes.
type noted struct{ *folder }

// note is what stands there of a file.
type note struct {
	commit, digest string
	at             time.Time
}

// maxNote is more than any note has.
const maxNote = 1 << 10

// readNotes reads what the folder knows of its download. half tells that a file
// was not finished.
func (f noted) readNotes() (notes map[string]note, half bool) {
	notes = map[string]note{}
	_ = fs.WalkDir(f.root.FS(), notesFolder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipAll // without the folder nothing is known
		case len(notes) >= f.cfg.MaxFiles:
			return fs.SkipAll
		case strings.HasSuffix(name, ".incomplete"):
			half = true
		case !d.IsDir() && strings.HasSuffix(name, ".metadata"):
			if n, ok := f.readNote(name); ok {
				notes[strings.TrimSuffix(strings.TrimPrefix(name, notesFolder+"/"), ".metadata")] = n
			}
		}
		return nil
	})
	return notes, half
}

func (f noted) readNote(name string) (note, bool) {
	info, err := f.root.Stat(name)
	if err != nil || info.Size() > maxNote {
		return note{}, false
	}
	data, err := f.read(name)
	lines := strings.Split(string(data), "\n")
	if err != nil || len(lines) < 3 || !ref.IsGitCommit(lines[0]) || !ref.IsGitCommit(lines[1]) {
		return note{}, false
	}
	seconds, err := strconv.ParseFloat(lines[2], 64)
	if err != nil {
		return note{}, false
	}
	return note{lines[0], lines[1], time.Unix(int64(seconds), 0)}, true
}

// takeNotes puts what was noted of a download into the list of files: digests, and
// the commit if all that matters of the folder is of one. What was changed since
// keeps its digest only where it can be held against it.
func (f noted) takeNotes() {
	notes, half := f.readNotes()
	if len(notes) == 0 {
		return
	}
	f.fromNotes = map[string]bool{}
	commits := map[string]bool{}
	for i, file := range f.snap.Files {
		n, ok := notes[file.Path]
		_, document := hub.RoleOf(file.Path)
		if !ok {
			if document || hub.IsWeights(file.Path) {
				commits[""] = true // somebody else put it here
			}
			continue
		}
		commits[n.commit] = true
		if !document && f.changedAfter(file.Path, n.at) {
			continue
		}
		f.fromNotes[file.Path] = true
		if len(n.digest) == 40 {
			f.snap.Files[i].OID = n.digest
		} else {
			f.snap.Files[i].LFSSHA256 = n.digest
		}
	}
	for commit := range commits {
		if len(commits) == 1 {
			f.snap.Commit = commit
		}
	}
	f.partial = true
	f.judgeWhole(half)
}

// changedAfter reports whether a file may have changed since it was noted, as
// the Hub's tools tell it.
func (f noted) changedAfter(name string, at time.Time) bool {
	info, err := f.root.Stat(path.Join(f.base, name))
	return err != nil || info.ModTime().After(at.Add(2*time.Second))
}

// changed notes that a document is not as it was downloaded: the folder is then
// not what the commit has, and what the hub gave is a document that is not here.
func (f *folder) changed(w hub.Wanted) {
	f.snap.Commit = ""
	for i, file := range f.snap.Files {
		if file.Path == w.Path {
			f.snap.Files[i].OID, f.snap.Files[i].LFSSHA256 = "", ""
		}
	}
	before := w.Path + "#as-downloaded"
	f.add(doc.Unread(before, w.Role, "", 0, doc.StatusNotFollowed))
	f.problem(before, doc.NewProblem("changed-since-download"))
}
