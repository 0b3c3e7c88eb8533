package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Obligation is something that the user of a target must do, and the clauses
// that ask for it.
type Obligation struct {
	Finding string   `json:"finding"` // id of the first clause that asks for it
	Also    []string `json:"also"`    // ids of the others
	Do      kind.Do  `json:"do"`
	Text    string   `json:"text"`  // what to do
	Where   string   `json:"where"` // the places, one of which will do as a rule; empty when the text does not say
	Due     Due      `json:"due"`
	When    string   `json:"when"` // on what it hangs, or why it is not due; empty when it is due plainly
	From    []string `json:"from"` // "hub:kind:id@commit" of the ancestors whose terms ask for it
}

// Due says whether an obligation stands.
type Due string

// The answers.
const (
	DueYes     Due = "yes"
	DueDepends Due = "depends" // on something that is not known here: When
	DueNo      Due = "no"      // the profile shows that the clause does not bite
)

// Obligations draws the checklist from judged findings: what the clauses ask,
// in the words of their kinds. What several ask alike stands once, with the
// lists of all: the uses that they bar. texts names the documents that go along
// with every copy. What is not due stands last.
func Obligations(findings []finding.Finding, kinds func(term.Kind) (kind.Info, bool), texts string) []Obligation {
	var drafts []draft
	for _, f := range findings {
		info, _ := kinds(f.Kind)
		p := dutyParams(f, texts)
		i := slices.IndexFunc(info.Obligation, func(d kind.Duty) bool { return d.Holds(p) })
		if i >= 0 {
			drafts = merge(drafts, newDraft(f, info, info.Obligation[i], p))
		}
	}
	out := make([]Obligation, len(drafts))
	for i, d := range drafts {
		out[i] = d.Obligation
		out[i].Text = kind.Fill(d.duty.Text, d.shown)
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

// draft is an obligation whose text is not written yet.
type draft struct {
	Obligation
	kind   term.Kind
	duty   kind.Duty
	params term.Params
	key    string // the text without its lists
	own    bool   // a clause of the target itself asks for it, and Finding is such a one
}

func newDraft(f finding.Finding, info kind.Info, duty kind.Duty, p term.Params) draft {
	d := draft{kind: f.Kind, duty: duty, params: p, own: len(f.Via) == 0}
	d.Obligation = Obligation{Finding: f.ID, Also: []string{}, Do: duty.Do, From: []string{}}
	if words := finding.Wording(f); words != nil {
		p["text"] = quoteAll(words)
	}
	d.key = kind.Fill(duty.Text, func(name string) string {
		if _, list := p[name].([]string); list {
			return "{" + name + "}"
		}
		return d.shown(name)
	})
	if places, _ := p["where"].([]string); duty.Do == kind.Show {
		d.Where = listing(places)
	}
	if !d.own {
		d.From = []string{f.Via[len(f.Via)-1]}
	}
	d.condition(f, info)
	return d
}

// condition sets whether the duty is due, and on what that hangs.
func (d *draft) condition(f finding.Finding, info kind.Info) {
	d.Due, d.When = due(f, info, d.duty)
	if d.Due == DueDepends && d.When == "" || d.When == noProfile {
		d.When = hangs(kind.Fill(d.duty.When, d.shown), d.params)
	}
	if f.Source == term.Inferred && d.Due != DueNo {
		d.Due, d.When = DueDepends, conditions("if it was made from what its name or card points to", d.When)
	}
	if d.Due == DueDepends && d.When == "" {
		d.Due = DueYes
	}
}

// merge adds d to a list, or to the entry that asks the same. A clause of the
// target itself is named first.
func merge(list []draft, d draft) []draft {
	i := slices.IndexFunc(list, func(have draft) bool {
		return have.kind == d.kind && have.key == d.key && have.Where == d.Where && have.Due == d.Due && have.When == d.When
	})
	if i < 0 {
		return append(list, d)
	}
	have := &list[i]
	if d.own && !have.own {
		have.own, have.Finding, d.Finding = true, d.Finding, have.Finding
	}
	have.Also = append(have.Also, d.Finding)
	have.From = union(have.From, d.From)
	for name, value := range d.params {
		if more, ok := value.([]string); ok && name != "where" {
			words, _ := have.params[name].([]string)
			have.params[name] = union(words, more)
		}
	}
	return list
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// due says whether a duty stands, and why as far as the judge said so.
func due(f finding.Finding, info kind.Info, d kind.Duty) (Due, string) {
	switch {
	case d.Standing:
		return DueYes, ""
	case f.Judged.State == nil:
		return DueDepends, ""
	}
	switch *f.Judged.State {
	case finding.Triggered:
		if info.Decide.By == kind.ByAnyUse {
			return DueDepends, "" // it binds whoever uses it; the template and the clause may say when
		}
		return DueYes, ""
	case finding.NotTriggered:
		return DueNo, f.Judged.Sum
	default:
		return DueDepends, f.Judged.Sum
	}
}

// hangs adds what the clause says of its own reach to the condition of its
// kind.
func hangs(when string, p term.Params) string {
	parts := []string{when}
	for _, word := range []struct{ name, says string }{{"trigger", "for %s"}, {"applies_to", "for %s"}, {"exempt", "not for %s"}} {
		if s, _ := p[word.name].(string); s != "" {
			parts = append(parts, fmt.Sprintf(word.says, strings.ReplaceAll(s, "-", " ")))
		}
	}
	return conditions(parts...)
}

func conditions(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}

// dutyParams returns what the templates of f may use.
func dutyParams(f finding.Finding, texts string) term.Params {
	notices := finding.Notices(f)
	for i, n := range notices {
		notices[i] = "“" + n + "”"
	}
	p := term.Params{kind.DutyTexts: texts, kind.DutyNotice: strings.Join(slices.Compact(notices), " and ")}
	for name, value := range f.Params {
		p[name] = value
	}
	return p
}

// quoteAll prints words that must stand as they are, one of which will do.
func quoteAll(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return strings.Join(quoted, " or ")
}

// shown prints a parameter in a duty. A name that must stand as it is comes in
// quotation marks.
func (d draft) shown(name string) string {
	switch v := d.params[name].(type) {
	case string:
		switch name {
		case "must_include", "must_not_include":
			return strconv.Quote(v)
		case "text", "url", "currency", kind.DutyTexts, kind.DutyNotice:
			return v
		default:
			return strings.ReplaceAll(v, "-", " ")
		}
	case []string:
		return listing(v)
	default:
		return finding.Value(v)
	}
}

func listing(words []string) string {
	said := make([]string, len(words))
	for i, w := range words {
		said[i] = finding.Word(w)
	}
	return strings.Join(said, ", ")
}
