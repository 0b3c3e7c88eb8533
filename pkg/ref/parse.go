package ref

import (
	"net/url"
	"regexp"
	"strings"
)

const (
	providerPrefix = "provider:"
	purlPrefix     = "pkg:"
	purlType       = "huggingface"
	ociType        = "oci"
	filePrefix     = "file:"
	hfPrefix       = "hf://"
)

// maxInput bounds what Parse looks at: longer than any path or address that
// the common systems accept.
const maxInput = 4096

// Parse reads a reference in any of the forms that people type or paste:
//
//	org/name, org/name@rev, gpt2               a model
//	org/name:Q4_K_M, hf.co/org/name:latest     a model, with the file that programs like Ollama take of it
//	datasets/org/name, spaces/org/name         another kind of repository
//	https://huggingface.co/org/name/tree/rev   any page or file of a repository
//	hf://datasets/org/name@rev/file            a file system address
//	pkg:huggingface/org/name@commit            a package URL
//	provider:openai/gpt-5                      a closed model
//	ollama:name:tag, ollama:owner/name         a model in Ollama's registry
//	oci:registry/name:tag, oci:…@sha256:…      a model in any registry of containers
//	github:owner/name@rev/folder               a repository on GitHub, or a folder in it
//	modelscope:owner/name@rev                  a model on ModelScope; modelscope:datasets/owner/name
//	civitai:123@456                            a model on Civitai, and one of its versions
//	./dir, ../dir, /dir, ~/dir, file:dir       a folder or file on this machine
//
// Blanks around the reference are ignored; a path to a file inside a
// repository is dropped. The error is always a *SyntaxError.
func Parse(s string) (Ref, error) {
	p := parser{input: s}
	start := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	body := strings.TrimRight(s[start:], " \t\r\n")
	switch {
	case len(s) > maxInput:
		return p.fail(maxInput, "the reference is too long to be one; give one reference at a time")
	case body == "":
		return p.fail(0, "the reference is empty; give owner/name, an address on huggingface.co or a path such as ./model")
	}
	t := withoutFile(token{body, start})
	switch {
	case isLocal(body):
		return p.local(t)
	case hasPrefixFold(body, purlPrefix):
		return purlParser{p}.read(t.from(len(purlPrefix)))
	case hasPrefixFold(body, providerPrefix):
		return p.provider(t.from(len(providerPrefix)))
	case hasPrefixFold(body, ollamaPrefix):
		return p.ollama(token{body, start}.from(len(ollamaPrefix)))
	case hasPrefixFold(body, ociPrefix):
		return p.oci(token{body, start}.from(len(ociPrefix)))
	case hasPrefixFold(body, githubPrefix):
		return githubParser{p}.short(token{body, start}.from(len(githubPrefix)))
	case hasPrefixFold(body, modelscopePrefix):
		return modelscopeParser{p}.short(token{body, start}.from(len(modelscopePrefix)))
	case hasPrefixFold(body, civitaiPrefix):
		return civitaiParser{p}.short(token{body, start}.from(len(civitaiPrefix)))
	case hasPrefixFold(body, airPrefix):
		return civitaiParser{p}.air(token{body, start}.from(len(airPrefix)))
	case hasPrefixFold(body, hfPrefix):
		return p.hf(t.from(len(hfPrefix)))
	}
	if rest, host, ok := splitHost(t); ok {
		return p.page(host, rest)
	}
	return p.short(t)
}

// quantization is what programs that run GGUF files write behind a repository:
// which of its files they take.
var quantization = regexp.MustCompile(`(?i)^(ud-)?(i?q[1-8]|tq[12]|b?f16|f32|mxfp4|nvfp4|fp8|int[48])[a-z0-9_]*$|^latest$|\.gguf$`)

// File returns the file that a reference names behind a repository of a hub, as
// programs do that run GGUF files: "Q4_K_M", "tern.gguf"; empty where none is
// named, and for "latest", which is whichever they take.
func File(s string) string {
	t := token{strings.TrimSpace(s), 0}
	file := strings.TrimPrefix(t.text[len(withoutFile(t).text):], ":")
	if strings.EqualFold(file, defaultTag) {
		return ""
	}
	return file
}

// withoutFile drops the file that is named behind a repository of a hub: its
// terms are those of the repository.
func withoutFile(t token) token {
	i := strings.LastIndexByte(t.text, ':')
	if i < 0 || isLocal(t.text) || strings.Contains(t.text[:i], ":") || strings.ContainsAny(t.text[i:], "/@") ||
		!quantization.MatchString(t.text[i+1:]) {
		return t
	}
	return t.to(i)
}

