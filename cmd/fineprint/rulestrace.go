package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

func lineFlag() cli.Flag {
	return &cli.IntFlag{Name: "line", Usage: "say how line `N` of a text FILE is read: its frames, clauses and plain rules"}
}

// traceLine writes how a line of a text is read.
func traceLine(c *cli.Context, w world) error {
	if c.NArg() != 1 {
		return usage.Errorf("rules explain --line takes one file, for example: fineprint rules explain --line 12 LICENSE")
	}
	set, err := wiring.LoadRules(c)
	if err != nil {
		return err
	}
	traces, err := trace(set, c.Args().First(), w)
	if err != nil {
		return err
	}
	out := render.Traces{Schema: "fineprint.trace/1", Tool: wiring.Tool(set.Digest), Traces: []render.Traced{}}
	for _, t := range traces {
		if t.Line <= c.Int("line") && c.Int("line") <= t.Line+strings.Count(t.Quote, "\n") {
			out.Traces = append(out.Traces, t)
		}
	}
	if len(out.Traces) == 0 {
		return usage.Errorf("no sentence stands on line %d of %s", c.Int("line"), c.Args().First())
	}
	return emit(c, w, out)
}

// mine writes the open sentences of texts, by what they do.
func mine(c *cli.Context, w world) error {
	if c.NArg() == 0 {
		return usage.Errorf("rules mine takes files of licence texts, for example: fineprint rules mine texts/*.txt")
	}
	set, err := wiring.LoadRules(c)
	if err != nil {
		return err
	}
	var all []render.Traced
	for _, name := range c.Args().Slice() {
		traces, err := trace(set, name, w)
		if err != nil {
			return err
		}
		all = append(all, traces...)
	}
	return emit(c, w, render.NewMine("fineprint.mine/1", wiring.Tool(set.Digest), all))
}

// trace tells how the sentences of a file are read when nothing is known of it.
func trace(set *rules.Rules, name string, w world) ([]render.Traced, error) {
	d, problems := readFile(w, name, doc.RoleLicence)
	if !d.Read() {
		return nil, fmt.Errorf("%s is not read as a text: %s", name, problemTexts(problems))
	}
	var out []render.Traced
	for _, t := range set.Clauses.Trace(clause.Input{Doc: d}) {
		row := render.Traced{
			Path: name, Line: t.Span.Line, Lead: strings.TrimSpace(t.Lead), Quote: d.Quote([]doc.Span{t.Span}),
			State: t.State, Because: []finding.Remark{}, Plain: append([]string{}, t.Plain...), Frames: append([]clause.Frame{}, t.Frames...),
			Rules: []string{},
		}
		for _, m := range t.Found {
			row.Rules = append(row.Rules, fmt.Sprintf("%s by %s (%s)", m.Kind, m.Rule, m.By))
		}
		if t.State == clause.StateOpen {
			row.Because = append(row.Because, audit.WhyOpen(t.Why))
		}
		out = append(out, render.NewTraced(row))
	}
	return out, nil
}

func problemTexts(problems []doc.Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, render.Sentence(p))
	}
	return strings.Join(out, "; ")
}
