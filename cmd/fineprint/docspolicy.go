package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// refreshPolicies puts the lists of acts, fields and kinds between the marks
// of docs/policies.md.
func refreshPolicies(path string, set *clause.Set) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := string(page)
	for _, part := range []struct{ mark, body string }{{"acts", actLists()}, {"kinds", kindTable(set)}} {
		before, rest, ok := strings.Cut(text, "<!-- "+part.mark+" -->")
		_, after, closed := strings.Cut(rest, "<!-- /"+part.mark+" -->")
		if !ok || !closed {
			return fmt.Errorf("%s has no marks for %s", path, part.mark)
		}
		text = before + "<!-- " + part.mark + " -->\n" + part.body + "<!-- /" + part.mark + " -->" + after
	}
	return files.Write(path, []byte(text))
}

func actLists() string {
	return "Acts: " + codes(term.Acts()) + ".\n\nFields: " + codes(term.Fields()) + ".\n"
}

// kindTable says of each kind of clause what decides it and what follows.
func kindTable(set *clause.Set) string {
	var b strings.Builder
	b.WriteString("| kind of clause | decided by | when it bites |\n|---|---|---|\n")
	for _, k := range set.Kinds() {
		by, outcome := string(k.Decide.By), k.Outcome
		if k.Decide.By == kind.ByActs {
			by = codes(k.Decide.Acts)
			if len(k.Decide.Ask) > 0 {
				by += "; a person, after " + codes(k.Decide.Ask)
			}
		}
		if k.Decide.Bars {
			outcome = "fail"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.Kind, by, outcome)
	}
	b.WriteString("\nKinds of findings beside clauses: " + codes(term.FindingKinds()) + ".\n")
	return b.String()
}

func codes[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "`" + string(w) + "`"
	}
	return strings.Join(out, ", ")
}
