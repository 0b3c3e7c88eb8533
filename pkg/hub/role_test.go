package hub_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

func TestHome(t *testing.T) {
	for name, want := range map[string]string{
		"LICENSE": ".", "LICENSES/MIT.txt": ".", "legal/terms/AUP.md": ".", "vae/LICENSE": "vae", "vae/licenses/MIT.txt": "vae",
		"a/b/README.md": "a/b",
	} {
		if got := hub.Home(name); got != want {
			t.Errorf("Home(%s) is %s, want %s", name, got, want)
		}
	}
}

// The examples beside the lists say what most names are; a list that an example
// does not fit, or that has none, is a fault with its line.
func TestFileNames(t *testing.T) {
	if _, err := hub.CompileNames(os.DirFS("../../rules")); err != nil {
		t.Error(err)
	}
	lists := `names:
  - {idea: pledges, role: licence, phrases: ["^pledge*"], files: [PLEDGE.md, oath.md]}
  - {idea: oaths, role: policy, phrases: [vow]}
texts: [md]
`
	_, err := hub.CompileNames(fstest.MapFS{"words/files.yaml": {Data: []byte(lists)}})
	for _, want := range []string{
		"words/files.yaml:2: names[0].files: oath.md is none by no list, not licence by pledges",
		"words/files.yaml:3: names[1].files: nothing proves this list",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q in %v", want, err)
		}
	}
}

func TestRoleOf(t *testing.T) {
	for name, want := range map[string]doc.Role{
		"README.md": doc.RoleCard, "docs/README.md": "", "LICENSE": doc.RoleLicence, "legal/NOTICE": doc.RoleNotice, "model.gguf": "",
		".json": "",
	} {
		if got, ok := hub.RoleOf(name); got != want || ok != (want != "") {
			t.Errorf("RoleOf(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
}

// A card below the top counts where weights stand beside it; one configuration
// that may name a parent is read, and those of the parts of the model.
func TestPlan(t *testing.T) {
	files := func(names ...string) (out []hub.File) {
		for _, n := range names {
			out = append(out, hub.File{Path: n})
		}
		return out
	}
	paths := func(list []hub.Wanted) (out []string) {
		for _, w := range list {
			out = append(out, w.Path)
		}
		return out
	}
	all := files("large/README.md", "large/model.safetensors", "docs/README.md", "model_index.json", "config.json", "zoo/b/LICENSE",
		"LICENSE", "README_zh.md", "README.md", "x.bin", "a/b/model.gguf", "a/README.md", "unet/config.json", "app/web/config.json")
	read, over := hub.Plan(all, 40)
	want := []string{"README.md", "LICENSE", "README_zh.md", "config.json", "a/README.md", "large/README.md", "zoo/b/LICENSE",
		"unet/config.json"}
	if !slices.Equal(paths(read), want) || over != nil {
		t.Errorf("read %v, over %v", paths(read), paths(over))
	}
	if read, over := hub.Plan(all, 2); len(read) != 2 || len(over) != 6 {
		t.Errorf("read %v, over %v", paths(read), paths(over))
	}
}

func TestSafePath(t *testing.T) {
	for _, p := range []string{"README.md", "a/b c.txt", "..a", "é/x", "a..b/c"} {
		if !hub.SafePath(p) {
			t.Errorf("SafePath(%q) = false", p)
		}
	}
	for _, p := range []string{"", ".", "..", "../x", "a/../../x", "/etc/x", "a//b", "./a", "a/", `a\b`, "a\x00b", "a\nb", "a\u202eb",
		"\xff"} {
		if hub.SafePath(p) {
			t.Errorf("SafePath(%q) = true", p)
		}
	}
}
