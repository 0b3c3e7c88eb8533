package policy

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Obligation is something that the user of a target must do, and the clauses
// that ask for it. Text, Where and When are the sentences that whoever writes a
// report makes of the rest.
type Obligation struct {
	Finding string           `json:"finding"` // id of the first clause that asks for it
	Also    []string         `json:"also"`    // ids of the others
	Do      kind.Do          `json:"do"`
	Says    finding.Remark   `json:"says"`   // what to do, in the words of its kind of clause
	Places  []string         `json:"places"` // where, one of which will do as a rule; empty when the text does not say
	Due     Due              `json:"due"`
	Hangs   []finding.Remark `json:"hangs"` // on what it hangs, or why it is not due; empty when it is due plainly
	From    []string         `json:"from"`  // "hub:kind:id@commit" of the ancestors whose terms ask for it
	Text    string           `json:"text"`
	Where   string           `json:"where"`
	When    string           `json:"when"`
}

// Due says whether an obligation stands.
type Due string

// The answers.
const (
	DueYes     Due = "yes"
	DueDepends Due = "depends" // on something that is not known here: Hangs
	DueNo      Due = "no"      // the profile shows that the clause does not bite
)

// ExactText is a parameter of what an obligation says: the words of its
// parameter "text" must stand exactly as they are.
const ExactText = "exact"

// Obligations draws the checklist from judged findings: what the clauses ask,
// in the words of their kinds. What several ask alike stands once, with the
// lists of all: the uses that they bar. texts names the documents that go along
// with every copy. What is not due stands last.
func Obligations(findings []finding.Finding, kinds func(term.Kind) (kind.Info, bool), texts string) []Obligation {
	var drafts []draft
	for _, f := range findings {
		info, _ := kinds(f.Kind)
		if len(info.Obligation) == 0 {
			continue
		}
		p := dutyParams(f, texts)
		i := slices.IndexFunc(info.Obligation, func(d kind.Duty) bool { return d.Holds(p) })
		if i >= 0 {
			drafts = merge(drafts, newDraft(f, info, info.Obligation[i], p))
		}
	}
	out := make([]Obligation, len(drafts))
	for i, d := range drafts {
		out[i] = d.Obligation
	}
	order := kind.Dos()
	slices.SortStableFunc(out, func(a, b Obligation) int {
		return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(slices.Index(order, a.Do), slices.Index(order, b.Do)))
	})
	return out
}

func last(o Obligation) int {
	if o.Due == DueNo {
		return 1
	}
	return 0
}

// draft is an obligation to which others may still be added.
type draft struct {
	Obligation
	kind term.Kind
	own  bool // a clause of the target itself asks for it, and Finding is such a one
}

func newDraft(f finding.Finding, info kind.Info, duty kind.Duty, p term.Params) draft {
	d := draft{kind: f.Kind, own: len(f.Via) == 0}
	d.Obligation = Obligation{
		Finding: f.ID, Also: []string{}, Do: duty.Do, Says: words(info.Ridden(duty, p), p), Places: []string{},
		Hangs: []finding.Remark{}, From: []string{},
	}
	if places, _ := p["where"].([]string); duty.Do == kind.Show {
		d.Places = append(d.Places, places...)
	}
	if !d.own {
		d.From = []string{f.Via[len(f.Via)-1]}
	}
	d.condition(f, info, duty, p)
	return d
}

// words is a sentence of the rules, with those parameters that stand in it.
func words(template string, p term.Params) finding.Remark {
	r := finding.Remark{Words: template, Params: term.Params{}}
	kind.Fill(template, func(name string) string {
		r.Params[name] = p[name]
		if name == "text" {
			r.Params[ExactText] = p[ExactText]
		}
		return ""
	})
	return r
}

// condition sets whether the duty is due, and on what that hangs.
func (d *draft) condition(f finding.Finding, info kind.Info, duty kind.Duty, p term.Params) {
	var because []finding.Remark
	d.Due, because = due(f, info, duty)
	if d.Due == DueDepends && len(because) == 0 {
		because = reach(duty, p)
	}
	if f.Source == term.Inferred && d.Due != DueNo {
		d.Due, because = DueDepends, append([]finding.Remark{finding.Say("if-made-from")}, because...)
	}
	if d.Due == DueDepends && len(because) == 0 {
		d.Due = DueYes
	}
	d.Hangs = append(d.Hangs, because...)
}

// merge adds d to a list, or to the entry that asks the same. A clause of the
// target itself is named first.
func merge(list []draft, d draft) []draft {
	i := slices.IndexFunc(list, func(have draft) bool { return have.same(d) })
	if i < 0 {
		return append(list, d)
	}
	have := &list[i]
	if d.own && !have.own {
		have.own, have.Finding, d.Finding = true, d.Finding, have.Finding
	}
	have.Also = append(have.Also, d.Finding)
	have.From = term.Joined(have.From, d.From)
	for name, value := range d.Says.Params {
		if more, ok := value.([]string); ok {
			words, _ := have.Says.Params[name].([]string)
			have.Says.Params[name] = term.Joined(words, more)
		}
	}
	return list
}

// same reports whether two drafts ask the same, but for their lists.
func (d draft) same(o draft) bool {
	return d.kind == o.kind && d.Due == o.Due && d.Says.Words == o.Says.Words && slices.Equal(d.Places, o.Places) &&
		reflect.DeepEqual(d.Hangs, o.Hangs) && reflect.DeepEqual(fixed(d.Says.Params), fixed(o.Says.Params))
}

// fixed leaves out the lists, which are joined; of notices each is a duty.
func fixed(p term.Params) term.Params {
	out := term.Params{}
	for name, value := range p {
		if _, list := value.([]string); !list || name == kind.DutyNotice {
			out[name] = value
		}
	}
	return out
}

// due says whether a duty stands, and why as far as the judge said so.
func due(f finding.Finding, info kind.Info, d kind.Duty) (Due, []finding.Remark) {
	switch {
	case d.Standing:
		return DueYes, nil
	case f.Judged.State == nil || f.Judged.Unasked():
		return DueDepends, nil
	}
	switch *f.Judged.State {
	case finding.Triggered:
		if info.Decide.By == kind.ByAnyUse {
			return DueDepends, nil // it binds whoever uses it; the template and the clause may say when
		}
		return DueYes, nil
	case finding.NotTriggered:
		return DueNo, f.Judged.Because
	default:
		return DueDepends, f.Judged.Because
	}
}

// reach is the condition of the kind, and what the clause says of its own
// reach.
func reach(d kind.Duty, p term.Params) []finding.Remark {
	var out []finding.Remark
	if d.When != "" {
		out = append(out, words(d.When, p))
	}
	for _, word := range []struct{ name, code string }{{"trigger", "duty-for"}, {"applies_to", "duty-for"}, {"exempt", "duty-not-for"}} {
		if s, _ := p[word.name].(string); s != "" {
			out = append(out, finding.Say(word.code, "what", s))
		}
	}
	return out
}

// dutyParams returns what the templates of f may use.
func dutyParams(f finding.Finding, texts string) term.Params {
	p := term.Params{kind.DutyTexts: texts, kind.DutyNotice: slices.Compact(finding.Notices(f)), ExactText: finding.Wording(f) != nil}
	for name, value := range f.Params {
		p[name] = value
	}
	return p
}
