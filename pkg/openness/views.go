package openness

import (
	"math"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// The results of a part, worst first, by the codes of their sentences. A view
// has the worst of its parts. None of them certifies anything.
const (
	termAgainst     = "term-against" // or the definition's own words
	evidenceMissing = "evidence-missing"
	needsPerson     = "needs-person"
	nothingAgainst  = "nothing-against"
	evidenceFound   = "evidence-found"
)

// evidenceComplete is the best that a definition with a question of its own
// comes to.
const evidenceComplete = "evidence-complete"

func results() []string {
	return []string{termAgainst, evidenceMissing, needsPerson, nothingAgainst, evidenceFound}
}

// views answers every definition.
func (a *assessor) views() []View {
	out := []View{}
	for _, d := range a.Definitions.Views {
		if len(d.Parts) == 0 {
			out = append(out, a.mof(d))
			continue
		}
		out = append(out, a.view(d))
	}
	return out
}

func (a *assessor) view(d Definition) View {
	v := View{Definition: d.Name, Parts: []Part{}, Grounds: grounds()}
	worst := len(results()) - 1
	for _, rule := range d.Parts {
		p := a.part(d, rule)
		worst = min(worst, slices.Index(results(), p.Says.Code))
		v.Grounds.join(p.Grounds)
		p.Says = d.said(p.Says.Code)
		v.Parts = append(v.Parts, p)
	}
	v.Says = d.said(results()[worst])
	if v.Says.Code == evidenceFound && len(v.Questions) > 0 {
		v.Says = finding.Say(evidenceComplete)
	}
	if d.Question != "" {
		v.ask(question(d.Question))
	}
	return v
}

// said is a result in the definition's own words, where it has any.
func (d Definition) said(result string) finding.Remark {
	says := finding.Say(result)
	if result == termAgainst {
		says.Words = d.Refuted
	}
	return says
}

// question is one that the definitions bring along.
func question(words string) finding.Remark {
	return finding.Remark{Words: words, Params: term.Params{}}
}

// part holds one part of a definition against clauses, components and doubts.
func (a *assessor) part(d Definition, rule PartRule) Part {
	p := Part{Name: rule.Name, Grounds: grounds(), Says: finding.Say(evidenceFound)}
	if len(rule.Needs) == 0 {
		p.Says = finding.Say(nothingAgainst)
	}
	firm, arguable := a.broken(d.Key, rule)
	p.against(firm, termAgainst)
	doubts := slices.Concat(arguable, a.doubts(rule))
	p.against(doubts, needsPerson)
	for _, id := range rule.Needs {
		if !a.need(id, &p) {
			p.worsen(evidenceMissing)
		}
	}
	if rule.Terms && !a.terms.known() && len(firm) == 0 {
		p.worsen(needsPerson)
		p.ask(a.terms.asks...)
	}
	if rule.Question != "" && (len(rule.Needs) > 0 || len(doubts) > 0) {
		p.ask(question(rule.Question))
	}
	return p
}

// against notes findings, by id, that stand against a part with a result.
func (p *Part) against(ids []string, result string) {
	if len(ids) > 0 {
		p.Against = append(p.Against, ids...)
		p.worsen(result)
	}
}

// worsen sets the result, unless it is worse already.
func (p *Part) worsen(result string) {
	if slices.Index(results(), result) < slices.Index(results(), p.Says.Code) {
		p.Says = finding.Say(result)
	}
}

// need notes the evidence for a component, or that it is missing.
func (a *assessor) need(id string, p *Part) bool {
	for _, h := range a.held[id] {
		p.For = append(p.For, h.id)
	}
	if a.has(id) {
		return true
	}
	if kind := a.component(id).Missing; kind != "" {
		p.Against = append(p.Against, a.ids(kind)...)
	}
	return false
}

// broken returns the ids of the clauses over the weights that break criteria of
// a part: those that do, and those of which a person must say whether they do.
func (a *assessor) broken(key string, rule PartRule) (firm, arguable []string) {
	for i := range a.bound {
		c := &a.bound[i]
		breaks := func(criteria []string) bool {
			return slices.ContainsFunc(c.breaks[key], func(c string) bool { return slices.Contains(criteria, c) })
		}
		switch {
		case c.known && breaks(rule.Criteria) && c.limits != kind.LimitsNone && c.Certain():
			firm = append(firm, c.ID)
		case c.known && (breaks(rule.Criteria) || breaks(rule.Arguable)):
			arguable = append(arguable, c.ID)
		}
	}
	return firm, arguable
}

// doubts returns the ids of the findings that leave a part to a person.
func (a *assessor) doubts(rule PartRule) []string {
	var out []string
	for f := range a.all() {
		if slices.Contains(rule.Doubt, f.Kind) {
			out = append(out, f.ID)
		}
	}
	return out
}

// join adds what g does not have yet.
func (g *Grounds) join(other Grounds) {
	for _, pair := range []struct {
		to   *[]string
		from []string
	}{{&g.For, other.For}, {&g.Against, other.Against}} {
		for _, s := range pair.from {
			if !slices.Contains(*pair.to, s) {
				*pair.to = append(*pair.to, s)
			}
		}
	}
	g.ask(other.Questions...)
}

// mof classifies what was found by the Model Openness Framework. A component
// whose licence nobody named does not count as open.
func (a *assessor) mof(d Definition) View {
	m := &a.Definitions.MOF
	release := Release{}
	v := View{Definition: d.Name, Parts: []Part{}, Grounds: grounds()}
	for _, c := range m.Components {
		if i := slices.IndexFunc(a.held[c.ID], func(h held) bool { return h.open(m) }); i >= 0 {
			release.Components = append(release.Components, Held{Name: c.ID, Licence: a.held[c.ID][i].licenceID()})
		}
	}
	got := m.Classify(release)
	for _, class := range m.Classes {
		p := Part{Name: class.Label, Says: finding.Say("mof-part", "percent", percent(got.Progress[class.Class])), Grounds: grounds()}
		for _, c := range m.Components {
			if c.Class == class.Class && c.Required {
				a.mofPart(c, &p)
			}
		}
		v.Grounds.join(p.Grounds)
		v.Parts = append(v.Parts, p)
	}
	v.Says = finding.Say("mof-class", "class", got.Label)
	if lowest := m.Classes[0]; got.Class == 0 {
		v.Says = finding.Say("mof-none", "class", got.Label, "percent", percent(got.Progress[lowest.Class]), "of", lowest.Label)
	}
	v.ask(question(d.Question))
	return v
}

func percent(share float64) int64 { return int64(math.RoundToEven(share)) }

func (a *assessor) mofPart(c Component, p *Part) {
	a.need(c.ID, p)
	if !a.has(c.ID) {
		p.ask(finding.Say("ask-component", "component", c.Name))
		return
	}
	if !slices.ContainsFunc(a.held[c.ID], func(h held) bool { return h.open(&a.Definitions.MOF) }) {
		p.ask(finding.Say("ask-component-licence", "component", c.Name))
	}
}
