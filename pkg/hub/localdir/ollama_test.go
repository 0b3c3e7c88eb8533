package localdir_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/localdir"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// ollamaLayer is one layer of an invented model.
type ollamaLayer struct{ what, content string }

func digest(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// ollamaFiles returns the manifest of a model and its blobs.
func ollamaFiles(t *testing.T, name string, layers ...ollamaLayer) map[string]string {
	t.Helper()
	var listed []map[string]any
	files := map[string]string{}
	for _, l := range layers {
		listed = append(listed, map[string]any{
			"mediaType": "application/vnd.ollama.image." + l.what, "digest": "sha256:" + digest(l.content), "size": len(l.content),
		})
		files["blobs/sha256-"+digest(l.content)] = l.content
	}
	manifest, err := json.Marshal(map[string]any{"schemaVersion": 2, "layers": listed})
	if err != nil {
		t.Fatal(err)
	}
	files["manifests/"+name] = string(manifest)
	return files
}

func tern(revision string) ref.Ref {
	return ref.Ref{Hub: ref.Ollama, Kind: ref.Model, Name: "tern", Revision: revision}
}

func readOllama(root string, r ref.Ref) (*hub.Snapshot, error) {
	return localdir.New(localdir.Config{MaxDocumentBytes: 1000}).OllamaModel(context.Background(), root, r)
}

func TestOllamaModels(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"registry.ollama.ai/library/tern/2b", "registry.ollama.ai/acme/tern/latest", "hf.co/acme/tiny/Q4_K_M", "hf.co/acme/tiny/Q8_0",
		"models.example/acme/wren/v1",
		"registry.ollama.ai/library/.DS_Store", "registry.ollama.ai/library/tern/.hidden",
	} {
		write(t, root, map[string]string{"manifests/" + name: "{}"})
	}
	held, err := localdir.New(localdir.Config{}).OllamaModels(root)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range held {
		got = append(got, r.String())
	}
	want := []string{"acme/tiny", "oci:models.example/acme/wren:v1", "ollama:acme/tern:latest", "ollama:tern:2b"}
	if !slices.Equal(got, want) {
		t.Errorf("held %q, want %q", got, want)
	}
}

func TestOllamaModel(t *testing.T) {
	root := t.TempDir()
	weights := string(ggufFile("general.name", "tern", "general.license", "apache-2.0"))
	write(t, root, ollamaFiles(t, "registry.ollama.ai/library/tern/2b", ollamaLayer{"model", weights},
		ollamaLayer{"template", "{{ .Prompt }}"},
		ollamaLayer{"license", "You may look."}, ollamaLayer{"license", "You may not touch."}, ollamaLayer{"license", strings.Repeat("x", 1001)}))
	s, err := readOllama(root, tern("2b"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"LICENSE": "You may look.", "LICENSE-2": "You may not touch.", "LICENSE-3": "",
		"model.gguf#header": "general.name: tern\ngeneral.license: apache-2.0\n",
	} {
		if d := s.Document(path); d == nil || string(d.Text) != want {
			t.Errorf("%s: %+v", path, d)
		}
	}
	if !s.Complete || status(s, "LICENSE-3") != doc.StatusTooLarge || !hasProblem(s, "too-large", "LICENSE-3") {
		t.Errorf("complete %v, problems %+v", s.Complete, s.Problems)
	}
}

func TestOllamaBlobs(t *testing.T) {
	root := t.TempDir()
	files := ollamaFiles(t, "registry.ollama.ai/library/tern/2b", ollamaLayer{"model", "GGUF"}, ollamaLayer{"license", "You may look."},
		ollamaLayer{"license", "You may not touch."}, ollamaLayer{"license", "An older store names it so."})
	files["blobs/sha256-"+digest("You may look.")] = "You may sell."
	delete(files, "blobs/sha256-"+digest("You may not touch."))
	delete(files, "blobs/sha256-"+digest("GGUF"))
	old := digest("An older store names it so.")
	files["blobs/sha256:"+old] = files["blobs/sha256-"+old]
	delete(files, "blobs/sha256-"+old)
	write(t, root, files)
	s, err := readOllama(root, tern("2b"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Document("LICENSE").Read() || !hasProblem(s, "blob-damaged", "LICENSE") {
		t.Error("a text that is not what the manifest names must not be read")
	}
	gone := hasProblem(s, "not-downloaded", "LICENSE-2") && hasProblem(s, "not-downloaded", "model.gguf")
	if status(s, "LICENSE-2") != doc.StatusNotFollowed || !gone {
		t.Errorf("what is gone must be said to be: %+v", s.Problems)
	}
	if !s.Document("LICENSE-3").Read() {
		t.Error("the older name of a blob was not looked for")
	}
}

func TestHostileOllama(t *testing.T) {
	for manifest, want := range map[string]string{
		`{"layers": []}`: "no layers",
		`[]`:             "manifest",
		`{"layers": [{"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:../../../../etc/passwd"}]}`: "cannot be looked up",
		strings.Repeat("x", 1001): "manifest",
	} {
		root := t.TempDir()
		write(t, root, map[string]string{"manifests/registry.ollama.ai/library/tern/2b": manifest})
		if _, err := readOllama(root, tern("2b")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v", manifest, err)
		}
	}
	for _, revision := range []string{"3b", "../../../../secret"} {
		root := t.TempDir()
		write(t, root, ollamaFiles(t, "registry.ollama.ai/library/tern/2b", ollamaLayer{"license", "You may look."}))
		if _, err := readOllama(root, tern(revision)); !errors.Is(err, hub.ErrNotFound) {
			t.Errorf("%s: %v", revision, err)
		}
	}
}
