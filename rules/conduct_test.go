package rules_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// TestConduct reads sentences that no rule has among its proofs, each as the one
// sentence of a card: of those that limit something few may pass, of those that
// do not few may be open. The floors hold what is reached; they may only rise.
func TestConduct(t *testing.T) {
	set := loadRules(t)
	open := func(sentence string) bool {
		c := card.Parse(doc.New("README.md", doc.RoleCard, "", []byte("# Sorrel\n\nA tagger for plants.\n\n"+sentence+"\n")))
		for _, s := range c.Statements(set.Cards, c.Cut()) {
			if len(s.Open) > 0 {
				return true
			}
		}
		return false
	}
	for file, share := range map[string]struct{ least, most float64 }{
		"limits.txt":   {least: 0.93, most: 1},
		"harmless.txt": {least: 0, most: 0.02},
	} {
		t.Run(file, func(t *testing.T) {
			sentences, opened := readLines(t, "testdata/conduct/"+file), 0
			for _, s := range sentences {
				if open(s) {
					opened++
				}
			}
			got := float64(opened) / float64(len(sentences))
			t.Logf("%d of %d are open", opened, len(sentences))
			if got < share.least || got > share.most {
				t.Errorf("%.3f are open, want %.2f to %.2f", got, share.least, share.most)
			}
		})
	}
}

// readLines returns the lines of a file that are no remarks.
func readLines(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}
