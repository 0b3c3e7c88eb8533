package localdir

import (
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// documents reads what of the listed files may hold terms, as a client of a hub
// does: those that their names and places tell, the headers of weights, and
// what these point to.
func (f *folder) documents() error {
	read, over := hub.Plan(f.snap.Files, hub.MaxDocuments)
	for _, w := range read {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		f.document(w)
	}
	f.snap.AdoptConfig()
	if len(over) > 0 {
		f.snap.Problems = append(f.snap.Problems, doc.NewProblem("too-many-documents", "of", "folder", "documents", len(read)+len(over),
			"read", len(read)))
	}
	for _, w := range over {
		f.add(doc.Unread(w.Path, w.Role, "", max(w.Size, 0), doc.StatusNotFollowed))
	}
	if !f.cfg.NoWeightsHeader {
		for _, file := range hub.HeadedEach(f.snap.Files) {
			f.header(file)
		}
	}
	for _, link := range f.snap.LicenceLinks() {
		f.link(link)
	}
	for _, name := range f.snap.PointedTo() {
		f.pointed(name)
	}
	return nil
}

func (f *folder) add(docs ...*doc.Document) { f.snap.Documents = append(f.snap.Documents, docs...) }

// document reads one file.
func (f *folder) document(w hub.Wanted) {
	unread := func(status doc.Status, problems ...doc.Problem) {
		f.problem(w.Path, problems...)
		f.add(doc.Unread(w.Path, w.Role, "", max(w.Size, 0), status))
	}
	switch {
	case slices.Contains(f.notDownloaded, w.Path):
		unread(doc.StatusNotFollowed, doc.NewProblem("not-downloaded"))
		return
	case f.unreadable[w.Path]: // said when it was listed
		unread(doc.StatusNotFollowed)
		return
	case hub.IsUnreadable(w.Path):
		unread(doc.StatusBinary, doc.NewProblem("binary-document"))
		return
	case w.Size > f.cfg.MaxDocumentBytes:
		unread(doc.StatusTooLarge, doc.NewProblem("too-large", "bytes", w.Size, "limit", f.cfg.MaxDocumentBytes))
		return
	}
	data, err := f.content(w.Path)
	if err != nil {
		unread(doc.StatusDenied, doc.NewProblem("denied", "reason", reason(err)))
		return
	}
	wrong, verified := w.Check(data)
	if wrong != nil {
		switch {
		case f.fromNotes[w.Path]:
			f.changed(w)
			w.LFSSHA256, w.OID = "", ""
		case w.LFSSHA256 != "":
			unread(doc.StatusDenied, doc.NewProblem("blob-damaged", "sha256", w.LFSSHA256))
			return
		}
	}
	if other := w.Replaced(data); other != "" && !(verified && w.Role == doc.RoleCard) {
		unread(doc.StatusNotFollowed, doc.NewProblem("web-page", "found", other))
		return
	}
	d := hub.NewDocument(w.Path, w.Role, "", data)
	switch d.Status {
	case doc.StatusLFSPointer:
		f.problem(w.Path, doc.NewProblem("lfs-pointer", "in", "folder"))
	case doc.StatusBinary:
		f.problem(w.Path, doc.NewProblem("binary-document"))
	}
	f.add(d)
	f.add(hub.Inside(w.File, d)...)
}

// header reads the header of a weights file. What another one beside it says,
// too, is told once: quantised files repeat each other.
func (f *folder) header(file hub.File) {
	if f.unreadable[file.Path] {
		return
	}
	head, err := f.head(file.Path)
	if err != nil {
		f.problem(file.Path, doc.NewProblem("weights-header-not-read", "reason", reason(err)))
		f.add(doc.Unread(file.Path+"#header", doc.RoleHeader, "", 0, doc.StatusDenied))
		return
	}
	f.snap.Headers = append(f.snap.Headers, file.Path)
	for _, d := range hub.HeaderDocuments(file, "", head) {
		said := path.Dir(file.Path) + " " + d.SHA256
		if !f.said[said] {
			f.said[said] = true
			f.add(d)
		}
	}
}

// head returns the first bytes of a weights file.
func (f *folder) head(name string) ([]byte, error) {
	if held, ok := f.held[name]; ok {
		return held, nil
	}
	opened, err := f.root.Open(f.at(name))
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	return io.ReadAll(io.LimitReader(opened, weights.HeadBytes))
}

// link reads what a licence link leads to, when that lies in the folder.
func (f *folder) link(link hub.Link) {
	name := link.Path
	if link.URL != nil {
		name = f.ownFile(link.URL.Path)
		link.Fault = hub.FaultElsewhere
	}
	if name == "" && link.URL == nil {
		name = hub.CleanPath(link.Text)
	}
	if file, ok := hub.Listed(f.snap.Files, name); ok && name != "" {
		f.pointed(file.Path)
		return
	}
	if link.Fault.Code == "" {
		link.Fault = hub.FaultNoFile
	}
	d, p := link.Unfollowed()
	f.add(d)
	f.snap.Problems = append(f.snap.Problems, p)
}

// ownFile returns the path of a file whose address is that of this very
// repository on a hub: owner/name/blob/revision/path, where the folder, or the
// cache's repository, has that name.
func (f *folder) ownFile(address string) string {
	parts := strings.Split(strings.Trim(address, "/"), "/")
	at := slices.IndexFunc(parts, hub.IsFileWord)
	if at < 1 || len(parts) < at+3 {
		return ""
	}
	own := path.Base(f.snap.AnsweredID)
	if abs, err := filepath.Abs(f.snap.AnsweredID); err == nil && f.snap.Commit == "" {
		own = filepath.Base(abs)
	}
	if !strings.EqualFold(parts[at-1], own) {
		return ""
	}
	return strings.Join(parts[at+2:], "/")
}

// pointed reads a file that a link leads to, unless it was read already.
func (f *folder) pointed(name string) {
	i := slices.IndexFunc(f.snap.Files, func(file hub.File) bool { return file.Path == name })
	known := func(d *doc.Document) bool {
		return d.Path == name || d.DerivedFrom != nil && d.DerivedFrom.Path == name
	}
	if i < 0 || slices.ContainsFunc(f.snap.Documents, known) {
		return
	}
	f.document(hub.Wanted{File: f.snap.Files[i], Role: doc.RoleLinked})
}
