package card_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/google/go-cmp/cmp"
)

func parse(text string) *card.Card {
	return card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(text)))
}

func quote(c *card.Card, s doc.Span) string { return c.Doc.Quote([]doc.Span{s}) }

func TestFrontMatterStatus(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       card.Status
		license    string // declared
		body       string
	}{
		{"ordinary", "---\nlicense: mit\n---\n# Tiny\n", card.OK, "mit", "# Tiny\n"},
		{"CRLF", "---\r\nlicense: mit\r\n---\r\nbody", card.OK, "mit", "body"},
		{"bare CR before the fence", "---\rlicense: mit\r---", card.OK, "mit", ""},
		{"bare CR behind the fence", "---\rlicense: mit\r---\rbody\r", card.Unclosed, "", "---\rlicense: mit\r---\rbody\r"},
		{"byte order mark", "\ufeff---\nlicense: mit\n---\n", card.OK, "mit", ""},
		{"leading blanks", "\n \t\n  ---\nlicense: mit\n---\n", card.OK, "mit", ""},
		{"no-break space", "\u00a0---\nlicense: mit\n---\n", card.OK, "mit", ""},
		{"blanks behind the closing fence", "---\nlicense: mit\n--- \t\nbody", card.OK, "mit", "body"},
		{"end of file as the end", "---\nlicense: mit\n---", card.OK, "mit", ""},
		{"other dashes do not close", "---\nlicense: mit\n# ----\n#\n ---\n--- x\n---\nbody", card.InvalidYAML, "", "body"},
		{"indented dashes go on", "---\nlicense: mit\nx: |\n  a\n  ---\n---\nbody", card.OK, "mit", "body"},
		{"closes inside a block scalar", "---\nlicense: mit\nx: |\n  a\n---\n  b\n---\n", card.OK, "mit", "  b\n---\n"},
		{"no block", "# Tiny\n", card.Absent, "", "# Tiny\n"},
		{"no text", "", card.Absent, "", ""},
		{"a list of dashes", "- a\n- b\n", card.Absent, "", "- a\n- b\n"},
		{"blank block", "---\n\n---\nbody", card.Empty, "", "body"},
		{"only a comment", "---\n# later\n---\nbody", card.Empty, "", "body"},
		{"braces", "---\n{}\n---\nbody", card.Empty, "", "body"},
		{"two fences", "---\n---\nbody\n", card.Empty, "", "body\n"},
		{"two fences, CRLF", "---\r\n---\r\nbody\r\n", card.Empty, "", "body\r\n"},
		{"two fences and a rule", "---\n---\nSome words\n---\nbody", card.Empty, "", "Some words\n---\nbody"},
		{"two fences and metadata", "---\n---\nlicense: mit\n---\nbody", card.OK, "mit", "body"},
		{"unclosed", "---\nlicense: mit\n\n# Tiny\n", card.Unclosed, "", "---\nlicense: mit\n\n# Tiny\n"},
		{"four dashes", "----\nlicense: mit\n----\n", card.BadFence, "", "----\nlicense: mit\n----\n"},
		{"blank behind the opening fence", "--- \nlicense: mit\n---\n", card.BadFence, "", "--- \nlicense: mit\n---\n"},
		{"key behind the opening fence", "--- license: mit\n---\n", card.BadFence, "", "--- license: mit\n---\n"},
		{"two dashes", "--\nlicense: mit\n--\n", card.BadFence, "", "--\nlicense: mit\n--\n"},
		{"long dashes", "———\nlicense: mit\n———\n", card.BadFence, "", "———\nlicense: mit\n———\n"},
		{"no opening fence", "license: mit\n---\n", card.Absent, "", "license: mit\n---\n"},
		{"rule", "---\nSome words about it.\n", card.ThematicBreak, "", "---\nSome words about it.\n"},
		{"long rule", "----------\n# Tiny\n", card.ThematicBreak, "", "----------\n# Tiny\n"},
		{"prose with a colon", "---\nNote: these are words.\n\nMore.\n", card.ThematicBreak, "", "---\nNote: these are words.\n\nMore.\n"},
		{"invalid", "---\nlicense: [mit\n---\nbody", card.InvalidYAML, "", "body"},
		{"two documents", "---\nlicense: mit\n...\nother: x\n---\nbody", card.InvalidYAML, "", "body"},
		{"unknown alias", "---\nlicense: *x\n---\nbody", card.InvalidYAML, "", "body"},
		{"list", "---\n- mit\n---\nbody", card.NotAMapping, "", "body"},
		{"words", "---\nmit\n---\nbody", card.NotAMapping, "", "body"},
		{"UTF-16", "\xff\xfe-\x00-\x00-\x00\n\x00", card.NotUTF8, "", ""},
		{"Latin-1", "---\nlicense: mit\nauthor: Andr\xe9\n---\nbody", card.NotUTF8, "", "body"},
		{"Latin-1 in the body", "---\nlicense: mit\n---\nAndr\xe9", card.OK, "mit", "Andr\uFFFD"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := parse(tt.text)
			checkInvariants(t, c)
			if c.FrontMatter != tt.want {
				t.Errorf("front matter %s, want %s; problems %+v", c.FrontMatter, tt.want, c.Problems)
			}
			if got := strings.Join(c.License.Texts(), " "); got != tt.license {
				t.Errorf("license %q, want %q", got, tt.license)
			}
			if got := quote(c, c.Body); got != tt.body {
				t.Errorf("body %q, want %q", got, tt.body)
			}
		})
	}
}

