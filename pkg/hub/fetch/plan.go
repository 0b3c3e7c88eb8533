package fetch

import (
	"net/url"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Wanted is one document to get.
type Wanted struct {
	hub.Wanted
	URL    *url.URL
	Head   bool // the head of a weights file, for its header
	Guess  bool // not listed: it may well not exist
	Site   bool // on another site: without token, with FollowLinks only
	Pinned bool // at the snapshot's commit
}

// plan lists the documents to get of the file list. What is beyond the limit
// is named as unread.
func (f *fetcher) plan() []Wanted {
	read, over := hub.Plan(f.Snapshot.Files, f.MaxDocuments)
	var list []Wanted
	for _, w := range append(read, f.Also...) {
		list = append(list, f.InRepo(w.File, w.Role))
	}
	if len(over) > 0 {
		f.Snapshot.Problems = append(f.Snapshot.Problems, doc.NewProblem("too-many-documents", "of", "repository", "documents",
			len(read)+len(over), "read", len(read)))
		for _, w := range over {
			u := f.InRepo(w.File, w.Role).URL
			f.Snapshot.Documents = append(f.Snapshot.Documents, doc.Unread(w.Path, w.Role, u.String(), max(w.Size, 0), doc.StatusNotFollowed))
		}
	}
	if len(f.Snapshot.Files) == 0 && !f.Snapshot.Complete {
		list = append(list, f.guesses()...)
	}
	return append(list, f.headers()...)
}

// named is the name of what is at an address.
func (w Wanted) named() string {
	if w.Pinned {
		return w.Path
	}
	return w.URL.Path
}

// headers lists the weights files whose headers are to be read.
func (f *fetcher) headers() []Wanted {
	if f.NoWeightsHeader {
		return nil
	}
	var list []Wanted
	for _, file := range hub.Headed(f.Snapshot.Files) {
		w := f.InRepo(file, doc.RoleHeader)
		w.Head = true
		list = append(list, w)
	}
	return list
}

// guesses lists what a repository without a file list most likely has.
func (f *fetcher) guesses() []Wanted {
	var list []Wanted
	for _, name := range []string{"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"} {
		role, _ := hub.RoleOf(name)
		w := f.InRepo(hub.File{Path: name, Size: -1}, role)
		w.Guess = true
		list = append(list, w)
	}
	return list
}

// InRepo is a file of the repository itself.
func (r *Repository) InRepo(f hub.File, role doc.Role) Wanted {
	return Wanted{Wanted: hub.Wanted{File: f, Role: role}, URL: r.Addresses.File(f.Path), Pinned: true}
}

// linked lists the documents that the metadata and the card point to and that
// were not read already. What cannot be followed is named as unread.
func (f *fetcher) linked() []Wanted {
	var list []Wanted
	for _, link := range f.Snapshot.LicenceLinks() {
		w, fault := f.resolve(link)
		if fault.Code != "" {
			link.Fault = fault
			d, problem := link.Unfollowed()
			f.Snapshot.Documents, f.Snapshot.Problems = append(f.Snapshot.Documents, d), append(f.Snapshot.Problems, problem)
			continue
		}
		list = append(list, w)
	}
	for _, name := range f.Snapshot.PointedTo() {
		if file, ok := hub.Listed(f.Snapshot.Files, name); ok {
			list = append(list, f.InRepo(file, doc.RoleLinked))
		}
	}
	return slices.DeleteFunc(list, func(w Wanted) bool {
		return slices.ContainsFunc(f.Snapshot.Documents, func(d *doc.Document) bool {
			return d.Path == w.Path || d.DerivedFrom != nil && d.DerivedFrom.Path == w.Path
		})
	})
}
