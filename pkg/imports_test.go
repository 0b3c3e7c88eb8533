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

// allowed is the import graph: which packages below pkg each one imports.
// Imports only point down; a new edge is a design decision, so it needs a word
// here, and one that is gone must go here, too.
var allowed = map[string]string{
	"pkg/term":              "",
	"pkg/ref":               "",
	"pkg/doc":               "term",
	"pkg/prose":             "pattern strict rules/words doc",
	"pkg/kind":              "strict term",
	"pkg/weights":           "",
	"pkg/hub/convert":       "",
	"pkg/hub":               "hub/convert weights pattern strict rules/words doc ref",
	"pkg/hub/store":         "hub doc ref",
	"pkg/hub/exchange":      "hub",
	"pkg/hub/github":        "hub/fetch hub/exchange hub/store hub doc ref",
	"pkg/hub/modelscope":    "hub/fetch hub/exchange hub/store hub doc ref",
	"pkg/hub/civitai":       "hub/fetch hub/exchange hub/store hub doc ref",
	"pkg/hub/oci":           "hub/fetch hub/exchange hub/store hub doc ref",
	"pkg/hub/fetch":         "hub/exchange hub weights doc",
	"pkg/hub/huggingface":   "hub/fetch hub/exchange hub/store hub doc ref",
	"pkg/hub/localdir":      "hub/store hub weights doc ref",
	"pkg/hub/hubtest":       "hub ref",
	"pkg/card":              "clause pattern strict rules/words prose doc term",
	"pkg/strict":            "",
	"pkg/pattern":           "strict term",
	"pkg/license":           "pattern strict rules/words prose doc ref term",
	"pkg/clause":            "strict kind prose doc term",
	"pkg/clause/clausetest": "clause doc term",
	"pkg/finding":           "license kind doc term",
	"pkg/lineage":           "finding license card pattern strict rules/words weights kind doc ref term",
	"pkg/openness":          "finding pattern strict rules/words card prose hub kind doc term",
	"pkg/safety":            "finding hub doc term",
	"pkg/policy":            "openness finding license strict kind doc ref term",
	"pkg/audit":             "policy safety openness lineage finding clause license card hub weights kind prose doc ref term",
	"pkg/inventory":         "weights strict doc ref",
	"pkg/lock":              "audit finding strict doc term",
	"pkg/render": "inventory lock audit policy safety openness lineage finding clause license pattern rules/words card kind doc ref " +
		"term",
	"pkg/page":           "",
	"pkg/gate":           "audit render policy hub finding ref page",
	"pkg/gate/state":     "gate",
	"rules":              "inventory policy lineage openness clause license card hub prose",
	"rules/words":        "",
	"rules/gen":          "rules render",
	"rules/gen/spdx":     "rules clause license doc",
	"cmd/internal/flags": "",
	"cmd/internal/usage": "",
	"cmd/internal/files": "",
	"cmd/internal/lists": "",
	"cmd/internal/wiring": "cmd/internal/usage rules render inventory audit policy lineage strict hub hub/github hub/huggingface " +
		"hub/store",
	"cmd/internal/gatecmd": "cmd/internal/usage cmd/internal/wiring gate gate/state audit hub/exchange hub/huggingface hub/oci render doc ref",
	"fixtures":             "",
	"fixtures/fetch":       "",
	"fixtures/validate":    "",
}

// owners says which packages may import what reaches outside the program.
var owners = map[string][]string{
	"github.com/go-resty/resty/v2":      {"pkg/hub/exchange"},
	"github.com/google/licensecheck":    {"pkg/license"},
	"github.com/urfave/cli/v2":          {"cmd/fineprint", "cmd/internal/flags", "cmd/internal/wiring", "cmd/internal/gatecmd"},
	"github.com/schollz/progressbar/v3": {"cmd/fineprint"},
	"cel.dev/cel-go/cel":                {"pkg/policy"},
	"net/http": {"pkg/hub/exchange", "pkg/hub/fetch", "pkg/hub/huggingface", "pkg/hub/github", "pkg/hub/modelscope",
		"pkg/hub/civitai", "pkg/hub/oci", "pkg/hub/hubtest", "pkg/page", "pkg/gate", "cmd/fineprint", "cmd/internal/gatecmd", "fixtures/fetch"},
	"os": {"pkg/hub/store", "pkg/hub/localdir", "pkg/gate/state", "cmd/fineprint", "cmd/internal/files", "cmd/internal/wiring",
		"cmd/internal/gatecmd", "rules/gen", "rules/gen/spdx", "fixtures/fetch",
		"fixtures/validate"},
	"log":     {},
	"testing": {},
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

// TestImports holds the graph against the code, both ways: an edge that is not
// allowed, and one that is allowed and that nobody uses, are faults.
func TestImports(t *testing.T) {
	used := map[string]bool{}
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, path := range p.Imports {
			if inner, ok := strings.CutPrefix(path, module); ok {
				used[name+" → "+inner] = true
				if !mayImport(name, inner) {
					t.Errorf("%s imports %s, which the import graph does not allow", name, inner)
				}
			}
			if users, pinned := owners[path]; pinned && !slices.Contains(users, name) {
				t.Errorf("%s imports %s; only %v may", name, path, users)
			}
			used[name+" → "+path] = true
		}
	}
	for name := range allowed {
		for _, inner := range below(name) {
			if !used[name+" → "+inner] {
				t.Errorf("%s may import %s and does not: take the edge out of the graph", name, inner)
			}
		}
	}
	for path, users := range owners {
		for _, name := range users {
			if !used[name+" → "+path] {
				t.Errorf("%s may import %s and does not: take it off the list", name, path)
			}
		}
	}
}

// mayImport reports whether the graph has the edge. The command may import
// everything; a package that is not in the graph may import nothing.
func mayImport(name, inner string) bool {
	return name == "cmd/fineprint" || slices.Contains(below(name), inner)
}

// below lists the packages that the graph lets one import.
func below(name string) []string {
	var out []string
	for _, inner := range strings.Fields(allowed[name]) {
		if !strings.HasPrefix(inner, "rules") && !strings.HasPrefix(inner, "cmd/") {
			inner = "pkg/" + inner
		}
		out = append(out, inner)
	}
	return out
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
			for _, inner := range below(name) {
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
