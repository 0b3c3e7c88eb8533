package clause

import "github.com/fineprint-audit/fineprint/pkg/term"

// explainer writes the topics and plain rules of an index.
func (e *encoder) explainer(x *explainer) {
	of := func(o owner, n int) []pattern {
		var out []pattern
		for _, p := range x.patterns {
			if p.owner == o && p.n == n {
				out = append(out, p.pattern)
			}
		}
		return out
	}
	e.patterns(of(ofNeutral, 0))
	e.uint(len(x.topics))
	for n, t := range x.topics {
		e.string(t.id)
		e.string(t.title)
		e.string(string(t.weight))
		e.patterns(t.unless)
		e.uint(len(t.kinds))
		for _, k := range t.kinds {
			e.string(string(k))
		}
		e.patterns(of(ofTopic, n))
	}
	e.uint(len(x.plain))
	for n, p := range x.plain {
		e.plain(p)
		e.patterns(of(ofPlain, n))
	}
}

func (e *encoder) plain(p plain) {
	e.string(p.id)
	e.string(string(p.at))
	e.uint(p.words)
	e.bool(p.heading)
	e.bool(p.anyLead)
	e.patterns(p.section)
	e.patterns(p.unless)
	var allowed []int
	for n := range maxTopics {
		if p.allows.has(n) {
			allowed = append(allowed, n)
		}
	}
	e.uint(len(allowed))
	for _, n := range allowed {
		e.uint(n)
	}
}

func (d *decoder) explainer() {
	x := &d.set.explainer
	x.add(ofNeutral, 0, d.patterns())
	for range d.count() {
		t := topic{id: d.string(), title: d.string(), weight: Weight(d.string()), unless: d.patterns()}
		for range d.count() {
			t.kinds = append(t.kinds, term.Kind(d.string()))
		}
		if len(x.topics) == maxTopics {
			d.fail()
			return
		}
		x.takeTopic(t, d.patterns())
	}
	for range d.count() {
		p := d.plain()
		x.takePlain(p, d.patterns())
	}
}

func (d *decoder) plain() plain {
	p := plain{id: d.string(), at: Place(d.string()), words: d.uint(), heading: d.bool(), anyLead: d.bool()}
	p.section, p.unless = d.patterns(), d.patterns()
	for range d.count() {
		n := d.uint()
		if n < 0 || n >= maxTopics {
			d.fail()
			return p
		}
		p.allows.add(n)
	}
	return p
}
