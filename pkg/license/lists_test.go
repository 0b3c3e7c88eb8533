package license_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

const shellText = `Whoever finds a shell on this beach may keep it and may give it away under the following rules:

1. The shell stays whole.
2. The finder tells where it lay:
   (a) by a note in the shell, or
   (b) by word of mouth, see rule 1.
3. Nobody answers for what lives in it.
`

func TestListsInAnotherLayout(t *testing.T) {
	c := catalogueOf(t, shellText)
	const head = "Whoever finds a shell on this beach may keep it and may give it away under the following rules:\n\n"
	for _, x := range []struct {
		name, text string
		exact      bool
	}{
		{"as it is", shellText, true},
		{"bullets", head + "* The shell stays whole.\n* The finder tells where it lay:\n  - by a note in the shell, or\n  - by word of mouth, " +
			"see rule 1.\n* Nobody answers for what lives in it.\n", true},
		{"html", head + "<ol><li>The shell stays whole.</li><li>The finder tells where it lay:<ul><li>by a note in the shell, or</li><li>by " +
			"word of mouth, see rule 1.</li></ul></li><li>Nobody answers for what lives in it.</li></ol>", true},
		{"letters for numbers", "Copyright 2024 Ada Example\n\n" + head +
			"A) The shell stays whole.\nB) The finder tells where it lay:\ni. by a note in the shell, or\nii. by word of mouth, see rule 1.\nC) " +
			"Nobody answers for what lives in it.\n", false},
		{"a number changed", head + "1. The shell stays whole.\n2. The finder tells where it lay:\n(a) by a note in the shell, or\n(b) by " +
			"word of mouth, see rule 1.\n4. Nobody answers for what lives in it.\n", false},
		{"the last number is 1 again", head + "1. The shell stays whole.\n2. The finder tells where it lay:\n(a) by a note in the shell, " +
			"or\n(b) by word of mouth, see rule 1.\n1. Nobody answers for what lives in it.\n", false},
		{"the last number left out", head + "1. The shell stays whole.\n2. The finder tells where it lay:\n(a) by a note in the shell, " +
			"or\n(b) by word of mouth, see rule 1.\n\nNobody answers for what lives in it.\n", false},
		{"a reference changed", head + "* The shell stays whole.\n* The finder tells where it lay:\n- by a note in the shell, or\n- by word " +
			"of mouth, see rule 3.\n* Nobody answers for what lives in it.\n", false},
		{"an item left out", head + "1. The shell stays whole.\n2. The finder tells where it lay:\n(a) by a note in the shell, or\n(b) by " +
			"word of mouth, see rule 1.\n", false},
	} {
		if got := degree(t, c, x.text); (got == license.Exact) != x.exact {
			t.Errorf("%s: %q, want exact: %v", x.name, got, x.exact)
		}
	}
}
