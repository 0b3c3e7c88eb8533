package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

//go:embed html/report.tmpl
var htmlTemplate string

//go:embed html/style.css
var htmlStyle string

//go:embed html/sort.js
var htmlScript string

var htmlPage = sync.OnceValue(func() *template.Template { return template.Must(template.New("report").Parse(htmlTemplate)) })

// page is what the template of the HTML report is filled with. All of it is
// text: the template escapes what it is given.
type (
	htmlReport struct {
		Title, Counts, Tool, Rules, Profile, Digest, Notice, CSP string
		Style                                                    template.CSS
		Script                                                   template.JS
		Many                                                     bool
		Head, Settings                                           []string
		Models                                                   []htmlModel
		Texts                                                    []htmlText
		Left                                                     []string // what was left out, and why
	}
	htmlModel struct {
		ID, Asked, Outcome, InShort, Verdict, Next, NotFound, ReportDigest string
		Shown                                                              bool // told beyond its row
		Cells                                                              []string
		Facts, Lists                                                       []htmlList
		Limits                                                             []htmlLimit
		Rights                                                             []htmlRight
		Parts, Changes, Snippet                                            []string
		Tree                                                               []htmlNode
		Duties                                                             []htmlDuty
		Questions                                                          []htmlQuestion
		Documents                                                          []htmlDocument
	}
	htmlList struct {
		Name  string
		Lines []string
	}
	htmlLimit struct {
		N                          int
		Title, From, What, Settled string
		Words                      []string
		Quotes                     []htmlQuote
	}
	htmlQuote struct {
		Words, Place, Link string
		Same               bool // Place is in the document of the quote before, whose name it leaves out
	}
	htmlRight struct{ Name, Value string }
	htmlNode  struct {
		Name  string
		Below []htmlNode
	}
	htmlDuty     struct{ Text, When, Place string }
	htmlQuestion struct {
		Ask, Who string
		Quotes   []htmlQuote
	}
	htmlDocument struct{ Path, Link, Status, Bytes, Account, SHA256 string }
)

// writeHTML writes one page that needs nothing but itself. Nothing in it runs
// but the script that sorts the matrix, which the page allows by its digest.
func writeHTML(p Page, r Report) error {
	texts := newHTMLTexts(p, r)
	page := htmlReport{
		Title: "Licence audit of " + htmlTitle(r), Tool: r.Tool.Version, Rules: r.Tool.Rules, Profile: "none: nobody said who asks",
		Digest: digestOf(r),
		Notice: notice, Style: template.CSS(htmlStyle), Script: template.JS(htmlScript), Many: len(r.Reports) > 1, //nolint:gosec // our own files
		Head: []string{"Verdict", "Model", "Licence", "Match", "Commercial use", "Users", "Revenue", "Regions", "Badge", "Outputs", "Use",
			"Modify", "Share",
			"Share changed", "Serve", "Train others", "Top reason"},
	}
	page.CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + digestSource(htmlStyle) + "'; script-src '" +
		digestSource(htmlScript) + "'"
	if r.Profile.SHA256 != "" {
		page.Profile = r.Profile.Name + ", sha256 " + r.Profile.SHA256
	}
	for _, s := range r.Settings {
		page.Settings = append(page.Settings, Inert(settingLine(s)))
	}
	briefs := make([]brief, len(r.Reports))
	for i, t := range r.Reports {
		briefs[i] = newBrief(t)
		briefs[i].Changes = r.changes(t)
		texts.take(t)
	}
	for i := range briefs {
		page.Models = append(page.Models, htmlModelOf(briefs[i], i, texts, page.Digest, len(r.Reports) > 1))
	}
	page.Counts = counts(briefs)
	page.Texts, page.Left = texts.list()
	if err := htmlPage().Execute(p.W, page); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}

func htmlTitle(r Report) string {
	if len(r.Reports) == 1 {
		return Inert(r.Reports[0].Target.Asked)
	}
	return count(len(r.Reports)) + " targets"
}

// digestOf is the digest of a report in its master form.
func digestOf(r Report) string {
	sum := sha256.New()
	_ = json.NewEncoder(sum).Encode(r.Report) // a hash takes all that is written
	return hex.EncodeToString(sum.Sum(nil))
}

// digestSource names a text of the page for its security policy.
func digestSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func htmlModelOf(b brief, n int, texts *htmlTexts, digest string, many bool) htmlModel {
	r := newRow(b)
	m := htmlModel{
		ID: fmt.Sprintf("m%d", n+1), Asked: Inert(b.Target.Asked), Outcome: string(b.Verdict.Outcome), Shown: !many || b.told(),
		InShort: Inert(inShort(b)), Verdict: upper(verdictLine(b)), Next: upper(next(b.TargetReport)), NotFound: strings.Join(b.NotFound, ", "),
		ReportDigest: digest, Cells: []string{r.Licence, r.Match, r.Commercial, r.Users, r.Revenue, r.Regions, r.Badge, r.Outputs},
	}
	for _, act := range term.Rights() {
		answer := "–"
		if right, ok := b.Rights[act]; ok {
			answer = string(right.Value)
			m.Rights = append(m.Rights, htmlRight{upper(spaced(string(act))), answer})
		}
		if act != term.Commercial {
			m.Cells = append(m.Cells, answer)
		}
	}
	m.Cells = append(m.Cells, Inert(r.Top))
	for i, cell := range m.Cells {
		m.Cells[i] = Inert(cell)
	}
	if m.Shown {
		m.tell(b, texts)
	}
	return m
}

