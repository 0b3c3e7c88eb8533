package render

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// Traces tells how sentences of a text were read, for whoever writes rules.
type Traces struct {
	Schema string     `json:"schema"`
	Tool   audit.Tool `json:"tool"`
	Traces []Traced   `json:"traces"`
}

// Traced is one sentence with how it was read.
type Traced struct {
	Path  string       `json:"path"`
	Line  int          `json:"line"`
	Lead  string       `json:"lead"`
	Quote string       `json:"quote"`
	State clause.State `json:"state"`
	// Because is why it is open, as data.
	Because []finding.Remark `json:"because"`
	Why     string           `json:"why"` // the sentence made of it
	Plain   []string         `json:"plain"`
	Frames  []clause.Frame   `json:"frames"`
	Rules   []string         `json:"rules"` // that found a clause in it
}

// NewTraced returns a trace with its sentences.
func NewTraced(t Traced) Traced {
	t.Why = remarks(t.Because)
	return t
}

// Text writes traces for people.
func (r Traces) Text(p Page) error {
	l := p.layout()
	for _, t := range r.Traces {
		l.text(fmt.Sprintf("%5d  ", t.Line), t.Quote, bold)
		if t.Lead != "" {
			l.text("       led in by ", t.Lead)
		}
		for _, f := range t.Frames {
			l.text("       frame    ", frameLine(f))
		}
		for _, id := range t.Rules {
			l.text("       clause   ", id)
		}
		if len(t.Plain) > 0 {
			l.text("       plain by ", strings.Join(t.Plain, ", "))
		}
		l.text("       → ", strings.TrimSuffix(string(t.State)+": "+t.Why, ": "))
		l.blank()
	}
	return l.err
}

func frameLine(f clause.Frame) string {
	out := f.Speech
	for _, part := range []struct {
		label string
		names []string
	}{
		{"on", f.Bearer}, {"act", f.Acts}, {"object", f.Objects}, {"inner", f.Inner}, {"purpose", f.Purpose},
		{"only", f.Only}, {"except", f.Except}, {"if", f.If},
	} {
		if len(part.names) > 0 {
			out += " · " + part.label + " " + strings.Join(part.names, ", ")
		}
	}
	if len(f.Remarks) > 0 {
		out += " (" + strings.Join(f.Remarks, ", ") + ")"
	}
	return out
}

// Mine groups the open sentences of texts by what their frames do, the largest
// group first: what a rule, of either sort, would explain next.
type Mine struct {
	Schema    string      `json:"schema"`
	Tool      audit.Tool  `json:"tool"`
	Sentences int         `json:"sentences"`
	Open      int         `json:"open"`
	Groups    []MineGroup `json:"groups"`
}

// MineGroup is one group of open sentences.
type MineGroup struct {
	Frames    string   `json:"frames"` // what they share
	Sentences []Traced `json:"sentences"`
}

// NewMine groups the open ones of some traces.
func NewMine(schema string, tool audit.Tool, traces []Traced) Mine {
	out := Mine{Schema: schema, Tool: tool, Sentences: len(traces), Groups: []MineGroup{}}
	groups := map[string][]Traced{}
	for _, t := range traces {
		if t.State == clause.StateOpen {
			out.Open++
			key := mineKey(t)
			groups[key] = append(groups[key], t)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		out.Groups = append(out.Groups, MineGroup{key, groups[key]})
	}
	slices.SortStableFunc(out.Groups, func(a, b MineGroup) int { return cmp.Compare(len(b.Sentences), len(a.Sentences)) })
	return out
}

// mineKey says what a sentence does: the speech acts, bearers and acts of its
// frames, and where no frame was read, why it is open.
func mineKey(t Traced) string {
	var parts []string
	for _, f := range t.Frames {
		part := strings.Join(slices.Concat([]string{f.Speech}, f.Bearer, f.Acts), " ")
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "no frame; " + t.Why
	}
	return strings.Join(parts, " / ")
}

// shownPerGroup is the number of sentences of a group that are written for
// people; JSON has them all.
const shownPerGroup = 3

// Text writes the groups for people.
func (m Mine) Text(p Page) error {
	l := p.layout()
	l.line(fmt.Sprintf("%d of %d sentences are open, in %d groups", m.Open, m.Sentences, len(m.Groups)))
	l.blank()
	for _, g := range m.Groups {
		l.text(fmt.Sprintf("%5d  ", len(g.Sentences)), g.Frames, bold)
		for _, t := range g.Sentences[:min(len(g.Sentences), shownPerGroup)] {
			l.text("       ", fmt.Sprintf("%s line %d: “%s” (%s)", t.Path, t.Line, t.Quote, t.Why))
		}
		l.blank()
	}
	return l.err
}
