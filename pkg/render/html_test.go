package render

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// marked is a report of one target whose licence text holds words twice marked,
// words not understood and words that try to be markup.
func marked(text string, spans ...doc.Span) Report {
	d := doc.New("LICENSE", doc.RoleLicence, "https://hub.example/LICENSE", []byte(text))
	t := audit.TargetReport{Target: audit.Target{Asked: "acme/tiny"}, Documents: []audit.Document{{Document: d}}}
	for _, s := range spans {
		t.Findings = append(t.Findings, finding.New(finding.Finding{Kind: term.UserCap, Title: "A cap on users", Judged: finding.Unasked(),
			Evidence: []doc.Evidence{
				d.Evidence("c0ffee", []doc.Span{s})}}))
	}
	return NewReport(&audit.Report{Reports: []audit.TargetReport{t}})
}

func pageOf(t testing.TB, r Report) (*html.Node, string) {
	t.Helper()
	var out bytes.Buffer
	if err := writeHTML(Page{W: &out}, r); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return root, out.String()
}

func TestHTMLShowsTheTextWithItsMarks(t *testing.T) {
	text := "One <b>bold</b> word.\nTwo words & a cap.\n\u202eThree.\n"
	at := strings.Index(text, "Two")
	root, page := pageOf(t, marked(text, doc.Span{Start: at, End: at + 9, Line: 2}, doc.Span{Start: at + 4, End: at + 18, Line: 2}))
	var pre, highlighted string
	links, ids := map[string]bool{}, map[string]bool{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				ids["#"+a.Val] = true
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				links[a.Val] = true
			}
		}
		switch n.Data {
		case "pre":
			pre = textOf(n)
		case "mark":
			if n.Parent.Data == "pre" {
				highlighted += textOf(n)
			}
		}
	}
	if want := strings.ReplaceAll(text, "\u202e", `\u{202E}`); pre != want {
		t.Errorf("the text is %q, want %q", pre, want)
	}
	if highlighted != "Two words & a cap." {
		t.Errorf("marked: %q", highlighted)
	}
	for link := range links {
		if !ids[link] {
			t.Errorf("the link %s leads nowhere", link)
		}
	}
	if !strings.Contains(page, `content="default-src &#39;none&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;; style-src `+
		`&#39;sha256-`) {
		t.Error("the page's policy lets in what it should not")
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// A page asks nothing of anybody: no element of it loads or runs anything but
// its own style and script, whatever a text says.
func TestHTMLLoadsNothing(t *testing.T) {
	words := `"><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>`
	r := marked(words, doc.Span{Start: 0, End: len(words), Line: 1})
	r.Reports[0].Target.Asked = words
	r.Reports[0].Problems = append(r.Reports[0].Problems, doc.NewProblem("not-found", "repository", words))
	root, _ := pageOf(t, r)
	for n := range root.Descendants() {
		switch n.Data {
		case "script", "img", "iframe", "link", "object", "embed", "form", "base":
			if n.Type == html.ElementNode {
				t.Errorf("an element %s", n.Data)
			}
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
}

// Beyond the bound texts are named, and their words stand as quotes.
func TestHTMLLeavesOutWhatDoesNotFit(t *testing.T) {
	big := strings.Repeat("These are words. ", maxTexts/17+1)
	_, page := pageOf(t, marked(big, doc.Span{Start: 0, End: 16, Line: 1}))
	if !strings.Contains(page, "Texts that did not fit into 8,388,608 bytes") || !strings.Contains(page, "These are words.") ||
		len(page) > maxTexts/4 {
		t.Errorf("a page of %d bytes", len(page))
	}
}

// FuzzPieces holds that marks neither lose nor add a word of a text.
func FuzzPieces(f *testing.F) {
	f.Add("one two three", 0, 3, 2, 9)
	f.Add("eins – zwei", 5, 8, 0, 20)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		text = strings.ReplaceAll(text, "\r", "") // a mark between CR and LF would part a line end
		whole := doc.New("x", doc.RoleLicence, "", []byte(text))
		span := func(a, b int) doc.Span {
			s := whole.Span(a, b)
			return doc.Span{Start: runeStart(text, s.Start), End: runeStart(text, s.End)}
		}
		joined := ""
		for _, p := range pieces("0123456789abcdef", []byte(text), []textMark{{span(a, b), "term", "first"}, {span(c, d), "limit", "second"}}) {
			joined += p.Text
		}
		if want := inertText(text); joined != want {
			t.Fatalf("%q became %q", want, joined)
		}
	})
}

// runeStart moves an offset back to where a character begins.
func runeStart(s string, at int) int {
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}
