package hub

import (
	"regexp"
	"strings"
)

// commitForm is a full commit id, of SHA-1 or SHA-256, or the digest of a
// manifest.
var commitForm = regexp.MustCompile(`^([0-9a-f]{40}|(sha256:)?[0-9a-f]{64})$`)

// IsCommit tells a full commit id, or a digest, from a branch or a tag.
func IsCommit(revision string) bool { return commitForm.MatchString(strings.ToLower(revision)) }
