package gate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// reasonOf says in one line why a target does not pass: a clause that it falls
// over and where that stands, or else its worst reason, or what could not be
// read.
func reasonOf(t audit.TargetReport) string {
	reasons := t.Verdict.Reasons
	switch {
	case len(reasons) > 0:
		s := cmp.Or(reasons[0].Text, "its terms are not settled")
		if f := worstFinding(t); f != nil {
			s = clauseLine(*f)
		}
		if more := len(reasons) - 1; more > 0 {
			s += fmt.Sprintf(" (and %d more)", more)
		}
		return ascii(s, maxReason)
	case len(t.Problems) > 0:
		return ascii(cmp.Or(t.Problems[0].Text, t.Problems[0].Code), maxReason)
	default:
		return "its terms are not settled"
	}
}

// worstFinding is the finding behind a reason of the verdict's own weight, a
// clause before anything else; nil where no finding is.
func worstFinding(t audit.TargetReport) *finding.Finding {
	var first *finding.Finding
	for _, r := range t.Verdict.Reasons {
		i := slices.IndexFunc(t.Findings, func(f finding.Finding) bool { return r.Finding != "" && f.ID == r.Finding })
		switch {
		case i < 0 || r.Outcome != t.Verdict.Outcome:
		case t.Findings[i].Kind.IsClause():
			return &t.Findings[i]
		case first == nil:
			first = &t.Findings[i]
		}
	}
	return first
}

// maxReason bounds a reason in bytes: it has to fit into a header.
const maxReason = 240

// clauseLine is a clause, how it was judged, and where it stands.
func clauseLine(f finding.Finding) string {
	s := cmp.Or(f.Message, f.Title, string(f.Kind))
	if f.Judged.Sum != "" {
		s = cmp.Or(f.Title, s) + " -> " + f.Judged.Sum
	}
	if len(f.Evidence) == 0 {
		return s
	}
	e := f.Evidence[0]
	at := e.Path
	if e.Section != "" {
		at += " " + e.Section
	}
	if len(e.Spans) > 0 {
		at += fmt.Sprintf(" line %d", e.Spans[0].Line)
	}
	return strings.TrimRight(s, ".") + " [" + at + "]"
}

// ascii makes one line of printable ASCII of a text, at most limit bytes: it
// goes into a header.
func ascii(s string, limit int) string {
	var b strings.Builder
	for _, r := range plainer.Replace(strings.Join(strings.Fields(s), " ")) {
		if r < ' ' || r > '~' {
			r = '?'
		}
		b.WriteRune(r)
	}
	out := b.String()
	if len(out) > limit {
		out = strings.TrimRight(out[:max(limit-3, 0)], " ") + "..."
	}
	return out
}

// plainer writes marks of our own sentences in ASCII.
var plainer = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...", "→", "->", "§", "section ", "×",
	"x",
	"·", "-", "≥", ">=", "≤", "<=")
