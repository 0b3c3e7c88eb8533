package oci

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
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
	maxVariants  = 16      // manifests of an index that are looked into
)

// manifest lists the parts of an artifact, or the artifacts of an index.
type manifest struct {
	ArtifactType string            `json:"artifactType"`
	Config       hub.Layer         `json:"config"`
	Layers       []hub.Layer       `json:"layers"`
	Manifests    []hub.Layer       `json:"manifests"`
	Annotations  map[string]string `json:"annotations"`

	digest string // of raw, as registries write it
	raw    []byte
	image  bool // the layers are a file system, in which a model may stand
	// configs are those of the artifacts that an index lists, whose layers stand
	// in Layers.
	configs []hub.Layer
	// licences are those that annotations name, by the digest of the manifest.
	licences map[string]string
}

// licenceAnnotation names licences, as SPDX writes them.
const licenceAnnotation = "org.opencontainers.image.licenses"

// noteLicence takes what the annotations of a manifest name.
func (m *manifest) noteLicence(of *manifest) {
	if named := strings.TrimSpace(of.Annotations[licenceAnnotation]); named != "" {
		if m.licences == nil {
			m.licences = map[string]string{}
		}
		m.licences[of.digest] = named
	}
}

// model returns the manifest of a tag or a digest. Of an index the parts of all
// variants that hold a model are taken together, whatever machine each is for:
// the terms of one are not those of another.
func (p *repository) model(ctx context.Context, at string) (*manifest, error) {
	m, err := p.manifest(ctx, at)
	if err != nil {
		return nil, err
	}
	switch {
	case len(m.Manifests) > 0:
	case m.holdsModel():
		m.configs = []hub.Layer{m.Config}
		m.noteLicence(m)
		return m, nil
	case m.isImage():
		m.image = true
		return m, nil
	default:
		return nil, p.noModel("it holds data of a kind that is not known here, and no model")
	}
	if len(m.Manifests) > maxVariants {
		return nil, p.noModel(fmt.Sprintf("it has %d variants; name one of them by its digest", len(m.Manifests)))
	}
	var image *manifest // of the first machine
	for _, d := range m.Manifests {
		if !ref.IsDigest(d.Digest) {
			return nil, p.noModel("a variant has no digest that is known here")
		}
		one, err := p.manifest(ctx, d.Digest)
		if err != nil {
			return nil, err
		}
		switch {
		case one.holdsModel():
			m.add(one)
		case image == nil && one.isImage():
			image = one
		}
	}
	switch {
	case len(m.Layers) > 0:
	case image != nil:
		m.Layers, m.image = image.Layers, true
		return m, nil
	default:
		return nil, p.noModel("none of the variants that it has holds a model")
	}
	m.noteLicence(m)
	return m, nil
}

// add takes in the parts of a variant that no other has.
func (m *manifest) add(variant *manifest) {
	into := func(list []hub.Layer, d hub.Layer) []hub.Layer {
		if slices.ContainsFunc(list, func(o hub.Layer) bool { return o.Digest == d.Digest && o.File().Path == d.File().Path }) {
			return list
		}
		return append(list, d)
	}
	m.configs = into(m.configs, variant.Config)
	m.noteLicence(variant)
	for _, d := range variant.Layers {
		m.Layers = into(m.Layers, d)
	}
}

func (p *repository) noModel(why string) error {
	return &hub.StatusError{Op: "manifest", ID: p.ref.ID(), Err: fmt.Errorf("%w: %s", hub.ErrUnsupported, why)}
}

func (m *manifest) holdsModel() bool {
	return hub.Layer{MediaType: m.ArtifactType}.IsModel() || m.Config.IsModel() || slices.ContainsFunc(m.Layers, hub.Layer.IsModel)
}

// manifest asks for one manifest and holds it against its digest: the one that
// was asked for, and the one that the registry names.
func (p *repository) manifest(ctx context.Context, at string) (*manifest, error) {
	a, q, err := p.get(ctx, exchange.Request{Op: "manifest", Limit: maxManifest}, "manifests", at)
	if err != nil {
		return nil, err
	}
	m := &manifest{raw: a.Body, digest: digestOf(a.Body)}
	for _, want := range []string{at, a.Header.Get("Docker-Content-Digest")} {
		if ref.IsDigest(want) && want != m.digest {
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

func digestOf(content []byte) string {
	return sha256Prefix + doc.Digest(content)
}
