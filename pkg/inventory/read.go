package inventory

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const maxID = 300 // bytes; what is longer is no name

// ollama is the hub whose ids need no owner and keep their tag; oci stands for
// registries of containers.
const (
	ollama = "ollama"
	oci    = "oci"
)

// read says what a text names where w is expected; ok is false for what names
// nothing.
func (s *Sinks) read(text string, w what, r rank) (out Reference, ok bool) {
	t := strings.Trim(text, " \t\r\n/")
	if t == "" || len(text) > maxID || strings.ContainsAny(t, " \t\n,;|*?=()[]{}'\"") {
		return s.readAddress(strings.TrimSpace(text))
	}
	out = Reference{Text: text, Hub: w.Hub, Kind: w.Kind, Status: Resolved, rank: r}
	if out.Hub == "" {
		out.Hub = ref.HuggingFace
	}
	if found, ok := s.readScheme(strings.TrimSpace(text), w, r); ok {
		return found, true
	}
	if found, ok := s.readAddress(strings.TrimSpace(text)); ok || strings.Contains(t, "://") {
		return found, ok
	}
	if w.Kind == none {
		return out, false
	}
	if closed, ok := s.readClosed(t, w); ok {
		out.ID, out.Hub, out.Kind = t[len(closed.prefix):], closed.provider, Closed
		return out, true
	}
	if host, name, ok := strings.Cut(t, "/"); ok && w.Kind == ref.Model && slices.Contains(s.Served, host) {
		if !strings.Contains(name, "/") {
			out.ID, out.Hub, out.Kind = name, host, Closed
			return out, name != ""
		}
		t, text = name, name // an open model that somebody serves
	}
	if s.readKaggle(&out, t) {
		return out, true
	}
	if s.isPath(strings.TrimSpace(text)) {
		out.Status = LocalPath
		return out, r == byCall || strings.HasPrefix(text, ".") || strings.HasPrefix(text, "/")
	}
	return s.readID(out, t, w, r)
}

// readID reads "owner/name", with ":tag" or "@revision" behind it, and names
// without an owner where they may stand.
func (s *Sinks) readID(out Reference, t string, w what, r rank) (Reference, bool) {
	id, revision, _ := strings.Cut(t, "@")
	id, tag, tagged := strings.Cut(id, ":")
	if repo, code, ok := strings.Cut(id, "--"); ok && strings.Contains(repo, "/") && strings.Contains(code, ".") {
		id = repo // a class in the code of a repository: "owner/name--module.Class"
	}
	owner, name, parted := strings.Cut(id, "/")
	if !isName(owner) || parted && (!isName(name) || !hasLetter(name)) || tagged && !isName(tag) || s.isPlaceholder(id) || w.Kind == Closed {
		return out, false
	}
	if !parted && !s.shortFits(&out, id, tagged, w, r) {
		return out, false
	}
	out.ID, out.Revision = id, revision
	switch {
	case tagged && (out.Hub == ollama || out.Hub == oci):
		out.ID += ":" + tag
	case tagged && out.Hub == ref.GitHub:
		out.Revision = tag
	}
	return out, true
}

// shortFits tells whether a name without an owner may be meant: where a call
// takes one, and elsewhere if it looks like that of a model.
func (s *Sinks) shortFits(out *Reference, id string, tagged bool, w what, r rank) bool {
	switch {
	case s.size.MatchString(id):
		return false // "7b" tells one of several
	case strings.ToUpper(id) == id && strings.ToLower(id) != id, slices.Contains(s.Looks.Builders, id):
		return false // a constant of a library, or a reader of data
	case r == byCall && w.Short:
		return true
	case w.Kind == ref.Dataset:
		return w.Short && isLower(id) && !tagged
	case w.Kind != ref.Model || !s.familiar(id):
		return false
	case !tagged && out.Hub == ref.HuggingFace && s.families.only(id):
		out.bare = true
		return w.Short || r == byCall
	case tagged:
		if out.Hub == ref.HuggingFace {
			out.Hub = ollama
		}
		return true
	default:
		return (w.Short || r == byCall) && isLower(id)
	}
}

func isLower(s string) bool { return strings.ToLower(s) == s }

// readScheme reads texts that say by their beginning what they are.
func (s *Sinks) readScheme(t string, w what, r rank) (Reference, bool) {
	for _, scheme := range s.Schemes {
		if !strings.HasPrefix(t, scheme.Prefix) || scheme.Within && (w.Kind == none || w.Kind == ref.Dataset) {
			continue
		}
		rest := strings.TrimPrefix(t, scheme.Prefix)
		if scheme.Keep {
			rest = t
		}
		rest, _, _ = strings.Cut(rest, "?")
		rest, _, _ = strings.Cut(rest, "#")
		rest, revision, _ := strings.Cut(rest, "@")
		parts := strings.Split(strings.Trim(rest, "/"), "/")
		if scheme.Parts > 0 && len(parts) > scheme.Parts {
			parts = parts[:scheme.Parts]
		}
		id := strings.Join(parts, "/")
		out := Reference{Text: t, ID: id, Hub: scheme.Hub, Kind: scheme.Kind, Revision: revision, Status: Resolved, rank: min(r, byAddress)}
		if name, rev, ok := strings.Cut(id, ":"); ok && scheme.Hub != ollama && scheme.Hub != oci {
			out.ID = name
			if out.Revision == "" && scheme.Hub == ref.HuggingFace && !scheme.Within {
				out.Revision = rev
			}
		}
		valid := out.ID != "" && !s.isPlaceholder(out.ID)
		for _, p := range strings.Split(strings.Replace(out.ID, ":", "/", 1), "/") {
			valid = valid && isName(p)
		}
		return out, valid && (scheme.Hub != ref.HuggingFace || strings.Contains(out.ID, "/"))
	}
	return Reference{}, false
}

// closedModel is a model of a provider, and what stands before its name.
type closedModel struct{ provider, prefix string }

// readClosed knows the names of models that nobody can download, with or
// without their provider before them.
func (s *Sinks) readClosed(t string, w what) (closedModel, bool) {
	if w.Kind != ref.Model && w.Kind != Closed {
		return closedModel{}, false
	}
	prefix := ""
	for head, _, ok := strings.Cut(t, ":"); ok && s.gateways[head]; head, _, ok = strings.Cut(t[len(prefix):], ":") {
		prefix += head + ":"
	}
	for head, _, ok := strings.Cut(t[len(prefix):], "/"); ok && s.gateways[head]; head, _, ok = strings.Cut(t[len(prefix):], "/") {
		prefix += head + "/"
	}
	for i := range s.Providers {
		p := &s.Providers[i]
		if p.tells.MatchString(t[len(prefix):]) {
			return closedModel{p.Name, prefix}, true
		}
		if host, name, ok := strings.Cut(t, "/"); ok && !p.Shared && isLower(host) && p.tells.MatchString(name) {
			return closedModel{p.Name, host + "/"}, true
		}
	}
	return closedModel{}, false
}

// readKaggle reads the handle of a model on Kaggle:
// "owner/model/framework/variation/version".
func (s *Sinks) readKaggle(out *Reference, t string) bool {
	parts := strings.Split(t, "/")
	if len(parts) < 4 || len(parts) > 5 || out.Kind != ref.Model || !slices.Contains(s.Looks.Frameworks, strings.ToLower(parts[2])) {
		return false
	}
	out.Hub, out.ID = "kaggle", strings.Join(parts[:4], "/")
	if len(parts) == 5 {
		out.Revision = parts[4]
	}
	return s.validID(out.ID)
}
