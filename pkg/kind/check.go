package kind

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Check reports everything that is wrong with the form of t, which was read
// from f: it says something of every clause kind, once.
func (t Table) Check(f *strict.Document) error {
	seen := map[term.Kind]bool{}
	for n, i := range t {
		fault := func(field, format string, args ...any) {
			f.Fault(strict.Path("", n, field), "%s: "+format, append([]any{i.Kind}, args...)...)
		}
		if !i.Kind.IsClause() || seen[i.Kind] {
			fault("kind", "is not a clause kind, or stands here twice")
		}
		seen[i.Kind] = true
		i.check(fault)
	}
	for _, k := range term.ClauseKinds() {
		if !seen[k] {
			f.Fault("", "%s is missing", k)
		}
	}
	return f.Err()
}

func (i Info) check(fault func(field, format string, args ...any)) {
	if !slices.Contains(allLimits(), i.Limits) {
		fault("limits", "%q is none of use, users, passing-on, none", i.Limits)
	}
	for _, w := range i.Travels {
		if w != ToDerivatives && w != ToTrained {
			fault("travels", "%q is neither derivatives nor training", w)
		}
	}
	limited := slices.Concat(i.Limited, i.Barred)
	for _, n := range i.Narrower {
		limited = slices.Concat(limited, n.Limited)
		if len(n.If) == 0 || len(n.Limited) == 0 {
			fault("narrower", "needs a condition (if) and the rights that it limits")
		}
	}
	if s := i.Sharper; s != nil {
		limited = slices.Concat(limited, s.Limited, s.Barred)
		if !slices.Contains(allLimits(), s.Limits) || !slices.Contains(outcomes(), s.Outcome) || len(s.If) == 0 {
			fault("sharper", "needs a condition (if), whom it limits (limits) and an outcome")
		}
	}
	for _, r := range limited {
		if !slices.Contains(term.Rights(), r) {
			fault("limited", "%q is none of the rights %v", r, term.Rights())
		}
	}
	if i.Title == "" || i.Meaning == "" || !slices.Contains(outcomes(), i.Outcome) {
		fault("title", "a kind needs a title, a meaning and an outcome (pass, review or fail)")
	}
	if err := i.checkDuties(); err != nil {
		fault("obligation", "%v", err)
	}
	if err := i.Decide.check(); err != nil {
		fault("decide", "%v", err)
	}
}

func (i Info) checkDuties() error {
	for n, d := range i.Obligation {
		if err := d.check(i.Kind); err != nil {
			return fmt.Errorf("entry %d: %w", n+1, err)
		}
		if len(d.If) == 0 && n < len(i.Obligation)-1 {
			return fmt.Errorf("entry %d holds always, so those behind it are never taken", n+1)
		}
	}
	for n, r := range i.Riders {
		if err := stated(i.Kind, r.If, r.Text); err != nil {
			return fmt.Errorf("rider %d: %w", n+1, err)
		}
	}
	return nil
}

func allLimits() []Limits { return []Limits{LimitsUse, LimitsUsers, LimitsPassingOn, LimitsNone} }

func outcomes() []string { return []string{"pass", "review", "fail"} }
