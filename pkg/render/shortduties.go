package render

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// duties writes the checklist: what the target itself asks, then what each work
// upstream does. Who sees to it, and by when, has its place on the page of HTML.
func (l *shortWriter) duties(b brief) {
	source, known := "", ""
	for i, o := range grouped(l.bySource(b)) {
		if i == 0 {
			l.title("DUTIES")
		}
		if o.of != source {
			source = o.of
			l.text("  ", "for "+source+", which it is made from:", dim)
		}
		if o.known != known && o.known != "" && len(b.Licenses) > 1 {
			known = o.known
			l.text("  ", "as the catalogue knows "+known+":", dim)
		}
		l.text(box, upper(o.told()))
	}
}

// sourced is one duty, or several of one trigger, with who asks for it.
type sourced struct {
	policy.Obligation
	items []string       // what and where
	at    []doc.Evidence // of what has no place among the items
	of    string         // the work upstream that alone asks for it; empty where the target or several do
	known string         // the licence that does, of which the catalogue alone tells
}

// bySource puts duties in the order of who asks for them, those of the target
// first. A rule for names, or for the terms of others, that is a limit is told
// there.
func (l *shortWriter) bySource(b brief) []sourced {
	var out []sourced
	for _, o := range b.Duties {
		if (o.Do == kind.Name || o.Do == kind.PassOn) && b.limited(o) {
			continue
		}
		one := sourced{Obligation: o}
		f := findingOf(b.TargetReport, o.Finding)
		switch {
		case f == nil:
		case len(f.Via) == 0:
			one.known = limit{Findings: []finding.Finding{*f}}.known()
		case len(o.From) == 1:
			one.of = steps(o.From)
		}
		one.item(b)
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(x, y sourced) int { return cmp.Or(strings.Compare(x.of, y.of), strings.Compare(x.known, y.known)) })
	return out
}

// grouped puts the duties of one source that hang on the same into one item, and
// so what is only to be kept or left, whatever one does: few people tick those
// off one by one.
func grouped(list []sourced) []sourced {
	var out []sourced
	for _, o := range list {
		i := slices.IndexFunc(out, func(have sourced) bool {
			alike := have.plain() && o.plain() || have.shows() && o.shows() || have.When != "" && have.When == o.When
			return have.of == o.of && have.known == o.known && alike
		})
		if i < 0 {
			out = append(out, o)
			continue
		}
		out[i].items, out[i].at = append(out[i].items, o.items...), append(out[i].at, o.at...)
	}
	return out
}

// plain reports whether a duty is to keep or to leave something, and no more.
func (o sourced) plain() bool {
	return (o.Do == kind.Keep || o.Do == kind.Avoid) && o.Where == "" && len(o.Says.Params) == 0
}

// shows reports whether a duty is to show something, whenever it is used.
func (o sourced) shows() bool { return o.Do == kind.Show && o.When == "" }

// told says what is due, when, and by which clause. The trigger of several comes
// first.
func (o sourced) told() string {
	items := slices.Clone(o.items)
	for i := 1; i < len(items); i++ {
		items[i] = lower(items[i])
	}
	s := strings.Join(items, "; ")
	switch {
	case o.When != "" && len(items) > 1 && !o.plain():
		s = o.When + ": " + lower(s)
	case o.When != "" && !o.plain():
		s += " (" + o.When + ")"
	}
	if len(o.at) > 0 && o.known == "" {
		s += " [" + coarse(o.at) + "]"
	}
	return s
}

func lower(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// item takes up what is due and where. Of several that hang on the same each
// names its clause.
func (o *sourced) item(b brief) {
	s := strings.TrimSuffix(o.Text, ".")
	switch {
	case o.Where != "" && len(o.Places) > 1:
		s += ", as the clause says: " + o.Where
	case o.Where != "":
		s += ": " + o.Where
	}
	if o.When != "" && o.plain() {
		s += " " + o.When
	}
	if f := findingOf(b.TargetReport, o.Finding); f != nil {
		o.at = f.Evidence
	}
	if o.of == "" && !slices.ContainsFunc(o.From, func(from string) bool { return strings.Contains(o.Text, steps([]string{from})) }) {
		s += origin(o.Obligation, b.Findings)
	}
	o.items = []string{s}
}

// box is what a duty is ticked off in.
const box = "□ "
