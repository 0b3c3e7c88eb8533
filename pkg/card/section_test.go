package card_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/google/go-cmp/cmp"
)

// ordinary is an invented card of ordinary shape.
const ordinary = "---\nlicense: other\nlicense_name: acme-community\nlicense_link: LICENSE\nlanguage: [en, no]\nbase_model: acme/base\n" +
	"datasets:\n- acme/words\n- acme/more-words\ntags:\n- text-generation\npipeline_tag: text-generation\n---\n" + `
Tiny is small. See [the *paper*](https://acme.example/paper "Paper").

# Tiny ` + "`v2`" + `

> **Note**
> Read the terms
> first.

Words with ` + "`code here`" + ` and more,
over two lines.

- first item
- second [item][terms]

| Model | Terms |
|-------|-------|
| Tiny  | see <https://acme.example/terms> |

` + "```python\n# License: not this\n```" + `

<h2 align="center">Licence &amp; terms</h2>
<p>Weights: <a href="LICENSE">our terms</a>. <!-- License: nor this --></p>
<style>.x { license: none }</style>

Licence
-------

All of it under https://acme.example/licence.

## Citation

[terms]: https://acme.example/terms
`

func TestSections(t *testing.T) {
	c := parse(ordinary)
	checkInvariants(t, c)
	var got []string
	for _, s := range c.Sections {
		got = append(got, fmt.Sprintf("%d %s <%s>", s.Level, s.Title, quote(c, s.Heading)))
		for _, b := range s.Blocks {
			line := fmt.Sprintf("%s: %s", b.Kind, quote(c, b.Span))
			if b.Quoted {
				line = "quoted " + line
			}
			for _, code := range b.Code {
				line += " {" + quote(c, code) + "}"
			}
			got = append(got, line)
		}
	}
	want := []string{
		"0  <>",
		`paragraph: Tiny is small. See [the *paper*](https://acme.example/paper "Paper").`,
		"1 Tiny v2 <Tiny `v2`>",
		"quoted paragraph: **Note**\n> Read the terms\n> first.",
		"paragraph: Words with `code here` and more,\nover two lines. {`code here`}",
		"item: first item",
		"item: second [item][terms]",
		"row: | Model | Terms |",
		"row: | Tiny  | see <https://acme.example/terms> |",
		"code: # License: not this",
		"2 Licence & terms <Licence &amp; terms>",
		"html: <p>Weights: <a href=\"LICENSE\">our terms</a>. <!-- License: nor this --></p>\n<style>.x { license: none }</style>",
		"2 Licence <Licence>",
		"paragraph: All of it under https://acme.example/licence.",
		"2 Citation <Citation>",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
	for i, s := range c.Sections[1:] {
		if before := c.Sections[i]; before.Body.End > s.Heading.Start {
			t.Errorf("section %q reaches into %q", before.Title, s.Title)
		}
	}
}

func TestLinks(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"[a b](https://acme.example/x)", "a b|https://acme.example/x"},
		{"[a](<https://acme.example/x y>)", "a|https://acme.example/x"},
		{"[a](LICENSE 'The terms')", "a|LICENSE"},
		{"[a](x_(y).html)", "a|x_(y).html"},
		{"[![Licence](badge.svg)](LICENSE)", "Licence|LICENSE Licence|badge.svg|image"},
		{"<a href='LICENSE'><img src=badge.svg alt=\"Our terms\"></a>", "Our terms|LICENSE Our terms|badge.svg|image"},
		{"<A HREF=\"x?a=1&amp;b=2\">go</A>", "go|x?a=1&b=2"},
		{"see https://acme.example/a(b). Then", "https://acme.example/a(b)|https://acme.example/a(b)"},
		{"（https://acme.example/许可）", "https://acme.example/|https://acme.example/"},
		{"[a][L]\n\n[l]: LICENSE", "a|LICENSE"},
		{"[L]\n\n[l]: LICENSE", "L|LICENSE"},
		{"`[a](b)`", ""},
		{"\\[a](b)", ""},
		{"[a] (b)", ""},
		{"[a](b", ""},
	} {
		var got []string
		for _, l := range parse(tt.text).Links() {
			one := l.Text + "|" + l.URL
			if l.Image {
				one += "|image"
			}
			got = append(got, one)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: links %q, want %q", tt.text, s, tt.want)
		}
	}
}

