package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// The elements of JUnit's report that every reader of it knows.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string       `xml:"name,attr"`
		Class   string       `xml:"classname,attr"`
		File    string       `xml:"file,attr,omitempty"`
		Line    int          `xml:"line,attr,omitempty"`
		Failure *junitResult `xml:"failure,omitempty"`
		Error   *junitResult `xml:"error,omitempty"`
	}
	junitResult struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes a test case a target: one that fails or needs a review is a
// failure, one that is undecided an error.
func writeJUnit(p Page, r Report) error {
	suite := junitSuite{Name: "fineprint"}
	for _, t := range r.Reports {
		b := newBrief(t)
		c := junitCase{Name: Inert(t.Target.Asked), Class: "fineprint." + t.Target.Kind}
		if len(t.Target.NamedIn) > 0 {
			c.File, c.Line = t.Target.NamedIn[0].Path, t.Target.NamedIn[0].Line
		}
		result := &junitResult{Message: Inert(newRow(b).Top), Type: string(t.Verdict.Outcome), Text: plainText(b)}
		switch t.Verdict.Outcome {
		case policy.Pass:
		case policy.Undecided:
			c.Error = result
			suite.Errors++
		default:
			c.Failure = result
			suite.Failures++
		}
		suite.Cases = append(suite.Cases, c)
	}
	suite.Tests = len(suite.Cases)
	all := junitSuites{Name: "fineprint", Tests: suite.Tests, Failures: suite.Failures, Errors: suite.Errors, Suites: []junitSuite{suite}}
	_, err := io.WriteString(p.W, xml.Header)
	if err == nil {
		enc := xml.NewEncoder(p.W)
		enc.Indent("", "  ")
		if err = enc.Encode(all); err == nil {
			_, err = io.WriteString(p.W, "\n")
		}
	}
	if err != nil {
		return fmt.Errorf("write junit: %w", err)
	}
	return nil
}

// plainText is the short report of one target, without colours.
func plainText(b brief) string {
	var out strings.Builder
	l := &shortWriter{layout: Page{W: &out}.layout()}
	l.target(b)
	return out.String()
}
