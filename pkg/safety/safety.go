package safety

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Report is what is told of the safety of a repository's files.
type Report struct {
	Formats []FormatCount `json:"formats"` // of weights and of what else may run on loading, by name
	Scan    Scan          `json:"scan"`
	// CustomCode tells whether loading the target runs code of its own: maybe
	// where Python files stand beside the weights and nothing says what for.
	CustomCode hub.Execution `json:"custom_code"`
}

// FormatCount counts the files of one format.
type FormatCount struct {
	Format   string        `json:"format"`
	Files    int           `json:"files"`
	Bytes    *int64        `json:"bytes"` // nil when the hub does not tell the size of all of them
	Executes hub.Execution `json:"executes"`
}

// Scan is the result of the hub's own scanners.
type Scan struct {
	Status ScanStatus  `json:"status"`
	Issues []ScanIssue `json:"issues"` // in the order of the file list
}

// ScanIssue is a file that the scanners did not find safe, and their word for
// it.
type ScanIssue struct {
	Path  string `json:"path"`
	Level string `json:"level"`
}

// ScanStatus says how far the hub's scanners have come.
type ScanStatus string

// The statuses. Only ScanClean says that the files were scanned and nothing
// was found.
const (
	ScanClean      ScanStatus = "clean"
	ScanIssues     ScanStatus = "issues"
	ScanUnfinished ScanStatus = "unfinished"
	ScanUnknown    ScanStatus = "unknown" // the hub, or the folder, tells nothing
)

// unfinished tells the levels of files that no scanner has judged yet.
func (i ScanIssue) unfinished() bool {
	return slices.Contains([]string{"unscanned", "queued", "error"}, i.Level)
}

// Unknown is the report on a repository that was not read.
func Unknown() Report {
	return Report{Formats: []FormatCount{}, Scan: Scan{Status: ScanUnknown, Issues: []ScanIssue{}}, CustomCode: hub.ExecutesUnknown}
}

// Facts is what is looked at.
type Facts struct {
	Snapshot *hub.Snapshot
	Main     term.Scope // what the repository is made of
	// Cite quotes the value at a path of keys of the hub's answer, Listed where
	// files are listed, Scanned what the hub's scanners say of files.
	Cite            func(keys ...string) doc.Evidence
	Listed, Scanned func(names []string) []doc.Evidence
}

// Assess returns what is told of the files, and what of it is worth a finding.
// It is pure.
func Assess(f Facts) (Report, []finding.Finding) { return f.report(), f.findings() }

func (a Facts) report() Report {
	s := Unknown()
	s.Scan, s.CustomCode = a.scan(), a.customCode()
	for _, f := range a.Snapshot.Files {
		format, ok := hub.FormatOf(f.Path)
		if !ok {
			continue
		}
		i := slices.IndexFunc(s.Formats, func(c FormatCount) bool { return c.Format == format.Name })
		if i < 0 {
			i = len(s.Formats)
			s.Formats = append(s.Formats, FormatCount{Format: format.Name, Executes: format.Executes, Bytes: new(int64)})
		}
		s.Formats[i].add(f)
	}
	slices.SortFunc(s.Formats, func(a, b FormatCount) int { return strings.Compare(a.Format, b.Format) })
	return s
}

func (c *FormatCount) add(f hub.File) {
	c.Files++
	switch {
	case f.Size < 0:
		c.Bytes = nil
	case c.Bytes != nil:
		*c.Bytes += f.Size
	}
}

// scan says what the hub's scanners found. Not scanned is not clean.
func (a Facts) scan() Scan {
	s := Scan{Status: ScanUnknown, Issues: []ScanIssue{}}
	for _, f := range a.Snapshot.Files {
		if f.Scan != "" && f.Scan != "safe" {
			s.Issues = append(s.Issues, ScanIssue{Path: f.Path, Level: f.Scan})
		}
	}
	done := a.Snapshot.Info.ScansDone
	switch {
	case slices.ContainsFunc(s.Issues, func(i ScanIssue) bool { return !i.unfinished() }):
		s.Status = ScanIssues
	case done == nil:
	case !*done || len(s.Issues) > 0:
		s.Status = ScanUnfinished
	default:
		s.Status = ScanClean
	}
	return s
}

// customCode tells whether loading the target runs code of its own.
func (a Facts) customCode() hub.Execution {
	switch {
	case slices.Contains(a.Snapshot.Info.Tags, "custom_code") || a.Snapshot.Info.AutoMap:
		return hub.ExecutesYes
	case len(a.scripts()) > 0:
		return hub.ExecutesMaybe
	case !a.Snapshot.Complete:
		return hub.ExecutesUnknown
	default:
		return hub.ExecutesNo
	}
}

// scripts lists the Python files that a loader could run: those beside the
// weights of a model, those at the root of a dataset. A space is code as a
// whole.
func (a Facts) scripts() []string {
	folders := map[string]bool{}
	switch a.Main {
	case term.Code:
	case term.Data:
		folders["."] = true
	default:
		for _, f := range a.Snapshot.Files {
			if hub.IsWeights(f.Path) {
				folders[path.Dir(f.Path)] = true
			}
		}
	}
	var out []string
	for _, f := range a.Snapshot.Files {
		if folders[path.Dir(f.Path)] && strings.EqualFold(path.Ext(f.Path), ".py") {
			out = append(out, f.Path)
		}
	}
	return out
}
