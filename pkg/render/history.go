package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/lock"
)

// History is when the terms of a repository changed.
type History struct{ lock.History }

// Text writes the changes for people, the newest first. Commits that changed
// words without changing terms stand together, in a line.
func (h History) Text(p Page) error {
	l := p.layout()
	l.line(l.paint(Inert(h.Target.Asked), bold), l.paint(Inert(" "+h.Target.Kind), dim))
	var others []lock.Moment
	for i, m := range h.Changes {
		oldest := i == len(h.Changes)-1
		if m.Change == nil && !oldest {
			others = append(others, m)
			continue
		}
		l.blank()
		l.moment(h, i)
	}
	l.blank()
	if len(others) > 0 {
		l.text("", "No other terms, though the words changed: "+joined("and", eachOf(others, shortMoment)), dim)
	}
	l.text("", h.extent(), dim)
	l.text("", "Dates are as the authors of the commits set them. A file that came and went between two of these commits was not seen. "+
		"Terms upstream are not told. Not legal advice.", dim)
	return l.err
}

// moment writes one change.
func (l *layout) moment(h History, i int) {
	m := h.Changes[i]
	l.text("", strings.TrimSpace(fmt.Sprintf("%s  %s  %s", day(m), short(m.Commit), titled(m.Title))), bold)
	field := func(name string, lines ...string) {
		for _, s := range lines {
			l.text("  "+tag(name), s)
			name = ""
		}
	}
	field("files", strings.Join(m.Paths, ", "))
	for _, r := range m.Renamed {
		field("renamed", r.To+", before "+r.From)
	}
	if len(m.Unread) > 0 {
		field("unread", strings.Join(m.Unread, ", "))
	}
	if m.Change != nil {
		if before := h.Changes[i+1].MadeFrom; !slices.Equal(before, m.MadeFrom) {
			field("made from", originsOf(before)+", now "+originsOf(m.MadeFrom))
		}
		change := *m.Change
		change.Old, change.New = &lock.State{Licences: change.Old.Licences}, &lock.State{Licences: change.New.Licences}
		field("changed", modelChanges(change)...)
		return
	}
	field("licence", stateLicences(&lock.State{Licences: m.Licences}))
	if len(m.MadeFrom) > 0 {
		field("made from", originsOf(m.MadeFrom))
	}
	field("terms", terms(m.Clauses)...)
}

// terms lists clauses in a line each, those that say the same once.
func terms(list []lock.Clause) []string {
	var out []string
	for _, c := range list {
		c.Quote = ""
		if line := clauseLine(c); !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// extent says how far back the history goes.
func (h History) extent() string {
	s := fmt.Sprintf("Of %s commits %s changed files that may hold terms", count(h.Commits), count(len(h.Changes)))
	if h.Commits == 1 {
		s = "There is one commit"
	}
	switch {
	case len(h.Changes) == 0:
		return "None of " + count(h.Commits) + " commits has files that may hold terms."
	case !h.Complete:
		return s + "; there are older ones, for which --limit must be larger."
	}
	return s + "; the oldest is the first that the hub has. A history that was squashed begins where it was squashed."
}

func originsOf(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, " and ")
}

func eachOf[T any](list []T, f func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

func shortMoment(m lock.Moment) string {
	return fmt.Sprintf("%s %s (%s)", day(m), short(m.Commit), strings.Join(m.Paths, ", "))
}

// day is the day of a change.
func day(m lock.Moment) string {
	if len(m.Date) < len("2006-01-02") {
		return "no date   "
	}
	return m.Date[:len("2006-01-02")]
}

func short(commit string) string {
	commit = strings.TrimPrefix(commit, sha256Prefix)
	return commit[:min(12, len(commit))]
}

// sha256Prefix opens the digests that registries name artifacts by.
const sha256Prefix = "sha256:"

func titled(title string) string {
	if title == "" {
		return ""
	}
	return "“" + title + "”"
}
