package clause

import (
	"encoding/binary"
	"maps"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

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
		e.string(t.language)
		e.bool(t.read)
		e.kinds(t.about)
		e.uint(int(t.reaches))
		e.patterns(t.unless)
		e.patterns(of(ofTopic, n))
	}
	e.uint(len(x.byKind))
	for _, k := range slices.Sorted(maps.Keys(x.byKind)) {
		e.string(string(k))
		e.topicSet(x.byKind[k])
	}
	e.uint(len(x.reviewed))
	for _, n := range x.reviewed {
		e.out = binary.BigEndian.AppendUint64(e.out, n)
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
	e.bool(p.grants)
	e.bool(p.items)
	e.bool(p.others)
	e.kinds(p.beside)
	e.bool(p.about)
	e.patterns(p.of)
	e.patterns(p.unless)
	e.topicSet(p.allows)
}

func (e *encoder) kinds(list []term.Kind) {
	e.uint(len(list))
	for _, k := range list {
		e.string(string(k))
	}
}

func (d *decoder) kinds() (out []term.Kind) {
	for range d.count() {
		out = append(out, term.Kind(d.string()))
	}
	return out
}

func (e *encoder) topicSet(t topicSet) {
	var in []int
	for n := range maxTopics {
		if t.has(n) {
			in = append(in, n)
		}
	}
	e.uint(len(in))
	for _, n := range in {
		e.uint(n)
	}
}

func (d *decoder) explainer() {
	x := &d.set.explainer
	x.add(ofNeutral, 0, d.patterns())
	for range d.count() {
		t := topic{id: d.string(), title: d.string(), weight: Weight(d.string()), language: d.string(), read: d.bool(), about: d.kinds(),
			reaches: rightSet(d.uint()), unless: d.patterns()}
		if len(x.topics) == maxTopics {
			d.fail()
			return
		}
		x.takeTopic(t, d.patterns())
	}
	for range d.count() {
		k := term.Kind(d.string())
		x.byKind[k] = d.topicSet()
	}
	for range d.count() {
		if d.pos+8 > len(d.in) {
			d.fail()
			return
		}
		x.reviewed = append(x.reviewed, binary.BigEndian.Uint64(d.in[d.pos:]))
		d.pos += 8
	}
	for range d.count() {
		p := d.plain()
		x.takePlain(p, d.patterns())
	}
}

func (d *decoder) plain() plain {
	p := plain{
		id: d.string(), at: Place(d.string()), words: d.uint(), heading: d.bool(), anyLead: d.bool(),
		grants: d.bool(), items: d.bool(), others: d.bool(),
	}
	p.beside, p.about = d.kinds(), d.bool()
	p.of, p.unless, p.allows = d.patterns(), d.patterns(), d.topicSet()
	return p
}

func (d *decoder) topicSet() (t topicSet) {
	for range d.count() {
		n := d.uint()
		if n < 0 || n >= maxTopics {
			d.fail()
			return t
		}
		t.add(n)
	}
	return t
}