func TestLicenceSections(t *testing.T) {
	for title, want := range map[string]bool{
		"License": true, "4. Licence and usage restrictions": true, "Licensing Information": true, "Terms of use": true,
		"Acceptable Use Policy": true,
		"协议":                    true, "开源许可证": true, "ライセンス": true, "라이선스": true, "Lizenz": true, "Licencia": true, "Licença": true,
		"Лицензия": true,
		"Usage":    false, "License plate detection": false, "Driver's license data": false, "Long-term results": false, "Introduction": false,
	} {
		c := parse("# Tiny\n\n## " + title + "\n\nSome words.\n\n### More\n\nOther words.\n\n## After\n\nLast words.\n")
		if got := len(c.LicenceSections()); got != map[bool]int{true: 2, false: 0}[want] {
			t.Errorf("%q: %d licence sections", title, got)
		}
	}
}

func TestLicenceLinksAndStatements(t *testing.T) {
	c := parse("Intro with [code](https://acme.example/code) and a [badge](#license).\n\n**License:** Acme terms\n\nThe weights are " +
		"released under the [Acme terms](TERMS.md).\n\n" +
		"[Licence text](https://acme.example/l)\n\n## License\n\nSee [here](x).\n")
	var links []string
	for _, l := range c.LicenceLinks() {
		links = append(links, l.URL)
	}
	if diff := cmp.Diff([]string{"https://acme.example/l", "x"}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	var statements []string
	for _, s := range c.LicenceStatements() {
		statements = append(statements, quote(c, s))
	}
	want := []string{"**License:** Acme terms", "The weights are released under the [Acme terms](TERMS.md).", "See [here](x)."}
	if diff := cmp.Diff(want, statements); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
}

func TestJSON(t *testing.T) {
	raw, err := json.Marshal(parse("---\nlicense: [mit]\nlicense_link: LICENSE\n---\nTiny is small.\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"path":"README.md","sha256":"` + parse("---\nlicense: [mit]\nlicense_link: LICENSE\n---\nTiny is small.\n").Doc.SHA256 +
		`","ok":true,"front_matter":"ok",` +
		`"license":["mit"],"license_name":null,"license_link":"LICENSE","base_model":[],"base_model_relation":null,` +
		`"datasets":[],"language":[],"new_version":null,"claims":[],"problems":[]}`
	if string(raw) != want {
		t.Errorf("JSON\n%s\nwant\n%s", raw, want)
	}
}

// hostileTexts are texts made to be slow, each of about n bytes.
func hostileTexts() map[string]func(n int) string {
	nest := func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(" ", 2*i) + "- a\n")
		}
		return b.String()
	}
	ticks := func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i) + " ")
		}
		return b.String()
	}
	rep := func(s string) func(int) string { return func(n int) string { return strings.Repeat(s, n/len(s)) } }
	return map[string]func(int) string{
		"quotes": rep(">"), "quotes and words": func(n int) string { return rep("> ")(n/2) + rep("a\n")(n/2) }, "lists": rep("- "),
		"numbers": rep("1. "), "nested list": nest,
		"brackets": rep("["), "half links": rep("[a]("), "titles": rep("[a](b \""), "images": rep("!["), "definitions": rep("[a]: b\n"),
		"references":   func(n int) string { return "[a]: b\n" + rep("[a]")(n) },
		"wide table":   func(n int) string { return rep("|a")(n/2) + "|\n" + rep("|-")(n/2) + "|\n" },
		"ragged table": func(n int) string { return rep("a|")(200) + "\n" + rep("-|")(200) + "\n" + rep("a\n")(n) },
		"backticks":    ticks, "tags": rep("<a "), "comments": rep("<!-- "), "anchors": rep("<a href=x>"), "headings": rep("<h1>"),
		"rules":  rep("---\n"),
		"claims": rep("we open source "), "addresses": rep("http://a.b/("), "stars": rep("*a "), "setext": rep("a\n"), "one word": rep("a"),
		"yaml lists":   func(n int) string { return "---\nlicense: " + rep("[")(n) + "\n---\n" },
		"yaml values":  func(n int) string { return "---\ntags:\n" + rep("- a\n")(n) + "---\n" },
		"yaml aliases": func(n int) string { return "---\na: &a [x]\ntags: [" + rep("*a , ")(n) + "]\n---\n" },
		"yaml keys":    func(n int) string { return "---\n" + rep("a: b\n")(n) + "---\n" },
	}
}

