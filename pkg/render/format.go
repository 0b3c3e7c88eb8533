package render

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// Document is what a command writes: as JSON by its own fields, and as text
// for people.
type Document interface{ Text(Page) error }

// Writer writes a document in one format.
type Writer func(Page, Document) error

// Format is one form of output.
type Format struct {
	Name  string
	About string // what it is for, in a few words
	Write Writer
	// Texts tells that it shows whole texts, where they are at hand.
	Texts bool
}

// Formats lists the formats, the default first. A new one is a file with its
// Writer and a line here.
func Formats() []Format {
	return []Format{
		{Name: "text", About: "for people", Write: writeText},
		{Name: "json", About: "the master format, which every other can be made from", Write: writeJSON},
		{Name: "html", About: "one page for counsel: matrix, limits, texts with their marks, questions, signature", Write: reports(writeHTML),
			Texts: true},
		{Name: "markdown", About: "a matrix and what to know of each, for a comment or the summary of a job", Write: writeMarkdown},
		{Name: "sarif", About: "SARIF 2.1.0: a result for every finding and problem that weighs, for code hosts", Write: reports(writeSARIF)},
		{Name: "cyclonedx", About: "CycloneDX 1.6 ML-BOM: declared, concluded and read licences",
			Write: reports(writeCycloneDX(cdx.SpecVersion1_6))},
		{Name: "cyclonedx-1.7", About: "the same in CycloneDX 1.7", Write: reports(writeCycloneDX(cdx.SpecVersion1_7))},
		{Name: "spdx", About: "SPDX 3.0.1 with its AI and Dataset classes", Write: reports(writeSPDX3)},
		{Name: "spdx-2.3", About: "SPDX 2.3 document", Write: reports(writeSPDX23)},
		{Name: "csv", About: "a row a model, finding, duty, question and problem, for spreadsheets", Write: reports(writeCSV)},
		{Name: "xlsx", About: "the same as sheets of a workbook", Write: reports(writeXLSX)},
		{Name: "junit", About: "a test case a model, for CI systems", Write: reports(writeJUnit)},
	}
}

// ErrReportsOnly is what the Writer of a format for reports alone returns for
// any other document.
var ErrReportsOnly = errors.New("this format is for reports only; choose text or json")

// Lookup returns the format of that name.
func Lookup(name string) (Format, error) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("no format %q; choose %s", name, FormatNames())
	}
	return formats[i], nil
}

// FormatNames lists the names of the formats for a sentence: "text or json".
func FormatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

func writeText(p Page, d Document) error { return d.Text(p) }
