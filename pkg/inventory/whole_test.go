package inventory_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

// TestFaults holds where files are told to break that are of one piece, and
// that nothing is told of what is whole, empty or a template.
func TestFaults(t *testing.T) {
	s := load(t)
	problems := func(_ []inventory.Reference, p []doc.Problem) []doc.Problem { return p }
	const bill = `<?xml version="1.0" encoding="utf-16"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5">`
	for _, tt := range []struct {
		name, form, text string
		line             int // 0: whole
	}{
		{"a whole bill", "json", "\ufeff{\"bomFormat\": \"CycloneDX\"}\n", 0},
		{"one that breaks off", "json", "{\"bomFormat\": \"CycloneDX\",\n\"components\": [\n", 2},
		{"one that breaks off in a text", "json", "{\"spdxVersion\": \"SPDX-2.3\",\n\n\"name\": \"te", 3},
		{"one with a comma too many", "json", "{\"bomFormat\": \"CycloneDX\",\n\"components\": [,]\n}\n", 2},
		{"what stands behind a bill", "json", "{\"bomFormat\": \"CycloneDX\"}\n}\n", 2},
		{"settings with comments", "json", "{ // bomFormat\n \"model\": \"acme/tern\",}", 0},
		{"a whole notebook", "notebook", "{\"cells\": []}", 0},
		{"an empty notebook", "notebook", "\n", 0},
		{"marks of a merge", "notebook", "{\"cells\": [\n<<<<<<< ours\n]}", 2},
		{"a whole bill in XML", "xml", bill + "\n</bom>", 0},
		{"elements that cross", "xml", bill + "\n<components>\n</bom>", 3},
		{"one in XML that breaks off", "xml", bill + "\n<components>\n", 2},
		{"a line end in a text", "notebook", "{\"cells\": [\n\"a\n\"]}", 2},
		{"other XML", "xml", "<project>\n", 0},
		{"a template", "yaml", "a: [\n{{ b }}", 0},
		{"a list that nothing closes", "yaml", "a: 1\nb: [x,\nc: [y]\n", 2},
		{"one inside another", "yaml", "a:\n  b: {x: [1,\n    2}\n", 2},
		{"one that a text opens", "yaml", "a: [don't, 'a]b', # ]\n  c]\nd: 'it''s'\n", 0},
		{"a list below its key", "yaml", "a:\n  [\n  x\n]\n", 0},
		{"a name in a lock", "lock", "models:\n  - model: acme/tern\n  - model: 'a b/c'\n", 3},
	} {
		got := 0
		for _, p := range problems(inventory.ReadAs(s, tt.form, "f", []byte(tt.text))) {
			got = *p.Line
		}
		if got != tt.line {
			t.Errorf("%s: breaks at line %d, should at %d", tt.name, got, tt.line)
		}
	}
}

// TestText holds that both orders of UTF-16 are read, by their mark alone.
func TestText(t *testing.T) {
	for _, text := range []string{"\xff\xfea\x00\n\x00", "\xfe\xff\x00a\x00\n", "a\n"} {
		if got := string(inventory.Text([]byte(text))); got != "a\n" {
			t.Errorf("%q is read as %q", text, got)
		}
	}
	if got := inventory.Text([]byte("a\x00\n\x00")); !inventory.IsBinary(got) {
		t.Errorf("without a mark it is read as %q", got)
	}
}

