package huggingface

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// places knows where the files of a repository lie and what addresses on the
// hub mean.
type places struct {
	hub  *exchange.Client
	snap *hub.Snapshot
}

// File is the address of a file at the snapshot's commit, of the default branch
// where none is known.
func (p places) File(path string) *url.URL {
	return fileURL(p.hub, p.snap.Ref.Kind, p.snap.AnsweredID, cmp.Or(p.snap.Commit, "main"), path)
}

// Page is the address of the repository's page for people.
func (p places) Page() string { return pageURL(p.hub, p.snap.Ref.Kind, p.snap.AnsweredID) }

// OnHub returns the path of an address on this hub, or on the public Hub, which
// a mirror stands in for.
func (p places) OnHub(u *url.URL) (string, bool) {
	if p.hub.IsHome(u) {
		return strings.CutPrefix(u.Path, p.hub.Base().Path)
	}
	switch strings.ToLower(u.Hostname()) {
	case "huggingface.co", "www.huggingface.co", "hf.co":
		return u.Path, u.Port() == ""
	default:
		return "", false
	}
}

// Linked reads the path of a file's address:
// [kind/]owner/name/blob/revision/path.
func (p places) Linked(of *fetch.Repository, parts []string) (w fetch.Wanted, fault hub.Fault, ok bool) {
	kind := ref.Model
	for _, k := range []ref.Kind{ref.Dataset, ref.Space, ref.Model} {
		if len(parts) > 0 && parts[0] == kindPath(k) {
			kind, parts = k, parts[1:]
			break
		}
	}
	at := slices.IndexFunc(parts, hub.IsFileWord)
	if at < 1 || at > 2 || len(parts) < at+3 {
		return fetch.Wanted{}, hub.Fault{}, false
	}
	id, revision, file := strings.Join(parts[:at], "/"), parts[at+1], parts[at+2:]
	if revision == "refs" && len(file) > 2 {
		revision, file = strings.Join(parts[at+1:at+4], "/"), parts[at+4:]
	}
	name := strings.Join(file, "/")
	r, err := ref.Parse(kindPath(kind) + "/" + id + "@" + revision)
	if err != nil || !hub.SafePath(name) {
		return fetch.Wanted{}, hub.Fault{}, false
	}
	if kind == p.snap.Ref.Kind && (strings.EqualFold(id, p.snap.Ref.ID()) || strings.EqualFold(id, p.snap.AnsweredID)) {
		w, fault = of.Own(name)
		return w, fault, true
	}
	u := fileURL(p.hub, kind, r.ID(), r.Revision, strings.TrimRight(name, "."))
	return fetch.Wanted{Wanted: hub.Wanted{File: hub.File{Path: u.String(), Size: -1}, Role: doc.RoleLinked}, URL: u}, hub.Fault{}, true
}
