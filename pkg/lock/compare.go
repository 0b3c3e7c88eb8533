package lock

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Clause is a term of a text or a model, or words that nobody understood, as
// far as two readings can be compared.
type Clause struct {
	Kind   term.Kind   `json:"kind"`
	Title  string      `json:"title"`
	Params term.Params `json:"params"`
	// From is the repository upstream whose terms it is of, empty for the model's
	// own; Part the component in which alone it stands.
	From  string `json:"from"`
	Part  string `json:"part"`
	Quote string `json:"quote"`
	// Path and Section say where it stands.
	Path    string `json:"path"`
	Section string `json:"section"`
}

// How says what became of a clause.
type How string

// The ways of a change.
const (
	Added   How = "added"
	Gone    How = "gone"
	Changed How = "changed" // in a parameter
)

// Change is one difference between two readings. Old is nil for a clause that
// was added, New for one that is gone.
type Change struct {
	How    How     `json:"how"`
	Old    *Clause `json:"old"`
	New    *Clause `json:"new"`
	Params []Param `json:"params"` // those that differ, of a changed clause
}

// Param is a parameter that differs.
type Param struct {
	Name string `json:"name"`
	Old  any    `json:"old"`
	New  any    `json:"new"`
}

// Clauses returns what a report says of a target that can change: its clauses,
// and the words and documents that were not understood or read.
func Clauses(t audit.TargetReport) []Clause {
	var out []Clause
	for _, f := range t.Findings {
		switch f.Kind {
		case term.LimitNotUnderstood, term.StatementNotUnderstood, term.DocumentUnread:
		default:
			if !f.Kind.IsClause() {
				continue
			}
		}
		out = append(out, clauseOf(f))
	}
	return out
}

func clauseOf(f finding.Finding) Clause {
	c := Clause{Kind: f.Kind, Title: f.Title, Params: f.Params, From: upstream(f.Via), Part: strings.Join(f.Components, ", ")}
	if len(f.Evidence) > 0 {
		c.Quote, c.Path, c.Section = f.Evidence[0].Quote, f.Evidence[0].Path, f.Evidence[0].Section
	}
	return c
}

// upstream names the last repository of a path, without its commit.
func upstream(via []string) string {
	if len(via) == 0 {
		return ""
	}
	name, _, _ := strings.Cut(via[len(via)-1], "@")
	return name
}

// TextClauses returns the clauses of a text and the words in it that nobody
// understood.
func TextClauses(d audit.TextDocument) []Clause {
	var out []Clause
	for _, c := range d.Clauses {
		one := Clause{Kind: c.Kind, Title: string(c.Kind), Params: c.Params, Quote: c.Quote, Path: d.Path}
		if c.Section != nil {
			one.Section = *c.Section
		}
		out = append(out, one)
	}
	if d.Account != nil {
		for _, o := range d.Account.Open {
			out = append(out, Clause{Kind: term.LimitNotUnderstood, Title: string(term.LimitNotUnderstood), Params: term.Params{}, Quote: o.Quote,
				Path: d.Path})
		}
	}
	return out
}

// Compare returns what is new, gone or changed between two readings. Words that
// moved, or that say the same in another way, are no change.
func Compare(old, now []Clause) []Change {
	out := []Change{}
	for _, group := range groups(old, now) {
		a, b := pick(old, group), pick(now, group)
		a, b = without(a, b), without(b, a)
		for len(a) > 0 && len(b) > 0 && a[0].Kind.IsClause() {
			out = append(out, Change{How: Changed, Old: &a[0], New: &b[0], Params: params(a[0].Params, b[0].Params)})
			a, b = a[1:], b[1:]
		}
		for i := range a {
			out = append(out, Change{How: Gone, Old: &a[i], Params: []Param{}})
		}
		for i := range b {
			out = append(out, Change{How: Added, New: &b[i], Params: []Param{}})
		}
	}
	return out
}

// group is what two clauses must share to be the same one changed.
type group struct {
	kind       term.Kind
	from, part string
}

// groups lists the groups of both readings, in the order of the taxonomy.
func groups(old, now []Clause) []group {
	var out []group
	for _, c := range slices.Concat(old, now) {
		if g := (group{c.Kind, c.From, c.Part}); !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	kinds := append(term.ClauseKinds(), term.FindingKinds()...)
	slices.SortStableFunc(out, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.part, b.part),
			cmp.Compare(slices.Index(kinds, a.kind), slices.Index(kinds, b.kind)))
	})
	return out
}

func pick(list []Clause, g group) []Clause {
	var out []Clause
	for _, c := range list {
		if (group{c.Kind, c.From, c.Part}) == g {
			out = append(out, c)
		}
	}
	return out
}

// without returns the clauses of list that state what none of other states.
func without(list, other []Clause) []Clause {
	var out []Clause
	for _, c := range list {
		if !slices.ContainsFunc(other, func(o Clause) bool { return c.key() == o.key() }) &&
			!slices.ContainsFunc(out, func(o Clause) bool { return c.key() == o.key() }) {
			out = append(out, c)
		}
	}
	return out
}

// key is what a clause states: its parameters, or the words of what is no
// clause that anybody understood.
func (c Clause) key() string {
	if !c.Kind.IsClause() {
		return strings.Join(strings.Fields(c.Quote), " ") + "\x00" + c.Path
	}
	return canonical(c.Params)
}

// canonical writes parameters so that equal ones are equal bytes.
func canonical(p term.Params) string {
	out, err := json.Marshal(p) // sorts the names
	if err != nil {
		return err.Error() // never: params are strings, numbers, bools and lists of strings
	}
	return string(out)
}

// params lists the parameters that differ.
func params(old, now term.Params) []Param {
	names := append(old.Names(), now.Names()...)
	slices.Sort(names)
	out := []Param{}
	for _, name := range slices.Compact(names) {
		a, b := canonical(term.Params{"": old[name]}), canonical(term.Params{"": now[name]})
		if a != b {
			out = append(out, Param{Name: name, Old: old[name], New: now[name]})
		}
	}
	return out
}

// documents lists the digests of the texts of terms of a target, by path.
func documents(t audit.TargetReport) map[string]string {
	out := map[string]string{}
	for _, d := range t.Documents {
		switch d.Role {
		case doc.RoleLicence, doc.RoleNotice, doc.RolePolicy, doc.RolePrompt, doc.RoleLinked:
			out[d.Path] = cmp.Or(d.SHA256, string(d.Status))
		}
	}
	return out
}
