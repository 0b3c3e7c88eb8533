package clause_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestReferencesAreReadWhereTheyAreUsed holds that a limit which stands in one
// part of a text and is made one in another is found, with both places quoted.
func TestReferencesAreReadWhereTheyAreUsed(t *testing.T) {
	set := load(t)
	for _, c := range []struct {
		name, text string
		kind       term.Kind
		quotes     []string // none: the clause must not be found
	}{
		{"an annex", "1. You must not use the Model for any of the purposes listed in Annex B. You may copy it.\n\nAnnex B\n\n- Military " +
			"operations\n- Gambling\n",
			term.FieldOfUse, []string{"listed in Annex B", "Military operations"}},
		{"a section", "1. You may use the Kit only for the purposes set out in Section 3.\n\n2. You may copy it.\n\n3. Academic research and " +
			"teaching.\n",
			term.NonCommercial, []string{"set out in Section 3", "Academic research"}},
		{"another annex", "1. You must not use the Model for any of the purposes listed in Annex C.\n\nAnnex B\n\n- Military operations\n",
			term.FieldOfUse, nil},
		{"no limit", "1. Pay the sums that are named in Section 2.\n\n2. Military operations cost ten.\n", term.FieldOfUse, nil},
		{"an exception that grants nothing of it",
			"1. You may use the Engine.\n\n2. Except as permitted in Section 1, you must not share the Engine.\n\n3. You may distribute the logo.\n",
			term.NoRedistribution, []string{"must not share"}},
		{"an exception that grants it", "1. You may share the Engine.\n\n2. Except as permitted in Section 1, you must not share the Engine.\n",
			term.NoRedistribution, nil},
	} {
		found := false
		for _, m := range set.Match(text(c.text)) {
			var quote strings.Builder
			for _, s := range m.Spans {
				quote.WriteString(c.text[s.Start:s.End])
			}
			found = found || m.Kind == c.kind && !slices.ContainsFunc(c.quotes, func(q string) bool { return !strings.Contains(quote.String(), q) })
		}
		if found != (c.quotes != nil) {
			t.Errorf("%s: %s found: %t", c.name, c.kind, found)
		}
	}
}
