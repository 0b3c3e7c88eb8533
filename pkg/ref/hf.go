package ref

import "strings"

// hf reads "[kind/]org/name[@rev][/path]" behind "hf://".
func (p parser) hf(t token) (Ref, error) {
	t.text = strings.TrimRight(t.text, "/")
	if t.text == "" {
		return p.fail(t.pos, "the repository is missing; write hf://owner/name")
	}
	kind, parts, err := p.kind(split(t))
	if err != nil {
		return Ref{}, err
	}
	n := min(len(parts), 2)
	if strings.Contains(parts[0].text, "@") {
		n = 1
	}
	id := append([]token(nil), parts[:n]...)
	last, rev, hasRev := cut(id[n-1], '@')
	id[n-1] = last
	r, err := p.repository(kind, id)
	if err != nil || !hasRev {
		return r, err
	}
	r.Revision, err = p.revision(joinRef(append([]token{rev}, parts[n:]...)))
	return r.or(err)
}
