package ref_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func TestDigests(t *testing.T) {
	commit, sum := strings.Repeat("0f", 20), strings.Repeat("9a", 32)
	for s, want := range map[string]struct{ commit, sha256, digest bool }{
		commit:                          {commit: true},
		sum:                             {commit: true, sha256: true},
		"sha256:" + sum:                 {digest: true},
		"sha512:" + sum:                 {},
		"sha256:" + commit:              {},
		"":                              {},
		"sha256:":                       {},
		commit[1:]:                      {},
		sum + "0":                       {},
		commit + "\n":                   {},
		strings.ToUpper(commit):         {},
		"g" + commit[1:]:                {},
		commit[:20] + "/" + commit[:19]: {},
	} {
		if got := ref.IsGitCommit(s); got != want.commit {
			t.Errorf("%q is a commit: %t", s, got)
		}
		if got := ref.IsSHA256(s); got != want.sha256 {
			t.Errorf("%q is a SHA-256: %t", s, got)
		}
		if got := ref.IsDigest(s); got != want.digest {
			t.Errorf("%q is a digest: %t", s, got)
		}
	}
}