// TestRevisionBesideOption holds which option an option of a revision belongs to.
func TestRevisionBesideOption(t *testing.T) {
	s := load(t)
	const text = `services:
  a:
    command: ["--model", "acme/tern-7b", "--revision", "v1"]
  b:
    command: [--model-id=acme/wren-7b, --revision=v2]
  c:
    command: ["--model", "acme/gull-7b", "--draft-model", "acme/gull-1b", "--draft-model-revision", "v3"]
  d:
    command: ["--model", "acme/kite-7b", "--revision", "${REV}"]
`
	var got []string
	for _, r := range refs(inventory.Read(s, "compose.yaml", []byte(text))) {
		got = append(got, fmt.Sprint(r.ID, "@", r.Revision))
	}
	// of one line in the order of names
	want := []string{"acme/tern-7b@v1", "acme/wren-7b@v2", "acme/gull-1b@v3", "acme/gull-7b@", "acme/kite-7b@"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestListOfManyHubs holds that lists in a tree take what those of scan take: one
// line of another hub must not lose the rest.
func TestListOfManyHubs(t *testing.T) {
	s := load(t)
	const list = `# every hub
acme/tern-7b
civitai:123@4
modelscope:acme/wren@v1
modelscope:datasets/acme/birds
github:acme/gull@v2/weights  # one folder
spaces/acme/demo
./own
`
	var got []string
	for _, r := range refs(inventory.Read(s, "models.txt", []byte(list))) {
		got = append(got, fmt.Sprint(r.Line, " ", r.Hub, " ", r.Kind, " ", r.ID, "@", r.Revision, " ", r.Status))
	}
	want := []string{
		"2 huggingface model acme/tern-7b@ resolved", "3 civitai model 123@4 resolved", "4 modelscope model acme/wren@v1 resolved",
		"5 modelscope dataset datasets/acme/birds@ resolved", "6 github model acme/gull/weights@v2 resolved",
		"7 huggingface space acme/demo@ resolved", "8 huggingface model @ local",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := refs(inventory.Read(s, "note.txt", []byte("civitai:123\nthen prose, which makes it no list\n"))); len(got) > 0 {
		t.Errorf("prose names %+v", got)
	}
}

// TestModelWithAdapter holds that both of a recipe's model and adapter are found.
func TestModelWithAdapter(t *testing.T) {
	s := load(t)
	var got []string
	for _, r := range refs(inventory.Read(s, "merge.yml", []byte("models:\n  - model: acme/tern-7b+wren/tern-lora\n  - model: acme/c++\n"))) {
		got = append(got, fmt.Sprint(r.Line, " ", r.ID))
	}
	if diff := cmp.Diff([]string{"2 acme/tern-7b", "2 wren/tern-lora"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestAliases holds that calls are known by what an import renames, and that
// methods and modules of such a name are not.
func TestAliases(t *testing.T) {
	s := load(t)
	for name, text := range map[string]string{
		"a.py": "from huggingface_hub import (\n    snapshot_download as fetch,\n)\nfetch('acme/one')\nx.fetch('acme/not')\n",
		"b.ts": "import { pipeline as run } from '@huggingface/transformers';\n\n\nawait run('x', 'acme/one');\n",
	} {
		var got []string
		for _, r := range refs(inventory.Read(s, name, []byte(text))) {
			got = append(got, fmt.Sprint(r.Line, " ", r.ID))
		}
		if diff := cmp.Diff([]string{"4 acme/one"}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestBrokenYAML holds that a bracket which nothing closes takes nothing else
// with it, however many there are.
func TestBrokenYAML(t *testing.T) {
	s := load(t)
	text := "model: acme/tern-7b\nlist: [acme,\nother_model: acme/wren-7b\nargs: [--model, acme/finch-7b]\n"
	got, faults := inventory.Read(s, "a.yaml", []byte(text))
	if diff := cmp.Diff([]string{"1 model acme/tern-7b", "3 model acme/wren-7b", "4 model acme/finch-7b"}, brief(got)); diff != "" {
		t.Error(diff)
	}
	if len(faults) != 1 || *faults[0].Line != 2 {
		t.Errorf("problems %+v", faults)
	}
	for _, name := range []string{"a.yaml", "a.toml"} {
		many := strings.Repeat("# a = [\na: [\na = [\n", 100_000)
		got := refs(inventory.Read(s, name, []byte(many+"model = \"acme/tern-7b\"\nmodel: acme/tern-7b\n")))
		if !slices.ContainsFunc(got, func(r inventory.Reference) bool { return r.ID == "acme/tern-7b" }) {
			t.Errorf("%s: what follows is lost", name)
		}
	}
}
