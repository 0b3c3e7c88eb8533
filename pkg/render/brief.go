package render

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// brief is what a person has to know of a target, in the order in which it
// is asked: every format for people is written from it.
type brief struct {
	audit.TargetReport
	Limits    []limit             // what limits use or users, or weighs on the verdict
	Questions []question          // what is open, and who could answer
	Duties    []policy.Obligation // what is due or may be, but for what a limit says already
	Lifted    []policy.Obligation // what the profile showed not to be due
	Notes     []finding.Finding   // what else to know of the target
	Others    []finding.Finding   // the other clauses
	Changes   []string            // since an older report
	NotFound  []string            // the sorts of limits that no rule found
}

// limit is what one or several clauses of a kind bar or cap, judged alike.
type limit struct {
	Title, What string
	Plain       string // What, without from where it is known
	Findings    []finding.Finding
	State       finding.State
	Sum         string // how it was judged; empty where no profile says who asks
	Question    int    // number of the question that decides it; 0 for none
}

// question is something that has to be settled before a target is free to use.
type question struct {
	Ask, Who string
	Short    string         // Ask for where there is little room; empty for Ask itself
	Findings []string       // ids of the findings that raise it
	Evidence []doc.Evidence // of a limit it stands with the limit
	Words    bool           // Evidence are words that somebody has to read
}

// newBrief sorts what a report says of a target, whose sentences are made.
func newBrief(t audit.TargetReport) brief {
	b := brief{TargetReport: t, NotFound: notFound(t)}
	weighs := map[string]bool{}
	for _, r := range t.Verdict.Reasons {
		weighs[r.Finding] = true
	}
	for _, f := range t.Findings {
		_, limits := wording().Asks[string(f.Kind)]
		switch {
		case f.Kind == term.ComponentFound:
		case !f.Kind.IsClause():
			b.Notes = append(b.Notes, f)
		case weighs[f.ID] || limits && f.Judged.State != nil:
			b.limit(f)
		default:
			b.Others = append(b.Others, f)
		}
	}
	slices.SortStableFunc(b.Limits, func(x, y limit) int {
		return cmp.Or(cmp.Compare(x.source(), y.source()), cmp.Compare(x.known(), y.known()), cmp.Compare(gravity(x.State), gravity(y.State)))
	})
	b.ask()
	for _, o := range t.Obligations {
		switch {
		case o.Due == policy.DueNo:
			b.Lifted = append(b.Lifted, o)
		case !b.said(o):
			b.Duties = append(b.Duties, o)
		}
	}
	return b
}

// gravity orders the states, what bites first.
func gravity(s finding.State) int {
	return slices.Index([]finding.State{finding.Triggered, finding.NeedsPerson, finding.NotTriggered}, s)
}

// limit adds a clause to the limit that it belongs to.
func (b *brief) limit(f finding.Finding) {
	one := limit{Title: f.Title, Findings: []finding.Finding{f}, State: finding.NeedsPerson}
	if f.Judged.State != nil {
		one.State = *f.Judged.State
	}
	if !f.Judged.Unasked() {
		one.Sum = f.Judged.Sum
	}
	i := slices.IndexFunc(b.Limits, func(l limit) bool { return l.takes(one) })
	if i < 0 {
		one.Plain, one.What = one.what()
		b.Limits = append(b.Limits, one)
		return
	}
	l := &b.Limits[i]
	l.Findings = append(l.Findings, f)
	l.Plain, l.What = l.what()
	if l.Sum != one.Sum {
		l.Sum = "" // each has its own: the details tell them
	}
}

// takes reports whether l and one other clause are told together: they are of
// one kind and of one work, were judged alike, and differ in lists at most.
func (l limit) takes(o limit) bool {
	a, b := l.Findings[0], o.Findings[0]
	return a.Kind == b.Kind && l.State == o.State && a.Possible == b.Possible && slices.Equal(a.Via, b.Via) &&
		Describe("", scalars(a.Params)) == Describe("", scalars(b.Params))
}

// scalars leaves out the lists, which can be joined, and which text has them.
func scalars(p term.Params) term.Params {
	out := term.Params{}
	for name, v := range p {
		if _, list := v.([]string); !list && name != "by" && name != "url" {
			out[name] = v
		}
	}
	return out
}

// what says what the clauses of a limit state, with their lists joined: plainly,
// and with what is to be said of from where that is known.
func (l limit) what() (plain, told string) {
	joined := scalars(l.Findings[0].Params)
	for _, f := range l.Findings {
		for name, v := range f.Params {
			if list, ok := v.([]string); ok {
				have, _ := joined[name].([]string)
				for _, w := range list {
					if !slices.Contains(have, w) {
						have = append(have, w)
					}
				}
				joined[name] = have
			}
		}
	}
	said := strings.TrimPrefix(Describe("", joined), ": ")
	if said == "" {
		said = strings.TrimPrefix(Describe("", l.Findings[0].Params), ": ")
	}
	if len(l.Findings[0].Via) > 0 {
		return said, said // whose terms they are is said once, of all
	}
	return said, after(said, l.Findings[0].Remarks)
}

// known names the licence whose terms a limit is of where its text was not read
// and the catalogue alone knows them; empty for others.
func (l limit) known() string {
	f := l.Findings[0]
	if f.Source != term.Catalogue || len(f.Via) > 0 {
		return ""
	}
	for _, r := range f.Remarks {
		if name, ok := r.Params["licence"].(string); ok {
			return name
		}
	}
	return ""
}