// told reports whether there is more to say of a target among others than its
// row: one that passes and asks nothing is told there.
func (b brief) told() bool {
	return b.Verdict.Outcome != "pass" || len(b.Limits) > 0 || len(b.Duties) > 0 || len(b.Problems) > 0 || len(b.Open) > 0
}

// tell fills in what stands of a target below the matrix.
func (m *htmlModel) tell(b brief, texts *htmlTexts) {
	t := b.TargetReport
	m.Facts = []htmlList{{"What", []string{htmlWhat(t)}}, {"Licence", inertAll(licenceLines(t))}, {"Read", []string{Inert(readLine(t))}}}
	if at := namedIn(t.Target); len(at) > 0 {
		m.Facts = append(m.Facts, htmlList{"Named in", inertAll(at)})
	}
	for i, l := range b.Limits {
		one := htmlLimit{N: i + 1, Title: Inert(l.Title), From: Inert(l.source()), What: Inert(l.What),
			Settled: Inert(strings.TrimPrefix(settled(l), " → "))}
		evidence := l.Evidence()
		for k, e := range evidence {
			q := texts.quote(e)
			if k > 0 && sameDocument(evidence[k-1], e) {
				q.Same, q.Place = true, strings.TrimPrefix(q.Place, Inert(place(e, nil))+" ")
			}
			one.Quotes = append(one.Quotes, q)
			if q.Words != "" {
				one.Words = append(one.Words, q.Words)
			}
		}
		m.Limits = append(m.Limits, one)
	}
	m.Parts = inertAll(parts(t))
	if up := ancestry(t.Lineage); len(up) > 0 {
		m.Tree = []htmlNode{{Name: Inert(t.Lineage.Nodes[0].ID), Below: htmlTree(up)}}
	}
	for _, o := range b.Duties {
		m.Duties = append(m.Duties, htmlDuty{Inert(o.Text + whereabouts(o) + origin(o, t.Findings)), Inert(o.When), Inert(dutyPlace(b, o))})
	}
	for _, q := range b.Questions {
		one := htmlQuestion{Ask: Inert(q.Ask), Who: q.Who}
		for _, e := range q.Evidence {
			one.Quotes = append(one.Quotes, texts.quote(e))
		}
		m.Questions = append(m.Questions, one)
	}
	m.Changes = inertAll(b.Changes)
	m.Snippet = Grants(t.Verdict.Reasons)
	for _, d := range t.Documents {
		m.Documents = append(m.Documents, htmlDocumentOf(d, texts))
	}
	m.lists(b)
}

// lists adds what counsel looks up: other terms, duties that are not due, what
// else was found, openness, files, and problems.
func (m *htmlModel) lists(b brief) {
	add := func(name string, lines []string) {
		if len(lines) > 0 {
			m.Lists = append(m.Lists, htmlList{name, inertAll(lines)})
		}
	}
	var others, notes, lifted, open, problems []string
	for _, f := range gather(b.Others) {
		others = append(others, f.Message+" ["+sections(f.Evidence)+"]")
	}
	for _, f := range gather(b.Notes) {
		notes = append(notes, upper(f.Message)+" ["+sections(f.Evidence)+"]")
	}
	for _, o := range b.Lifted {
		lifted = append(lifted, o.Text+" ("+o.When+")")
	}
	if b.Openness.Tier.Low != "" {
		open = append(open, "Tier: "+tiers(b.Openness.Tier))
		for _, v := range b.Openness.Views {
			open = append(open, v.Definition+": "+viewLine(v))
		}
		open = append(open, b.Openness.Tier.Ask...)
	}
	for _, p := range b.Problems {
		problems = append(problems, problem(p))
	}
	add("Other terms", others)
	add("What else was found", notes)
	add("Duties that are not due", lifted)
	add("Openness", open)
	add("Files", files(b.Safety))
	add("Problems", problems)
}

func inertAll(lines []string) []string {
	out := slices.Clone(lines)
	for i, s := range out {
		out[i] = Inert(s)
	}
	return out
}

// htmlWhat names the repository and the commit that the report is about.
func htmlWhat(t audit.TargetReport) string {
	s := t.Target.Kind + " " + t.Target.AnsweredID
	if t.Target.Commit != "" {
		s += " at " + t.Target.Commit
	}
	if t.Target.Component != "" {
		s += ", part " + t.Target.Component
	}
	return Inert(s)
}

// htmlTree draws steps upstream below one another.
func htmlTree(steps []origins) []htmlNode {
	var out []htmlNode
	for _, o := range steps {
		out = append(out, htmlNode{Name: Inert(o.Name), Below: htmlTree(o.Below)})
	}
	return out
}

func htmlDocumentOf(d audit.Document, texts *htmlTexts) htmlDocument {
	out := htmlDocument{Path: Inert(d.Path), Status: string(d.Status), Bytes: Number(d.Bytes), SHA256: d.SHA256,
		Link: texts.link(doc.Evidence{SHA256: d.SHA256})}
	if d.Account != nil {
		out.Account = balance(d.Account)
	}
	return out
}
