package ref

import (
	"strings"
	"unicode"
)

// isLocal reports whether s names something on this machine: only a path that
// starts like one does, everything else is a repository.
func isLocal(s string) bool {
	switch {
	case s == ".", s == "..", hasPrefixFold(s, filePrefix):
		return true
	}
	for _, prefix := range []string{"./", "../", "/", "~"} {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}

func (p parser) local(t token) (Ref, error) {
	if hasPrefixFold(t.text, filePrefix) {
		var err error
		if t, err = p.file(t.from(len(filePrefix))); err != nil {
			return Ref{}, err
		}
	}
	for i, r := range t.text {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return p.fail(t.pos+i, "the path holds a control character or is not UTF-8")
		}
	}
	if i := strings.LastIndexByte(t.text, '@'); i >= 0 && looksLikeRevision(t.text[i+1:]) {
		return p.fail(t.pos+i, "a folder on this machine has no revisions; leave out everything from the @ on")
	}
	return Ref{Hub: Local, Kind: Model, Path: t.text}, nil
}

// file turns what follows "file:" into a path.
func (p parser) file(t token) (token, error) {
	if rest, ok := strings.CutPrefix(t.text, "//"); ok {
		host, _, _ := strings.Cut(rest, "/")
		if host != "" && host != "localhost" {
			return t, p.err(t.pos+len("//"), "a file: address must name this machine; write file:///path")
		}
		t = t.from(len("//") + len(host))
	}
	if t.text == "" {
		return t, p.err(t.pos, "the path behind file: is missing")
	}
	t, err := p.unescape(t)
	if err == nil && (!isLocal(t.text) || hasPrefixFold(t.text, filePrefix)) {
		t.text = "./" + t.text
	}
	return trimBlank(t), err
}

// trimBlank drops blanks that an escape has put at the end, which the short
// form could not carry.
func trimBlank(t token) token { return token{strings.TrimRight(t.text, " \t\r\n"), t.pos} }

// looksLikeRevision tells a revision, clearly meant, from an @ in a file name.
func looksLikeRevision(s string) bool {
	return s == "main" || strings.HasPrefix(s, "refs/") || isCommit(s)
}

func isCommit(s string) bool {
	return len(s) == 40 && strings.Trim(s, "0123456789abcdefABCDEF") == ""
}
