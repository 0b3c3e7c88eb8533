package render_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// Every format of a file has a golden of the report that has one of everything.
func TestFormats(t *testing.T) {
	ends := map[string]string{"html": "html", "json": "json", "junit": "junit.xml", "markdown": "md", "csv": "csv"}
	for _, f := range render.Formats() {
		if f.Name == "xlsx" || f.Name == "text" {
			continue // TestXLSX reads it back, TestReport has its goldens
		}
		end := ends[f.Name]
		if end == "" {
			end = f.Name + ".json"
		}
		golden(t, "report."+end, []byte(written(t, f.Name, sample())))
	}
}

// A format for reports refuses another document instead of writing half of it.
func TestFormatsForReportsOnly(t *testing.T) {
	for _, f := range render.Formats() {
		err := f.Write(render.Page{W: &bytes.Buffer{}}, render.Texts{TextReport: &audit.TextReport{}})
		if wants := f.Name == "text" || f.Name == "json"; (err == nil) != wants {
			t.Errorf("%s of texts: %v", f.Name, err)
		}
	}
}

// hostile is a report with a finding whose words try to be something else.
func hostile(words string) *audit.Report {
	r := sample()
	t := &r.Reports[0]
	t.Target.Asked = words
	for i := range t.Findings {
		t.Findings[i].Title = words
		for k := range t.Findings[i].Evidence {
			t.Findings[i].Evidence[k].Quote = words
		}
	}
	t.Problems = append(t.Problems, doc.NewProblem("not-found", "repository", words))
	return r
}

func TestCSVHoldsNoFormula(t *testing.T) {
	for _, words := range []string{"=1+1", "+x", "-x", "@x", "\tx", "\rx"} {
		rows, err := csv.NewReader(strings.NewReader(written(t, "csv", hostile(words)))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Fatalf("%q begins a cell", cell)
				}
			}
		}
	}
}

func TestXLSX(t *testing.T) {
	long := "=" + strings.Repeat("word ", 10_000)
	out := written(t, "xlsx", hostile(long))
	if again := written(t, "xlsx", hostile(long)); out != again {
		t.Error("the same report gives other bytes")
	}
	book, err := excelize.OpenReader(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	cut := false
	for _, name := range []string{"models", "findings", "duties", "questions", "problems"} {
		rows, err := book.GetRows(name)
		if err != nil || len(rows) < 2 {
			t.Fatalf("sheet %s: %d rows, %v", name, len(rows), err)
		}
		for y := range rows {
			for x, cell := range rows[y] {
				at, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := book.GetCellFormula(name, at); err != nil || formula != "" {
					t.Fatalf("%s %s holds the formula %q (%v)", name, at, formula, err)
				}
				cut = cut || strings.HasSuffix(cell, "[cut: 50,001 characters; the JSON report has all of them]")
			}
		}
	}
	if !cut {
		t.Error("a cell that is cut does not say so")
	}
}

func TestJUnit(t *testing.T) {
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Cases    []struct {
			Name    string    `xml:"name,attr"`
			Failure *struct{} `xml:"failure"`
			Error   *struct{} `xml:"error"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal([]byte(written(t, "junit", hostile("a <b> & \x1b \"c\" ]]>"))), &suites); err != nil {
		t.Fatal(err)
	}
	if suites.Tests != 2 || suites.Failures != 1 || suites.Errors != 1 || suites.Cases[0].Failure == nil || suites.Cases[1].Error == nil {
		t.Errorf("suites are %+v", suites)
	}
}

// Words from outside set nothing out in Markdown: no link, no image, no mention.
func TestMarkdownIsPlain(t *testing.T) {
	words := "[x](https://evil.example) ![y](z) @someone #12 `code` <script>alert(1)</script> *b* | cell http://a.example www.b.example"
	out := written(t, "markdown", hostile(words))
	for _, bad := range []string{"@someone", "#12", "<script", "http://a", "www.b"} {
		if strings.Contains(out, bad) {
			t.Errorf("%q gets through", bad)
		}
	}
	root := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...)).Parse(text.NewReader([]byte(out)))
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.Kind() {
		case ast.KindLink, ast.KindImage, ast.KindAutoLink, ast.KindCodeSpan:
			t.Errorf("words from outside became %s", n.Kind())
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What does not fit into a comment is left out, and said.
func TestMarkdownFits(t *testing.T) {
	r := sample()
	for range 300 {
		r.Reports = append(r.Reports, sample().Reports[0])
	}
	out := written(t, "markdown", r)
	if n := len([]rune(out)); n > 60_000 {
		t.Errorf("%d characters", n)
	}
	if !strings.Contains(out, "did not fit here") {
		t.Error("what was left out is not said")
	}
}

// Every result of SARIF has a rule, a place and words, within the bounds of
// code hosts; what is undecided is a result, too.
func TestSARIF(t *testing.T) {
	r := sample()
	r.Reports[0].Target.NamedIn = []audit.Place{{Path: "deps/models.txt", Line: 7}}
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(written(t, "sarif", r)), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	undecided, named := false, false
	for _, res := range run.Results {
		if run.Tool.Driver.Rules[res.RuleIndex].ID != res.RuleID || res.Message.Text == "" || len(res.Locations) == 0 {
			t.Errorf("result %+v", res)
			continue
		}
		at := res.Locations[0].PhysicalLocation
		undecided = undecided || strings.HasPrefix(res.RuleID, "undecided/")
		named = named || at.ArtifactLocation.URI == "deps/models.txt" && at.Region.StartLine == 7
		if at.Region.StartLine < 1 || at.ArtifactLocation.URI == "" {
			t.Errorf("no place: %+v", res)
		}
	}
	if !undecided || !named {
		t.Errorf("undecided %v, named %v: %+v", undecided, named, run.Results)
	}
}

// What could not be read of a target that passes is told, as a note.
func TestSARIFTellsProblemsOfAPass(t *testing.T) {
	r := sample()
	r.Reports = r.Reports[:1]
	r.Reports[0].Verdict = policy.Verdict{Outcome: policy.Pass}
	r.Reports[0].Problems = []doc.Problem{doc.NewProblem("odd")}
	out := written(t, "sarif", r)
	for _, want := range []string{`"ruleId": "undecided/odd"`, `"level": "note"`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

// Of several targets those that pass have a row only, and what was odd of them
// is told all the same.
func TestTextTellsProblemsOfAPass(t *testing.T) {
	r := sample()
	for len(r.Reports) < 2 {
		r.Reports = append(r.Reports, r.Reports[0])
	}
	for i := range r.Reports {
		r.Reports[i].Verdict = policy.Verdict{Outcome: policy.Pass}
		r.Reports[i].Problems = []doc.Problem{doc.NewProblem("odd")}
	}
	out := written(t, "text", r)
	if !strings.Contains(out, r.Reports[1].Target.Asked+": odd: odd\n") || strings.Count(out, "PASS, BUT") != 1 {
		t.Errorf("have\n%s", out)
	}
}
