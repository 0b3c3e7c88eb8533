package clause

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The classes of the lexicon that tell on which side of a figure a limit
// begins: "more than" 100 and "up to" 100 begin above it, "at least" 100 and
// "fewer than" 100 with it.
const (
	overClass   = "figure_over"    // before the figure
	fromClass   = "figure_from"    // before the figure
	orMoreClass = "figure_or_more" // behind the figure: it belongs to what is limited
	orLessClass = "figure_or_less" // behind the figure: it belongs to what is left
)

// Bounds of what is said of a figure, in words.
const (
	beforeFigure = 14 // "exceeds an annual gross revenue of" 100
	behindFigure = 2  // 100 "users or more"
)

// Figures says how words of a sentence set parameters of its clauses, whichever
// rule finds them: whose users count, over which time, what happens then.
type Figures struct {
	Kinds []term.Kind `yaml:"kinds" json:"kinds"`
	// When lists what sets a parameter, by its params or by a value in its pattern
	// that bears the parameter's name. Of entries with Near, which set the same
	// one, that counts whose words stand nearest to the figure; else the last.
	When     []When           `yaml:"when" json:"when"`
	Examples []FiguresExample `yaml:"examples" json:"-"`
}

// FiguresExample is a text with what all rules together must say of a clause.
type FiguresExample struct {
	Text   string         `yaml:"text"`
	Kind   term.Kind      `yaml:"kind"`
	Params map[string]any `yaml:"params"`
	// Lacks lists parameters that the clause must not state.
	Lacks []string `yaml:"lacks,omitempty"`
}

// checkFigures checks the form of figures.yaml.
func checkFigures(f *strict.Document, all []Figures) error {
	for i, g := range all {
		for j, w := range g.When {
			for _, k := range g.Kinds {
				if err := checkParams(k, w.Params); err != nil {
					f.Fault(strict.Path("", i, fmt.Sprintf("when[%d].params", j)), "%v", err)
				}
			}
		}
	}
	return f.Err()
}

// compileFigures compiles what sets parameters of the clauses of each kind.
func (s *Set) compileFigures(b *book, all []Figures) error {
	for _, g := range all {
		when, err := b.whens(g.When)
		if err != nil {
			return fmt.Errorf("figures.yaml: %w", err)
		}
		s.figures = append(s.figures, figureRules{kinds: g.Kinds, when: when})
	}
	return nil
}

// figureRules are compiled Figures.
type figureRules struct {
	kinds []term.Kind
	when  []whenPattern
}

// figureReader reads what the words of the segment at hand say of the figures of
// a clause.
type figureReader struct{ *matcher }

// said sets what the words of the segment at hand say of a clause that a rule
// finds with the figures of h. Lists add up, and a rule that states one itself
// keeps it.
func (r figureReader) said(rule *rule, h hit, params term.Params) {
	k := rule.kind
	for i := range r.set.figures {
		g := &r.set.figures[i]
		if !slices.Contains(g.kinds, k) {
			continue
		}
		nearest := map[string]int{}
		for j := range g.when {
			w := &g.when[j]
			if rule.lists(w.params) {
				continue
			}
			away := r.away(w, h)
			if away < 0 {
				continue
			}
			r.captured(w, k, params)
			for name, value := range w.params {
				if least, set := nearest[name]; w.near != "" && set && least <= away {
					continue
				}
				nearest[name] = away
				if params[name] = addUp(params[name], value); value == "" { // the words take back what others seem to say
					delete(params, name)
				}
			}
		}
	}
}

// lists reports whether a rule states one of some lists itself.
func (c *rule) lists(params map[string]any) bool {
	for name := range params {
		if own, ok := c.core[name].([]string); ok && len(own) > 0 {
			return true
		}
	}
	return false
}

// captured sets the parameters of a kind that values in a pattern are named
// after.
func (r figureReader) captured(w *whenPattern, k term.Kind, params term.Params) {
	if w.near != "" {
		return
	}
	x, _ := r.search(&w.pattern, 0)
	for _, c := range x.captures {
		p, ok := c.param(k)
		switch {
		case !ok:
		case (c.sort == prose.Places || c.sort == prose.People) && p.Type == term.String:
			params[c.name] = r.set.names.place(c.value.Places[0])
		default:
			c.assign(params)
		}
	}
}

// away returns how many words lie between the figure that w asks for and the
// nearest match of w; 0 where it asks for none, -1 for no match.
func (r figureReader) away(w *whenPattern, h hit) int {
	i := slices.IndexFunc(h.captures, func(c capture) bool { return c.name == w.near })
	if i < 0 {
		if r.occurs(&w.pattern) {
			return 0
		}
		return -1
	}
	if !r.meets(w.needs) {
		return -1
	}
	v, least := h.captures[i].value, -1
	for x, ok := r.search(&w.pattern, 0); ok; x, ok = r.search(&w.pattern, x.end) {
		if gap := max(0, v.Start-x.end, x.start-v.End); least < 0 || gap < least {
			least = gap
		}
	}
	return least
}

// boundary sets what the words around the figures of a match say of the
// parameter "boundary", for kinds that have it.
func (r figureReader) boundary(rule *rule, h hit, params term.Params) {
	if !rule.bounded {
		return
	}
	figures := term.Figures()
	for _, c := range h.captures {
		if c.sort != prose.Count && c.sort != prose.Money || !slices.Contains(figures[:], c.name) {
			continue
		}
		if side := r.side(c.value); side != "" && params["boundary"] == nil {
			params["boundary"] = side
		}
	}
}

// side says whether a limit begins above a figure ("over") or with it ("from");
// "" where no word tells.
func (r figureReader) side(v prose.Value) string {
	more, less := r.follows(&r.set.bounds[2], v.End), r.follows(&r.set.bounds[3], v.End)
	from, over := r.stops(&r.set.bounds[1], v.Start), r.stops(&r.set.bounds[0], v.Start)
	switch {
	case more && !less, less == more && from >= 0 && from >= over:
		return "from"
	case less, over >= 0:
		return "over"
	}
	return ""
}

// isBounded reports whether clauses of a kind begin above a figure or with it.
func isBounded(k term.Kind) bool {
	return k == term.UserCap || k == term.RevenueCap || k == term.AttributionThreshold
}

// starts reports whether p matches from place at on.
func (m *matcher) starts(p *pattern, at int) bool {
	return p.node != nil && m.lastEndFrom(p, at, at) >= 0
}

// follows reports whether p matches from a place soon behind a figure on.
func (r figureReader) follows(p *pattern, at int) bool {
	for i := at; i <= min(at+behindFigure, len(r.tokens)-1); i++ {
		if r.starts(p, i) {
			return true
		}
	}
	return false
}

// stops returns the last place up to at where p ends, not long before it; -1 for
// none.
func (r figureReader) stops(p *pattern, at int) int {
	if p.node == nil || !r.meets(p.needs) {
		return -1
	}
	last := -1
	for i := max(0, at-beforeFigure); i < at; i++ {
		if end := r.lastEndFrom(p, i, i); end <= at {
			last = max(last, end)
		}
	}
	return last
}
