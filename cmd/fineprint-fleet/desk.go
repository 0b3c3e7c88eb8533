package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/page"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

//go:embed pages/results.tmpl
var resultsTemplate string

var resultPages = sync.OnceValue(func() *template.Template { return template.Must(template.New("results").Parse(resultsTemplate)) })

// desk answers readers, and takes webhooks where it has their secret. Readers
// change nothing.
type desk struct {
	db     *database
	token  string // asked of readers; empty asks nobody
	secret string // asked of webhooks; empty takes none
	kinds  map[string]string
	now    func() time.Time
}

// kindNames are the names of kinds of clauses and findings, for people.
func kindNames(set *rules.Rules) map[string]string {
	out := map[string]string{}
	for _, k := range append(term.ClauseKinds(), term.FindingKinds()...) {
		out[string(k)] = strings.ReplaceAll(string(k), "-", " ")
		if info, ok := set.Clauses.Kind(k); ok && info.Title != "" {
			out[string(k)] = info.Title
		}
	}
	return out
}

func (d *desk) handler() (http.Handler, error) {
	mux := http.NewServeMux()
	reader := func(next http.HandlerFunc) http.HandlerFunc { return page.Guard(d.token, "fineprint fleet", next) }
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { page.Say(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET /readyz", d.ready)
	mux.HandleFunc("GET /{$}", reader(d.list))
	mux.HandleFunc("GET /results.json", reader(d.listJSON))
	mux.HandleFunc("GET /report/{commit}/{target...}", reader(d.report))
	mux.HandleFunc("GET /report.json/{commit}/{target...}", reader(d.reportJSON))
	if d.secret == "" {
		return mux, nil
	}
	hooks, err := newHooks(d.db, d.secret)
	if err != nil {
		return nil, err
	}
	mux.Handle("POST /webhooks/huggingface", hooks)
	return mux, nil
}

func (d *desk) ready(w http.ResponseWriter, r *http.Request) {
	if err := d.db.PingContext(r.Context()); err != nil {
		page.Say(w, http.StatusServiceUnavailable, "the database does not answer")
		return
	}
	page.Say(w, http.StatusOK, "ready")
}

// noCommit stands in an address for the commit of what has none.
const noCommit = "-"

// addressOf is where the report of a row is, below the name of its form.
func addressOf(target, commit string) string {
	if commit == "" {
		commit = noCommit
	}
	return "/" + commit + "/" + target
}

// What the templates are filled with. All of it is text, which they escape.
type (
	resultsPage struct {
		Style    template.CSS
		Search   search
		Counts   []countOf
		Outcomes []choice
		Terms    []choice
		Found    []choice
		Rows     []resultRow
		Next     template.URL // query of the next page; empty on the last
		JSON     template.URL
		Asked    bool // something in particular
	}
	countOf   struct{ Name, N string }
	choice    struct{ Value, Name string }
	resultRow struct {
		hit
		Link     string
		Many     string // downloads
		Inherits []string
	}
	rowPage struct {
		Style template.CSS
		*result
		Cited []cited
	}
)

// found is a page of results, with the search that it answers and that for the
// page behind it, where there is one.
type found struct {
	search search
	hits   []hit
	more   bool
	next   search
}

// find answers the search of an address, or says why not.
func (d *desk) find(w http.ResponseWriter, r *http.Request) (f found, ok bool) {
	f.search = searchOf(r.URL.Query())
	var err error
	f.hits, f.more, err = d.db.find(r.Context(), f.search, pageRows)
	switch {
	case errors.Is(err, errPlace):
		page.Say(w, http.StatusBadRequest, errPlace.Error())
	case err != nil:
		page.Say(w, http.StatusServiceUnavailable, "the results cannot be read now; ask again")
	case f.more:
		f.next = f.search
		f.next.After = f.hits[len(f.hits)-1].place()
	}
	return f, err == nil
}

func (d *desk) list(w http.ResponseWriter, r *http.Request) {
	f, ok := d.find(w, r)
	if !ok {
		return
	}
	s := f.search
	p := resultsPage{Style: page.Style(), Search: s, Outcomes: d.choices(outcomes()), Terms: d.choices(term.ClauseKinds()),
		Found: d.choices(append(term.ClauseKinds(), term.FindingKinds()...)), JSON: s.address(), Asked: s != search{After: s.After}}
	err := d.db.counts(r.Context(), `SELECT outcome, COUNT(*) FROM fleet_result GROUP BY outcome`,
		func(outcome string, n int64) { p.Counts = append(p.Counts, countOf{outcome, render.Number(n)}) })
	if err != nil {
		page.Say(w, http.StatusServiceUnavailable, "the results could not be counted")
		return
	}
	for _, h := range f.hits {
		row := resultRow{hit: h, Link: "/report" + addressOf(h.Target, h.Commit), Many: render.Number(h.Downloads)}
		for _, k := range strings.Fields(h.Inherited) {
			row.Inherits = append(row.Inherits, d.kinds[k])
		}
		row.Target = render.Inert(h.Target)
		p.Rows = append(p.Rows, row)
	}
	if f.more {
		p.Next = f.next.address()
	}
	page.Show(w, resultPages(), "results", p)
}

func outcomes() []term.Kind { return []term.Kind{"pass", "review", "fail", "undecided"} }

func (d *desk) choices(kinds []term.Kind) []choice {
	out := make([]choice, len(kinds))
	for i, k := range kinds {
		out[i] = choice{string(k), string(k)}
		if name := d.kinds[string(k)]; name != "" {
			out[i].Name = name
		}
	}
	return out
}

func (d *desk) listJSON(w http.ResponseWriter, r *http.Request) {
	f, ok := d.find(w, r)
	if !ok {
		return
	}
	answer := struct {
		Schema  string `json:"schema"`
		Results []hit  `json:"results"`
		Next    string `json:"next"` // address of the next page; empty on the last
	}{Schema: "fineprint.fleet-results/1", Results: f.hits}
	if f.more {
		answer.Next = "/results.json?" + f.next.query()
	}
	page.JSON(w, answer)
}

// asked reads the row that an address names, and answers where there is none.
func (d *desk) asked(w http.ResponseWriter, r *http.Request) *result {
	row, err := d.db.result(r.Context(), r.PathValue("target"), strings.TrimPrefix(r.PathValue("commit"), noCommit))
	switch {
	case err != nil:
		page.Say(w, http.StatusServiceUnavailable, "the result could not be read")
	case row == nil:
		page.Say(w, http.StatusNotFound, "there is no result of that repository at that commit")
	}
	return row
}

// report shows the whole report of a row; of a row that was written without
// one, what it cites.
func (d *desk) report(w http.ResponseWriter, r *http.Request) {
	row := d.asked(w, r)
	if row == nil {
		return
	}
	if row.Report == "" {
		p := rowPage{Style: page.Style(), result: row}
		if err := json.Unmarshal([]byte(row.Evidence), &p.Cited); err != nil && row.Evidence != "" {
			page.Say(w, http.StatusInternalServerError, "what the row cites could not be read")
			return
		}
		page.Show(w, resultPages(), "row", p)
		return
	}
	var out bytes.Buffer
	if err := writeHTML(&out, row.Report); err != nil {
		page.Say(w, http.StatusInternalServerError, "the report could not be made")
		return
	}
	page.HTML(w, out.Bytes())
}

// writeHTML writes the page of a report.
func writeHTML(to *bytes.Buffer, text string) error {
	report, err := audit.ReadReport(strings.NewReader(text))
	if err != nil {
		return err
	}
	f, err := render.Lookup("html")
	return errors.Join(err, f.Write(render.Page{W: to}, render.NewReport(report)))
}

func (d *desk) reportJSON(w http.ResponseWriter, r *http.Request) {
	row := d.asked(w, r)
	switch {
	case row == nil:
	case row.Report == "":
		page.Say(w, http.StatusNotFound, "the row was written without a report")
	default:
		page.Head(w, "application/json; charset=utf-8")
		_, _ = w.Write([]byte(row.Report)) // a reader that hung up is not our trouble
	}
}
