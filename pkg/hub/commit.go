package hub

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// IsCommit tells a full commit id, or the digest of a manifest, from a branch or
// a tag.
func IsCommit(revision string) bool {
	revision = strings.ToLower(revision)
	return ref.IsGitCommit(revision) || ref.IsDigest(revision)
}
