package license_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

const pebble = `id: pebble
name: Pebble Terms of Use
family: pebble
category: community
aliases: {hub: [pebble]}
members: [pebble-2024-04, pebble-2024-02]
---
id: pebble-2024-02
name: Pebble Terms of Use 2024-02
family: pebble
category: community
issued: 2024-02-01
policies: [pebble-policy]
aliases: {names: [pebble terms], urls: [https://pebble.example/terms/1.html]}
terms:
  - kind: user-cap
    params: {metric: monthly-active-users, threshold: 1000}
  - {kind: no-selling, policy: true}
---
id: pebble-2024-04
name: Pebble Terms of Use 2024-04
family: pebble
category: community
issued: 2024-04
aliases: {names: [pebble terms]}
policies: [pebble-policy]
terms:
  - {kind: no-selling, policy: true}
---
id: pebble-policy
name: Pebble Use Policy
doc_type: policy
family: pebble
category: community
`

func catalogue(t *testing.T, text string) *license.Catalogue {
	t.Helper()
	data, err := license.Compile(folder(text))
	if err != nil {
		t.Fatal(err)
	}
	c, err := license.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func folder(text string) fstest.MapFS {
	return fstest.MapFS{"licenses/a.yaml": {Data: []byte(text)}}
}

func TestLookup(t *testing.T) {
	c := catalogue(t, pebble)
	tests := []struct{ name, want string }{
		{"pebble", "pebble"},
		{"Pebble_2024-02", "pebble-2024-02"},
		{"Pebble Terms", "pebble-2024-02 pebble-2024-04"},
		{"the Pebble terms licence", "pebble"}, // loosened, the identifier stands before its members
		{"http://www.pebble.example/terms/1.txt?x#y", "pebble-2024-02"},
		{"pebbles", ""},
		{"", ""},
		{"license", ""},
		{"https://pebble.example/", ""},
	}
	for _, tt := range tests {
		var ids []string
		for _, e := range c.Lookup(tt.name) {
			ids = append(ids, e.ID)
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("Lookup(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMembersGiveTerms(t *testing.T) {
	e, ok := catalogue(t, pebble).Entry("pebble")
	if !ok || e.FixedText {
		t.Fatalf("pebble: found %v, fixed text %v; want an identifier of several texts", ok, e != nil && e.FixedText)
	}
	if got := strings.Join(e.Members, " "); got != "pebble-2024-02 pebble-2024-04" {
		t.Errorf("members = %s, want them by date", got)
	}
	if len(e.Terms) != 2 {
		t.Fatalf("%d terms, want 2", len(e.Terms))
	}
	if e.Terms[0].Kind != term.UserCap || !e.Terms[0].Possible || e.Terms[1].Possible || !e.Terms[1].Policy {
		t.Errorf("terms = %+v, want a possible cap and a certain policy term", e.Terms)
	}
}

func TestLoadDirReplaces(t *testing.T) {
	c, err := catalogue(t, pebble).LoadDir(folder("id: pebble-policy\nname: Ours\nfamily: pebble\ncategory: community\ndoc_type: policy\n"))
	if err != nil {
		t.Fatal(err)
	}
	if e, _ := c.Entry("pebble-policy"); e == nil || e.Name != "Ours" {
		t.Errorf("pebble-policy = %+v, want the entry of the folder", e)
	}
	if got := len(c.Entries()); got != 4 {
		t.Errorf("%d entries, want 4", got)
	}
}

func TestFaultsNameLineAndField(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown field", "id: a\nname: A\nfamily: a\ncategory: permissive\nspdxx: b\n",
			"licenses/a.yaml:5: spdxx: no such key; there are: id, name"},
		{"wrong type", "id: [a]\n", "licenses/a.yaml:1: id: want text, have a list"},
		{"bad yaml", "id: 'a\n", "licenses/a.yaml:"},
		{"category", "id: a\nname: A\nfamily: a\ncategory: nice\n", `licenses/a.yaml:4: category: "nice" is not one of`},
		{"id", "id: A b\nname: A\nfamily: a\ncategory: permissive\n", "licenses/a.yaml:1: id: without an SPDX identifier"},
		{"spdx", "id: a\nspdx: A\nname: A\nfamily: a\ncategory: permissive\n", "licenses/a.yaml:1: id: must be the SPDX identifier A"},
		{"kind", "id: a\nname: A\nfamily: a\ncategory: permissive\nterms:\n- kind: gated\n",
			`licenses/a.yaml:6: terms[0].kind: "gated" is not a clause kind`},
		{"param", "id: a\nname: A\nfamily: a\ncategory: permissive\nterms:\n- kind: user-cap\n  params: {threshold: many}\n",
			"licenses/a.yaml:7: terms[0].params: user-cap.threshold"},
		{"member", "id: a\nname: A\nfamily: a\ncategory: permissive\nmembers: [b]\n", "licenses/a.yaml:5: members[0]: no entry b"},
		{"twice", "id: a\nname: A\nfamily: a\ncategory: permissive\n---\nid: a\nname: A\nfamily: a\ncategory: permissive\n",
			"licenses/a.yaml:6: id: licenses/a.yaml has this id already"},
		{"right", "id: a\nname: A\nfamily: a\ncategory: permissive\nrights: {share: perhaps}\n",
			`licenses/a.yaml:5: rights.share: "perhaps": want one of`},
		{"absent", "id: a\nname: A\nfamily: a\ncategory: permissive\nterms:\n- kind: no-selling\nabsent: [no-selling]\n",
			`licenses/a.yaml:7: absent[0]: "no-selling" is not`},
		{"place", "id: a\nname: A\nfamily: a\ncategory: permissive\nterms:\n- kind: no-selling\n  at: [3, 5]\n",
			"licenses/a.yaml:6: terms[0].text: the entry has 0 texts"},
		{"empty", "", "licenses/a.yaml: is empty"},
		{"fingerprint", "id: a\nname: A\nfamily: a\ncategory: permissive\ntexts:\n- words: 1\n  parts: []\n  fingerprint: '!'\n",
			"licenses/a.yaml:8: texts[0].fingerprint: not the base64"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := license.Compile(folder(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestLoadRefusesDamage(t *testing.T) {
	data, err := license.Compile(folder(pebble))
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1]++
	if _, err := license.Load(data); err == nil {
		t.Error("Load took a damaged index")
	}
	if _, err := license.Load([]byte("something else")); err == nil {
		t.Error("Load took something else")
	}
}
