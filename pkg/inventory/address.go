package inventory

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// readAddress reads a text that is the address of a repository and nothing
// else.
func (s *Sinks) readAddress(t string) (Reference, bool) {
	if strings.ContainsAny(t, " \t\n") || !strings.Contains(t, ".") {
		return Reference{}, false
	}
	for i := range s.Sites {
		site := &s.Sites[i]
		for _, host := range site.Hosts {
			if path, ok := behindHost(t, host); ok {
				return s.readPage(site, t, path)
			}
		}
	}
	return Reference{}, false
}

// behindHost returns the path of an address on host.
func behindHost(t, host string) (string, bool) {
	scheme := false
	for _, prefix := range [...]string{"https://", "http://", "git+https://", "git@", "ssh://git@"} {
		if rest, ok := strings.CutPrefix(t, prefix); ok {
			t, scheme = rest, true
			break
		}
	}
	t = strings.TrimPrefix(t, "www.")
	if at := strings.IndexByte(t, '@'); scheme && at >= 0 && strings.HasPrefix(t[at+1:], host) {
		t = t[at+1:]
	}
	rest, ok := strings.CutPrefix(t, host)
	if !ok || rest == "" || rest[0] != '/' && rest[0] != ':' {
		return "", false
	}
	return rest[1:], true
}

// readPage reads the path of an address on a hub.
func (s *Sinks) readPage(site *site, text, path string) (Reference, bool) {
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "#")
	path = strings.TrimSuffix(strings.Trim(path, "/"), ".git")
	parts := strings.Split(path, "/")
	kind, ok := site.Folders[parts[0]]
	switch {
	case slices.Contains(site.Reserved, parts[0]):
		return Reference{}, false
	case ok:
		parts = parts[1:]
	default:
		if kind, ok = site.Folders[""]; !ok {
			return Reference{}, false
		}
	}
	out := Reference{Text: text, Hub: site.Hub, Kind: kind, Status: Resolved, rank: byAddress}
	if site.Hub == ref.HuggingFace {
		return s.readHuggingFace(out, parts)
	}
	if len(parts) < site.Parts {
		return out, false
	}
	out.ID = strings.Join(parts[:site.Parts], "/")
	if len(parts) > site.Parts+1 && (parts[site.Parts] == "resolve" || parts[site.Parts] == "file") {
		out.Revision = parts[site.Parts+1]
	}
	return out, s.validID(out.ID)
}

// readHuggingFace leaves the rules of the hub's addresses to ref. An address
// with one part only is a page of somebody, except for datasets.
func (s *Sinks) readHuggingFace(out Reference, parts []string) (Reference, bool) {
	if len(parts) == 1 && out.Kind != ref.Dataset || len(parts) == 0 {
		return out, false
	}
	name, quant, _ := strings.Cut(parts[min(1, len(parts)-1)], ":")
	if quant != "" && len(parts) == 2 {
		parts = []string{parts[0], name}
	}
	page := "https://huggingface.co/" + map[ref.Kind]string{ref.Dataset: "datasets/", ref.Space: "spaces/"}[out.Kind] +
		strings.Join(parts, "/")
	r, err := ref.Parse(page)
	if err != nil && len(parts) > 2 {
		r, err = ref.Parse(page[:len(page)-len(strings.Join(parts[2:], "/"))-1])
	}
	if err != nil || r.Owner == "" && len(parts) > 1 {
		return out, false
	}
	out.ID, out.Revision = r.ID(), r.Revision
	if unescaped, err := url.PathUnescape(r.Revision); err == nil {
		out.Revision = unescaped
	}
	return out, s.validID(out.ID)
}

func (s *Sinks) validID(id string) bool {
	for part := range strings.SplitSeq(strings.Replace(id, ":", "/", 1), "/") {
		if !isName(part) {
			return false
		}
	}
	return !s.isPlaceholder(id)
}

// addresses finds the addresses of repositories in running text that begins on
// a line.
func (s *Sinks) findAddresses(text []byte, line int, found func(Reference)) {
	for _, host := range s.addresses {
		for at := 0; ; {
			i := bytes.Index(text[at:], []byte(host))
			if i < 0 {
				break
			}
			i += at
			end := i + len(host)
			for end < len(text) && addressByte(text[end]) {
				end++
			}
			at = end
			start := i
			for start > 0 && addressByte(text[start-1]) {
				start--
			}
			if start < i && text[i-1] != '/' && text[i-1] != '.' && text[i-1] != '@' {
				continue
			}
			t := strings.TrimRight(string(text[start:end]), ".:")
			if r, ok := s.readAddress(t); ok {
				r.Line = line + bytes.Count(text[:start], []byte("\n"))
				found(r)
			}
		}
	}
}

// addressByte tells what may stand in an address in running text.
func addressByte(c byte) bool {
	return isLetter(c) && c != '$' && c < 0x80 || isDigit(c) || strings.IndexByte("-./:@%#?=&+~", c) >= 0
}
