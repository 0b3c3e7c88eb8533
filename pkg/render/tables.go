package render

import (
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// table is one sheet of a report for spreadsheets: a head and rows of as many
// cells. Every cell is text; foreign text in it is inert.
type table struct {
	Name string
	Head []string
	Rows [][]string
}

func (t *table) add(cells ...string) {
	for i := range cells {
		cells[i] = Inert(cells[i])
	}
	t.Rows = append(t.Rows, cells)
}

// tables are the sheets of a report: a row a model, a finding, a duty, a
// question, a problem.
func tables(r Report) []table {
	models := table{Name: "models", Head: []string{"model", "commit", "verdict", "licence", "match", "commercial use", "restriction-free",
		"users", "revenue", "regions", "badge", "outputs", "top reason", "named in", "unread", "not understood"}}
	findings := table{Name: "findings", Head: []string{"model", "commit", "kind", "what", "scopes", "source", "from", "state", "sum", "where",
		"line",
		"quote", "sha256", "url", "finding"}}
	duties := table{Name: "duties", Head: []string{"model", "do", "what", "where to", "when", "due", "where", "owner", "done", "finding"}}
	questions := table{Name: "questions", Head: []string{"model", "number", "question", "who", "where", "answer"}}
	problems := table{Name: "problems", Head: []string{"model", "code", "path", "line", "text"}}
	for _, t := range r.Reports {
		b := newBrief(t)
		models.add(modelCells(b)...)
		for _, f := range t.Findings {
			scopes := scopeList(f.Scopes)
			state := ""
			if f.Judged.State != nil {
				state = string(*f.Judged.State)
			}
			for _, e := range evidenceOrNone(f.Evidence) {
				findings.add(t.Target.Asked, t.Target.Commit, string(f.Kind), f.Message, scopes, string(f.Source), steps(f.Via), state, f.Judged.Sum,
					place(e, nil), strings.Join(startLine(e), ""), e.Quote, e.SHA256, e.URL, f.ID)
			}
		}
		for _, o := range t.Obligations {
			duties.add(t.Target.Asked, string(o.Do), o.Text, o.Where, o.When, string(o.Due), dutyPlace(b, o), "", "", o.Finding)
		}
		for i, q := range b.Questions {
			questions.add(t.Target.Asked, "Q"+strconv.Itoa(i+1), q.Ask, q.Who, sections(q.Evidence), "")
		}
		for _, p := range t.Problems {
			path, line := "", ""
			if p.Path != nil {
				path = *p.Path
			}
			if p.Line != nil {
				line = strconv.Itoa(*p.Line)
			}
			problems.add(t.Target.Asked, p.Code, path, line, p.Text)
		}
	}
	return []table{models, findings, duties, questions, problems}
}

// modelCells is the row of a target in the table of models.
func modelCells(b brief) []string {
	r := newRow(b)
	free := "not known"
	if b.Summary.RestrictionFree != nil {
		free = map[bool]string{true: "yes", false: "no"}[*b.Summary.RestrictionFree]
	}
	var unread []string
	for _, d := range b.Documents {
		if !d.Read() {
			unread = append(unread, d.Path+" ("+string(d.Status)+")")
		}
	}
	return []string{r.Asked, b.Target.Commit, string(r.Outcome), r.Licence, r.Match, r.Commercial, free, r.Users, r.Revenue, r.Regions,
		r.Badge,
		r.Outputs, r.Top, strings.Join(namedIn(b.Target), ", "), strings.Join(unread, ", "), strconv.Itoa(len(b.Open))}
}

func evidenceOrNone(evidence []doc.Evidence) []doc.Evidence {
	if len(evidence) == 0 {
		return []doc.Evidence{{}}
	}
	return evidence
}

// dutyPlace says where the clause stands that asks for a duty.
func dutyPlace(b brief, o policy.Obligation) string {
	f := findingOf(b.TargetReport, o.Finding)
	if f == nil {
		return ""
	}
	return sections(f.Evidence)
}

// reports makes a Writer of a format that only reports can be written in.
func reports(write func(Page, Report) error) Writer {
	return func(p Page, d Document) error {
		r, ok := d.(Report)
		if !ok {
			return ErrReportsOnly
		}
		return write(p, r)
	}
}
