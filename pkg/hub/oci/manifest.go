package oci

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// manifestTypes are the media types of manifests, of one artifact and of several.
var manifestTypes = []string{
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json",
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
}

const (
	sha256Prefix = "sha256:"
	maxManifest  = 4 << 20 // what registries take
	maxVariants  = 8       // manifests of an index that are looked into
)

// manifest lists the parts of an artifact, or the artifacts of an index.
type manifest struct {
	ArtifactType string       `json:"artifactType"`
	Config       descriptor   `json:"config"`
	Layers       []descriptor `json:"layers"`
	Manifests    []descriptor `json:"manifests"`

	digest string // of raw, as registries write it
	raw    []byte
}

// descriptor names a blob of a registry, or another manifest.
type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int64             `json:"size"`
	Annotations map[string]string `json:"annotations"`
}

// model returns the manifest of a tag or a digest; of several for different
// machines the first that holds a model: terms do not depend on the machine.
func (p *repository) model(ctx context.Context, at string) (*manifest, error) {
	m, err := p.manifest(ctx, at)
	if err != nil {
		return nil, err
	}
	if len(m.Manifests) == 0 {
		if !m.holdsModel() {
			return nil, p.noModel("it holds a program, or data of a kind that is not known here, and no model")
		}
		return m, nil
	}
	for _, d := range m.Manifests[:min(len(m.Manifests), maxVariants)] {
		if !isDigest(d.Digest) {
			continue
		}
		one, err := p.manifest(ctx, d.Digest)
		if err != nil {
			return nil, err
		}
		if one.holdsModel() {
			return one, nil
		}
	}
	return nil, p.noModel("none of the variants that it has holds a model")
}

func (p *repository) noModel(why string) error {
	return &hub.StatusError{Op: "manifest", ID: p.ref.ID(), Err: fmt.Errorf("%w: %s", hub.ErrUnsupported, why)}
}

func (m *manifest) holdsModel() bool {
	return hub.IsModelLayer(m.ArtifactType) || hub.IsModelLayer(m.Config.MediaType) ||
		slices.ContainsFunc(m.Layers, func(d descriptor) bool { return hub.IsModelLayer(d.MediaType) || hub.IsWeights(d.path("")) })
}

// manifest asks for one manifest and holds it against its digest: the one that
// was asked for, and the one that the registry names.
func (p *repository) manifest(ctx context.Context, at string) (*manifest, error) {
	a, q, err := p.get(ctx, "manifest", maxManifest, "manifests", at)
	if err != nil {
		return nil, err
	}
	m := &manifest{raw: a.Body, digest: digestOf(a.Body)}
	for _, want := range []string{at, a.Header.Get("Docker-Content-Digest")} {
		if isDigest(want) && want != m.digest {
			return nil, p.api.BadAnswer(q, a, fmt.Errorf("its digest is %s, not %s", m.digest, want))
		}
	}
	if hub.IsHTML(a.Body) {
		return nil, p.api.BadAnswer(q, a, errors.New("a web page came in place of a manifest"))
	}
	if err := json.Unmarshal(a.Body, m); err != nil {
		return nil, p.api.BadAnswer(q, a, fmt.Errorf("it is no manifest: %w", err))
	}
	return m, nil
}

var digestForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

func isDigest(s string) bool { return digestForm.MatchString(s) }

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return sha256Prefix + hex.EncodeToString(sum[:])
}

// sum is the SHA-256 of a blob in hex, empty where another digest names it.
func (d descriptor) sum() string {
	if !isDigest(d.Digest) {
		return ""
	}
	return strings.TrimPrefix(d.Digest, sha256Prefix)
}