func TestValues(t *testing.T) {
	for _, tt := range []struct {
		name, block string
		want        []string // of license
		written     []string // the spans' bytes; same as want when nil
		problems    []string
	}{
		{"list", "license:\n- mit\n- other", []string{"mit", "other"}, nil, nil},
		{"flow list with tabs", "license: [\n\tmit,\n\tMIT\n]", []string{"mit", "MIT"}, nil, nil},
		{"tab behind the colon", "license:\tmit\t", []string{"mit"}, nil, nil},
		{"comment", "license: mit # of the weights", []string{"mit"}, nil, nil},
		{"quotes", `license: "mit"`, []string{"mit"}, nil, nil},
		{"blanks in quotes", `license: ' mit '`, []string{"mit"}, nil, nil},
		{"quote in quotes", `license: 'it''s mine'`, []string{"it's mine"}, []string{"it''s mine"}, nil},
		{"escape", `license: "a\"b"`, []string{`a"b`}, []string{`a\"b`}, nil},
		{"words over two lines", "license: Apache\n  License 2.0\nx: y", []string{"Apache License 2.0"}, []string{"Apache\n  License 2.0"}, nil},
		{"block", "license: |\n  mit\n\nx: y", []string{"mit"}, nil, nil},
		{"number", "license: 1.0", []string{"1.0"}, nil, nil},
		{"date", "license: 2024-01-01", []string{"2024-01-01"}, nil, nil},
		{"no", "license: [no, yes]", []string{"no", "yes"}, nil, nil},
		{"null", "license: null", []string{}, nil, nil},
		{"nothing", "license:", []string{}, nil, nil},
		{"empty text", `license: ""`, []string{}, nil, nil},
		{"empty item", "license: [mit, '']", []string{"mit"}, nil, []string{"empty-value"}},
		{"anchor and tag", "x: &l !!str mit\nlicense: *l", []string{"mit"}, nil, nil},
		{"merge", "x: &l {license: mit, tags: [a]}\n<<: *l", []string{"mit"}, nil, nil},
		{"merge does not replace", "<<: {license: mit}\nlicense: other", []string{"other"}, nil, nil},
		{"twice", "license: mit\nlicense: other", []string{"other"}, nil, []string{"duplicate-key"}},
		{"mapping", "license: {all: [mit]}", []string{}, nil, []string{"wrong-type"}},
		{"list in a list", "license: [[mit], gpl]", []string{"gpl"}, nil, []string{"wrong-type"}},
		{"other spelling", "licence: mit", []string{}, nil, []string{"unread-key"}},
		{"plural", "licenses: [mit]", []string{}, nil, []string{"unread-key"}},
		{"below the model", "model:\n  name: tern\n  license: mit", []string{}, nil, []string{"unread-key"}},
		{"below the data", "dataset:\n  license: mit", []string{}, nil, nil},
		{"upper case", "License: mit", []string{}, nil, []string{"unread-key"}},
		{"behind wide characters", "x: \"日本\u2028語\"\nlicense: mit", []string{"mit"}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := parse("---\n" + tt.block + "\n---\n")
			checkInvariants(t, c)
			if diff := cmp.Diff(tt.want, c.License.Texts()); diff != "" {
				t.Errorf("license (-want +got):\n%s", diff)
			}
			written := []string{}
			for _, v := range c.License.Values {
				written = append(written, quote(c, v.Span))
			}
			if tt.written == nil {
				tt.written = tt.want
			}
			if diff := cmp.Diff(tt.written, written); diff != "" {
				t.Errorf("spans (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.problems, codes(c)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func codes(c *card.Card) []string {
	var out []string
	for _, p := range c.Problems {
		out = append(out, p.Code)
	}
	return out
}

func TestSequence(t *testing.T) {
	if parse("---\nlicense: mit\n---\n").License.Sequence || !parse("---\nlicense: [mit]\n---\n").License.Sequence {
		t.Error("Sequence does not tell a text from a list of one")
	}
}

func TestBrokenBlockNamesItsLicenceLine(t *testing.T) {
	c := parse("---\nlanguage: \"en\"tags:\nlicense: \"apache-2.0\"\n---\n")
	if len(c.License.Values) > 0 {
		t.Errorf("a broken block declares %q", c.License.Texts())
	}
	for _, p := range c.Problems {
		if p.Code == "unread-value" && string(c.Doc.Text[*p.Start:*p.End]) == "license: \"apache-2.0\"" {
			return
		}
	}
	t.Errorf("no problem points at the licence line: %+v", c.Problems)
}

// Metadata that the Hub does not read is pointed at, and not read here.
func TestMetadataOutOfPlace(t *testing.T) {
	for text, want := range map[string]string{
		"license: mit\n---\n":                            "front-matter-no-fence",
		"# Tiny\n\n---\ntags:\n- x\nlicense: mit\n---\n": "front-matter-late",
	} {
		if c := parse(text); len(c.License.Values) > 0 || cmp.Diff([]string{want}, codes(c)) != "" {
			t.Errorf("%q: license %q, problems %q, want %s", text, c.License.Texts(), codes(c), want)
		}
	}
}

func TestGate(t *testing.T) {
	c := parse("---\nextra_gated_heading: Before you go on\nextra_gated_prompt: >-\n  You agree to the\n  Acme terms.\n" +
		"extra_gated_fields:\n  Company: text\n  Country:\n    type: select\n    options: [here, {label: Elsewhere, value: x}]\n  I will do " +
		"no harm: checkbox\nextra_gated_eu_disallowed: true\n---\n")
	checkInvariants(t, c)
	want := []card.GateField{{Type: "text"}, {Type: "select", Options: []string{"here", "Elsewhere"}}, {Type: "checkbox"}}
	for i := range c.Gate.Fields {
		if i < len(want) {
			want[i].Label = c.Gate.Fields[i].Label
		}
	}
	if diff := cmp.Diff(want, c.Gate.Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if got := quote(c, c.Gate.Prompt.Span); got != "You agree to the\n  Acme terms." {
		t.Errorf("prompt stands at %q", got)
	}
	texts := map[string]string{}
	for _, d := range c.Derived {
		texts[d.Path] = string(d.Text)
	}
	if diff := cmp.Diff(map[string]string{
		"README.md#extra_gated_prompt":  "You agree to the Acme terms.",
		"README.md#extra_gated_heading": "Before you go on",
		"README.md#extra_gated_fields":  "I will do no harm\n",
	}, texts); diff != "" {
		t.Errorf("derived documents (-want +got):\n%s", diff)
	}
	if !c.Gate.Declared() || c.Gate.EUDisallowed.Text != "true" {
		t.Errorf("gate %+v", c.Gate)
	}
}

func TestParseData(t *testing.T) {
	c := card.ParseData(doc.New("info.json#cardData", doc.RoleCard, "",
		[]byte(`{"license":"other","license_name":"acme","base_model":["acme/tiny"],"x":"\u003cb\u003e"}`)))
	if c.FrontMatter != card.OK || c.License.Texts()[0] != "other" || c.LicenseName.Text != "acme" ||
		quote(c, c.BaseModels.Values[0].Span) != "acme/tiny" {
		t.Errorf("card %+v", c)
	}
}

// A gate's agreement is one long line in JSON.
func TestParseDataLongText(t *testing.T) {
	want := strings.Repeat("You agree to \"all\" of it.\n", 2000)
	raw, err := json.Marshal(map[string]any{"extra_gated_prompt": want, "license": "other", "z": map[string]any{"a": []int{1, 2}}})
	if err != nil {
		t.Fatal(err)
	}
	c := card.ParseData(doc.New("info.json#cardData", doc.RoleCard, "", raw))
	if c.FrontMatter != card.OK || len(c.Derived) != 1 || string(c.Derived[0].Text) != want {
		t.Errorf("%s, %d derived documents, %+v", c.FrontMatter, len(c.Derived), c.Problems)
	}
}

func TestUnread(t *testing.T) {
	c := card.Parse(doc.Unread("README.md", doc.RoleCard, "", 0, doc.StatusDenied))
	if c.OK() || len(c.Problems) != 1 || c.Problems[0].Code != "card-not-read" {
		t.Errorf("an unread card: ok %v, %+v", c.OK(), c.Problems)
	}
}

// hubPattern is the Hub's own pattern, with JavaScript's blanks.
var hubPattern = regexp.MustCompile(`^([\t\n\v\f\r ` +
	`\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]*---(?:\r\n|\r|\n))([\s\S]*?)((?:\r\n|\r|\n)---[ ` +
	`\t]*(\r\n|\n|$))`)

func FuzzFences(f *testing.F) {
	for _, s := range []string{"---\na: b\n---\n", "---\r\n---\r\n", "---\n---\n---\n", "\ufeff \n---\r\r---", "---\ra: b\n--- \t\r\n---",
		"---\n\n---x\n---", "---\n---"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff") {
			return
		}
		c := parse(s)
		m := hubPattern.FindStringSubmatchIndex(s)
		found := c.FrontMatter == card.OK || c.FrontMatter == card.InvalidYAML || c.FrontMatter == card.NotAMapping
		if found && m == nil {
			t.Fatalf("%q: %s, but the Hub finds no block", s, c.FrontMatter)
		}
		if found && (c.Block.Start != m[4] || c.Block.End != m[5] || c.Body.Start != m[1]) {
			t.Fatalf("%q: block [%d,%d) body %d, the Hub has [%d,%d) body %d", s, c.Block.Start, c.Block.End, c.Body.Start, m[4], m[5], m[1])
		}
		if m != nil && (c.FrontMatter == card.Absent || c.FrontMatter == card.Unclosed || c.FrontMatter == card.BadFence ||
			c.FrontMatter == card.ThematicBreak) {
			t.Fatalf("%q: %s, but the Hub finds a block", s, c.FrontMatter)
		}
	})
}

// TestOtherKeysAndTags holds that terms and parents under keys and tags that no
// hub reads are noted, and that other keys are left alone.
func TestOtherKeysAndTags(t *testing.T) {
	for _, c := range []struct {
		front           string
		missed, dropped bool
	}{
		{"license: mit\nlizenz: cc-by-nc-4.0", true, false},
		{"license: mit\nusage_restrictions: no business use", true, false},
		{"license: mit\nterms_of_use: https://quill.example/terms", true, false},
		{"license: mit\nmodel_license: mit", false, false},
		{"license: mit\ntags: [license:cc-by-nc-4.0]", true, false},
		{"license: mit\ntags: [non-commercial]", true, false},
		{"license: mit\ntags: [license:mit, text]", false, false},
		{"license: mit\nfinetuned_from: inkhouse/base", false, true},
		{"license: mit\ntags: [base_model:finetune:inkhouse/base]", false, true},
		{"license: mit\nbase_model: inkhouse/base\ntags: [base_model:inkhouse/base]", false, false},
		{"license: mit\ndata_license: cc-by-nc-4.0", false, false},
		{"license: mit\nlibrary_name: transformers\ntermination: none", false, false},
	} {
		got := card.Parse(doc.New("README.md", doc.RoleCard, "", []byte("---\n"+c.front+"\n---\n")))
		if got.MissedTerms != c.missed || got.BaseModels.Dropped != c.dropped {
			t.Errorf("%q: missed %v, dropped %v; want %v, %v", c.front, got.MissedTerms, got.BaseModels.Dropped, c.missed, c.dropped)
		}
	}
}
