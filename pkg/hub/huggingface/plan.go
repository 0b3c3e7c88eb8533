package huggingface

import (
	"fmt"
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
		list = append(list, c.inRepo(snap, w.File, w.Role))
	}
	if len(over) > 0 {
		snap.Problems = append(snap.Problems, doc.NewProblem("too-many-documents", fmt.Sprintf(
			"the repository has %d files that may hold terms; only the first %d were read, look at the others yourself", len(read)+len(over),
			len(read))))
		for _, w := range over {
			u := c.inRepo(snap, w.File, w.Role).url
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
		w := c.inRepo(snap, f, doc.RoleHeader)
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
		w := c.inRepo(snap, hub.File{Path: name, Size: -1}, role)
		w.guess = true
		list = append(list, w)
	}
	return list
}

func (c *Client) inRepo(snap *hub.Snapshot, f hub.File, role doc.Role) wanted {
	return wanted{Wanted: hub.Wanted{File: f, Role: role}, url: c.fileURL(snap.Ref.Kind, snap.AnsweredID, snap.Commit, f.Path), pinned: true}
}

// linked lists the documents that the metadata and the card point to and that
// were not read already. What cannot be followed is named as unread.
func (c *Client) linked(snap *hub.Snapshot) []wanted {
	var list []wanted
	for _, link := range snap.LicenceLinks() {
		w, fault := c.resolveLink(snap, link)
		if fault.Code != "" {
			link.Fault = fault
			d, p := link.Unfollowed()
			snap.Documents, snap.Problems = append(snap.Documents, d), append(snap.Problems, p)
			continue
		}
		list = append(list, w)
	}
	for _, name := range snap.PointedTo() {
		if f, ok := hub.Listed(snap.Files, name); ok {
			list = append(list, c.inRepo(snap, f, doc.RoleLinked))
		}
	}
	return slices.DeleteFunc(list, func(w wanted) bool {
		return slices.ContainsFunc(snap.Documents, func(d *doc.Document) bool {
			return d.Path == w.Path || d.DerivedFrom != nil && d.DerivedFrom.Path == w.Path
		})
	})
}
