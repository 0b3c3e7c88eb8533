package inventory_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

var marked = regexp.MustCompile(`yes-[a-z0-9-]+`)

// tree is testdata/tree.txtar, which says what its marks mean.
func tree(t *testing.T) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/tree.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// marks are the marked ids of a file as "file:line id".
func marks(f txtar.File) []string {
	var out []string
	for n, line := range strings.Split(string(f.Data), "\n") {
		for _, id := range marked.FindAllString(line, -1) {
			out = append(out, fmt.Sprintf("%s:%d %s", f.Name, n+1, id))
		}
	}
	return sorted(out)
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// TestTree finds everything in a tree with every form and every trap, and
// nothing else.
func TestTree(t *testing.T) {
	files := fstest.MapFS{}
	var want, loose []string
	for _, f := range tree(t).Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
		want = append(want, marks(f)...)
		for n, line := range strings.Split(string(f.Data), "\n") {
			if strings.Contains(line, "LOOSE") {
				loose = append(loose, fmt.Sprintf("%s:%d", f.Name, n+1))
			}
		}
	}
	all, err := inventory.Walk(context.Background(), load(t), files)
	if err != nil {
		t.Fatal(err)
	}
	var got, open []string
	for _, r := range all.References {
		switch r.Status {
		case inventory.Resolved:
			got = append(got, fmt.Sprintf("%s:%d %s", r.File, r.Line, path.Base(r.ID)))
		case inventory.Unresolved:
			open = append(open, fmt.Sprintf("%s:%d", r.File, r.Line))
		}
	}
	if diff := cmp.Diff(sorted(want), sorted(got)); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(sorted(loose), sorted(open)); diff != "" {
		t.Errorf("unresolved (-want +got):\n%s", diff)
	}
}

// literals asks a parser that nobody of us wrote for the texts of the files with
// an ending, one a line as "LINE text", and holds the marks against them: a mark
// in a comment would be none.
func literals(t *testing.T, ending string, parser *exec.Cmd) {
	t.Helper()
	for _, f := range tree(t).Files {
		if path.Ext(f.Name) != ending || strings.HasPrefix(f.Name, ".venv") {
			continue
		}
		cmd := exec.Command(parser.Path, parser.Args[1:]...)
		cmd.Stdin, cmd.Dir = bytes.NewReader(f.Data), parser.Dir
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		var got []string
		for line := range strings.Lines(string(out)) {
			at, text, _ := strings.Cut(strings.TrimSpace(line), " ")
			for _, id := range marked.FindAllString(text, -1) {
				got = append(got, fmt.Sprintf("%s:%s %s", f.Name, at, id))
			}
		}
		if diff := cmp.Diff(marks(f), sorted(got)); diff != "" {
			t.Errorf("%s: the marks are not the texts that a parser finds (-marks +parser):\n%s", f.Name, diff)
		}
	}
}

// TestTreeAgainstPython holds the marks in Python against Python's own parser.
func TestTreeAgainstPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here: the marks were not held against its parser")
	}
	literals(t, ".py", exec.Command(python, "-c", `
import ast, sys
source = sys.stdin.read()
for n in ast.walk(ast.parse(source)):
    if isinstance(n, ast.Constant) and isinstance(n.value, str):
        for i, line in enumerate(n.value.split("\n")):
            print(n.lineno + i, line)
`))
}

// TestTreeAgainstTypeScript holds the marks in TypeScript against the compiler's
// parser, where FINEPRINT_TYPESCRIPT names a folder that has it installed.
func TestTreeAgainstTypeScript(t *testing.T) {
	dir := os.Getenv("FINEPRINT_TYPESCRIPT")
	if dir == "" {
		t.Skip("no TypeScript here: the marks were not held against its parser")
	}
	node := exec.Command("node", "-e", `
const ts = require("typescript");
const file = ts.createSourceFile("a.ts", require("fs").readFileSync(0, "utf8"), ts.ScriptTarget.Latest, true);
const visit = (n) => {
  if (ts.isStringLiteralLike(n)) console.log(file.getLineAndCharacterOfPosition(n.getStart()).line + 1, n.text);
  ts.forEachChild(n, visit);
};
visit(file);
`)
	node.Dir = dir
	literals(t, ".ts", node)
}
