package hub_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

func TestParseLink(t *testing.T) {
	for text, want := range map[string]string{
		"LICENSE":                          "LICENSE",
		" ./docs/terms%20of%20use.md#top ": "docs/terms of use.md",
		"https://acme.example/terms#a":     "https://acme.example/terms",
		"[terms](https://acme.example/nc)": "https://acme.example/nc",
		"see https://acme.example/nc.":     "https://acme.example/nc",
		"<https://acme.example/nc>":        "https://acme.example/nc",
		"//acme.example/nc":                "https://acme.example/nc",
		"mailto:law@acme.example":          "link-not-read",
		"https://me@acme.example/":         "link-not-read",
		"../../etc/passwd":                 "link-not-read",
		"https://":                         "link-not-read",
		"a\tb":                             "link-not-read",
		"https://acme.example/" + strings.Repeat("x", 3000): "link-not-read",
	} {
		l := hub.ParseLink(text)
		got := l.Path + l.Fault.Code
		if l.URL != nil {
			got += l.URL.String()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A link is a path inside the repository, an address without a user, or a
// reason why it is neither; never two of them.
func FuzzParseLink(f *testing.F) {
	for _, s := range []string{"LICENSE", "https://acme.example/x", "[a](b)", "../x", "//x", "mailto:a@b", "\x00",
		"see https://a.example, please"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := hub.ParseLink(text)
		is := []bool{l.Path != "", l.URL != nil, l.Fault.Code != ""}
		if n := len(slices.DeleteFunc(is, func(b bool) bool { return !b })); n != 1 {
			t.Fatalf("%q is %d things: %+v", text, n, l)
		}
		if l.Path != "" && !hub.SafePath(l.Path) {
			t.Errorf("%q leads to %q", text, l.Path)
		}
		if l.URL != nil && (l.URL.User != nil || l.URL.Hostname() == "" || l.URL.Scheme != "http" && l.URL.Scheme != "https") {
			t.Errorf("%q leads to %s", text, l.URL)
		}
	})
}

// What a card points to is a file of the list, and a text.
func FuzzPointedTo(f *testing.F) {
	f.Add("The [licence](docs/a.txt) and <a href='b.md'>terms</a>.\n[agreement]: c.html")
	f.Fuzz(func(t *testing.T, card string) {
		s := &hub.Snapshot{
			Files:     []hub.File{{Path: "README.md"}, {Path: "docs/a.txt"}, {Path: "b.md"}, {Path: "c.html"}, {Path: "model.py"}},
			Documents: []*doc.Document{doc.New("README.md", doc.RoleCard, "", []byte(card))},
		}
		for _, name := range s.PointedTo() {
			base := name[strings.LastIndexByte(name, '/')+1:]
			said := strings.Contains(strings.ToLower(card), base) || strings.Contains(card, "%") // an escape may stand for any letter
			if _, ok := hub.Listed(s.Files, name); !ok || name == "README.md" || name == "model.py" || !said {
				t.Errorf("%q leads to %q", card, name)
			}
		}
	})
}
