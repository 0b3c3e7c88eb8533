package clausetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// T is what Accept needs of a test.
type T interface {
	Helper()
	Errorf(format string, args ...any)
}

// Accept fails t for every disguise and every position in which a positive
// example of r, which must bear its examples, is not found in set as it
// should be.
func Accept(t T, set *clause.Set, r clause.Rule) {
	t.Helper()
	for i, e := range r.Examples {
		if e.Want == "" {
			continue
		}
		text, _ := e.Marked()
		plain, ok := find(set, r, e, text)
		if !ok {
			t.Errorf("%s: example %d is not found as it stands", r.ID, i+1)
			continue
		}
		for _, d := range append(disguises(), positions()...) {
			if why := accept(set, r, e, plain, d, text); why != "" {
				t.Errorf("%s: example %d, %s: %s", r.ID, i+1, d.name, why)
			}
		}
	}
}

// found is what is found of an example.
type found struct {
	words  string
	params term.Params
}

func accept(set *clause.Set, r clause.Rule, e clause.Example, plain found, d disguise, text string) string {
	if d.oneLine && strings.Contains(strings.TrimSpace(text), "\n") {
		return ""
	}
	got, ok := find(set, r, e, d.apply(text))
	switch {
	case !ok:
		return "not found"
	case got.words != plain.words:
		return fmt.Sprintf("quotes %q, not %q", got.words, plain.words)
	}
	for _, name := range plain.params.Names() {
		if slices.Contains([]string{"venue", "jurisdiction", "licence", "must_not_include"}, name) && got.params[name] == nil {
			continue // a proper name, which a text in capitals throughout does not show
		}
		if want, have := fold(plain.params[name]), fold(got.params[name]); want != have {
			return fmt.Sprintf("%s is %s, not %s", name, have, want)
		}
	}
	return ""
}

// find looks for the clause of an example and checks that its spans are in
// order and in bounds.
func find(set *clause.Set, r clause.Rule, e clause.Example, text string) (found, bool) {
	d := doc.New("example", doc.RoleLicence, "", []byte(text))
	matches := set.Match(clause.Input{Doc: d, Card: e.Card})
	i := slices.IndexFunc(matches, func(m clause.Match) bool { return m.Rule == r.ID })
	if i < 0 {
		i = slices.IndexFunc(matches, func(m clause.Match) bool { return m.Kind == r.Kind })
	}
	if i < 0 {
		return found{}, false
	}
	end := 0
	for _, s := range matches[i].Spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			return found{}, false
		}
		end = s.End
	}
	return found{words: words(d.Quote(matches[i].Spans)), params: matches[i].Params}, true
}