// parser keeps the input for the errors.
type parser struct{ input string }

// token is a piece of the input and where it stands.
type token struct {
	text string
	pos  int
}

func (t token) from(n int) token { return token{t.text[n:], t.pos + n} }
func (t token) to(n int) token   { return token{t.text[:n], t.pos} }
func (t token) end() int         { return t.pos + len(t.text) }

func (p parser) fail(pos int, why string) (Ref, error) { return Ref{}, p.err(pos, why) }

func (p parser) err(pos int, why string) error {
	return &SyntaxError{Input: p.input, Pos: min(pos, len(p.input)), Why: why}
}

// short reads "[kind/]org/name[@rev]".
func (p parser) short(t token) (Ref, error) {
	id, rev, hasRev := cut(t, '@')
	parts := split(trimSlash(id))
	kind, parts, err := p.kind(parts)
	if err != nil {
		return Ref{}, err
	}
	if len(parts) > 2 {
		for _, part := range parts {
			if err := p.checkChars("name", part); err != nil {
				return Ref{}, err
			}
		}
		return p.fail(parts[2].pos-1, "too many slashes; write owner/name, and a branch, tag or commit behind an @: owner/name@main")
	}
	r, err := p.repository(kind, parts)
	if err != nil || !hasRev {
		return r, err
	}
	r.Revision, err = p.revision(rev)
	return r.or(err)
}

func (p parser) provider(t token) (Ref, error) {
	id, rev, hasRev := cut(t, '@')
	parts := split(id)
	if len(parts) != 2 {
		return p.fail(id.end(), "a closed model is written provider:owner/name, for example provider:openai/gpt-5")
	}
	r, err := p.repository(Model, parts)
	r.Hub = Provider
	if err == nil && hasRev {
		r.Revision, err = p.revision(rev)
	}
	return r.or(err)
}

// or returns r, or the zero Ref with the error.
func (r Ref) or(err error) (Ref, error) {
	if err != nil {
		return Ref{}, err
	}
	return r, nil
}

// kind takes the folder of a repository kind off the front of parts.
func (p parser) kind(parts []token) (Kind, []token, error) {
	first := parts[0]
	switch first.text {
	case "kernels", "buckets":
		return "", nil, p.err(first.pos, "fineprint does not read "+first.text+"; give a model, a dataset or a space")
	}
	kind, ok := kindOf(first.text)
	if !ok {
		return Model, parts, nil
	}
	if len(parts) == 1 || parts[1].text == "" {
		return "", nil, p.err(first.end(), "the repository is missing; write "+first.text+"/owner/name")
	}
	return kind, parts[1:], nil
}

func kindOf(folder string) (Kind, bool) {
	for _, k := range []Kind{Model, Dataset, Space} {
		if folder == kindFolder(k) {
			return k, true
		}
	}
	return "", false
}

func kindFolder(k Kind) string { return string(k) + "s" }

// repository reads one part (a legacy name) or two (owner and name).
func (p parser) repository(kind Kind, parts []token) (Ref, error) {
	r := Ref{Hub: HuggingFace, Kind: kind}
	if len(parts) == 1 {
		r.Name = parts[0].text
		return r.or(p.checkName("name", parts[0]))
	}
	if err := p.checkName("owner", parts[0]); err != nil {
		return Ref{}, err
	}
	r.Owner, r.Name = parts[0].text, parts[1].text
	return r.or(p.checkName("name", parts[1]))
}

// split cuts t at its slashes.
func split(t token) []token {
	var parts []token
	for pos := t.pos; ; {
		text, rest, more := strings.Cut(t.text[pos-t.pos:], "/")
		parts = append(parts, token{text, pos})
		if !more {
			return parts
		}
		pos = t.end() - len(rest)
	}
}

// cut divides t at the first sep.
func cut(t token, sep byte) (before, after token, found bool) {
	i := strings.IndexByte(t.text, sep)
	if i < 0 {
		return t, token{"", t.end()}, false
	}
	return t.to(i), t.from(i + 1), true
}

// trimSlash drops the slash behind a complete id. One behind a single name is
// kept: the name of the repository is missing there.
func trimSlash(t token) token {
	if id := strings.TrimSuffix(t.text, "/"); strings.Contains(id, "/") {
		return t.to(len(id))
	}
	return t
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// unescape decodes percent escapes; t keeps its place.
func (p parser) unescape(t token) (token, error) {
	s, err := url.PathUnescape(t.text)
	if err != nil {
		i := strings.IndexByte(t.text, '%')
		return t, p.err(t.pos+i, "a percent escape is broken; copy the address again")
	}
	return token{s, t.pos}, nil
}
