package audit

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Safety is what the hub tells of the safety of a target's files. Nothing in
// it was measured by reading weights.
type Safety struct {
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

// noSafety is the safety of a target that was not read.
func noSafety() Safety {
	return Safety{Formats: []FormatCount{}, Scan: Scan{Status: ScanUnknown, Issues: []ScanIssue{}}, CustomCode: hub.ExecutesUnknown}
}

func (o *observation) safety() Safety {
	s := noSafety()
	s.Scan, s.CustomCode = o.scan(), o.customCode()
	for _, f := range o.snap.Files {
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
func (o *observation) scan() Scan {
	s := Scan{Status: ScanUnknown, Issues: []ScanIssue{}}
	for _, f := range o.snap.Files {
		if f.Scan != "" && f.Scan != "safe" {
			s.Issues = append(s.Issues, ScanIssue{Path: f.Path, Level: f.Scan})
		}
	}
	done := o.snap.Info.ScansDone
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
func (o *observation) customCode() hub.Execution {
	switch {
	case slices.Contains(o.snap.Info.Tags, "custom_code") || o.snap.Info.AutoMap:
		return hub.ExecutesYes
	case len(o.scripts()) > 0:
		return hub.ExecutesMaybe
	case !o.snap.Complete:
		return hub.ExecutesUnknown
	default:
		return hub.ExecutesNo
	}
}

// scripts lists the Python files that a loader could run: those beside the
// weights of a model, those at the root of a dataset. A space is code as a
// whole.
func (o *observation) scripts() []string {
	folders := map[string]bool{}
	switch o.kind {
	case ref.Space:
	case ref.Dataset:
		folders["."] = true
	default:
		for _, f := range o.snap.Files {
			if hub.IsWeights(f.Path) {
				folders[path.Dir(f.Path)] = true
			}
		}
	}
	var out []string
	for _, f := range o.snap.Files {
		if folders[path.Dir(f.Path)] && strings.EqualFold(path.Ext(f.Path), ".py") {
			out = append(out, f.Path)
		}
	}
	return out
}
