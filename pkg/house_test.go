package pkg_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The ceilings of the house. They are limits, not aims: most files have a third
// of this. Nothing is exempt from them.
const (
	maxLine      = 140 // characters
	maxFile      = 400 // lines
	maxFunction  = 80  // lines
	maxBranches  = 20  // cyclomatic complexity
	maxMethods   = 25  // of one type
	noPackageDoc = "pkg"
)

// source is one Go file of the module.
type source struct {
	path  string
	lines []string
	file  *ast.File
	at    *token.FileSet
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	for _, dir := range []string{"cmd", "pkg", "rules", "fixtures"} {
		err := filepath.WalkDir("../"+dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			s := source{path: filepath.ToSlash(strings.TrimPrefix(path, "../")), lines: strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"),
				at: token.NewFileSet()}
			s.file, err = parser.ParseFile(s.at, path, data, parser.ParseComments)
			out = append(out, s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d files found", len(out))
	}
	return out
}

// TestHouse holds every file and function to the ceilings.
func TestHouse(t *testing.T) {
	methods := map[string]int{}
	for _, s := range sources(t) {
		for i, line := range s.lines {
			if utf8.RuneCountInString(line) > maxLine {
				t.Errorf("%s:%d: the line has more than %d characters", s.path, i+1, maxLine)
			}
		}
		if len(s.lines) > maxFile {
			t.Errorf("%s has %d lines, more than %d: what are its parts?", s.path, len(s.lines), maxFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || s.test() {
				continue
			}
			if f.Recv != nil {
				methods[filepath.Dir(s.path)+": "+receiver(f)]++
			}
			from, to := s.at.Position(f.Pos()).Line, s.at.Position(f.End()).Line
			if n := to - from + 1; n > maxFunction {
				t.Errorf("%s:%d: %s has %d lines, more than %d", s.path, from, f.Name.Name, n, maxFunction)
			}
			if n := branches(f); n > maxBranches {
				t.Errorf("%s:%d: %s has %d branches, more than %d", s.path, from, f.Name.Name, n, maxBranches)
			}
		}
	}
	for name, n := range methods {
		if n > maxMethods {
			t.Errorf("%s has %d methods, more than %d: what are its parts?", name, n, maxMethods)
		}
	}
}

var fileName = regexp.MustCompile(`\b[a-z_]+\.go\b`)

// TestPackageDocs: the package comment stands where one looks for it, and the
// files that it names are there.
func TestPackageDocs(t *testing.T) {
	documented, packages := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		dir := filepath.Dir(s.path)
		if s.test() || s.file.Name.Name == "main" || dir == noPackageDoc {
			continue
		}
		packages[dir] = true
		if filepath.Base(s.path) == "doc.go" && s.file.Doc != nil {
			documented[dir] = true
			for _, name := range fileName.FindAllString(s.file.Doc.Text(), -1) {
				if _, err := os.Stat(filepath.Join("..", dir, name)); err != nil {
					t.Errorf("%s: %v", s.path, err)
				}
			}
		} else if s.file.Doc != nil {
			t.Errorf("%s has a package comment, which belongs into doc.go", s.path)
		}
	}
	for dir := range packages {
		if !documented[dir] {
			t.Errorf("%s has no doc.go that says what it is for", dir)
		}
	}
}

// receiver names the type that a method belongs to.
func receiver(f *ast.FuncDecl) string {
	name := ""
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return true
	})
	return name
}

// branches is the cyclomatic complexity of a function.
func branches(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if node.List != nil {
				n++
			}
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}
