package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// rights writes the grid of rights, answer by answer, the freest first.
func (l *layout) rights(answer func(term.Right) (term.Answer, bool)) {
	var parts []string
	for _, a := range term.Answers() {
		var names []string
		for _, r := range term.Rights() {
			if got, ok := answer(r); ok && got == a {
				names = append(names, spaced(string(r)))
			}
		}
		if len(names) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", a, strings.Join(names, ", ")))
		}
	}
	if len(parts) > 0 {
		l.text("  rights          ", strings.Join(parts, " · "))
	}
}
