package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Source fetches what a hub, a folder or a cache says of a repository.
type Source interface {
	Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error)
}

// Config sets up an Auditor.
type Config struct {
	// Sources by hub name (ref.HuggingFace, ref.Local). A target of a hub
	// without a source is reported with the problem hub-unsupported.
	Sources  map[string]Source
	Clauses  *clause.Set
	Licenses *license.Catalogue
	// Cards finds what cards say about terms in their words. Without it every
	// card counts as unread.
	Cards *card.Rules
	Tool  Tool
	// Policy judges; the zero Policy is the default judge.
	Policy policy.Policy
	// Openness are the definitions of openness; nil leaves models unassessed.
	Openness *openness.Definitions
	// AsUnknown leaves identification out of ReadTexts: what a text says then comes
	// from the rules alone.
	AsUnknown bool
	// Code looks into code repositories that cards link to; nil leaves them
	// unchecked.
	Code CodeSource
	// Concurrency is the number of targets audited at once; zero means 8.
	Concurrency int
	// Lineage bounds what is read upstream of each target; zero means the
	// limits that pkg/lineage names.
	Lineage lineage.Limits
	// KeepTexts keeps the texts that were read, in TargetReport.Documents, and
	// those upstream that go along with a target, in TargetReport.Sources: for a
	// notice, and for reports that show whole texts.
	KeepTexts bool
	// Brief leaves out of reports what they sum up for a reader, Obligations and
	// Sources, where only what was found is wanted, of very many targets.
	Brief bool
	// Twins asks other hubs for the same model as a target: what its card leads
	// to, and its name. Without it only targets of one run are held against each
	// other.
	Twins bool
	// Progress, when set, is called as targets are begun and done, one call at a
	// time.
	Progress func(Event)
}

// Event tells how far a run has come: when a target is begun, and when it is
// done.
type Event struct {
	Done, Total int
	Waits       string // the target that has been read for longest; empty when none is
}

// Request is one target to audit.
type Request struct {
	Asked string // as the user wrote it
	Ref   ref.Ref
	// Component names a part of the target to judge alone; empty for all of it.
	Component string
	// File is the file of the repository that programs would take, by its name or
	// a part of it; empty where none is named.
	File string
	// NamedIn says where a list or a source names it; empty for one that was
	// asked for on the command line.
	NamedIn []Place
	// Err says why Asked is no reference. Such a request is reported, too.
	Err error
}

// Name tells a target of a run from the others: as it was asked for, and what is
// no reference also by its place.
func (r Request) Name() string { return nameOf(r.Asked, r.Ref.Hub, r.NamedIn) }

// Name is that of the request for the target.
func (t Target) Name() string { return nameOf(t.Asked, t.Hub, t.NamedIn) }

func nameOf(asked, hub string, at []Place) string {
	if hub == "" && len(at) > 0 {
		return fmt.Sprintf("%s in %s:%d", asked, at[0].Path, at[0].Line)
	}
	return asked
}

// ParseRequest reads a target as a user writes it: a reference, with
// "#component" behind it for one part of the target. An address may have a
// fragment that means another thing.
func ParseRequest(asked string) Request {
	name, component := asked, ""
	if !strings.Contains(asked, "://") && !strings.HasPrefix(asked, "pkg:") {
		name, component, _ = strings.Cut(asked, "#")
	}
	r, err := ref.Parse(name)
	request := Request{Asked: asked, Ref: r, Component: component, Err: err}
	if r.Hub == ref.HuggingFace {
		request.File = ref.File(name)
	}
	return request
}

// defaultConcurrency keeps a run quick against a hub's latency without coming
// near its limits on connections.
const defaultConcurrency = 8

// Auditor audits targets. It is safe for concurrent use; texts that several
// targets share are read once.
type Auditor struct {
	cfg     Config
	library *library
}

// New returns an Auditor.
func New(cfg Config) *Auditor {
	if cfg.Concurrency <= 0 {
		cfg.Concurrency = defaultConcurrency
	}
	return &Auditor{cfg: cfg, library: newLibrary(cfg)}
}

// Run audits all targets and returns a report with one entry for each, in
// order. It never fails: what went wrong with a target is in its report. When
// ctx is cancelled, the targets not yet done are reported as interrupted.
func (a *Auditor) Run(ctx context.Context, targets []Request) *Report {
	report := a.Empty(targets)
	report.Reports = make([]TargetReport, len(targets))
	all := make([]judged, len(targets))
	a.each(ctx, targets, func(i int, j judged) { all[i] = j })
	a.cfg.compare(all)
	for i, j := range all {
		report.Reports[i] = *j.report
	}
	return report
}

// Empty returns the report of a run over targets without an entry for any: what
// holds for all of them.
func (a *Auditor) Empty(targets []Request) *Report {
	return &Report{Schema: Schema, Tool: a.cfg.Tool, Profile: profileOf(a.cfg.Policy), Reports: []TargetReport{},
		Unused: a.cfg.Policy.Unmatched(policyTargets(targets)), Settings: []Setting{}}
}

// Each audits all targets and hands over the report of each with its place among
// them, in the order in which they are done, one call at a time. It keeps none:
// a run may have more targets than there is room for their reports. So the
// targets are not held against each other: twins are only those that are asked
// for.
func (a *Auditor) Each(ctx context.Context, targets []Request, done func(i int, t TargetReport)) {
	a.each(ctx, targets, func(i int, j judged) {
		a.cfg.compare([]judged{j})
		done(i, *j.report)
	})
}

func (a *Auditor) each(ctx context.Context, targets []Request, done func(i int, j judged)) {
	var group errgroup.Group
	group.SetLimit(a.cfg.Concurrency)
	r := newRun(a, targets)
	p := &pace{total: len(targets), tell: a.cfg.Progress}
	for i, t := range targets {
		group.Go(func() error {
			p.begin(t.Asked)
			j := r.target(ctx, t)
			p.end(t.Asked, func() { done(i, j) })
			return nil
		})
	}
	_ = group.Wait() // no target returns an error
}

func profileOf(p policy.Policy) Profile {
	if p.Profile == nil {
		return Profile{Name: "default"}
	}
	return Profile{Name: p.Profile.Name, SHA256: p.Profile.SHA256}
}

func (a *Auditor) snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	source, ok := a.cfg.Sources[r.Hub]
	if !ok {
		return nil, errNoSource
	}
	return source.Snapshot(ctx, r)
}

var errNoSource = errors.New("no source for this hub")

// pace keeps count of the targets of a run, and tells of it.
type pace struct {
	mu      sync.Mutex
	total   int
	done    int
	reading []string // begun and not done, the first begun first
	tell    func(Event)
}

func (p *pace) begin(asked string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reading = append(p.reading, asked)
	p.event()
}

// end hands over what came of a target, and tells of it.
func (p *pace) end(asked string, handOver func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	handOver()
	if i := slices.Index(p.reading, asked); i >= 0 {
		p.reading = slices.Delete(p.reading, i, i+1)
	}
	p.done++
	p.event()
}

func (p *pace) event() {
	if p.tell == nil {
		return
	}
	e := Event{Done: p.done, Total: p.total}
	if len(p.reading) > 0 {
		e.Waits = p.reading[0]
	}
	p.tell(e)
}
