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
}

// Formats lists the formats, the default first. A new one is a file with its
// Writer and a line here.
func Formats() []Format {
	return []Format{
		{"text", "for people", writeText},
		{"json", "the master format, which every other can be made from", writeJSON},
		{"markdown", "a matrix and what to know of each, for a comment or the summary of a job", reports(writeMarkdown)},
		{"sarif", "SARIF 2.1.0: a result for every finding and problem that weighs, for code hosts", reports(writeSARIF)},
		{"cyclonedx", "CycloneDX 1.6 ML-BOM: declared, concluded and read licences", reports(writeCycloneDX(cdx.SpecVersion1_6))},
		{"cyclonedx-1.7", "the same in CycloneDX 1.7", reports(writeCycloneDX(cdx.SpecVersion1_7))},
		{"spdx", "SPDX 3.0.1 with its AI and Dataset classes", reports(writeSPDX3)},
		{"spdx-2.3", "SPDX 2.3 document", reports(writeSPDX23)},
		{"csv", "a row a model, finding, duty, question and problem, for spreadsheets", reports(writeCSV)},
		{"xlsx", "the same as sheets of a workbook", reports(writeXLSX)},
		{"junit", "a test case a model, for CI systems", reports(writeJUnit)},
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
