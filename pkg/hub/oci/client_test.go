package oci_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/oci"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const terms = "Tern licence.\nYou may use the model for research.\n"

func ollama(licences ...string) *hubtest.Artifact {
	a := &hubtest.Artifact{Layers: []hubtest.Blob{{MediaType: "application/vnd.ollama.image.model", Size: 4 << 30},
		{MediaType: "application/vnd.ollama.image.template", Text: "{{ .Prompt }}"}}}
	for _, text := range licences {
		a.Layers = append(a.Layers, hubtest.Blob{MediaType: "application/vnd.ollama.image.license", Text: text})
	}
	return a
}

func imageOf(licence string) *hubtest.Artifact {
	return &hubtest.Artifact{Layers: []hubtest.Blob{{MediaType: "application/vnd.oci.image.layer.v1.tar",
		Packed: map[string]string{"models/model.gguf": "GGUF", "models/LICENSE": licence}}}}
}

// start serves artifacts and returns a reader of the references "ollama:…" and
// "oci:REGISTRY/…".
func start(t *testing.T, artifacts map[string]*hubtest.Artifact) (*hubtest.Registry, func(asked string) (*hub.Snapshot, error)) {
	t.Helper()
	g := hubtest.NewRegistry(artifacts)
	base := hubtest.StartRegistry(t, g)
	c, err := oci.New(oci.Config{Mirrors: map[string]string{"registry.ollama.ai": base}, MaxDocumentBytes: 1000, MaxArchiveBytes: 1 << 20,
		Patience: time.Minute,
		Sleep:    func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return g, func(asked string) (*hub.Snapshot, error) {
		r, err := ref.Parse(strings.Replace(asked, "REGISTRY", strings.TrimPrefix(base, "http://"), 1))
		if err != nil {
			t.Fatal(err)
		}
		return c.Snapshot(t.Context(), r)
	}
}

// told lists documents as "path role status" and problems as "path code".
func told(s *hub.Snapshot) (docs, problems []string) {
	for _, d := range s.Documents {
		docs = append(docs, fmt.Sprintf("%s %s %s", d.Path, d.Role, d.Status))
	}
	for _, p := range s.Problems {
		problems = append(problems, *p.Path+" "+p.Code)
	}
	return docs, problems
}

func TestOllama(t *testing.T) {
	g, read := start(t, map[string]*hubtest.Artifact{"library/tern:2b": ollama(terms, "Further terms.\n")})
	s, err := read("ollama:tern:2b")
	if err != nil {
		t.Fatal(err)
	}
	if docs, problems := told(s); !slices.Equal(docs, []string{"LICENSE licence read", "LICENSE-2 licence read"}) || problems != nil {
		t.Errorf("documents %v, problems %v", docs, problems)
	}
	if d := s.Document("LICENSE"); string(d.Text) != terms || !strings.Contains(d.URL, "/v2/library/tern/blobs/sha256:"+d.SHA256) {
		t.Errorf("document %q at %s", d.Text, d.URL)
	}
	if len(s.Files) != 4 || s.Files[0].Path != "model.gguf" || s.Files[0].Size != 4<<30 || len(s.Files[0].LFSSHA256) != 64 || !s.Complete {
		t.Errorf("files %+v", s.Files)
	}
	if s.Commit != g.Digest("library/tern:2b") || s.AnsweredID != "ollama:tern" {
		t.Errorf("commit %s of %s", s.Commit, s.AnsweredID)
	}
	if n := len(g.TakeRequests()); n != 4 { // the manifest, two licences, the head of the weights
		t.Errorf("%d requests, want 4", n)
	}
	if pinned, err := read("ollama:tern@" + s.Commit); err != nil || pinned.Commit != s.Commit {
		t.Errorf("by digest: %v", err)
	}
}

func TestForms(t *testing.T) {
	weights := hubtest.Blob{MediaType: "application/vnd.docker.ai.gguf.v3", Size: 9000}
	titled := func(name string) map[string]string { return map[string]string{"org.opencontainers.image.title": name} }
	for name, tt := range map[string]struct {
		artifact *hubtest.Artifact
		docs     []string
		problems []string
		header   string // a line of what the configuration names
	}{
		"docker": {artifact: &hubtest.Artifact{
			Config: &hubtest.Blob{MediaType: "application/vnd.docker.ai.model.config.v0.1+json", Text: `{"config":{"format":"gguf"}}`},
			Layers: []hubtest.Blob{weights, {MediaType: "application/vnd.docker.ai.license", Text: terms}},
		}, docs: []string{"LICENSE licence read"}},
		"modelpack": {artifact: &hubtest.Artifact{
			ArtifactType: "application/vnd.cncf.model.manifest.v1+json",
			Config: &hubtest.Blob{MediaType: "application/vnd.cncf.model.config.v1+json",
				Text: `{"descriptor":{"name":"tern","licenses":["CC-BY-NC-4.0"]}}`},
			Layers: []hubtest.Blob{{MediaType: "application/vnd.cncf.model.weight.v1.raw", Size: 9000},
				{MediaType: "application/vnd.cncf.model.doc.v1.raw", Text: "# Tern\n",
					Annotations: map[string]string{"org.cncf.model.filepath": "README.md"}},
				{MediaType: "application/vnd.cncf.model.doc.v1.tar", Packed: map[string]string{"LICENSE": terms, "docs/use.md": "Use it.\n"}},
				{MediaType: "application/vnd.cncf.model.doc.v1.tar+zstd", Text: "packed otherwise"},
				{MediaType: "application/vnd.cncf.model.doc.v1.raw", Text: "A text without a name.\n"}},
		}, docs: []string{"README.md card read", "LICENSE licence read", "docs linked not-followed", "docs-2 linked read",
			"config#header header read"},
			problems: []string{"docs document-not-fetched"}, header: "license: CC-BY-NC-4.0\n"},
		"kitops": {artifact: &hubtest.Artifact{
			Config: &hubtest.Blob{MediaType: "application/vnd.kitops.modelkit.config.v1+json",
				Text: `{"package":{"license":"Apache-2.0"},"code":[{"license":"GPL-3.0"}],"datasets":[{"license":"ODbL-1.0"}]}`},
			Layers: []hubtest.Blob{
				{MediaType: "application/vnd.kitops.modelkit.model.v1.tar",
					Packed: map[string]string{"./model/tern.gguf": "GGUF", "./model/LICENSE": terms}},
				{MediaType: "application/vnd.kitops.modelkit.code.v1.tar+gzip", Text: "broken"}},
		}, docs: []string{"model/LICENSE licence read", "config#header header read"}, problems: []string{"code.v1.tar archive-not-read"},
			header: "license: Apache-2.0\ncode-license: GPL-3.0\n"},
		"files by name": {artifact: &hubtest.Artifact{Layers: []hubtest.Blob{
			{MediaType: "application/octet-stream", Size: 9000, Annotations: titled("model.safetensors")},
			{MediaType: "application/vnd.oci.image.layer.v1.tar", Text: terms, Annotations: titled("LICENSE.txt")},
			{MediaType: "text/plain", Size: 7, Annotations: titled("../LICENSE")}}}, docs: []string{"LICENSE.txt licence read"}},
		"annotations": {artifact: &hubtest.Artifact{
			Annotations: map[string]string{"org.opencontainers.image.licenses": "Apache-2.0 OR MIT", "org.opencontainers.image.title": "LICENSE"},
			Layers:      []hubtest.Blob{weights},
		}, docs: []string{"manifest#header header read"}},
		"image with a model": {artifact: &hubtest.Artifact{Layers: []hubtest.Blob{
			{MediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", Packed: map[string]string{"usr/share/doc/sh/LICENSE": "of the shell"}},
			{MediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", Packed: map[string]string{"models/1/model.safetensors": "x",
				"models/LICENSE": terms, "models/.wh.NOTICE": "", "etc/LICENSE": "of something else"}}}}, docs: []string{"LICENSE licence read"}},
		"index of images": {artifact: &hubtest.Artifact{Variants: []string{"attestation", "image", "image-2"}},
			docs: []string{"LICENSE licence read"}},
		"index": {artifact: &hubtest.Artifact{Variants: []string{"program", "variant"}}, docs: []string{"LICENSE licence read"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, read := start(t, map[string]*hubtest.Artifact{"acme/tern:v1": tt.artifact, "acme/tern:variant": ollama(terms),
				"acme/tern:attestation": {Layers: []hubtest.Blob{{MediaType: "application/vnd.in-toto+json", Text: "{}"}}},
				"acme/tern:image":       imageOf(terms), "acme/tern:image-2": imageOf("for another machine"),
				"acme/tern:program": {Layers: []hubtest.Blob{{MediaType: "application/vnd.oci.image.layer.v1.tar+gzip", Size: 9000}}}})
			s, err := read("oci:REGISTRY/acme/tern:v1")
			if err != nil {
				t.Fatal(err)
			}
			if docs, problems := told(s); !slices.Equal(docs, tt.docs) || !slices.Equal(problems, tt.problems) {
				t.Errorf("documents %v, problems %v", docs, problems)
			}
			if d := s.Document("config#header"); tt.header != "" && (d == nil || string(d.Text) != tt.header) {
				t.Errorf("configuration %+v", d)
			}
			for _, f := range s.Files {
				if !hub.SafePath(f.Path) {
					t.Errorf("file %q", f.Path)
				}
			}
		})
	}
}

func TestToken(t *testing.T) {
	a := ollama(terms)
	a.Login = true
	hidden := ollama(terms)
	hidden.Login, hidden.Private = true, true
	g, read := start(t, map[string]*hubtest.Artifact{"acme/tern:latest": a, "acme/hidden:latest": hidden})
	s, err := read("ollama:acme/tern")
	if err != nil || len(s.Documents) != 1 || !s.Documents[0].Read() {
		t.Fatalf("%+v: %v", s, err)
	}
	if _, err := read("ollama:acme/hidden"); !errors.Is(err, hub.ErrMissingOrPrivate) {
		t.Errorf("private: %v", err)
	}
	// elsewhere, the login is not made over http, nor with a name and a password
	for _, challenge := range []string{`Bearer realm="http://token.invalid/x"`, `Bearer realm="ftp://token.invalid"`, `Basic realm="x"`, ""} {
		g.TakeRequests()
		g.Fault(hubtest.Fault{Path: "/v2/acme/tern/manifests", Times: 1, Status: 401, Header: map[string]string{"WWW-Authenticate": challenge}})
		if _, err := read("ollama:acme/tern"); !errors.Is(err, hub.ErrMissingOrPrivate) {
			t.Errorf("%s: %v", challenge, err)
		}
		if n := len(g.TakeRequests()); n != 1 {
			t.Errorf("%s: %d requests, want 1", challenge, n)
		}
	}
}

func TestFaults(t *testing.T) {
	const page, manifests = "<!DOCTYPE html><html>log in</html>", "/v2/library/tern/manifests"
	blobs := fmt.Sprintf("/v2/library/tern/blobs/sha256:%x", sha256.Sum256([]byte(terms)))
	other := map[string]string{"Docker-Content-Digest": "sha256:" + strings.Repeat("0", 64)}
	for name, tt := range map[string]struct {
		fault   hubtest.Fault
		want    error  // of the model
		problem string // of its licence
	}{
		"missing":        {fault: hubtest.Fault{Path: manifests, Status: 404}, want: hub.ErrNotFound},
		"denied":         {fault: hubtest.Fault{Path: manifests, Status: 403}, want: hub.ErrMissingOrPrivate},
		"busy":           {fault: hubtest.Fault{Path: manifests, Status: 429}, want: hub.ErrRateLimited},
		"down":           {fault: hubtest.Fault{Path: manifests, Status: 503}, want: hub.ErrUnreachable},
		"page":           {fault: hubtest.Fault{Path: manifests, Body: page}, want: hub.ErrBadAnswer},
		"no manifest":    {fault: hubtest.Fault{Path: manifests, Body: "[]"}, want: hub.ErrBadAnswer},
		"no model":       {fault: hubtest.Fault{Path: manifests, Body: `{"layers":[{"mediaType":"text/plain"}]}`}, want: hub.ErrUnsupported},
		"other manifest": {fault: hubtest.Fault{Path: manifests, Body: `{"layers":[]}`, Header: other}, want: hub.ErrBadAnswer},
		"large manifest": {fault: hubtest.Fault{Path: manifests, Size: 5 << 20}, want: hub.ErrTooLarge},

		"licence missing":  {fault: hubtest.Fault{Path: blobs, Status: 404}, problem: "LICENSE document-missing"},
		"other licence":    {fault: hubtest.Fault{Path: blobs, Body: "Any use.\n"}, problem: "LICENSE document-damaged"},
		"page for licence": {fault: hubtest.Fault{Path: blobs, Body: page}, problem: "LICENSE web-page"},
		"licence cut off":  {fault: hubtest.Fault{Path: blobs, CutOff: true}, problem: "LICENSE document-not-fetched"},
		"licence for some": {fault: hubtest.Fault{Path: blobs, Status: 403}, problem: "LICENSE document-not-fetched"},
		"licence nowhere":  {fault: hubtest.Fault{Path: blobs, Loop: true}, problem: "LICENSE document-not-fetched"},
		"large licence":    {fault: hubtest.Fault{Path: blobs, Size: 5000}, problem: "LICENSE document-too-large"},
	} {
		t.Run(name, func(t *testing.T) {
			g, read := start(t, map[string]*hubtest.Artifact{"library/tern:latest": ollama(terms)})
			g.Fault(tt.fault)
			s, err := read("ollama:tern")
			if !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
			if tt.want != nil {
				return
			}
			if _, problems := told(s); !slices.Equal(problems, []string{tt.problem}) || s.Document("LICENSE").Status == doc.StatusRead {
				t.Errorf("problems %v, want %s", problems, tt.problem)
			}
		})
	}
}

func TestOfflineAsksNobody(t *testing.T) {
	c, err := oci.New(oci.Config{Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Snapshot(t.Context(), ref.MustParse("ollama:tern")); !errors.Is(err, hub.ErrOffline) {
		t.Error(err)
	}
	if _, err := c.Snapshot(t.Context(), ref.MustParse("acme/tern")); !errors.Is(err, hub.ErrUnsupported) {
		t.Error(err)
	}
	if _, err := oci.New(oci.Config{Mirrors: map[string]string{"docker.io": "registry"}}); err == nil {
		t.Error("an address without a scheme was taken")
	}
}

func TestManyLicences(t *testing.T) {
	var many []string
	for i := range hub.MaxDocuments + 5 {
		many = append(many, fmt.Sprintf("Licence %d.\n", i))
	}
	_, read := start(t, map[string]*hubtest.Artifact{"library/tern:latest": ollama(many...)})
	s, err := read("ollama:tern")
	if err != nil {
		t.Fatal(err)
	}
	paths := map[string]bool{}
	unread := 0
	for _, d := range s.Documents {
		paths[d.Path] = true
		if !d.Read() {
			unread++
		}
	}
	if len(paths) != len(many) || unread != 5 || len(s.Problems) != 1 || s.Problems[0].Code != "too-many-documents" {
		t.Errorf("%d paths, %d unread, problems %+v", len(paths), unread, s.Problems)
	}
}

// TestCache holds that what stands at a digest is asked for once, that a tag is
// asked for anew, and that offline what was read serves.
func TestCache(t *testing.T) {
	artifacts := map[string]*hubtest.Artifact{"acme/tern:v1": ollama(terms), "acme/tern:v2": ollama("Other terms.\n")}
	g := hubtest.NewRegistry(artifacts)
	base := hubtest.StartRegistry(t, g)
	cache, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ask := func(offline bool) (*hub.Snapshot, int) {
		t.Helper()
		s, err := readFrom(t, base, oci.Config{Cache: cache, Offline: offline})
		if err != nil {
			t.Fatal(err)
		}
		return s, len(g.TakeRequests())
	}
	first, _ := ask(false)
	if again, n := ask(false); n != 1 || again.Commit != first.Commit || !slices.Equal(again.Headers, first.Headers) {
		t.Errorf("again: %d requests, %+v", n, again)
	}
	artifacts["acme/tern:v1"] = artifacts["acme/tern:v2"] // the tag moves
	moved, n := ask(false)
	if n != 3 || moved.Commit == first.Commit || string(moved.Document("LICENSE").Text) != "Other terms.\n" {
		t.Errorf("moved: %d requests, %+v", n, moved)
	}
	if off, n := ask(true); n != 0 || off.Commit != moved.Commit {
		t.Errorf("offline: %d requests, %+v", n, off)
	}
}

// TestIndex holds that the terms of every variant are read, and that the commit
// is the digest that was asked for.
func TestIndex(t *testing.T) {
	g, read := start(t, map[string]*hubtest.Artifact{"acme/tern:v1": {Variants: []string{"a", "b", "same"}}, "acme/tern:a": ollama(terms),
		"acme/tern:b": ollama("Terms of another machine.\n"), "acme/tern:same": ollama(terms)})
	s, err := read("oci:REGISTRY/acme/tern:v1")
	if err != nil {
		t.Fatal(err)
	}
	if docs, problems := told(s); !slices.Equal(docs, []string{"LICENSE licence read", "LICENSE-2 licence read"}) || problems != nil {
		t.Errorf("documents %v, problems %v", docs, problems)
	}
	if s.Commit != g.Digest("acme/tern:v1") {
		t.Errorf("commit %s", s.Commit)
	}
}

// TestLargeArchive holds that of a large archive only its headers, its small
// texts and the heads of weights are asked for.
func TestLargeArchive(t *testing.T) {
	const size = 3 << 20
	packed := map[string]string{"a/model.gguf": "GGUF" + strings.Repeat("x", size), "b/LICENSE": terms,
		"c/more.bin": strings.Repeat("y", size)}
	g, read := start(t, map[string]*hubtest.Artifact{"acme/tern:v1": {
		Config: &hubtest.Blob{MediaType: "application/vnd.kitops.modelkit.config.v1+json", Text: "{}"},
		Layers: []hubtest.Blob{{MediaType: "application/vnd.kitops.modelkit.model.v1.tar", Packed: packed}},
	}})
	s, err := read("oci:REGISTRY/acme/tern:v1")
	if err != nil {
		t.Fatal(err)
	}
	if docs, problems := told(s); !slices.Equal(docs, []string{"b/LICENSE licence read"}) || problems != nil || !s.Complete ||
		len(s.Files) != 3 {
		t.Errorf("documents %v, problems %v, files %v", docs, problems, s.Files)
	}
	if string(s.Document("b/LICENSE").Text) != terms {
		t.Errorf("licence %q", s.Document("b/LICENSE").Text)
	}
	if n := len(g.TakeRequests()); n > 10 {
		t.Errorf("%d requests for an archive of 6 MB", n)
	}
	g.Fault(hubtest.Fault{Path: "/v2/acme/tern/blobs", Body: "the whole of it"}) // a registry that gives no parts
	if s, err = read("oci:REGISTRY/acme/tern:v1"); err != nil || s.Complete {
		t.Errorf("without parts: %+v, %v", s, err)
	}
}

// TestLargeCompressedArchive holds that the beginning of one is read, and that
// the rest is said to be unread.
func TestLargeCompressedArchive(t *testing.T) {
	var noise strings.Builder // that no compression makes smaller
	for i := range 400_000 {
		sum := sha256.Sum256([]byte{byte(i), byte(i >> 8), byte(i >> 16)})
		noise.Write(sum[:])
	}
	packed := map[string]string{"LICENSE": terms, "model.safetensors": noise.String(), "z/LICENSE": "behind"}
	g, read := start(t, map[string]*hubtest.Artifact{"acme/tern:v1": {
		Config: &hubtest.Blob{MediaType: "application/vnd.kitops.modelkit.config.v1+json", Text: "{}"},
		Layers: []hubtest.Blob{{MediaType: "application/vnd.kitops.modelkit.model.v1.tar+gzip", Packed: packed}},
	}})
	s, err := read("oci:REGISTRY/acme/tern:v1")
	if err != nil {
		t.Fatal(err)
	}
	if docs, problems := told(s); !slices.Equal(docs, []string{"LICENSE licence read"}) ||
		!slices.Equal(problems, []string{"model.v1.tar archive-not-read"}) {
		t.Errorf("documents %v, problems %v", docs, problems)
	}
	if n := len(g.TakeRequests()); s.Complete || n > 12 {
		t.Errorf("complete %v, %d requests", s.Complete, n)
	}
}

// TestManyArchives holds that a model with more archives than anybody packs is
// not opened to its end.
func TestManyArchives(t *testing.T) {
	a := &hubtest.Artifact{}
	for i := range 300 {
		a.Layers = append(a.Layers, hubtest.Blob{MediaType: "application/vnd.kitops.modelkit.model.v1.tar",
			Packed: map[string]string{fmt.Sprintf("%d.txt", i): "x"}})
	}
	g, read := start(t, map[string]*hubtest.Artifact{"acme/tern:v1": a})
	s, err := read("oci:REGISTRY/acme/tern:v1")
	if err != nil || s.Complete {
		t.Fatalf("%+v, %v", s, err)
	}
	if n := len(g.TakeRequests()); n > 260 {
		t.Errorf("%d requests", n)
	}
}
