package gate

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"net/http"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/page"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

//go:embed page/page.tmpl
var pageTemplate string

var pages = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageTemplate)) })

// What the templates are filled with. All of it is text, which they escape.
type (
	listPage struct {
		Style             template.CSS
		Prefix, Query     string
		Policy, Digest    string
		Hub               string
		Review, Undecided Act
		Counts            []count
		Rows              []row
	}
	row struct {
		Name, Commit, Outcome, Reason, When, Link string
	}
	decisionPage struct {
		row
		Style            template.CSS
		Prefix           string
		Policy, Digest   string
		Until            string
		Kind             string
		Lineage, Snippet []string
		Problems         []string
		Report           bool
	}
)

func rowOf(d Decision) row {
	return row{Name: render.Inert(d.Name()), Commit: d.Commit, Outcome: string(d.Outcome), Reason: render.Inert(d.Reason),
		When: d.At.UTC().Format("2006-01-02 15:04 UTC"), Link: Prefix + "d/" + d.Number()}
}

// list is the page of what was decided.
func (k *desk) list(w http.ResponseWriter, r *http.Request) {
	profile := k.decider.engine.Load().Profile
	p := listPage{Style: page.Style(), Prefix: Prefix, Query: r.URL.Query().Get("q"), Policy: profile.Name, Digest: profile.SHA256, Hub: k.hub,
		Review: k.review, Undecided: k.undecided, Counts: k.counts.list()}
	decisions, err := k.store.List(r.Context(), p.Query, listed)
	if err != nil {
		noAnswer(w, err)
		return
	}
	for _, d := range decisions {
		p.Rows = append(p.Rows, rowOf(d))
	}
	page.Show(w, pages(), "list", p)
}

// decision is the page of one decision: why, under which policy, and what an
// exception would have to say.
func (k *desk) decision(w http.ResponseWriter, r *http.Request) {
	d, err := k.store.Numbered(r.Context(), r.PathValue("number"))
	if err != nil {
		noAnswer(w, err)
		return
	}
	p := decisionPage{row: rowOf(d), Style: page.Style(), Prefix: Prefix, Policy: d.Policy.Name, Digest: d.Policy.SHA256, Kind: string(d.Kind),
		Until: d.Until.UTC().Format(time.RFC3339), Lineage: d.Lineage, Problems: d.Problems}
	if report, err := k.report(r.Context(), d.Number()); err == nil {
		p.Report, p.Snippet = true, render.Grants(report.Reports[0].Verdict.Reasons)
	}
	page.Show(w, pages(), "decision", p)
}

// report reads the report of a decision back.
func (k *desk) report(ctx context.Context, number string) (*audit.Report, error) {
	body, err := k.store.Report(ctx, number)
	if err != nil {
		return nil, err
	}
	report, err := audit.ReadReport(bytes.NewReader(body))
	if err == nil && len(report.Reports) != 1 {
		err = ErrNone
	}
	return report, err
}

func (k *desk) reportHTML(w http.ResponseWriter, r *http.Request) {
	report, err := k.report(r.Context(), r.PathValue("number"))
	var out bytes.Buffer
	if err == nil {
		err = writeReport(&out, "html", render.NewReport(report))
	}
	if err != nil {
		noAnswer(w, err)
		return
	}
	page.HTML(w, out.Bytes())
}
