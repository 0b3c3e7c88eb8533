package ref

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPart is the Hub's limit for the owner and for the name of a repository.
const maxPart = 96

// checkName holds one part of a repository id against the Hub's rules. what is
// "owner" or "name".
func (p parser) checkName(what string, t token) error {
	if t.text == "" {
		return p.err(t.pos, "the "+what+" is missing; write owner/name")
	}
	if err := p.checkChars(what, t); err != nil {
		return err
	}
	at := func(i int, why string) error { return p.err(t.pos+i, fmt.Sprintf("the %s %s", what, why)) }
	last := len(t.text) - 1
	switch {
	case t.text == "." || t.text == "..":
		return at(0, "is a folder mark; start a path on this machine with ./")
	case strings.IndexByte("-.", t.text[0]) >= 0:
		return at(0, fmt.Sprintf("starts with %q, which the Hub does not allow", t.text[0]))
	case strings.IndexByte("-.", t.text[last]) >= 0:
		return at(last, fmt.Sprintf("ends with %q, which the Hub does not allow", t.text[last]))
	case strings.Contains(t.text, "--"):
		return at(strings.Index(t.text, "--"), `holds "--", which the Hub does not allow; a cache folder such as models--owner--name is `+
			`written owner/name`)
	case strings.Contains(t.text, ".."):
		return at(strings.Index(t.text, ".."), `holds "..", which the Hub does not allow`)
	case strings.HasSuffix(t.text, ".git"):
		return at(len(t.text)-len(".git"), "ends in .git; leave that off")
	case len(t.text) > maxPart:
		return at(maxPart, fmt.Sprintf("is longer than the Hub's %d characters", maxPart))
	}
	return p.checkReserved(what, t)
}

func (p parser) checkChars(what string, t token) error {
	for i, r := range t.text {
		if !nameChar(r) {
			return p.err(t.pos+i, whyNot(what, r))
		}
	}
	return nil
}

// checkReserved refuses the words that open an address: a repository of that
// name could not be told from one.
func (p parser) checkReserved(what string, t token) error {
	switch t.text {
	case "models", "datasets", "spaces", "kernels", "buckets", "api":
		return p.err(t.pos, fmt.Sprintf("the %s cannot be %q; write models/owner/name, datasets/owner/name or spaces/owner/name", what, t.text))
	}
	if isSite(t.text) {
		return p.err(t.pos, fmt.Sprintf("the %s is the address of a site; give the repository's owner/name", what))
	}
	return nil
}

func nameChar(r rune) bool {
	return r < utf8.RuneSelf && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '_' || r == '.')
}

// whyNot explains a character that no repository id holds.
func whyNot(what string, r rune) string {
	const allowed = "letters, digits, - _ and . are allowed"
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == '\r':
		return "the " + what + " holds a blank; give one reference at a time, without blanks"
	case r == '\\':
		return "a backslash; write owner/name for a repository, ./folder for a path on this machine"
	case r == ':':
		return "a colon does not belong in a repository id; write a revision as owner/name@revision"
	case strings.ContainsRune("\"'`<>()[]“”‘’", r):
		return fmt.Sprintf("remove the quote or bracket %q", r)
	case r == unicode.ReplacementChar || !unicode.IsPrint(r):
		return fmt.Sprintf("an invisible character (%U) stands in the %s; type it anew", r, what)
	default:
		return fmt.Sprintf("%q cannot stand in the %s; %s", r, what, allowed)
	}
}

// revision checks a branch, tag, commit or ref by git's rules. Percent escapes
// are decoded, so none is left in a revision.
func (p parser) revision(t token) (string, error) {
	d, err := p.unescape(t)
	if err != nil {
		return "", err
	}
	if d.text == "" {
		return "", p.err(t.pos, "the revision behind the @ is missing; give a branch, a tag or a commit, or leave the @ off")
	}
	for i, r := range d.text {
		if r == ' ' || r == utf8.RuneError || !unicode.IsPrint(r) || strings.ContainsRune(`~^:?*[\%@#`, r) {
			return "", p.err(t.pos+min(i, len(t.text)), fmt.Sprintf("%q cannot stand in a revision", r))
		}
	}
	for _, part := range strings.Split(d.text, "/") {
		if part == "" || part[0] == '.' || strings.HasSuffix(part, ".") || strings.HasSuffix(part, ".lock") || strings.Contains(part, "..") {
			return "", p.err(t.pos, "this is not a revision; give a branch, a tag, a commit or a ref such as refs/pr/3")
		}
	}
	return d.text, nil
}

// checkPart holds a part of a repository's id against what hubs of source code
// allow.
func (p parser) checkPart(what string, t token, shape string) error {
	switch {
	case t.text == "":
		return p.err(t.pos, "the "+what+" is missing; "+shape)
	case t.text == "." || t.text == "..":
		return p.err(t.pos, "the "+what+" is a folder mark; "+shape)
	case len(t.text) > maxPart+4:
		return p.err(t.pos+maxPart+4, fmt.Sprintf("the %s is longer than the %d characters that are allowed", what, maxPart+4))
	}
	return p.checkChars(what, t)
}
