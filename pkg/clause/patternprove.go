package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// patterns returns the patterns of a rule that no example of its own
// exercises: one that no positive example holds is a guess, and a veto that
// keeps no near miss away is a patch whose reason nobody knows any more.
func (p proof) patterns() []error {
	i := slices.IndexFunc(p.set.rules, func(c rule) bool { return c.id == p.rule.ID })
	if i < 0 {
		return nil
	}
	c := &p.set.rules[i]
	match := p.set.patterns[c.first : c.first+c.match]
	var faults []error
	unproved := func(field, why string, n int, seen []bool) {
		for j := range n {
			if !seen[j] {
				faults = append(faults, p.rule.fault(strict.Path(field, j), "%s", why))
			}
		}
	}
	hits, vetoes := make([]bool, len(match)), make([]bool, len(c.unless))
	for _, e := range p.rule.Examples {
		text, _ := e.Marked()
		segments(p.set, text+e.None, func(m *matcher, seg segment) {
			found := len(p.rule.Frames) > 0
			for j := range match {
				if m.ends(&match[j], seg.lead) {
					found = true
					hits[j] = hits[j] || e.Want != ""
				}
			}
			for j := range c.unless {
				vetoes[j] = vetoes[j] || found && e.None != "" && m.occurs(&c.unless[j])
			}
		})
	}
	elsewhere := make([]bool, len(c.elsewhere))
	for _, e := range p.rule.Examples {
		segments(p.set, e.None, func(m *matcher, _ segment) {
			for j := range c.elsewhere {
				elsewhere[j] = elsewhere[j] || m.occurs(&c.elsewhere[j])
			}
		})
	}
	unproved("unless_text", "no near miss of the rule holds this veto: add one, or leave the veto out", len(c.elsewhere), elsewhere)
	unproved("match", "no positive example of the rule holds this pattern: add one, or leave the pattern out", len(match), hits)
	unproved("unless", "no near miss of the rule holds this veto: add one, or leave the veto out", len(c.unless), vetoes)
	return faults
}

// segments gives every segment of a text, ready for patterns, to each.
func segments(s *Set, text string, each func(*matcher, segment)) {
	cut := prose.Cut([]byte(text))
	r := newReader(s, Input{Doc: &doc.Document{Text: cut.Bytes}}, cut)
	var buffer segment
	for i := range cut.Segments {
		seg := buffer.take(&cut.Segments[i])
		r.begin(seg)
		said, order := ordered(r, seg)
		each(r.matcher, seg)
		if order {
			r.begin(said)
			each(r.matcher, said)
		}
	}
}
