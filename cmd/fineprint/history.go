package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func historyCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "history", Usage: "say when the terms of a model changed, and how", ArgsUsage: "REF",
		Description: "Finds the commits that changed the card or other files which may hold terms, and says what each of them\n" +
			"changed: licences, clauses, what the model is made from. The exit code is 0 when the history was read.",
		Before: wiring.UseSettings(w.World),
		Flags: append(append(outputFlags(), &cli.IntFlag{Name: "limit", Usage: "go back `N` changes", Value: 20}),
			append(wiring.FetchFlags(), wiring.SettingsFlags()...)...),
		Action: func(c *cli.Context) error {
			r, err := historyTarget(c)
			if err != nil {
				return err
			}
			if err := checkOutput(c); err != nil {
				return err
			}
			h, err := readHistory(c, w, r)
			if err != nil {
				return err
			}
			return emit(c, w, render.History{History: *h})
		},
	}
}

// historyTarget reads the one reference whose history is asked for.
func historyTarget(c *cli.Context) (ref.Ref, error) {
	switch {
	case c.NArg() != 1:
		return ref.Ref{}, usage.Errorf("history takes one reference, for example: fineprint history org/model")
	case c.Int("limit") < 1:
		return ref.Ref{}, usage.Errorf("--limit must be at least 1")
	}
	request := audit.ParseRequest(c.Args().First())
	switch {
	case request.Err != nil:
		return ref.Ref{}, usage.Wrap(describeSyntax(request.Err))
	case request.Ref.Hub == ref.Local:
		return ref.Ref{}, usage.Errorf("%s is a folder, and only a hub tells what changed when; to hold a folder to what it was, use "+
			"fineprint lock and fineprint check", request.Asked)
	case request.Ref.Hub != ref.HuggingFace:
		return ref.Ref{}, usage.Errorf("%s: fineprint reads no history from %s", request.Asked, request.Ref.Hub)
	case request.Component != "":
		return ref.Ref{}, usage.Errorf("history speaks of a whole repository: leave #%s out", request.Component)
	}
	return request.Ref, nil
}

// readHistory asks the hub which commits changed terms, and reads what stood in
// the repository at each of them.
func readHistory(c *cli.Context, w world, r ref.Ref) (*lock.History, error) {
	var done func()
	w.World, done = wiring.Debugging(c, w.World)
	defer done()
	source, hints, err := openHuggingFace(c, w)
	if err != nil {
		return nil, err
	}
	found, err := source.History(c.Context, r, c.Int("limit"))
	if err != nil {
		return nil, historyFault(r, err)
	}
	config, err := wiring.AuditConfig(c, nil, nil, w.Today(), nil)
	if err != nil {
		return nil, err
	}
	read := revisions{}
	var targets []audit.Request
	var moments []lock.Moment
	for _, v := range found.Revisions {
		at := pinned(r, v.Commit)
		read[v.Commit] = v.Snapshot
		targets = append(targets, audit.Request{Asked: at.String(), Ref: at})
		m := lock.Moment{Commit: v.Commit, Title: v.Title, Paths: v.Paths}
		if !v.Date.IsZero() {
			m.Date = v.Date.Format(time.RFC3339)
		}
		moments = append(moments, m)
	}
	config.Sources = map[string]audit.Source{ref.HuggingFace: read}
	config.Lineage = lineage.Limits{Depth: -1} // what is upstream has a history of its own
	auditor := audit.New(config)
	h := &lock.History{Schema: lock.HistorySchema, Tool: config.Tool, Commits: found.Commits, Complete: found.Complete,
		Target: historyOf(c.Args().First(), found.Head)}
	h.Trace(moments, auditor.Run(c.Context, targets))
	for _, hint := range hints() {
		fmt.Fprintf(w.Stderr, "fineprint: %s\n", hint)
	}
	if err := c.Context.Err(); err != nil {
		return nil, historyFault(r, err)
	}
	return h, nil
}

// historyOf describes the repository at the newest commit that was asked for.
func historyOf(asked string, head *hub.Snapshot) audit.Target {
	r := head.Ref
	return audit.Target{Asked: asked, Hub: r.Hub, Kind: string(r.Kind), ID: r.ID(), AnsweredID: head.AnsweredID, HubID: head.HubID,
		Revision: r.Revision, Commit: head.Commit, FetchedAt: &head.FetchedAt, Gated: head.Gated, Private: head.Private, Disabled: head.Disabled,
		NamedIn: []audit.Place{}}
}

// historyFault says what to do where there is no history.
func historyFault(r ref.Ref, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return errors.New("interrupted: the history was not read to its end")
	case errors.Is(err, hub.ErrRevision):
		return fmt.Errorf("the commit is gone: the hub has no %s of %s; a history that was squashed keeps none of its commits (%w)", r.Revision,
			r.ID(), err)
	case errors.Is(err, hub.ErrGated):
		return fmt.Errorf("the history of %s is behind the gate, as its files are: accept its terms on the hub and set HF_TOKEN (%w)", r.ID(),
			err)
	case errors.Is(err, hub.ErrOffline):
		return fmt.Errorf("a history is asked of the hub: run without --offline (%w)", err)
	case errors.Is(err, hub.ErrUnreachable):
		return fmt.Errorf("%w; check the network, HF_ENDPOINT or --hub-url, or wait longer with --timeout", err)
	case errors.Is(err, hub.ErrMissingOrPrivate):
		return fmt.Errorf("%w; check the name, or set HF_TOKEN for a private one", err)
	}
	return err
}

// revisions answers with what was read of one repository, by commit.
type revisions map[string]*hub.Snapshot

// Snapshot returns the repository as it was at a commit.
func (v revisions) Snapshot(_ context.Context, at ref.Ref) (*hub.Snapshot, error) {
	if snap := v[at.Revision]; snap != nil {
		return snap, nil
	}
	return nil, hub.ErrOffline
}
