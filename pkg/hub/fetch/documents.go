package fetch

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

// fetcher gets the documents of one snapshot.
type fetcher struct {
	*Repository
	denied  error   // nothing of this repository may be read
	denials []error // of documents
}

// Documents gets every document of the snapshot: those of its file list first,
// then those that they point to. Its error is that of ctx alone.
func (r *Repository) Documents(ctx context.Context) error {
	f := &fetcher{Repository: r}
	if r.Snapshot.Disabled {
		f.denied = hub.ErrDisabled
	}
	if err := f.all(ctx, f.plan()); err != nil {
		return err
	}
	if err := f.all(ctx, f.linked()); err != nil {
		return err
	}
	f.sum()
	return nil
}

// all gets the documents of a list and puts them into the snapshot, in order.
func (f *fetcher) all(ctx context.Context, list []Wanted) error {
	results := make([]fetched, len(list))
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(together)
	for i, w := range list {
		if r, ok := f.reuse(w); ok {
			results[i] = r
			continue
		}
		if f.denied != nil && w.Pinned {
			results[i] = f.refused(w, f.denied)
			continue
		}
		if i == 0 && f.Snapshot.Gated != "" && w.Pinned { // the gate is the same for all files
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
func (f *fetcher) take(w Wanted, r fetched) {
	if r.headed {
		f.Snapshot.Headers = append(f.Snapshot.Headers, w.Path)
	}
	if r.denial != nil {
		f.denials = append(f.denials, r.denial)
	}
	for _, d := range r.docs {
		if f.Snapshot.Document(d.Path) == nil {
			f.Snapshot.Documents = append(f.Snapshot.Documents, d)
		}
	}
	f.Snapshot.Problems = append(f.Snapshot.Problems, r.problems...)
}

// sum says once what concerns all documents, and puts them in order.
func (f *fetcher) sum() {
	switch {
	case f.Snapshot.Disabled:
		f.Snapshot.Problems = append(f.Snapshot.Problems, doc.NewProblem("disabled", "repository", f.Snapshot.AnsweredID, "files", "denied"))
	case len(f.denials) > 0:
		f.Snapshot.Problems = append(f.Snapshot.Problems, doc.NewProblem("gated",
			append(f.Advice(f.denials[0]), "repository", f.Snapshot.AnsweredID, "documents", len(f.denials))...))
	}
	f.Snapshot.Documents = append(f.Snapshot.Documents, f.Snapshot.GateDocuments(f.Addresses.Page())...)
	hub.SortDocuments(f.Snapshot.Documents)
}

// reuse takes a document from the cache, with the problems that belong to it.
// A text that was derived on the way in stands for its source.
func (f *fetcher) reuse(w Wanted) (fetched, bool) {
	if f.Cached == nil || w.Head && !slices.Contains(f.Cached.Headers, w.Path) {
		return fetched{}, false
	}
	r := fetched{headed: w.Head}
	for _, d := range f.Cached.Documents {
		derived := d.DerivedFrom != nil && d.DerivedFrom.Path == w.Path &&
			(d.Role == w.Role || w.Head || d.Role == doc.RoleLicence || d.Role == doc.RoleHeader)
		if d.Path != w.Path && !derived {
			continue
		}
		if !f.final(d) {
			return fetched{}, false
		}
		r.docs = append(r.docs, d)
		for _, p := range f.Cached.Problems {
			if p.Path != nil && *p.Path == d.Path {
				r.problems = append(r.problems, p)
			}
		}
	}
	return r, len(r.docs) > 0 || w.Head
}

// fetch gets one document. Its error is that of ctx alone: whatever else goes
// wrong is what became of the document.
func (f *fetcher) fetch(ctx context.Context, w Wanted) (fetched, error) {
	switch {
	case w.Site && !f.FollowLinks:
		return f.unread(w, doc.StatusNotFollowed, doc.NewProblem("link-not-read")), nil
	case !w.Head && hub.IsUnreadable(w.named()):
		return f.unread(w, doc.StatusBinary, doc.NewProblem("binary-document")), nil
	case !w.Head && w.Size > f.MaxDocumentBytes:
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
