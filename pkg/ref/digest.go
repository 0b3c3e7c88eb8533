package ref

import "strings"

// The digits of the ids that commits and files have.
const (
	sha1Digits   = 40
	sha256Digits = 64
)

// IsHex reports whether s is that many hexadecimal digits, in lower case.
func IsHex(s string, digits int) bool {
	return len(s) == digits && strings.Trim(s, "0123456789abcdef") == ""
}

// IsSHA256 reports whether s is the SHA-256 of something, in lower case.
func IsSHA256(s string) bool { return IsHex(s, sha256Digits) }

// IsGitCommit reports whether s is the full id of a commit or file in git, of
// SHA-1 or SHA-256, in lower case.
func IsGitCommit(s string) bool { return IsHex(s, sha1Digits) || IsSHA256(s) }

// IsDigest reports whether s is a digest as registries write it: "sha256:" and
// 64 digits.
func IsDigest(s string) bool {
	sum, ok := strings.CutPrefix(s, "sha256:")
	return ok && IsSHA256(sum)
}
