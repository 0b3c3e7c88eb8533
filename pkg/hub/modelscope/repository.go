package modelscope

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// defaultRevision is the branch that is read where none is named.
const defaultRevision = "master"

// repository is a repository of a site. It knows where its files lie.
type repository struct {
	*site
	id   string // owner/name
	rev  string // branch, tag or commit
	snap *hub.Snapshot
}

// information is what the information call says. Other spellings than these are
// of no use here.
type information struct {
	ID         int64  `json:"Id"`
	Path, Name string // owner and name as they are now
	License    string
	Visibility int
}

// private is the visibility of what is not for everybody.
const private = 1

// list makes a snapshot without documents.
func (s *site) list(ctx context.Context, r ref.Ref) (*repository, error) {
	_, id := r.ModelScope()
	repo := &repository{site: s, id: id, rev: cmp.Or(r.Revision, defaultRevision)}
	var info information
	raw, err := s.get(ctx, exchange.Request{Op: opInfo, ID: r.ID(), URL: s.at(nil, repo.parts(r.Kind)...)}, &info, hub.ErrMissingOrPrivate)
	if err != nil {
		return nil, err
	}
	repo.snap = &hub.Snapshot{Ref: r, Endpoint: s.Hub.Endpoint(), AnsweredID: repo.answered(r, info).ID(), FetchedAt: s.cfg.Now().UTC(),
		Private: info.Visibility == private, RawInfo: raw, InfoSHA256: doc.Digest(raw)}
	if info.ID != 0 {
		repo.snap.HubID = decimal(info.ID)
	}
	if info.License != "" {
		repo.snap.Info.Licenses = []hub.Stated{{Value: info.License, At: []string{"Data", "License"}}}
	}
	if repo.snap.Commit, err = repo.commit(ctx, r); err != nil {
		return nil, err
	}
	return repo, repo.files(ctx, info.ID)
}

// parts are the segments of the repository's address.
func (p *repository) parts(kind ref.Kind, below ...string) []string {
	return append(append([]string{string(kind) + "s"}, strings.Split(p.id, "/")...), below...)
}

// answered is the repository that answers for a ref: on the site that answered,
// and under the name that it has now.
func (p *repository) answered(r ref.Ref, info information) ref.Ref {
	if now := info.Path + "/" + info.Name; info.Path != "" && info.Name != "" && !strings.EqualFold(now, p.id) {
		if named, err := ref.Parse(string(r.Kind) + "s/" + now); err == nil {
			r.Owner, r.Name, p.id = named.Owner, named.Name, now
		}
	}
	if isAI(p.Hub.Endpoint()) {
		r = r.OnModelScopeAI()
	}
	return r
}

// commit asks which commit the revision stands at.
func (p *repository) commit(ctx context.Context, r ref.Ref) (string, error) {
	var history struct {
		Commit []struct {
			ID string `json:"Id"`
		}
	}
	q := exchange.Request{Op: opCommits, ID: r.ID(),
		URL: p.at(url.Values{"Ref": {p.rev}, "PageNumber": {"1"}, "PageSize": {"1"}}, p.parts(r.Kind, "commits")...)}
	_, err := p.get(ctx, q, &history, hub.ErrRevision)
	if errors.Is(err, hub.ErrMissingOrPrivate) && err != nil {
		var status *hub.StatusError
		if errors.As(err, &status) {
			status.Err = hub.ErrRevision // the repository is there
		}
	}
	switch {
	case err != nil:
		return "", err
	case len(history.Commit) == 0 || !hub.IsCommit(history.Commit[0].ID):
		return "", &hub.StatusError{Op: opCommits, ID: r.ID(), Err: hub.ErrRevision}
	case hub.IsCommit(p.rev) && !strings.EqualFold(p.rev, history.Commit[0].ID):
		return "", &hub.StatusError{Op: opCommits, ID: r.ID(), Err: errors.Join(hub.ErrBadAnswer, errors.New("it is of another commit"))}
	}
	return strings.ToLower(history.Commit[0].ID), nil
}

// File is the address of a file's content.
func (p *repository) File(name string) *url.URL {
	return p.at(url.Values{"Revision": {p.rev}, "FilePath": {name}}, p.parts(p.snap.Ref.Kind, "repo")...)
}

// Page is the address of the repository's page for people.
func (p *repository) Page() string { return p.Hub.Join(p.parts(p.snap.Ref.Kind)...).String() }

// OnHub returns the path of an address on either site.
func (p *repository) OnHub(u *url.URL) (string, bool) {
	if p.Hub.IsHome(u) {
		return strings.CutPrefix(u.Path, p.Hub.Base().Path)
	}
	switch strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") {
	case "modelscope.cn", "modelscope.ai":
		return u.Path, u.Port() == ""
	}
	return "", false
}

// Linked reads the path of a file's address in the same repository:
// models/owner/name/resolve/revision/path or …/file/view/revision/path.
func (p *repository) Linked(of *fetch.Repository, parts []string) (w fetch.Wanted, fault hub.Fault, ok bool) {
	if len(parts) < 6 || parts[0] != string(p.snap.Ref.Kind)+"s" || !strings.EqualFold(parts[1]+"/"+parts[2], p.id) {
		return w, fault, false
	}
	below := parts[3:]
	if below[0] == "file" && below[1] == "view" {
		below = below[1:]
	}
	if len(below) < 3 || below[0] != "view" && !hub.IsFileWord(below[0]) {
		return w, fault, false
	}
	w, fault = of.Own(strings.Join(below[2:], "/"))
	return w, fault, true
}
