package render

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// saying are the functions that take the code of a sentence, with the place of
// the code among their arguments.
var saying = map[string]int{"Say": 0, "say": 0, "hit": 0, "miss": 0, "ask": 0, "but": 1, "few": 0,
	"NewProblem": 0}

// call is one place of the program where something is said.
type call struct {
	at     token.Position
	code   string
	params []string // those that are named there
	open   bool     // others may be named elsewhere
	of     map[string]string
}

// calls reads what the packages below pkg and the command say, and every string
// that stands in them.
func calls(t *testing.T) (said []call, literals map[string]bool) {
	t.Helper()
	literals = map[string]bool{}
	files := token.NewFileSet()
	for _, root := range []string{"..", "../../cmd/fineprint"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && slices.Contains([]string{"Message", "Sum", "Lapsed"}, key.Name) &&
						!strings.HasPrefix(path, "../hub/") && !strings.HasPrefix(path, "../render/") {
						t.Errorf("%s sets %s: only this package makes sentences; use finding.Say", files.Position(n.Pos()), key.Name)
					}
				case *ast.CompositeLit:
					if of, ok := n.Type.(*ast.SelectorExpr); ok && of.Sel.Name == "Problem" && len(n.Elts) > 0 {
						t.Errorf("%s makes a problem by hand; use doc.NewProblem", files.Position(n.Pos()))
					}
				case *ast.BasicLit:
					literals[text(n)] = true
				case *ast.CallExpr:
					if c, ok := saidBy(n); ok {
						c.at = files.Position(n.Pos())
						said = append(said, c)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return said, literals
}

func saidBy(n *ast.CallExpr) (call, bool) {
	name := ""
	method := false
	switch f := n.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
		x, _ := f.X.(*ast.Ident)
		method = x == nil || x.Name != "finding" && x.Name != "doc"
	}
	at, ok := saying[name]
	if !ok || len(n.Args) <= at || text(n.Args[at]) == "" || strings.Contains(text(n.Args[at]), " ") {
		return call{}, false
	}
	c := call{code: text(n.Args[at]), open: method || n.Ellipsis.IsValid() || name == "few", of: wording().Says}
	if name == "NewProblem" {
		c.of = wording().Problems
	}
	for _, arg := range n.Args[at+1:] {
		c.params = append(c.params, text(arg))
	}
	return c, true
}

func text(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

// The index holds what the file says.
func TestSentencesAreCompiled(t *testing.T) {
	index, err := CompileSentences(os.DirFS("../../rules"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(index, words.Sentences) {
		t.Error("rules/words/sentences.idx is not that of sentences.yaml; run go generate ./rules")
	}
}

// Every code that the program says has a sentence whose parameters are given
// there, and no sentence is there for nothing.
func TestEveryCodeHasItsSentence(t *testing.T) {
	said, literals := calls(t)
	if len(said) < 100 {
		t.Fatalf("only %d places were found where something is said", len(said))
	}
	for _, c := range said {
		template, ok := c.of[c.code]
		if !ok {
			t.Errorf("%s: no sentence %q", c.at, c.code)
			continue
		}
		for _, name := range needed(template) {
			if !c.open && !slices.Contains(c.params, name) {
				t.Errorf("%s: %q needs the parameter %q", c.at, c.code, name)
			}
		}
	}
	included := strings.Join(slices.Concat(slices.Collect(maps.Values(wording().Says)), slices.Collect(maps.Values(wording().Problems))), "\n")
	for code := range wording().Says {
		prefix, _, _ := strings.Cut(code, "-")
		switch {
		case literals[code], strings.Contains(included, "{>"+code+"}"), byLastWord(code, included, literals):
		case literals[prefix+"-on-"]:
		default:
			t.Errorf("nothing says %q", code)
		}
	}
	for code := range wording().Problems {
		if !literals[code] && !literals[strings.TrimPrefix(code, "upstream-")] {
			t.Errorf("nothing is the problem %q", code)
		}
	}
}

// byLastWord reports whether a sentence includes that of a code by the value of a
// parameter, and a value that the program knows makes this one.
func byLastWord(code, included string, literals map[string]bool) bool {
	for i := range code {
		if code[i] == '-' && strings.Contains(included, "{>"+code[:i+1]+" ") && literals[code[i+1:]] {
			return true
		}
	}
	return false
}

// needed are the parameters that a sentence cannot do without.
func needed(template string) []string {
	var out []string
	depth := 0
	for i, r := range template {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		case '{':
			inner, _, _ := strings.Cut(template[i+1:], "}")
			name, _, _ := strings.Cut(inner, "|")
			if depth == 0 && !strings.HasPrefix(inner, ">") {
				out = append(out, name)
			}
		}
	}
	return out
}

// Every kind that decides anything says on what it rests.
func TestEveryDeciderIsSaid(t *testing.T) {
	for _, by := range kind.Deciders() {
		if wording().Says["rests-on-"+string(by)] == "" {
			t.Errorf("no sentence for %s", by)
		}
	}
}

func TestExpand(t *testing.T) {
	p := term.Params{"n": int64(7000), "s": "self-harm", "tier": "restricted-weights", "list": []string{"a-b", "c", "d", "e", "f"},
		"none": nil, "empty": "", "no": []string{}}
	for template, want := range map[string]string{
		"plain":                         "plain",
		"{n} users":                     "7,000 users",
		"{s}, {s|plain}, {s|quote}":     `self harm, self-harm, "self-harm"`,
		"{tier}":                        "open-weight, restricted",
		"{list}":                        "a b, c, d, e, f",
		"{list|some}":                   "a b, c, d, e and 1 more",
		"{list|and}":                    "a-b, c, d, e and f",
		"{list|each}":                   "a-b; c; d; e; f",
		"x[ {none}][ {empty}][ {no}] y": "x y",
		"x[ {n} {none}] y":              "x y",
		"{none} and {missing}":          "not stated and not stated",
		"{>your- s}":                    "",
		"[{s} ]{>any-use}":              "self harm it binds whoever uses it",
	} {
		if got, _ := expand(template, p); got != want {
			t.Errorf("%q: %q, want %q", template, got, want)
		}
	}
}

func TestRemarks(t *testing.T) {
	for _, tt := range []struct {
		want string
		list []finding.Remark
	}{
		{"", nil},
		{"no profile can tell; it binds whoever uses it", []finding.Remark{finding.Say("no-profile-can-tell"), finding.Say("any-use")}},
		{"from a/b, inferred: its library (peft) makes adapters",
			[]finding.Remark{finding.Say("inferred-from", "upstream", "a/b"), finding.Say("adapter-library", "library", "peft")}},
		{"it binds whoever uses it, but the clause says that it exempts x",
			[]finding.Remark{finding.Say("any-use"), finding.Say("exempts", "what", "x")}},
		{"figures in the card, under MIT", []finding.Remark{finding.Say("card-figures"), finding.Say("under-licence", "licence", "MIT")}},
		{"of a later version: x 5", []finding.Remark{finding.Say("of-a-later-version", "x", 5)}},
		{"Keep [this] and {that}.", []finding.Remark{{Words: "Keep {what}.", Params: term.Params{"what": "[this] and {that}"}}}},
	} {
		if got := remarks(tt.list); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// docs/openness.md calls the tiers as reports do.
func TestTiersAsOnThePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/openness.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range openness.Tiers() {
		if row := "| `" + string(x) + "` | " + tier(x) + " |"; !strings.Contains(string(page), row) {
			t.Errorf("docs/openness.md has no %q", row)
		}
	}
}

// A problem is told by its fields; the sentence of an older version, or of a code
// that a later one knows, stands.
func TestSentence(t *testing.T) {
	for _, tt := range []struct {
		want string
		p    doc.Problem
	}{
		{"a/b does not exist; check the spelling (HTTP 404)",
			doc.NewProblem("not-found", "repository", "a/b", "status", 404, "cause", "not found")},
		{"a/b does not exist; check the spelling", doc.NewProblem("upstream-not-found", "repository", "a/b", "error", "read it: not found")},
		{"a/b is gated and nothing could be read without access; accept its terms on the hub and set HF_TOKEN",
			doc.NewProblem("upstream-gated", "repository", "a/b")},
		{"a/b is gated: its terms are those that its metadata names; accept its terms on the hub and set HF_TOKEN to have the text read",
			doc.NewProblem("upstream-gated", "repository", "a/b", "read", "metadata")},
		{"2 documents of a/b are behind a gate and were not read; accept its terms on the hub and set HF_TOKEN (the hub says: Ask.)",
			doc.NewProblem("gated", "repository", "a/b", "documents", 2, "token", "none", "said", "Ask.", "status", 403)},
		{"the header of the weights may name a licence and was not read: " +
			"the document is larger than 7,000 bytes and was not read; read it yourself",
			doc.NewProblem("weights-header-not-read", "because", "document-too-large", "limit", 7000)},
		{"it was not had", doc.Problem{Code: "not-found", Text: "it was not had"}},
		{"a later word", doc.Problem{Code: "later", Text: "a later word", Params: term.Params{}}},
		{"later: x 5", doc.NewProblem("later", "x", 5)},
	} {
		if got := Sentence(tt.p); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
