package inventory_test

import (
	"context"
	"fmt"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/rules"
)

func load(t testing.TB) *inventory.Sinks {
	t.Helper()
	s, err := rules.Sinks()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// refs is what was found, without the problems.
func refs(found []inventory.Reference, _ []doc.Problem) []inventory.Reference { return found }

// brief writes what was found: "LINE kind id@revision", or the status and text.
func brief(refs []inventory.Reference) []string {
	var out []string
	for _, r := range refs {
		s := fmt.Sprint(r.Line, " ")
		switch {
		case r.Status != inventory.Resolved:
			s += string(r.Status) + " " + r.Text
		case r.Hub != ref.HuggingFace:
			s += r.Hub + " " + r.ID
		default:
			s += string(r.Kind) + " " + r.ID
		}
		if r.Revision != "" {
			s += "@" + r.Revision
		}
		out = append(out, s)
	}
	return out
}

// TestForms is a tree with every form and every trap of it.
func TestForms(t *testing.T) {
	s := load(t)
	for name, tt := range map[string]struct{ text, want string }{
		"values.py": {`
A = "acme/" + "tern-1b"
B = "acme/tern-" \
    "2b"
SIZE = "3b"
NAMES = {"de": "acme/wren-de-1b", "fr": "acme/wren-fr-1b"}
REV = "v2"
def load(size, name=None):
    AutoModel.from_pretrained(A)
    AutoModel.from_pretrained(B, revision=REV)
    AutoModel.from_pretrained(f"acme/tern-{SIZE}")
    AutoModel.from_pretrained(NAMES[size])
    AutoModel.from_pretrained(name or "acme/heron-2b")
    AutoModel.from_pretrained("acme/gull-1b" if size else "acme/gull-2b")
    AutoModel.from_pretrained(size)
    AutoModel.from_pretrained("%s/%s" % (A, size))
load("acme/finch-1b")
for m in ["acme/crane-1b", "acme/crane-2b"]:
    AutoModel.from_pretrained(m)
class Config:
    repo = "acme/stork-2b"
    def go(self):
        return AutoModel.from_pretrained(self.repo)
@dataclass
class Args:
    which: str = field(default="acme/ibis-2b", metadata={"help": "for example acme/nothing-7b"})
    def go(self):
        return AutoModel.from_pretrained(self.which)
with tempfile.TemporaryDirectory() as tmp:
    AutoModel.from_pretrained(tmp)
x, y = "acme/swan-1b", "acme/swan-2b"
AutoModel.from_pretrained(x); AutoModel.from_pretrained(y)
AutoModel.from_pretrained(*many)
`, `2 model acme/tern-1b
3 model acme/tern-2b@v2
6 model acme/wren-de-1b
6 model acme/wren-fr-1b
11 model acme/tern-3b
13 model acme/heron-2b
14 model acme/gull-1b
14 model acme/gull-2b
16 unresolved "%s/%s" % (A, size)
17 model acme/finch-1b
18 model acme/crane-1b
18 model acme/crane-2b
21 model acme/stork-2b
26 model acme/ibis-2b
31 model acme/swan-1b
31 model acme/swan-2b`},
		"traps.py": {`"""Loads acme/tern-7b:

    AutoModel.from_pretrained("acme/tern-7b")
"""
# AutoModel.from_pretrained("acme/tern-7b")
from acme.llama import seven
if name == "acme/tern-7b" or "acme/wren-7b" in name: pass
headers = {"accept": "application/json", "agent": "acme/llama-client"}
path = "models/llama-7b"; other = "data/llama-7b.json"
model.push_to_hub("acme/mine-7b")
trainer = Trainer(output_dir="llama-7b-mine", hub_model_id="acme/mine-7b")
AutoModel.from_pretrained("llama-7b-mine")
AutoModel.from_pretrained("your-name/your-model")
def f():
    'Takes "acme/tern-7b".'
`, `12 local llama-7b-mine`},
		"app.tsx": {`import { pipeline } from "@acme/transformers";
const SIZE = "2b", MODEL = ` + "`acme/tern-${SIZE}`" + `;
const p = await pipeline("text-generation", MODEL, { revision: "v1" });
export class P { static id: string = 'acme/wren-7b'; }
const options = { models: [{ id: "acme/heron-2b", label: "Heron" }] };
const q = await AutoModel.from_pretrained(props.model ?? "acme/gull-2b");
const r = await AutoModel.from_pretrained(process.env.MODEL);
// pipeline("x", "acme/not-7b")
/* pipeline("x", "acme/not-7b") */
const el = <p className="bg-purple-900/20">Don't use acme/not-7b</p>;
const re = /acme\/not-7b"/;
const s = pipeline("text-classification");
`, `2 model acme/tern-2b@v1
4 model acme/wren-7b
5 model acme/heron-2b
6 model acme/gull-2b
7 unresolved process.env.MODEL
12 unresolved pipeline("text-classification")`},
		"nb.ipynb": {`{"cells": [
 {"cell_type": "markdown", "source": ["See [it](https://huggingface.co/acme/tern-7b) and acme/not-7b.\n"]},
 {"cell_type": "code", "outputs": [{"text": ["loading acme/not-7b \"x\" \\ \n"]}],
  "source": [
   "!hf download acme/wren-2b \\\n",
   "  --revision v3\n",
   "name = 'acme/heron-2b'\n",
   "# 'acme/not-7b'"
  ]},
 {"cell_type": "code", "source": "AutoModel.from_pretrained(name)\nload_dataset('acme/words', revision='v4')"},
 {"cell_type": "code", "source": ["%%writefile train.yaml\n",
   "base_model: acme/gull-2b\n"]}
], "metadata": {"model_name": "acme/not-7b"}}`, `2 model acme/tern-7b
5 model acme/wren-2b@v3
7 model acme/heron-2b
10 dataset acme/words@v4
12 model acme/gull-2b`},
		"README.md": {"---\nbase_model: acme/tern-7b\ndatasets:\n- acme/words\nlicense: mit\n---\n# x\nSee " +
			"https://huggingface.co/acme/wren-2b, acme/not-7b.\n" +
			"```\nhf download acme/not-7b\n```\n<!-- https://huggingface.co/acme/not-7b -->\nhttps://huggingface.co/papers/1.2 " +
			"https://huggingface.co/spaces/acme/show\n",
			"2 model acme/tern-7b\n4 dataset acme/words\n8 model acme/wren-2b"},
		"Modelfile": {"FROM tern:2b\n# FROM acme/not\nADAPTER ./mine.gguf\nSYSTEM you are FROM here\n",
			"1 ollama tern:2b\n3 local ./mine.gguf"},
		"Makefile": {"MODEL ?= acme/tern-7b\nserve:\n\tvllm serve $(MODEL) --port 80\n\t@echo acme/not-7b\n", "1 model acme/tern-7b"},
		".env": {"# MODEL_ID=acme/not-7b\nexport " +
			"MODEL_ID=\"acme/tern-7b\"\nOTHER_MODEL=${ELSEWHERE}\nIMAGE=acme/llama-server:7b\n", "2 model acme/tern-7b\n3 unresolved ${ELSEWHERE}"},
		"x.toml": {"[model]\nname = \"acme/tern-7b\"  # acme/not-7b\nrevision = \"v1\"\n[train]\ndatasets = [{path = " +
			"\"acme/words\"}]\n", "2 model acme/tern-7b@v1\n5 dataset acme/words"},
		"adapter_config.json": {`{"base_model_name_or_path": "acme/tern-7b", "peft_type": "LORA"}`, "1 model acme/tern-7b"},
		"config.json": {"{\n \"_name_or_path\": \"acme/wren-2b\",\n \"model_type\": \"llama\",\n \"auto_map\": {\"AutoModel\": " +
			"\"acme/code-7b--modeling.Tern\"}\n}", "2 model acme/wren-2b\n4 model acme/code-7b"},
		"helm.yaml": {"image: {{ .Values.image }}\nmodel:\n  name: {{ .Values.model.name }}\n  {{- if .x }}\nurl: hf://acme/tern-7b\n",
			"3 unresolved {{ .Values.model.name }}\n5 model acme/tern-7b"},
		"app.go": {"package main\n\nconst model = \"acme/tern-7b\" // acme/not-7b\n\nfunc f() { g(`x`, \"acme/wren-7b\") }\n",
			"3 model acme/tern-7b\n5 model acme/wren-7b"},
		"page.html": {"<!-- https://huggingface.co/acme/not-7b -->\n<script type=\"module\">\nconst m = await pipeline('x', " +
			"'acme/tern-7b');\n</script>\n", "3 model acme/tern-7b"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(brief(refs(inventory.Read(s, name, []byte(tt.text)))), "\n")
			if diff := cmp.Diff(strings.TrimSpace(tt.want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWalk holds what is passed over, what cannot be read, and the order.
func TestWalk(t *testing.T) {
	tree := fstest.MapFS{
		"b/app.py":            {Data: []byte("AutoModel.from_pretrained('acme/tern-7b')\n")},
		"a.py":                {Data: []byte("AutoModel.from_pretrained('acme/wren-7b')\n")},
		"run":                 {Data: []byte("#!/bin/sh\nollama pull tern:2b\n")},
		"LICENSE":             {Data: []byte("acme/not-7b\n")},
		"x.png":               {Data: []byte("\x89PNG")},
		"data.json":           {Data: []byte("{\"model\": \"\x00\"}")},
		"own/pyvenv.cfg":      {Data: []byte("home = /usr")},
		"own/lib/x.py":        {Data: []byte("AutoModel.from_pretrained('acme/not-7b')\n")},
		".git/hooks/x.py":     {Data: []byte("AutoModel.from_pretrained('acme/not-7b')\n")},
		"node_modules/x/x.js": {Data: []byte("pipeline('x', 'acme/not-7b')\n")},
		"else.toml":           {Data: []byte("/elsewhere"), Mode: fs.ModeSymlink},
		"huge.py":             {Data: []byte(strings.Repeat("#\n", 5<<20))},
	}
	found, err := inventory.Walk(context.Background(), load(t), tree)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, r := range found.References {
		files = append(files, r.File+" "+r.ID)
	}
	if diff := cmp.Diff([]string{"a.py acme/wren-7b", "b/app.py acme/tern-7b", "run tern:2b"}, files); diff != "" {
		t.Error(diff)
	}
	var skipped []string
	for _, k := range found.Skipped {
		skipped = append(skipped, k.Path)
	}
	if diff := cmp.Diff([]string{"*.json", "*.png", "*.toml", ".git/", "LICENSE", "node_modules/", "own/"}, skipped); diff != "" {
		t.Error(diff)
	}
	if len(found.Problems) != 1 || found.Problems[0].Code != "too-large" || !found.Open() {
		t.Errorf("problems %+v", found.Problems)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := inventory.Walk(ctx, load(t), tree); err == nil {
		t.Error("a search that was stopped gives an answer")
	}
}

// FuzzRead holds for any bytes in any form: no panic, lines that the file has,
// the same answer twice, and ids that stand for something.
func FuzzRead(f *testing.F) {
	s := load(f)
	for i, seed := range []string{
		"AutoModel.from_pretrained(f'a/{b}' + c[d])", "const a = `${b}/c`; pipeline('x', {model: a})", "a:\n- {b: [c, \"d/e-7b\"]}\n  |\n",
		"{\"cells\": [{\"source\": [\"x\"]}]}", "f() { hf download \"$1\" <<X\n}\nf a/b\nX", "RUN <<EOF\nx\nEOF\nCMD [\"a\"]", "[a]\nb = '''c\n",
		"x = x + y\ny = x",
	} {
		f.Add(i, []byte(seed))
	}
	names := inventory.FormNames()
	f.Fuzz(func(t *testing.T, form int, data []byte) {
		name := names[((form%len(names))+len(names))%len(names)]
		found, _ := inventory.ReadAs(s, name, "f", data)
		lines := strings.Count(string(data), "\n") + 1
		for _, r := range found {
			if r.Line < 1 || r.Line > lines {
				t.Errorf("%s: line %d of %d: %+v", name, r.Line, lines, r)
			}
			if (r.ID == "") == (r.Status == inventory.Resolved) || r.Kind == "" || r.How == "" {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if again := refs(inventory.ReadAs(s, name, "f", data)); !slices.Equal(brief(found), brief(again)) {
			t.Errorf("%s: twice read, twice different", name)
		}
	})
}

// astCalls prints the line and the first argument of every call of
// from_pretrained whose argument is a text, as Python itself parses a file.
const astCalls = `
import ast, sys
for n in ast.walk(ast.parse(sys.stdin.read())):
    if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == "from_pretrained":
        a = n.args[0] if n.args else None
        if isinstance(a, ast.Constant) and isinstance(a.value, str):
            print(a.lineno, a.value)
`

// TestAgainstPython holds the calls that are found in odd source code against
// Python's own parser.
func TestAgainstPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here")
	}
	const source = `
x = [AutoModel.from_pretrained('acme/tern-1b'), {"k": AutoModel.from_pretrained("acme/tern-2b")}]
y = AutoModel.from_pretrained(
    # a comment, with a bracket )
    """acme/tern-3b""",
    **{"a": 1},
)
print(f"{AutoModel.from_pretrained}", "AutoModel.from_pretrained('acme/not-7b')")
z = lambda: AutoModel.from_pretrained(r'acme/tern-4b') if x else AutoModel . from_pretrained ( "acme/tern-5b" )
s = 'it''s "AutoModel.from_pretrained(\'acme/not-7b\')"'
'''
AutoModel.from_pretrained("acme/not-7b")
'''
if x: AutoModel.from_pretrained("acme/tern-6b"); AutoModel.from_pretrained("acme/tern-7b")
w = {k: AutoModel.from_pretrained("acme/" "tern-8b") for k in x}
`
	cmd := exec.Command(python, "-c", astCalls)
	cmd.Stdin = strings.NewReader(source)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(out)), "\n")
	var got []string
	for _, r := range refs(inventory.Read(load(t), "a.py", []byte(source))) {
		got = append(got, fmt.Sprint(r.Line, " ", r.ID))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
