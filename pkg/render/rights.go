package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// rights writes the grid of rights, answer by answer, the freest first.
func (l *layout) rights(answer func(term.Right) (term.Answer, bool)) {
	if s := grid(answer); s != "" {
		l.text("  rights          ", s)
	}
}

// rightsLine is the grid of a target.
func rightsLine(t audit.TargetReport) string {
	return grid(func(r term.Right) (term.Answer, bool) { right, ok := t.Rights[r]; return right.Value, ok })
}

// grid says for each answer which rights have it; empty where none has any. The
// last answer stands for the rest where most have it.
func grid(answer func(term.Right) (term.Answer, bool)) string {
	var parts []string
	rest := ""
	for _, a := range term.Answers() {
		var names []string
		for _, r := range term.Rights() {
			if got, ok := answer(r); ok && got == a {
				names = append(names, spaced(string(r)))
			}
		}
		if len(names) == len(term.Rights()) {
			return "all " + string(a)
		}
		if len(names) > len(term.Rights())/2 {
			rest = "the rest " + string(a)
		} else if len(names) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", a, strings.Join(names, ", ")))
		}
	}
	if rest != "" {
		parts = append(parts, rest)
	}
	return strings.Join(parts, " · ")
}
