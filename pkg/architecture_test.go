package pkg_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestArchitecturePage holds the page against the tree: every file that it sends
// a reader to is there, and it names every package.
func TestArchitecturePage(t *testing.T) {
	data, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, m := range regexp.MustCompile("`([a-z]+(?:/[^` ]+)+)`").FindAllStringSubmatch(page, -1) {
		pattern := regexp.MustCompile(`<[a-z]+>`).ReplaceAllString(m[1], "*")
		found, err := filepath.Glob("../" + strings.TrimSuffix(pattern, "/"))
		if err != nil || len(found) == 0 {
			t.Errorf("the page names %s, which is not there", m[1])
		}
	}
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if below, ok := strings.CutPrefix(name, "pkg/"); ok && !regexp.MustCompile(`\b`+filepath.Base(below)+`\b`).MatchString(page) {
			t.Errorf("the page does not name %s", name)
		}
	}
}

// TestAddingWalks holds the walks of the page against what the program does:
// nothing but the places that they name knows a format, a hub or a command.
func TestAddingWalks(t *testing.T) {
	for _, tt := range []struct {
		what  string
		knows *regexp.Regexp
		files []string
	}{
		{"a format", regexp.MustCompile(`"json", "`), []string{"pkg/render/format.go", "cmd/fineprint/bundle.go"}},
		{"a hub", regexp.MustCompile(`pkg/hub/huggingface"`),
			[]string{"cmd/fineprint/sources.go", "cmd/fineprint/hubs.go", "cmd/fineprint/demo.go", "cmd/internal/gatecmd/engine.go",
				"cmd/internal/wiring/hub.go", "cmd/internal/wiring/github.go", "cmd/fineprint-fleet/work.go", "cmd/fineprint-fleet/addhub.go",
				"cmd/fineprint-fleet/look.go"}},
		{"a command", regexp.MustCompile(`\brenderCommand\(`), []string{"cmd/fineprint/render.go", "cmd/fineprint/run.go"}},
	} {
		for _, dir := range []string{"../cmd/*", "../cmd/internal/*", "../pkg/*", "../pkg/*/*"} {
			files, _ := filepath.Glob(dir + "/*.go")
			for _, file := range files {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				name := filepath.ToSlash(strings.TrimPrefix(file, "../"))
				known := strings.Contains(strings.Join(tt.files, " "), name)
				if !known && !strings.HasSuffix(name, "_test.go") && tt.knows.Match(data) {
					t.Errorf("%s knows of %s, and docs/architecture.md does not say so", name, tt.what)
				}
			}
		}
	}
}
