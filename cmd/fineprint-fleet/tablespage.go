package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/page"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

//go:embed pages/tables.tmpl
var tablesTemplate string

//go:embed pages/tables.css
var tablesStyle string

var tablesPages = sync.OnceValue(func() *template.Template { return template.Must(template.New("tables").Parse(tablesTemplate)) })

// tablesPage holds the tables in their order, and how a page shows them.
type tablesPage struct {
	drift      []*driftRow
	texts      []*textRow
	washed     []*washedRow
	unknown    []*unknownRow
	commercial []*commercialRow

	Style, Plots template.CSS
	Policy       string
	Models       string
	Charts       []chart
	Washed       []washedLine
	WashedAll    string
}

// chart is a plot and its table: a bar a row, in parts.
type chart struct {
	ID, Title, About, File string
	Parts                  []string // names of the parts of a bar; the first is what the chart is about
	Bars                   []bar
	Height                 int
	More                   string // rows that only the file has; empty for none
}

// bar is one row. Numbers are in units of the plot.
type bar struct {
	Name, Count string
	Parts       []part
	Y           int
	Example     *example
}

type part struct {
	Class, Count string
	X, Width     float64
}

type washedLine struct {
	washedRow
	What []string
}

// The plot: names stand in a column of its own beside it.
const (
	plotRows  = 20
	plotWidth = 560.0
	barStep   = 24
)

func newTablesPage(t *tally, kinds map[string]string) *tablesPage {
	p := &tablesPage{
		drift:      ordered(t.drift, func(r *driftRow) int64 { return r.Hidden<<32 + r.Models }),
		texts:      ordered(t.texts, func(r *textRow) int64 { return r.Missing<<32 + r.Models }),
		unknown:    ordered(t.unknown, func(r *unknownRow) int64 { return r.Models }),
		commercial: ordered(t.commercial, func(r *commercialRow) int64 { return r.Models }),
		washed:     t.washed, Style: page.Style(), Models: render.Number(t.models),
		Plots: template.CSS(tablesStyle), //nolint:gosec // our own file
	}
	slices.SortStableFunc(p.washed, func(a, b *washedRow) int { return cmp.Compare(b.Downloads, a.Downloads) })
	p.Policy = page.Policy(p.Plots)
	p.Charts = []chart{
		chartOf("drift", "Drift by family", "Models that go back to another, by what their label made of its licence.",
			[]string{"permissive label over its terms", "no label", "another licence", "the same licence"}, p.drift,
			func(r *driftRow) (string, []int64, *example) {
				return r.Family, []int64{r.Hidden, r.NoLabel, r.Other, r.Same}, &r.Example
			}),
		chartOf("texts", "Missing texts", "Models by label, and whether the text of the licence stands in the repository.",
			[]string{"missing", "another text", "none asked", "there"}, p.texts,
			func(r *textRow) (string, []int64, *example) {
				return r.Label, []int64{r.Missing, r.Other, r.None, r.There}, &r.Example
			}),
		chartOf("commercial", "Commercial use by label", "What the terms in force allow, whatever the label says.",
			[]string{"no", "on application", "on conditions", "not known", "yes"}, p.commercial,
			func(r *commercialRow) (string, []int64, *example) {
				return r.Label, []int64{r.No, r.Application, r.Conditions, r.Unknown, r.Yes}, &r.Example
			}),
		chartOf("unknown", "Names that nobody knows", "Names of licences that the catalogue does not have, by how many models carry them.",
			[]string{"models"}, p.unknown,
			func(r *unknownRow) (string, []int64, *example) { return r.Name, []int64{r.Models}, &r.Example }),
	}
	for _, w := range p.washed[:min(len(p.washed), 3*plotRows)] {
		line := washedLine{washedRow: *w}
		line.Target = render.Inert(w.Target)
		for _, k := range strings.Fields(w.Kinds) {
			line.What = append(line.What, kinds[k])
		}
		p.Washed = append(p.Washed, line)
	}
	p.WashedAll = render.Number(int64(len(p.washed)))
	return p
}

// chartOf plots the first rows of a table.
func chartOf[R any](id, title, about string, parts []string, rows []*R, read func(*R) (string, []int64, *example)) chart {
	c := chart{ID: id, Title: title, About: about, File: id + ".parquet", Parts: parts}
	if more := len(rows) - plotRows; more > 0 {
		c.More = render.Number(int64(more))
		rows = rows[:plotRows]
	}
	longest := int64(1)
	for _, r := range rows {
		_, counts, _ := read(r)
		longest = max(longest, sum(counts))
	}
	for i, r := range rows {
		name, counts, e := read(r)
		b := bar{Name: render.Inert(name), Count: render.Number(sum(counts)), Y: i * barStep}
		if e.Target != "" {
			b.Example = e
		}
		x := 0.0
		for k, n := range counts {
			width := plotWidth * float64(n) / float64(longest)
			b.Parts = append(b.Parts, part{Class: classes(len(parts))[k], Count: render.Number(n), X: x, Width: width})
			x += width
		}
		c.Bars = append(c.Bars, b)
	}
	c.Height = len(c.Bars) * barStep
	return c
}

// classes are the styles of the parts of a bar, what is worst first and what is
// best last.
func classes(n int) []string {
	switch n {
	case 1:
		return []string{"p2"}
	case 4:
		return []string{"p1", "p2", "p3", "p5"}
	}
	return []string{"p1", "p2", "p3", "p4", "p5"}
}

func sum(counts []int64) int64 {
	total := int64(0)
	for _, n := range counts {
		total += n
	}
	return total
}

func (p *tablesPage) write(to io.Writer) error {
	var out bytes.Buffer
	if err := tablesPages().ExecuteTemplate(&out, "tables", p); err != nil {
		return err
	}
	_, err := out.WriteTo(to)
	return err
}

// Class is the style of a part of this chart's bars.
func (c chart) Class(i int) string { return classes(len(c.Parts))[i] }
