package gate

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

//go:embed page/page.tmpl
var pageTemplate string

//go:embed page/style.css
var pageStyle string

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
	p := listPage{Style: style(), Prefix: Prefix, Query: r.URL.Query().Get("q"), Policy: profile.Name, Digest: profile.SHA256, Hub: k.hub,
		Review: k.review, Undecided: k.undecided, Counts: k.counts.list()}
	for _, d := range k.store.List(p.Query, listed) {
		p.Rows = append(p.Rows, rowOf(d))
	}
	show(w, "list", p)
}

// decision is the page of one decision: why, under which policy, and what an
// exception would have to say.
func (k *desk) decision(w http.ResponseWriter, r *http.Request) {
	d, ok := k.store.Numbered(r.PathValue("number"))
	if !ok {
		say(w, http.StatusNotFound, "there is no decision of that number")
		return
	}
	p := decisionPage{row: rowOf(d), Style: style(), Prefix: Prefix, Policy: d.Policy.Name, Digest: d.Policy.SHA256, Kind: string(d.Kind),
		Until: d.Until.UTC().Format(time.RFC3339), Lineage: d.Lineage, Problems: d.Problems}
	if report, err := k.report(d.Number()); err == nil {
		p.Report, p.Snippet = true, render.Grants(report.Reports[0].Verdict.Reasons)
	}
	show(w, "decision", p)
}

// report reads the report of a decision back.
func (k *desk) report(number string) (*audit.Report, error) {
	body, err := k.store.Report(number)
	if err != nil {
		return nil, err
	}
	report, err := audit.ReadReport(bytes.NewReader(body))
	if err == nil && len(report.Reports) != 1 {
		err = ErrNoReport
	}
	return report, err
}

func (k *desk) reportHTML(w http.ResponseWriter, r *http.Request) {
	report, err := k.report(r.PathValue("number"))
	var page bytes.Buffer
	if err == nil {
		err = writeReport(&page, "html", render.NewReport(report))
	}
	if err != nil {
		say(w, http.StatusNotFound, ErrNoReport.Error())
		return
	}
	safe(w, "text/html; charset=utf-8") // the page itself says what may run in it
	_, _ = w.Write(page.Bytes())        // a reader that hung up is not the gate's trouble
}

func style() template.CSS { return template.CSS(pageStyle) } //nolint:gosec // our own file

// policy of what a page may do: show itself and send its own form.
var contentPolicy = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
})

func show(w http.ResponseWriter, name string, data any) {
	var out bytes.Buffer
	if err := pages().ExecuteTemplate(&out, name, data); err != nil {
		say(w, http.StatusInternalServerError, "the page could not be made")
		return
	}
	safe(w, "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", contentPolicy())
	_, _ = w.Write(out.Bytes()) // as above
}
