package gate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/page"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Registry is a gate before a registry of containers, for programs that pull
// models from one: Ollama, Docker Model Runner. A manifest is judged at its
// digest; the blobs that a judged manifest lists pass as long as it does.
type Registry struct {
	*Gate
	host  string // by which references name the registry
	blobs blobs
}

// Registry returns a gate before a registry, which decides as g does and keeps
// its decisions in the same place. host is how references name the registry,
// base where it answers.
func (g *Gate) Registry(host, base string) (*Registry, error) {
	cfg := g.cfg
	cfg.Hub, cfg.Home, cfg.Token = base, base, ""
	front, err := New(cfg, g.decider.engine.Load())
	if err != nil {
		return nil, err
	}
	front.decider, front.counts, front.desk = g.decider, g.counts, g.desk
	front.form = registryError
	return &Registry{Gate: front, host: host}, nil
}

// registryError is the body of a refusal as programs for registries read it.
func registryError(message string) any {
	return map[string]any{"errors": []map[string]string{{"code": "DENIED", "message": message}}}
}

// pull is what a request to a registry asks for.
type pull struct {
	repository string // "library/name"
	what       string // "manifests", "blobs", "tags", empty for the registry itself
	at         string // a tag or digest
}

var (
	repositoryForm = regexp.MustCompile(`^[a-z0-9]+([._/-]+[a-z0-9]+)*$`)
	tagForm        = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*$`)
)

// maxTag is the most bytes that a tag has.
const maxTag = 128

func isTag(s string) bool { return len(s) <= maxTag && tagForm.MatchString(s) }

// readPull reads a request to a registry. ok is false for what is no reading of
// manifests, blobs or tags.
func readPull(r *http.Request) (p pull, ok bool) {
	if r.URL.Host != "" || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return pull{}, false
	}
	parts, err := segments(strings.TrimSuffix(r.URL.EscapedPath(), "/"))
	if err != nil || len(parts) == 0 || parts[0] != "v2" {
		return pull{}, false
	}
	if len(parts) == 1 {
		return pull{}, true
	}
	n := len(parts)
	if n < 4 {
		return pull{}, false
	}
	p = pull{repository: strings.Join(parts[1:n-2], "/"), what: parts[n-2], at: parts[n-1]}
	known := p.what == "manifests" && (isTag(p.at) || ref.IsDigest(p.at)) || p.what == "blobs" && ref.IsDigest(p.at) ||
		p.what == "tags" && p.at == "list"
	return p, known && repositoryForm.MatchString(p.repository)
}

// asked makes a reference of a pull.
func (p pull) asked(host string) (Asked, error) {
	name := "oci:" + host + "/" + p.repository
	if host == ref.OllamaRegistry {
		name = "ollama:" + p.repository
	}
	sep := ":"
	if ref.IsDigest(p.at) {
		sep = "@"
	}
	r, err := ref.Parse(name + sep + p.at)
	return Asked{Ref: r, parts: append(append([]string{"v2"}, strings.Split(p.repository, "/")...), p.what, p.at), rev: -1}, err
}

// ServeHTTP answers a request: itself, or with what the registry answers.
func (g *Registry) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, Prefix) {
		g.Gate.ServeHTTP(w, r)
		return
	}
	g.counts.requests.Add(1)
	p, ok := readPull(r)
	if !ok {
		g.refuse(w, r, refusal{status: http.StatusForbidden,
			message: "the gate lets manifests, blobs and lists of tags be read, and nothing else"})
		return
	}
	leave, ok := g.enter(w, r)
	if !ok {
		return
	}
	defer leave()
	pass := &passage{base: g.base(r), tokens: true, to: g.up.at(r.URL.EscapedPath(), r.URL.RawQuery)}
	switch p.what {
	case "manifests":
		g.manifest(w, r, p, pass)
	case "blobs":
		g.blob(w, r, p, pass)
	default:
		g.counts.open.Add(1)
		g.carry(w, r, pass)
	}
}

// manifest judges a manifest and lets it pass, or not.
func (g *Registry) manifest(w http.ResponseWriter, r *http.Request, p pull, pass *passage) {
	asked, err := p.asked(g.host)
	if err != nil {
		g.refuse(w, r, refusal{status: http.StatusBadRequest, message: err.Error()})
		return
	}
	digest, err := g.digest(r, asked)
	if errors.Is(err, errHubSays) {
		pass.errorsOnly = true
		pass.refusal = refusal{status: http.StatusBadGateway, message: "the registry contradicts itself, so nothing was decided"}
		g.carry(w, r, pass)
		return
	}
	at := asked.Ref
	at.Revision = digest
	d, err := g.decision(r.Context(), at, err)
	if err != nil {
		g.refuse(w, r, later(err, asked.Ref.String()))
		return
	}
	p.at = digest
	pinned, _ := p.asked(g.host) // it was a reference with the tag
	pass.to, pass.commit = g.up.at(pinned.Target(""), ""), digest
	pass.manifest = func(body []byte) { g.blobs.add(p.repository, at, body) }
	g.act(w, r, asked, d, pass)
}

// decision decides on a manifest, as everybody sees it.
func (g *Registry) decision(ctx context.Context, at ref.Ref, err error) (Decision, error) {
	if err != nil {
		return Decision{}, err
	}
	d, err := g.decider.decide(ctx, at, "")
	if err == nil && d.Passing {
		err = errHubLater
	}
	return d, err
}

// digest asks which manifest a tag is.
func (g *Registry) digest(r *http.Request, asked Asked) (string, error) {
	if ref.IsDigest(asked.Ref.Revision) {
		return asked.Ref.Revision, nil
	}
	ctx, cancel := context.WithTimeout(r.Context(), askLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, g.up.at(asked.Target(""), "").String(), nil)
	if err != nil {
		return "", errHubSays
	}
	req.Header["Accept"] = r.Header.Values("Accept")
	if token := page.Bearer(r); token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := g.cfg.Transport.RoundTrip(req)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errHubLater, err)
	}
	defer resp.Body.Close()
	digest := resp.Header.Get("Docker-Content-Digest")
	switch s := resp.StatusCode; {
	case s == http.StatusTooManyRequests || s >= http.StatusInternalServerError:
		return "", fmt.Errorf("%w: it answers %d", errHubLater, s)
	case s != http.StatusOK || !ref.IsDigest(digest):
		return "", errHubSays
	}
	return digest, nil
}

// blob lets a blob pass that a manifest lists which is allowed now.
func (g *Registry) blob(w http.ResponseWriter, r *http.Request, p pull, pass *passage) {
	last := refusal{status: http.StatusForbidden, message: "nothing was decided on this blob: pull the model by its name first"}
	for _, at := range g.blobs.of(p.repository, p.at) {
		d, err := g.decision(r.Context(), at, nil)
		if err != nil {
			last = later(err, at.String())
			continue
		}
		if act := g.actOn(d); act == Allow || act == Warn {
			g.counts.passed.Add(1)
			pass.decided = true
			g.carry(w, r, pass)
			return
		}
		last = g.refused(d, pass.base)
	}
	g.refuse(w, r, last)
}

// manifestBlobs lists the blobs of a manifest.
func manifestBlobs(body []byte) []string {
	type descriptor struct{ Digest string }
	var m struct {
		Config descriptor
		Layers []descriptor
		Blobs  []descriptor
	}
	if json.Unmarshal(body, &m) != nil {
		return nil
	}
	var out []string
	for _, d := range slices.Concat([]descriptor{m.Config}, m.Layers, m.Blobs) {
		if ref.IsDigest(d.Digest) {
			out = append(out, d.Digest)
		}
	}
	return out
}

// maxManifest bounds a manifest that is read on its way.
const maxManifest = 4 << 20

// listen reads a manifest that passes, for the blobs that it lists.
func listen(resp *http.Response, tell func([]byte)) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxManifest+1))
	resp.Body.Close()
	if err != nil || len(body) > maxManifest {
		return errLeads
	}
	tell(body)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}
