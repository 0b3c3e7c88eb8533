package audit

import (
	"context"
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// run is one run of an Auditor. Within it every repository is fetched and read
// once, whether it is asked for, stands upstream of a target, or both.
type run struct {
	*Auditor

	mu      sync.Mutex
	visits  map[ref.Ref]*visit
	done    []ref.Ref       // finished visits, oldest first
	waiting map[ref.Ref]int // targets that were not reported yet
	compare bool            // twins are looked for
	// again tells that what could not be fetched for a passing reason is fetched
	// again when it is met again; steady that only a repository is, for any reason.
	again, steady bool
}

// Session audits targets one by one, as they come. What several of them share is
// read once, as in one run, however long the session lasts. It is safe for
// concurrent use.
type Session struct{ run *run }

// Session begins a session.
func (a *Auditor) Session() *Session {
	r := newRun(a, nil)
	r.again = true
	return &Session{r}
}

// Steady is for sources that know of a repository what they will ever know, or
// nothing yet, such as a dump that is being read: a document that could not be had
// is not asked for again, a repository is.
func (s *Session) Steady() *Session {
	s.run.again, s.run.steady = false, true
	return s
}

// Audit audits one target. It never fails: what went wrong is in the report.
func (s *Session) Audit(ctx context.Context, t Request) TargetReport {
	s.run.await(t.Ref)
	j := s.run.target(ctx, t)
	s.run.cfg.compare([]judged{j})
	return *j.report
}

// await counts one more target that a repository is to be kept for. One that was
// read for what lies below it alone is read again.
func (r *run) await(at ref.Ref) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting[at]++
	v, found := r.visits[at]
	if !found {
		return
	}
	select {
	case <-v.done:
		if v.err == nil && v.found == nil {
			delete(r.visits, at)
		}
	default:
	}
}

// visit is what came of fetching and reading one repository. The fields are
// set when done is closed.
type visit struct {
	done  chan struct{}
	err   error
	repo  lineage.Repository
	found *found    // kept for a target until it is reported
	again bool      // it was met again since it was last passed over
	once  bool      // it is forgotten when it was reported, unless it was met again
	like  *likeness // where twins are looked for
}

// maxVisits bounds the repositories that a run remembers. Beyond it the oldest
// that was not met again is forgotten and, when it is met again, read again.
const maxVisits = 2000

func newRun(a *Auditor, targets []Request) *run {
	r := &run{Auditor: a, visits: map[ref.Ref]*visit{}, waiting: map[ref.Ref]int{}, compare: len(targets) > 1 || a.cfg.Twins}
	for _, t := range targets {
		r.waiting[t.Ref]++
	}
	return r
}

// target audits one target.
func (r *run) target(ctx context.Context, t Request) judged {
	report := func(out TargetReport) judged { return judged{report: &out} }
	if t.Err != nil {
		return report(r.unfetched(t, t.Err))
	}
	if t.Ref.Hub == ref.Provider {
		return report(r.provider(t))
	}
	v := r.visit(ctx, t.Ref)
	defer r.reported(t.Ref, v)
	if v.err != nil {
		return report(r.unfetched(t, v.err))
	}
	j := r.judge(ctx, t, v.found, v.repo)
	if j.self = v.like; t.Component != "" {
		j.self = nil // it is a part of what twins have in common
	}
	if r.cfg.Twins && j.self != nil {
		var unread []doc.Problem
		j.asked, unread = r.twinsElsewhere(ctx, j.self)
		j.report.Problems = append(j.report.Problems, unread...)
	}
	return j
}

// load says what a repository upstream is.
func (r *run) load(ctx context.Context, at ref.Ref) lineage.Repository {
	v := r.visit(ctx, at)
	if v.err != nil {
		return r.unreadRepository(at, v.err)
	}
	return v.repo
}

// visit fetches and reads a repository, or waits for whoever does so already.
func (r *run) visit(ctx context.Context, at ref.Ref) *visit {
	r.mu.Lock()
	v, found := r.visits[at]
	if !found {
		v = &visit{done: make(chan struct{})}
		r.visits[at] = v
	}
	v.again = found
	r.mu.Unlock()
	if found {
		select {
		case <-v.done:
			return v
		case <-ctx.Done():
			return &visit{err: ctx.Err()}
		}
	}
	r.settle(ctx, at, v)
	return v
}

// settle reads a repository, names what governs it and finds what it states.
func (r *run) settle(ctx context.Context, at ref.Ref, v *visit) {
	snap, err := r.snapshot(ctx, at)
	var forget bool
	if v.err = err; err != nil {
		forget = r.steady || r.again && Passing(FetchProblem(at, err))
	} else {
		forget = r.again && slices.ContainsFunc(snap.Problems, Passing)
		f := r.Auditor.find(r.name(r.Auditor.read(at.Kind, snap)))
		v.found, v.repo = &f, r.repository(f)
		if r.compare {
			v.like = likenessOf(&f)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.waiting[at] == 0 {
		v.found = nil
	}
	close(v.done)
	switch {
	case forget:
		delete(r.visits, at)
	case r.steady && r.waiting[at] > 0:
		v.once = true // most of many targets are upstream of none
	default:
		r.remember(at)
	}
}

// remember notes a finished visit and forgets the oldest that no target waits
// for. One that was met again since it was noted is passed over once: a few
// models are upstream of very many.
func (r *run) remember(at ref.Ref) {
	r.done = append(r.done, at)
	for range r.done {
		if len(r.done) <= maxVisits {
			return
		}
		oldest := r.done[0]
		r.done = r.done[1:]
		v := r.visits[oldest]
		if r.waiting[oldest] > 0 || v != nil && v.again {
			if v != nil {
				v.again = false
			}
			r.done = append(r.done, oldest)
			continue
		}
		delete(r.visits, oldest)
	}
}

// reported lets go of what only the report of a target needed.
func (r *run) reported(at ref.Ref, v *visit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.waiting[at]--; r.waiting[at] > 0 {
		return
	}
	delete(r.waiting, at)
	v.found = nil
	switch {
	case !v.once || r.visits[at] != v:
	case v.again:
		v.once = false
		r.remember(at)
	default:
		delete(r.visits, at)
	}
}
