package render

import (
	"regexp"
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
	for _, d := range byDocument(evidence) {
		var lines []string
		for _, e := range d {
			lines = append(lines, startLine(e)...)
		}
		parts = append(parts, withDigest(place(d[0], lines), d[0]))
	}
	return strings.Join(parts, "; ")
}

func sameDocument(a, b doc.Evidence) bool { return a.Path == b.Path && a.SHA256 == b.SHA256 }

// at says where one piece of evidence stands.
func at(e doc.Evidence) string { return withDigest(place(e, startLine(e)), e) }

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
	return s
}

// withDigest adds which text of that name is meant.
func withDigest(s string, e doc.Evidence) string {
	if e.SHA256 == "" {
		return s
	}
	return s + " (sha256 " + e.SHA256[:min(12, len(e.SHA256))] + ")"
}

// sections says where evidence stands as people cite it, by the numbers of
// sections where a text has them, each place once.
func sections(evidence []doc.Evidence) string { return citing(evidence, all) }

// coarse is sections where there is little room: of many places in a text their
// sections at the top.
func coarse(evidence []doc.Evidence) string {
	return citing(evidence, func(numbers []string) []string {
		const room = 4
		if slices.Sort(numbers); len(slices.Compact(slices.Clone(numbers))) <= room {
			return numbers
		}
		tops := make([]string, len(numbers))
		for i, n := range numbers {
			tops[i] = topSection.FindString(n)
		}
		return tops
	})
}

// topSection is the number of a section that a section is part of.
var topSection = regexp.MustCompile(`^(?:[A-Za-z]+ )?[0-9A-Za-z]+`)

func all(numbers []string) []string { return numbers }

// citing says where evidence stands, with the numbers of sections that are told.
func citing(evidence []doc.Evidence, told func([]string) []string) string {
	var out []string
	for _, d := range byDocument(evidence) {
		var numbers, lines []string
		for _, e := range d {
			if e.Section != "" {
				numbers = append(numbers, e.Section)
			} else {
				lines = append(lines, startLine(e)...)
			}
		}
		s := place(d[0], lines)
		numbers = told(numbers)
		slices.Sort(numbers)
		if numbers = slices.Compact(numbers); len(numbers) > 0 {
			s = place(d[0], nil) + " § " + strings.Join(numbers, ", ")
			if len(lines) > 0 {
				s += "; " + strings.TrimPrefix(place(d[0], lines), place(d[0], nil)+" ")
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// byDocument parts evidence by the document that it stands in.
func byDocument(evidence []doc.Evidence) [][]doc.Evidence {
	var out [][]doc.Evidence
	for _, e := range evidence {
		i := slices.IndexFunc(out, func(d []doc.Evidence) bool { return sameDocument(d[0], e) })
		if i < 0 {
			out = append(out, []doc.Evidence{e})
			continue
		}
		out[i] = append(out[i], e)
	}
	return out
}