// source names the work whose terms a limit is of; empty for the target's own.
func (l limit) source() string {
	via := l.Findings[0].Via
	if len(via) == 0 {
		return ""
	}
	return steps(via[len(via)-1:])
}

// Evidence is all that a limit stands on, in the order of the documents.
func (l limit) Evidence() []doc.Evidence {
	var out []doc.Evidence
	for _, f := range l.Findings {
		out = append(out, f.Evidence...)
	}
	start := func(e doc.Evidence) int {
		if len(e.Spans) == 0 {
			return -1
		}
		return e.Spans[len(e.Spans)-1].Start // of a list item, the item: its stem stands before all of them
	}
	slices.SortStableFunc(out, func(a, b doc.Evidence) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(start(a), start(b)))
	})
	return out
}

// said reports whether a limit says already what a duty asks.
func (b *brief) said(o policy.Obligation) bool {
	return b.limited(o) && !slices.Contains(wording().Shown, string(o.Do))
}

// limited reports whether the clause that asks for a duty stands among the
// limits.
func (b *brief) limited(o policy.Obligation) bool {
	return slices.ContainsFunc(b.Limits, func(l limit) bool {
		return slices.ContainsFunc(l.Findings, func(f finding.Finding) bool { return f.ID == o.Finding })
	})
}

// ask numbers the questions: those that decide a limit, and then whatever else
// the verdict names.
func (b *brief) ask() {
	for i := range b.Limits {
		l := &b.Limits[i]
		if l.State != finding.NeedsPerson {
			continue
		}
		q := clauseQuestion(*l)
		for _, f := range l.Findings {
			q.Findings = append(q.Findings, f.ID)
		}
		l.Question = b.raise(q)
	}
	for _, r := range oneUpstream(b.Verdict.Reasons) {
		if q, open := b.reasonQuestion(r); open {
			b.raise(q)
		}
	}
}

// oneUpstream tells of all works upstream whose terms are not known in the place
// of the first.
func oneUpstream(reasons []policy.Reason) []policy.Reason {
	const code, param = "upstream-not-known", "upstream"
	var names []string
	var out []policy.Reason
	first := -1
	for _, r := range reasons {
		if codeOf(r) != code {
			out = append(out, r)
			continue
		}
		name, _ := r.Because[0].Params[param].(string)
		if names = append(names, name); first < 0 {
			first = len(out)
			out = append(out, r)
		}
	}
	if len(names) > 1 {
		out[first].Because = []finding.Remark{finding.Say(code, param, joined("and", names))}
		out[first].Text = remarks(out[first].Because)
	}
	return out
}

// reasonQuestion is what a reason leaves open that is no clause: those ask by
// their limits. What another reason says is not asked again.
func (b *brief) reasonQuestion(r policy.Reason) (q question, open bool) {
	f := findingOf(b.TargetReport, r.Finding)
	if f == nil {
		return question{Ask: upper(r.Text), Who: who(codeOf(r))}, true
	}
	repeated := slices.ContainsFunc(b.Verdict.Reasons, func(o policy.Reason) bool {
		return slices.Contains(wording().Twice[string(f.Kind)], codeOf(o))
	})
	if f.Kind.IsClause() || repeated {
		return question{}, false
	}
	q = question{Ask: upper(r.Text), Who: who(string(f.Kind)), Short: wording().Short[string(f.Kind)], Findings: []string{f.ID},
		Evidence: f.Evidence}
	q.Words = f.Kind == term.LimitNotUnderstood || f.Kind == term.StatementNotUnderstood
	return q, true
}

func codeOf(r policy.Reason) string {
	if r.Finding != "" || len(r.Because) == 0 {
		return ""
	}
	return r.Because[0].Code
}

// who can settle what a kind of finding or a reason leaves open.
func who(code string) string { return cmp.Or(wording().Who[code], wording().Who["else"]) }

// upper begins a sentence, unless with an address or the name of a file.
func upper(s string) string {
	if first, _, _ := strings.Cut(s, " "); s == "" || strings.ContainsAny(first, "./:_") {
		return s
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// raise adds a question, once, and returns its number.
func (b *brief) raise(q question) int {
	i := slices.IndexFunc(b.Questions, func(have question) bool {
		return have.Ask == q.Ask || have.Short != "" && have.Short == q.Short
	})
	if i < 0 {
		b.Questions = append(b.Questions, q)
		return len(b.Questions)
	}
	have := &b.Questions[i]
	if have.Ask != q.Ask {
		have.Ask += "; " + q.Ask
	}
	have.Findings = append(have.Findings, q.Findings...)
	have.Evidence = append(have.Evidence, q.Evidence...)
	return i + 1
}

// clauseQuestion is what has to be known for a limit to be decided: the first
// form of words whose parameters it states.
func clauseQuestion(l limit) question {
	f := l.Findings[0]
	asks, ok := wording().Asks[string(f.Kind)]
	if !ok {
		asks = wording().Asks["else"]
	}
	p := term.Params{"title": f.Title, "what": l.What}
	for name, v := range f.Params {
		p[name] = v
	}
	q := question{Who: asks.Who}
	for _, template := range asks.Ask {
		var full bool
		if q.Ask, full = expand(template, p); full {
			break
		}
	}
	return q
}

// notFound names the sorts of limits that no finding states.
func notFound(t audit.TargetReport) []string {
	var out []string
	for _, sort := range wording().Sought {
		if !slices.ContainsFunc(t.Findings, func(f finding.Finding) bool { return slices.Contains(sort.Kinds, string(f.Kind)) }) {
			out = append(out, sort.Name)
		}
	}
	return out
}
