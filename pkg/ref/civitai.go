package ref

import (
	"net/url"
	"strings"
)

const (
	civitaiPrefix = "civitai:"
	airPrefix     = "urn:air:"
	civitaiSite   = "civitai.com"
	civitaiShape  = "write civitai:123, or civitai:123@456 for one of its versions"

	// civitaiVersions stands for the owner where a version is named without its
	// model.
	civitaiVersions = "model-versions"
)

// CivitaiVersion returns the number of a version that a reference names without
// its model, empty for others.
func (r Ref) CivitaiVersion() string {
	if r.Hub == Civitai && r.Owner == civitaiVersions {
		return r.Name
	}
	return ""
}

// civitaiParser reads references to Civitai.
type civitaiParser struct{ parser }

// short reads "123[@456]" or "model-versions/456" behind "civitai:".
func (p civitaiParser) short(t token) (Ref, error) {
	t = withoutSlashes(t)
	if rest, host, ok := splitHost(t); ok && siteOf(host.text) == civitaiSite {
		return p.parser.page(host, rest)
	}
	if version, ok := strings.CutPrefix(t.text, civitaiVersions+"/"); ok {
		return p.version(token{version, t.pos + len(t.text) - len(version)})
	}
	id, version, hasVersion := cut(t, '@')
	return p.model(id, version, hasVersion)
}

func (p civitaiParser) model(id, version token, hasVersion bool) (Ref, error) {
	r := Ref{Hub: Civitai, Kind: Model, Name: id.text, Revision: version.text}
	err := p.checkNumber("model", id)
	if err == nil && hasVersion {
		err = p.checkNumber("version", version)
	}
	return r.or(err)
}

func (p civitaiParser) version(version token) (Ref, error) {
	return Ref{Hub: Civitai, Kind: Model, Owner: civitaiVersions, Name: version.text}.or(p.checkNumber("version", version))
}

// maxDigits bounds the numbers of models and versions.
const maxDigits = 12

func (p civitaiParser) checkNumber(what string, t token) error {
	switch bad := strings.IndexFunc(t.text, func(r rune) bool { return r < '0' || r > '9' }); {
	case t.text == "":
		return p.err(t.pos, "the number of the "+what+" is missing; "+civitaiShape)
	case bad >= 0:
		return p.err(t.pos+bad, "models and versions on Civitai have numbers; "+civitaiShape)
	case len(t.text) > maxDigits:
		return p.err(t.pos+maxDigits, "the number is too long to be one of Civitai's")
	}
	return nil
}

// air reads the name that programs for pictures give a resource:
// "ecosystem:type:civitai:123@456" behind "urn:air:".
func (p civitaiParser) air(t token) (Ref, error) {
	i := strings.Index(t.text, ":"+civitaiPrefix)
	if i < 0 {
		return p.fail(t.pos, "only resources of civitai are read by their AIR; "+civitaiShape)
	}
	t = t.from(i + 1 + len(civitaiPrefix))
	if end := strings.IndexAny(t.text, ":.?"); end >= 0 {
		t = t.to(end) // a layer, a format
	}
	return p.short(t)
}

// page reads the path of an address on Civitai.
func (p civitaiParser) page(t token) (Ref, error) {
	t, query, _ := cut(t, '?')
	query, _, _ = cut(query, '#')
	parts := split(trimSlash(withoutQuery(t)))
	if len(parts) > 2 && parts[0].text == "api" {
		parts = parts[1:]
		if parts[0].text != "download" && len(parts) > 2 {
			parts = parts[1:] // the version of the interface
		}
	}
	if len(parts) > 2 && parts[0].text == "download" && parts[1].text == "models" {
		return p.version(parts[2]) // its number, and not the model's
	}
	switch {
	case len(parts) > 1 && parts[0].text == civitaiVersions:
		return p.version(parts[1])
	case len(parts) < 2 || parts[0].text != "models":
		return p.fail(parts[0].pos, "this page of Civitai is no model; "+civitaiShape)
	}
	values, _ := url.ParseQuery(query.text)
	version := values.Get("modelVersionId")
	return p.model(parts[1], token{version, query.pos}, version != "")
}