// TestHostileText holds that texts made to be slow are read like any other;
// BenchmarkHostile measures what they take.
func TestHostileText(t *testing.T) {
	for name, text := range hostileTexts() {
		t.Run(name, func(t *testing.T) { checkInvariants(t, parse(text(1<<15))) })
	}
}

// BenchmarkHostile shows for each text whether the time grows with its size:
// the throughput of the whole must be that of the half.
func BenchmarkHostile(b *testing.B) {
	for name, text := range hostileTexts() {
		for part, size := range map[string]int{"half": 1 << 17, "whole": 1 << 18} {
			b.Run(name+"/"+part, func(b *testing.B) {
				text := text(size)
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					parse(text)
				}
			})
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		ordinary, "---\nlicense: &a [mit, *b]\n---\n", "---\nlicense: |2-\n   mit\n\n  x\n---\n", "---\n? a\n: b\nlicense: \"m\\\n  it\"\n---\n",
		"> - > 1. [a][b] <h2>x</h2> `` ` ``\n\n|a|b|\n|-|-|\n|`x`|[y](z \"t\")|\n\n[b]: <c>\n", "# a\n\n===\nWe open-source our model.\r\n",
		"<script>x</script><a href=\"b\"><img src=c>",
		"---\nextra_gated_fields: {a: {type: select, options: [x]}}\nextra_gated_prompt: x\n---\n", "\ufeff---\r\nlicense: 'a''b'\r---\r\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c := card.Parse(doc.New("README.md", doc.RoleCard, "", text))
		checkInvariants(t, c)
		if _, err := json.Marshal(c); err != nil {
			t.Fatal(err)
		}
		checkInvariants(t, card.ParseData(doc.New("data", doc.RoleCard, "", text)))
	})
}

func BenchmarkParseLarge(b *testing.B) {
	text := ordinary + strings.Repeat("\n## Part\n\nSome words of a large card, with a [link](https://acme.example) and `code`.\n\n- an "+
		"item\n- another\n", 1<<20/100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		parse(text)
	}
}

func BenchmarkParse(b *testing.B) {
	text := ordinary + strings.Repeat("\n## Part\n\nSome words of an ordinary card, with a [link](https://acme.example) and `code`.\n\n- "+
		"an item\n- another\n", 60)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		parse(text)
	}
}

// A key for terms of a kind that is not taken hides terms only if it holds some.
func TestEmptyLinksHideNothing(t *testing.T) {
	for block, understood := range map[string]bool{
		"license: mit\nlicense_link: []\n":                  true,
		"license: mit\nlicense_link: {}\n":                  true,
		"license: mit\nlicense_link: {url: terms.md}\n":     false,
		"license: mit\nlicense_link: [LICENSE, terms.md]\n": false,
	} {
		if got := parse("---\n" + block + "---\nTiny is small.\n"); got.Understood() != understood {
			t.Errorf("%q is understood: %v", block, got.Understood())
		}
	}
}
