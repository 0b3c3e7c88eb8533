package pkg_test

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/fineprint-audit/fineprint/"

// allowed is the import graph: which packages of the module each one may
// import directly. Imports only point down; a new edge is a design decision,
// so it needs a line here.
var allowed = map[string][]string{
	"pkg/term":              {},
	"pkg/ref":               {},
	"pkg/doc":               {"pkg/ref"},
	"pkg/prose":             {"pkg/doc"},
	"pkg/kind":              {"pkg/term", "pkg/strict"},
	"pkg/hub":               {"pkg/doc", "pkg/ref"},
	"pkg/hub/store":         {"pkg/hub", "pkg/doc", "pkg/ref"},
	"pkg/hub/exchange":      {"pkg/hub"},
	"pkg/hub/github":        {"pkg/hub", "pkg/hub/exchange"},
	"pkg/hub/huggingface":   {"pkg/hub", "pkg/hub/exchange", "pkg/hub/store", "pkg/doc", "pkg/ref"},
	"pkg/hub/localdir":      {"pkg/hub", "pkg/hub/store", "pkg/doc", "pkg/ref"},
	"pkg/hub/hubtest":       {"pkg/hub", "pkg/doc", "pkg/ref"},
	"pkg/card":              {"pkg/strict", "pkg/clause", "pkg/prose", "pkg/term", "pkg/doc", "pkg/ref"},
	"pkg/strict":            {},
	"pkg/license":           {"pkg/prose", "pkg/strict", "pkg/term", "pkg/doc", "pkg/ref"},
	"pkg/clause":            {"pkg/strict", "pkg/prose", "pkg/term", "pkg/doc", "pkg/kind"},
	"pkg/clause/clausetest": {"pkg/clause", "pkg/doc", "pkg/term"},
	"pkg/finding":           {"pkg/kind", "pkg/term", "pkg/doc", "pkg/ref", "pkg/license", "pkg/clause"},
	"pkg/lineage":           {"pkg/finding", "pkg/card", "pkg/license", "pkg/clause", "pkg/term", "pkg/doc", "pkg/ref", "pkg/kind"},
	"pkg/openness":          {"pkg/strict", "pkg/lineage", "pkg/finding", "pkg/hub", "pkg/card", "pkg/clause", "pkg/license", "pkg/term", "pkg/doc", "pkg/ref", "pkg/kind"},
	"pkg/policy":            {"pkg/strict", "pkg/openness", "pkg/lineage", "pkg/finding", "pkg/term", "pkg/doc", "pkg/ref", "pkg/license", "pkg/clause", "pkg/kind"},
	"pkg/audit":             {"pkg/hub", "pkg/card", "pkg/license", "pkg/clause", "pkg/finding", "pkg/lineage", "pkg/openness", "pkg/policy", "pkg/prose", "pkg/term", "pkg/doc", "pkg/ref", "pkg/kind"},
	"pkg/render":            {"pkg/strict", "pkg/audit", "pkg/openness", "pkg/card", "pkg/lineage", "pkg/policy", "pkg/finding", "pkg/license", "pkg/clause", "pkg/term", "pkg/doc", "pkg/kind"},
	"rules":                 {"pkg/card", "pkg/clause", "pkg/license", "pkg/openness", "pkg/policy"},
	"rules/gen":             {"pkg/card", "pkg/clause", "pkg/license", "pkg/openness"},
	"fixtures":              {},
}

// owners says which packages may import what reaches outside the program.
var owners = map[string][]string{
	"github.com/go-resty/resty/v2":      {"pkg/hub/exchange"},
	"github.com/google/licensecheck":    {"pkg/license"},
	"github.com/urfave/cli/v2":          {"cmd/fineprint"},
	"github.com/schollz/progressbar/v3": {"cmd/fineprint"},
	"cel.dev/cel-go/cel":                {"pkg/policy"},
	"net/http":                          {"pkg/hub/exchange", "pkg/hub/huggingface", "pkg/hub/github", "pkg/hub/hubtest", "cmd/fineprint", "fixtures/fetch"},
	"os":                                {"pkg/hub/store", "pkg/hub/localdir", "cmd/fineprint", "rules/gen", "fixtures/fetch"},
	"log":                               {},
	"testing":                           {"pkg/clause/clausetest"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestImports(t *testing.T) {
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, path := range p.Imports {
			if inner, ok := strings.CutPrefix(path, module); ok && !mayImport(name, inner) {
				t.Errorf("%s imports %s, which the import graph does not allow", name, inner)
			}
			if users, pinned := owners[path]; pinned && !slices.Contains(users, name) {
				t.Errorf("%s imports %s; only %v may", name, path, users)
			}
		}
	}
}

// mayImport reports whether the graph has the edge. Programs may import
// everything; a package that is not in the graph may import nothing.
func mayImport(name, inner string) bool {
	return name == "cmd/fineprint" || slices.Contains(allowed[name], inner)
}

func TestGraphHasNoCycle(t *testing.T) {
	state := map[string]int{}
	var visit func(string, []string)
	visit = func(name string, path []string) {
		switch state[name] {
		case 1:
			t.Fatalf("cycle: %v", append(path, name))
		case 0:
			state[name] = 1
			for _, inner := range allowed[name] {
				visit(inner, append(path, name))
			}
			state[name] = 2
		}
	}
	for _, name := range slices.Sorted(maps.Keys(allowed)) {
		visit(name, nil)
	}
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatalf("list packages: %v", err)
	}
	var packages []goPackage
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 10 {
		t.Fatalf("only %d packages found", len(packages))
	}
	return packages
}
