package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// gather makes one line of the findings that would read alike, with the places
// of all of them: a licence says some things in many of its sections.
func gather(findings []finding.Finding) []finding.Finding {
	var out []finding.Finding
	for _, f := range findings {
		i := slices.IndexFunc(out, func(o finding.Finding) bool { return o.Message == f.Message && sameJudgement(o.Judged, f.Judged) })
		if i < 0 {
			out = append(out, f)
			continue
		}
		out[i].Evidence = slices.Concat(out[i].Evidence, f.Evidence)
	}
	return out
}

func sameJudgement(a, b finding.Judged) bool {
	if a.State == nil || b.State == nil {
		return a.State == b.State
	}
	return *a.State == *b.State && a.Sum == b.Sum
}

// places says where evidence stands, each document once with all its lines.
func places(evidence []doc.Evidence) string {
	var parts []string
	var seen []doc.Evidence
	for _, e := range evidence {
		if slices.ContainsFunc(seen, func(s doc.Evidence) bool { return sameDocument(s, e) }) {
			continue
		}
		seen = append(seen, e)
		var lines []string
		for _, other := range evidence {
			if sameDocument(other, e) {
				lines = append(lines, startLine(other)...)
			}
		}
		parts = append(parts, place(e, lines))
	}
	return strings.Join(parts, "; ")
}

func sameDocument(a, b doc.Evidence) bool { return a.Path == b.Path && a.SHA256 == b.SHA256 }

// at says where one piece of evidence stands.
func at(e doc.Evidence) string { return place(e, startLine(e)) }

// startLine is the line where evidence begins, as a list of one or none.
func startLine(e doc.Evidence) []string {
	if len(e.Spans) == 0 || e.Spans[0].Line <= 0 {
		return nil
	}
	return []string{strconv.Itoa(e.Spans[0].Line)}
}

func place(e doc.Evidence, lines []string) string {
	s := e.Path
	if s == "." {
		s = "the folder as a whole"
	}
	switch lines = slices.Compact(lines); len(lines) {
	case 0:
	case 1:
		s += " line " + lines[0]
	default:
		last := len(lines) - 1
		s += " lines " + strings.Join(lines[:last], ", ") + " and " + lines[last]
	}
	if e.SHA256 != "" {
		s += " (sha256 " + e.SHA256[:min(12, len(e.SHA256))] + ")"
	}
	return s
}
