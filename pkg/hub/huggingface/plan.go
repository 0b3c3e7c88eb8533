package huggingface

import (
	"net/url"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// wanted is one document to get.
type wanted struct {
	hub.Wanted
	url    *url.URL
	head   bool // the head of a weights file, for its header
	guess  bool // not listed: it may well not exist
	site   bool // on another site: without token, with FollowLinks only
	pinned bool // at the snapshot's commit
}

// plan lists the documents to get of the file list. What is beyond the limit
// is named as unread.
func (c *Client) plan(snap *hub.Snapshot) []wanted {
	read, over := hub.Plan(snap.Files, c.cfg.MaxDocuments)
	var list []wanted
	for _, w := range read {
		list = append(list, places{c.hub, snap}.inRepo(w.File, w.Role))
	}
	if len(over) > 0 {
		snap.Problems = append(snap.Problems, doc.NewProblem("too-many-documents", "of", "repository", "documents",
			len(read)+len(over), "read", len(read)))
		for _, w := range over {
			u := places{c.hub, snap}.inRepo(w.File, w.Role).url
			snap.Documents = append(snap.Documents, doc.Unread(w.Path, w.Role, u.String(), max(w.Size, 0), doc.StatusNotFollowed))
		}
	}
	if len(snap.Files) == 0 && !snap.Complete {
		list = append(list, c.guesses(snap)...)
	}
	return append(list, c.headers(snap)...)
}

// headers lists the weights files whose headers are to be read.
func (c *Client) headers(snap *hub.Snapshot) []wanted {
	if c.cfg.NoWeightsHeader {
		return nil
	}
	var list []wanted
	for _, f := range hub.Headed(snap.Files) {
		w := places{c.hub, snap}.inRepo(f, doc.RoleHeader)
		w.head = true
		list = append(list, w)
	}
	return list
}

// guesses lists what a repository without a file list most likely has.
func (c *Client) guesses(snap *hub.Snapshot) []wanted {
	var list []wanted
	for _, name := range []string{"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"} {
		role, _ := hub.RoleOf(name)
		w := places{c.hub, snap}.inRepo(hub.File{Path: name, Size: -1}, role)
		w.guess = true
		list = append(list, w)
	}
	return list
}

func (p places) inRepo(f hub.File, role doc.Role) wanted {
	return wanted{Wanted: hub.Wanted{File: f, Role: role}, url: fileURL(p.hub, p.snap.Ref.Kind, p.snap.AnsweredID, p.snap.Commit, f.Path),
		pinned: true}
}

// linked lists the documents that the metadata and the card point to and that
// were not read already. What cannot be followed is named as unread.
func (p places) linked() []wanted {
	var list []wanted
	for _, link := range p.snap.LicenceLinks() {
		w, fault := p.resolve(link)
		if fault.Code != "" {
			link.Fault = fault
			d, problem := link.Unfollowed()
			p.snap.Documents, p.snap.Problems = append(p.snap.Documents, d), append(p.snap.Problems, problem)
			continue
		}
		list = append(list, w)
	}
	for _, name := range p.snap.PointedTo() {
		if f, ok := hub.Listed(p.snap.Files, name); ok {
			list = append(list, p.inRepo(f, doc.RoleLinked))
		}
	}
	return slices.DeleteFunc(list, func(w wanted) bool {
		return slices.ContainsFunc(p.snap.Documents, func(d *doc.Document) bool {
			return d.Path == w.Path || d.DerivedFrom != nil && d.DerivedFrom.Path == w.Path
		})
	})
}
