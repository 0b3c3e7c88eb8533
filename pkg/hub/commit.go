package hub

import (
	"regexp"
	"strings"
)

// commitForm is a full commit id, of SHA-1 or SHA-256.
var commitForm = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)

// IsCommit tells a full commit id from a branch or a tag.
func IsCommit(revision string) bool { return commitForm.MatchString(strings.ToLower(revision)) }
