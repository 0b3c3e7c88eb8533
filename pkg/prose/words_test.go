package prose_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// An example that does not hold is told with its line.
func TestExamplesOfWordsAreHeld(t *testing.T) {
	dir := fstest.MapFS{
		"words/grammar.yaml": {Data: []byte("modal: [may]\nexamples:\n  - {text: Ask Acme Inc. first., cut: [ask acme inc first]}\n  - {text: " +
			"Go. Stay., cut: [go stay]}\n")},
		"words/numbers.yaml": {Data: []byte("examples:\n  - {text: seven million users, number: 7000000}\n  - {text: seven users, number: 8}\n")},
	}
	if err := prose.ProveGrammar(dir); err == nil || err.Error() != `words/grammar.yaml:4: examples[1]: is cut into ["go" "stay"]` {
		t.Error(err)
	}
	if err := prose.ProveNumbers(dir); err == nil || !strings.HasPrefix(err.Error(), "words/numbers.yaml:3: examples[1]: reads as ") {
		t.Error(err)
	}
}
