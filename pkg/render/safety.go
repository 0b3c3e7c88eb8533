package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/safety"
)

// safety writes which formats the files are in and what the hub's scanners
// say of them.
func (l *reportWriter) safety(s safety.Report) {
	if len(s.Formats) == 0 && len(s.Scan.Issues) == 0 {
		return
	}
	if parts := files(s); len(parts) > 0 {
		l.text("  weights         ", strings.Join(parts, " · "))
	}
	if s.Scan.Status == safety.ScanClean {
		l.text("  hub's scan      ", "nothing found")
		return
	}
	l.text("  hub's scan      ", scan(s.Scan), yellow)
}

// files says of each format how many files are in it.
func files(s safety.Report) []string {
	parts := make([]string, len(s.Formats))
	for i, f := range s.Formats {
		parts[i] = format(f)
	}
	return parts
}

func format(f safety.FormatCount) string {
	files := "files"
	if f.Files == 1 {
		files = "file"
	}
	size := "size not told"
	if f.Bytes != nil {
		size = Number(*f.Bytes) + " bytes"
	}
	s := fmt.Sprintf("%s: %s %s, %s", f.Format, Number(int64(f.Files)), files, size)
	switch string(f.Executes) {
	case "yes":
		s += ", RUNS CODE WHEN LOADED"
	case "maybe":
		s += ", may run code when loaded"
	}
	return s
}

func scan(s safety.Scan) string {
	const unscanned = "; not scanned is not clean"
	switch s.Status {
	case safety.ScanIssues:
		parts := make([]string, len(s.Issues))
		for i, issue := range s.Issues {
			parts[i] = issue.Path + " is " + issue.Level
		}
		return strings.Join(parts, " · ")
	case safety.ScanUnfinished:
		return "not finished" + unscanned
	default:
		return "none is known of" + unscanned
	}
}
