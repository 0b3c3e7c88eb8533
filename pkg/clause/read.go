package clause

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// reader finds the clauses of one text.
type reader struct {
	set     *Set
	in      Input
	present []uint64 // symbols of the segment at hand
	stamp   []uint32 // by pattern: the last segment it was tried in
	count   uint32
	machine machine
	found   []candidate
	ends    []int // number of candidates behind each of the last segments
}

// candidate is a match before overlapping ones are merged.
type candidate struct {
	Match
	segment uint32
	heart   int // bytes that the pattern itself matched
}

func (r *reader) segment(seg segment) {
	r.count++
	r.load(seg)
	marked := false
	try := func(n int32) {
		if r.stamp[n] == r.count {
			return
		}
		r.stamp[n] = r.count
		p := r.set.patterns[n]
		if rule := &r.set.rules[p.rule]; r.in.Card && !rule.Cards || seg.heading && !rule.Headings || !r.meets(p) {
			return
		}
		if !marked {
			r.machine.entities = entities(r.in.Doc.Text, seg.tokens)
			marked = true
		}
		r.try(p, seg)
	}
	from := len(r.found)
	for _, n := range r.set.always {
		try(n)
	}
	for i := range seg.tokens {
		for _, s := range seg.tokens[i].w.symbols {
			for _, n := range r.set.byKey[s] {
				try(n)
			}
		}
	}
	r.drop(from, seg.items)
	r.ends = append(r.ends, len(r.found))
}

// load notes which words a segment holds.
func (r *reader) load(seg segment) {
	r.present = append(r.present[:0], make([]uint64, r.set.vocabulary.size/64+1)...)
	for i := range seg.tokens {
		t := &seg.tokens[i]
		for _, s := range t.w.symbols {
			r.present[s/64] |= 1 << (s % 64)
		}
	}
}

// drop removes what was found from index from on in a sentence as a whole, if
// its items, the n segments before it, have said the same.
func (r *reader) drop(from, n int) {
	if n == 0 || len(r.found) == from {
		return
	}
	items := r.found[:from]
	if k := len(r.ends) - n; k > 0 {
		items = items[r.ends[k-1]:]
	}
	kept := slices.DeleteFunc(r.found[from:], func(c candidate) bool {
		return slices.ContainsFunc(items, func(i candidate) bool { return i.Kind == c.Kind })
	})
	r.found = r.found[:from+len(kept)]
}

// meets reports whether the segment holds all words that p needs.
func (r *reader) meets(p *pattern) bool {
	for _, need := range p.needs {
		if !slices.ContainsFunc(need, func(s symbol) bool { return r.present[s/64]&(1<<(s%64)) != 0 }) {
			return false
		}
	}
	return true
}

// try runs a rule's pattern over a segment.
func (r *reader) try(p *pattern, seg segment) {
	prog := p.program(r.set.vocabulary)
	hits := r.machine.run(prog, seg.tokens, seg.lead)
	if len(hits) == 0 {
		return
	}
	rule := &r.set.rules[p.rule]
	for _, also := range rule.also {
		if !r.occurs(also, seg) {
			return
		}
	}
	for _, unless := range rule.unless {
		if r.occurs(unless, seg) {
			return
		}
	}
	for _, h := range hits {
		r.found = append(r.found, candidate{
			Match:   Match{Kind: rule.Kind, Rule: rule.ID, Params: r.params(rule, prog, h, seg), Spans: r.evidence(seg, h)},
			segment: r.count,
			heart:   seg.tokens[h.end-1].end - seg.tokens[max(h.start, seg.lead)].start,
		})
	}
}

func (r *reader) occurs(p *pattern, seg segment) bool {
	return r.meets(p) && len(r.machine.run(p.program(r.set.vocabulary), seg.tokens, 0)) > 0
}

// params collects the parameters of a match: the core ones, the rule's
// constants, what the segment adds, and what was captured.
func (r *reader) params(rule *compiled, prog *program, h hit, seg segment) term.Params {
	params := term.NewParams(rule.Kind)
	set := func(values map[string]any) {
		for name, value := range values {
			if v, err := term.Value(value); err == nil {
				params[name] = v
			}
		}
	}
	set(rule.Params)
	for i, p := range rule.when {
		if r.occurs(p, seg) {
			set(rule.When[i].Params)
		}
	}
	for i, name := range prog.captures {
		start := int(h.caps[2*i])
		if h.caps[2*i+1] == 0 || start >= len(seg.tokens) || seg.tokens[start].entity == 0 {
			continue
		}
		r.machine.entities[seg.tokens[start].entity-1].assign(params, name)
	}
	return params
}

// assign sets the parameter that a capture is named after.
func (e entity) assign(params term.Params, name string) {
	switch e.kind {
	case entityCount:
		params[name] = e.count
	case entityMoney:
		params[name] = e.count
		params["currency"] = e.currency
	case entityPlaces:
		params[name] = slices.Clone(e.places)
	case entityQuoted, entityDate:
		params[name] = e.text
	}
}

// merge keeps one match of a kind where several cover the same words, joins
// the items of a list of barred fields, and sorts.
func (r *reader) merge() []Match {
	slices.SortStableFunc(r.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.Spans[0].Start, b.Spans[0].Start), cmp.Compare(b.heart, a.heart))
	})
	var out []Match
	for _, c := range r.found {
		i := slices.IndexFunc(out, func(m Match) bool { return m.Kind == c.Kind && touches(m.Spans, c.Spans) })
		if i < 0 {
			out = append(out, c.Match)
			continue
		}
		out[i] = join(out[i], c.Match)
	}
	slices.SortStableFunc(out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Spans[0].Start, b.Spans[0].Start), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}

// touches reports whether the last spans, the words of the item itself,
// overlap; items of one list share their lead-in.
func touches(a, b []doc.Span) bool {
	return a[len(a)-1].Overlaps(b[len(b)-1])
}

// join adds what b knows to a: lists are united, empty parameters filled.
func join(a, b Match) Match {
	for _, name := range b.Params.Names() {
		switch have := a.Params[name].(type) {
		case nil:
			a.Params[name] = b.Params[name]
		case bool:
			if v, ok := b.Params[name].(bool); ok {
				a.Params[name] = have || v
			}
		case []string:
			if more, ok := b.Params[name].([]string); ok {
				a.Params[name] = union(have, more)
			}
		}
	}
	return a
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}
