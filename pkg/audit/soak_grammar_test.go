package audit_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// grammar is testdata/never-freer.yaml.
type grammar struct {
	Limits    []map[string]string
	Wordings  []string
	Languages map[string]struct{ Limits, Wordings []string }
	Plain     map[string][]string
	Origins   struct {
		Names, Mentions []string
		Wordings        map[string][]string
	}
	codes  []string // the languages, English first
	apache string   // the text of Apache-2.0
}

func readGrammar(t *testing.T) *grammar {
	t.Helper()
	data, err := os.ReadFile("testdata/never-freer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var g grammar
	if err := yaml.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("../../LICENSE") // the text of Apache-2.0
	if err != nil {
		t.Fatal(err)
	}
	g.apache = string(own)
	g.codes = []string{"en", "zh", "ja", "ko", "de", "fr", "es", "pt", "it", "ru"}
	return &g
}

// draw is one repository that must not pass.
type draw struct {
	files    tree
	place    placement
	language string
	sentence string
}

func (d draw) String() string {
	return fmt.Sprintf("%s, %s: %q", d.place.name, d.language, d.sentence)
}

// limiting draws a repository that would pass but for one sentence. Half of the
// sentences are English.
func (g *grammar) limiting(r *rand.Rand) draw {
	d := draw{language: "en", place: pick(r, placements), files: g.passing(r)}
	if r.IntN(2) == 0 {
		d.language = pick(r, g.codes)
	}
	if r.IntN(6) == 0 {
		d.place, d.sentence = pick(r, placements[:plainPlacements]), g.origin(d.language, r)
	} else {
		d.sentence = g.sentence(d.language, r)
	}
	d.place.put(g, d.files, d.sentence, r)
	return d
}

func (g *grammar) sentence(language string, r *rand.Rand) string {
	if l, ok := g.Languages[language]; ok {
		return capital(strings.ReplaceAll(pick(r, l.Wordings), "{}", pick(r, l.Limits)))
	}
	limit := pick(r, g.Limits)
	fill := strings.NewReplacer("{do}", limit["do"], "{what}", limit["what"], "{What}", capital(limit["what"]), "{done}", limit["done"])
	return capital(fill.Replace(pick(r, g.Wordings)))
}

// origin says what the model was made from.
func (g *grammar) origin(language string, r *rand.Rand) string {
	return strings.ReplaceAll(pick(r, g.Origins.Wordings[language]), "{}", pick(r, g.Origins.Names))
}

// bases are repositories that pass: the licence that the card names, and
// whether its text lies beside it.
var bases = []struct {
	tag, name string
	text      bool
}{
	{"apache-2.0", "Apache License 2.0", true},
	{"apache-2.0", "Apache 2.0", false},
	{"mit", "MIT License", false},
	{"bsd-3-clause", "BSD 3-Clause License", false},
	{"cc-by-4.0", "CC BY 4.0", false},
}

// passing draws a repository that passes, with a few statements that bind
// nobody.
func (g *grammar) passing(r *rand.Rand) tree {
	base := pick(r, bases)
	var lines []string
	for range r.IntN(4) {
		lines = append(lines, g.plain("en", base.name, r))
	}
	files := tree{
		"README.md": []byte("---\nlicense: " + base.tag + "\n---\n# Wren 2B\n\nA small model of short texts.\n\n" +
			strings.Join(lines, "\n\n") + "\n"),
		"model.safetensors": nil,
	}
	if base.text {
		files["LICENSE"] = []byte(g.apache)
	}
	return files
}

// harmless draws a repository that must pass: all its statements bind nobody.
func (g *grammar) harmless(r *rand.Rand) (tree, string) {
	files := g.passing(r)
	language := pick(r, []string{"en", "en", "en", "zh", "ja", "de", "fr", "es"})
	sentence := g.plain(language, "", r)
	if language == "en" && strings.Contains(sentence, "under") {
		language, sentence = "de", g.plain("de", "", r)
	}
	if r.IntN(6) == 0 {
		language, sentence = "en", strings.ReplaceAll(pick(r, g.Origins.Mentions), "{}", pick(r, g.Origins.Names))
	}
	at := pick(r, placements[:plainPlacements])
	at.put(g, files, sentence, r)
	return files, fmt.Sprintf("%s, %s: %q", at.name, language, sentence)
}

func (g *grammar) plain(language, licence string, r *rand.Rand) string {
	for {
		s := pick(r, g.Plain[language])
		if licence != "" || !strings.Contains(s, "{licence}") {
			return strings.ReplaceAll(s, "{licence}", licence)
		}
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// letters returns the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
