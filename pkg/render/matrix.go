package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// row is one target in the matrix of a run: what is asked first of each.
type row struct {
	Outcome                                 policy.Outcome
	Asked, Licence, Match, Commercial       string
	Users, Revenue, Regions, Badge, Outputs string
	Top                                     string // the weightiest reason
}

// newRow reads a row off a target. "–" says that no rule found such a limit.
func newRow(b brief) row {
	r := row{Outcome: b.Verdict.Outcome, Asked: b.Target.Asked, Commercial: commercial(b.Summary)}
	var ids, degrees []string
	for _, lic := range b.Licenses {
		ids, degrees = append(ids, lic.ID), append(degrees, degree(lic))
	}
	r.Licence, r.Match = strings.Join(ids, "; "), strings.Join(degrees, "; ")
	switch {
	case unreadCause(b.TargetReport) != "":
		r.Licence = "not read"
	case r.Licence == "":
		r.Licence = "none found"
	}
	r.Users = b.cell("{threshold}", term.UserCap)
	r.Revenue = b.cell("{currency|plain} {amount}", term.RevenueCap)
	r.Regions = b.cell("{regions|plain}", term.RegionExclusion)
	r.Badge = b.cell("{text}", term.AttributionThreshold, term.Attribution)
	r.Outputs = b.cell("barred", term.NoTrainingOnOutputs)
	switch {
	case len(b.Limits) > 0 && b.Limits[0].State != finding.NotTriggered:
		r.Top = b.Limits[0].Title
	case len(b.Questions) > 0:
		r.Top = b.Questions[0].Ask
	case len(b.Problems) > 0:
		r.Top = b.Problems[0].Text
	default:
		r.Top = "–"
	}
	return r
}

// licences says under which licences a target is, and how surely each is known.
func (r row) licences() string {
	if r.Match == "" {
		return r.Licence
	}
	ids, degrees := strings.Split(r.Licence, "; "), strings.Split(r.Match, "; ")
	for i := range min(len(ids), len(degrees)) {
		ids[i] += " (" + degrees[i] + ")"
	}
	return strings.Join(ids, "; ")
}

// cell says what the clauses of some kinds state, "yes" where they do not say
// it in figures or words, "–" where there is none.
func (b brief) cell(template string, kinds ...term.Kind) string {
	var out []string
	for _, f := range b.Findings {
		if !slices.Contains(kinds, f.Kind) {
			continue
		}
		s, full := expand(template, f.Params)
		if !full {
			s = "yes"
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return "–"
	}
	return strings.Join(out, "; ")
}

// matrix writes the counts of a run and a row for each target.
func (l *layout) matrix(briefs []brief) {
	l.line(l.paint(counts(briefs), bold))
	l.blank()
	head := []string{"VERDICT", "MODEL", "LICENCE", "COMMERCIAL USE", "USERS", "REVENUE", "REGIONS", "BADGE", "OUTPUTS", "TOP REASON"}
	for _, b := range briefs {
		r := newRow(b)
		l.record(r.Outcome, head, []string{strings.ToUpper(string(r.Outcome)), r.Asked, r.licences(), r.Commercial, r.Users, r.Revenue,
			r.Regions, r.Badge, r.Outputs, r.Top})
	}
	l.blank()
}

// record writes a row: the verdict and the model, and then what is not empty.
func (l *layout) record(o policy.Outcome, head, cells []string) {
	first := fmt.Sprintf("%-10s", cells[0])
	s := cells[1] + " · " + cells[2] + " · " + strings.ToLower(head[3]) + ": " + cells[3]
	for i := 4; i < len(cells); i++ {
		if cells[i] == "–" {
			continue
		}
		s += " · "
		if i < len(cells)-1 {
			s += strings.ToLower(head[i]) + ": "
		}
		s += cells[i]
	}
	indent := uniseg.StringWidth(first)
	for i, line := range wrap(Inert(s), max(l.Width-indent, 20)) {
		lead := l.paint(first, bold, shade(o))
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		l.line(lead, line)
	}
}

// Counts says in one line how the targets of a report came out.
func (r Report) Counts() string {
	briefs := make([]brief, len(r.Reports))
	for i, t := range r.Reports {
		briefs[i].TargetReport = t
	}
	return counts(briefs)
}

// counts says how many targets came out how.
func counts(briefs []brief) string {
	var parts []string
	for _, o := range []policy.Outcome{policy.Fail, policy.Undecided, policy.Review, policy.Pass} {
		n := 0
		for _, b := range briefs {
			if b.Verdict.Outcome == o {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", count(n), o))
		}
	}
	noun := "targets"
	if len(briefs) == 1 {
		noun = "target"
	}
	return fmt.Sprintf("%s %s: %s", count(len(briefs)), noun, strings.Join(parts, " · "))
}

// sameCause gathers the targets of which nothing was read for the same reason.
func sameCause(briefs []brief) (rest []brief, causes []cause) {
	for _, b := range briefs {
		text := unreadCause(b.TargetReport)
		if text == "" {
			rest = append(rest, b)
			continue
		}
		i := slices.IndexFunc(causes, func(c cause) bool { return c.text == text })
		if i < 0 {
			causes = append(causes, cause{text: text})
			i = len(causes) - 1
		}
		causes[i].targets = append(causes[i].targets, b)
	}
	return rest, causes
}

// cause is why nothing was read of some targets.
type cause struct {
	text    string
	targets []brief
}

// unresolved is what was found where a file does not fix what it loads; nil for
// any other target.
func unresolved(t audit.TargetReport) *finding.Finding {
	if len(t.Findings) == 1 && t.Findings[0].Kind == term.UnresolvedReference {
		return &t.Findings[0]
	}
	return nil
}

func unreadCause(t audit.TargetReport) string {
	if f := unresolved(t); f != nil {
		return string(f.Kind) + ": " + f.Message
	}
	if len(t.Documents) > 0 || len(t.Findings) > 0 || len(t.Problems) == 0 {
		return ""
	}
	p := t.Problems[0]
	p.Params = maps.Clone(p.Params)
	for name, v := range p.Params {
		if s, ok := v.(string); ok && t.Target.ID != "" {
			p.Params[name] = strings.ReplaceAll(s, t.Target.ID, "it")
		}
	}
	return p.Code + ": " + Sentence(p)
}
