package huggingface

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// fetched is what became of a wanted document: nothing when a guess did not
// exist, several documents when it was taken apart.
type fetched struct {
	docs     []*doc.Document
	problems []doc.Problem
	denial   error // the gate's or the hub's refusal, told once for all documents
	headed   bool  // the head of a weights file was read
}

// together is how many documents of one repository are asked for at a time.
const together = 4

// fetcher gets the documents of one snapshot, taking from cached what it has
// of the same commit.
type fetcher struct {
	*Client
	snap, cached *hub.Snapshot
	denied       error   // nothing of this repository may be read
	denials      []error // of documents
}

// documents gets every document of a snapshot: those of the file list first,
// then those that they point to.
func (c *Client) documents(ctx context.Context, snap, cached *hub.Snapshot) error {
	f := &fetcher{Client: c, snap: snap, cached: cached}
	if snap.Disabled {
		f.denied = hub.ErrDisabled
	}
	if err := f.all(ctx, c.plan(snap)); err != nil {
		return err
	}
	if err := f.all(ctx, places{c.hub, snap}.linked()); err != nil {
		return err
	}
	f.sum()
	return nil
}

// all gets the documents of a list and puts them into the snapshot, in order.
func (f *fetcher) all(ctx context.Context, list []wanted) error {
	results := make([]fetched, len(list))
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(together)
	for i, w := range list {
		if r, ok := f.reuse(w); ok {
			results[i] = r
			continue
		}
		if f.denied != nil && w.pinned {
			results[i] = f.refused(w, f.denied)
			continue
		}
		if i == 0 && f.snap.Gated != "" && w.pinned { // the gate is the same for all files
			r, err := f.fetch(ctx, w)
			if err != nil {
				return err
			}
			if results[i] = r; r.denial != nil {
				f.denied = r.denial
			}
			continue
		}
		group.Go(func() (err error) {
			results[i], err = f.fetch(groupCtx, w)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, r := range results {
		f.take(list[i], r)
	}
	return nil
}

// take puts one result into the snapshot.
func (f *fetcher) take(w wanted, r fetched) {
	if r.headed {
		f.snap.Headers = append(f.snap.Headers, w.Path)
	}
	if r.denial != nil {
		f.denials = append(f.denials, r.denial)
	}
	for _, d := range r.docs {
		if f.snap.Document(d.Path) == nil {
			f.snap.Documents = append(f.snap.Documents, d)
		}
	}
	f.snap.Problems = append(f.snap.Problems, r.problems...)
}

// sum says once what concerns all documents, and puts them in order.
func (f *fetcher) sum() {
	switch {
	case f.snap.Disabled:
		f.snap.Problems = append(f.snap.Problems, doc.NewProblem("disabled", "repository", f.snap.AnsweredID, "files", "denied"))
	case len(f.denials) > 0:
		f.snap.Problems = append(f.snap.Problems, doc.NewProblem("gated",
			append(f.advice(f.denials[0]), "repository", f.snap.AnsweredID, "documents", len(f.denials))...))
	}
	f.snap.Documents = append(f.snap.Documents, f.snap.GateDocuments(pageURL(f.hub, f.snap.Ref.Kind, f.snap.AnsweredID))...)
	hub.SortDocuments(f.snap.Documents)
}

// reuse takes a document from the cache, with the problems that belong to it.
// A text that was derived on the way in stands for its source.
func (f *fetcher) reuse(w wanted) (fetched, bool) {
	if f.cached == nil || w.head && !slices.Contains(f.cached.Headers, w.Path) {
		return fetched{}, false
	}
	r := fetched{headed: w.head}
	for _, d := range f.cached.Documents {
		derived := d.DerivedFrom != nil && d.DerivedFrom.Path == w.Path &&
			(d.Role == w.Role || w.head || d.Role == doc.RoleLicence || d.Role == doc.RoleHeader)
		if d.Path != w.Path && !derived {
			continue
		}
		if !f.final(d) {
			return fetched{}, false
		}
		r.docs = append(r.docs, d)
		for _, p := range f.cached.Problems {
			if p.Path != nil && *p.Path == d.Path {
				r.problems = append(r.problems, p)
			}
		}
	}
	return r, len(r.docs) > 0 || w.head
}

// fetch gets one document. Its error is that of ctx alone: whatever else goes
// wrong is what became of the document.
func (f *fetcher) fetch(ctx context.Context, w wanted) (fetched, error) {
	switch {
	case w.site && !f.cfg.FollowLinks:
		return f.unread(w, doc.StatusNotFollowed, doc.NewProblem("link-not-read")), nil
	case !w.head && hub.IsUnreadable(w.url.Path):
		return f.unread(w, doc.StatusBinary, doc.NewProblem("binary-document")), nil
	case !w.head && w.Size > f.cfg.MaxDocumentBytes:
		return f.tooLarge(w), nil
	}
	a, err := f.ask(ctx, w)
	if ctx.Err() != nil {
		return fetched{}, ctx.Err()
	}
	if err != nil {
		return f.failed(w, err), nil
	}
	return f.accept(w, a), nil
}
