package license_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

// TestTitles holds which lines above a known text are titles, and which say
// something.
func TestTitles(t *testing.T) {
	c := catalogueOf(t, pebbleText)
	for line, want := range map[string]license.Degree{
		"The Quill Project License":                 license.Exact,
		"# Nib & Ink Software Licence":              license.Exact,
		"Pebble Licence":                            license.Exact,
		"Quill Research License":                    license.Modified,
		"Quill Non-Commercial License":              license.Modified,
		"Quill Personal Use License":                license.Modified,
		"Quill License 2.0":                         license.Modified,
		"The Quill License. No sale of pebbles":     license.Modified,
		"Quill":                                     license.Modified,
		"Sont exclues de cette licence les pierres": license.Modified,
		"Quill Licence.":                            license.Modified,
		"Quill License\n\nThe Nib Project License":  license.Modified,
	} {
		if got := degree(t, c, line+"\n\n"+pebbleText); got != want {
			t.Errorf("%q above: %s, want %s", line, got, want)
		}
	}
}

// TestOwnTitle holds that a text's own title may stand above its notice, and
// that a changed one is a change.
func TestOwnTitle(t *testing.T) {
	fields, err := license.Fingerprint([]byte("Pebble Charter\nTerms of the Beach\n\n"+pebbleText),
		license.FingerprintOptions{Titles: []string{"Pebble Charter", "Terms of the Beach"}})
	if err != nil {
		t.Fatal(err)
	}
	c := catalogue(t, "id: pebble\nname: Pebble Licence\nversion: \"2.0\"\nissued: 2021-03-04\nfamily: pebble\ncategory: "+
		"permissive\ntexts:\n"+string(fields))
	for head, want := range map[string]license.Degree{
		"":                                     license.Exact,
		"Pebble Charter\nTerms of the Beach\n": license.Exact,
		"Pebble Charter\nTerms of the Beach\nCopyright 2022 Quill Ltd\n":     license.Exact,
		"Pebble Charter\n\nCopyright (c) 2022 Quill\n\nTerms of the Beach\n": license.Exact,
		"Pebble Licence 2.0\nMarch 4, 2021\n":                                license.Exact,
		"Pebble Licence 2.1\n":                                               license.Modified,
		"Pebble Licence\nMarch 4, 2022\n":                                    license.Modified,
		"Pebble Charter\nTerms of the Bay\n":                                 license.Modified,
		"The Quill Project License\n\nPebble Charter\nTerms of the Beach\n":  license.Exact,
		"The Quill Project License\n\nPebble Charter\n":                      license.Modified,
		"Pebble Charter\nTerms of the Beach\n\nTerms of the Beach\n":         license.Modified,
		"Pebble Charter\n\nPebble Charter\nTerms of the Beach\n":             license.Modified,
	} {
		if got := degree(t, c, head+"\n"+pebbleText+"\n\nEnd of the license\n"); got != want {
			t.Errorf("%q above: %s, want %s", strings.TrimSpace(head), got, want)
		}
	}
}

// TestTitleNamesTheSibling holds that a changed text is called by the version
// that its title says, where the catalogue has it, and not by one that is a
// little closer.
func TestTitleNamesTheSibling(t *testing.T) {
	first := songText
	second := strings.Replace(songText, "The Song Terms", "The Song Terms 2", 1)
	second = strings.Replace(second, "one copy of the print", "two copies of every print that was ever made", 1)
	entry := func(id, name, text string) string {
		fields, err := license.Fingerprint([]byte(text), license.FingerprintOptions{Titles: []string{firstLine(text)}})
		if err != nil {
			t.Fatal(err)
		}
		return "id: " + id + "\nname: " + name + "\nfamily: song\ncategory: permissive\ntexts:\n" + string(fields)
	}
	third := strings.Replace(second, "The Song Terms 2", "The Song Terms with a Refrain", 1)
	third = strings.Replace(third, "two copies", "three copies", 1)
	c := catalogue(t, entry("song-1", "The Song Terms 1", first)+"---\n"+entry("song-2", "The Song Terms 2", second)+"---\n"+
		entry("refrain", "Refrain Terms", third))
	changed := strings.NewReplacer("The Song Terms", "The Song Terms 2", "any hour", "no hour").Replace(first) + "\nSinging costs a penny.\n"
	for text, want := range map[string]string{
		changed: "song-2",
		strings.Replace(changed, "The Song Terms 2", "The Song Terms with a Refrain", 1): "refrain", // its own title, not its name
		strings.Replace(changed, "The Song Terms 2", "A Song of Ours", 1):                "song-1",
	} {
		id := c.Identify(document([]byte(text)))
		if len(id.Licenses) != 1 || id.Licenses[0].ID != want || id.Licenses[0].Degree != license.Modified {
			t.Errorf("%q: %s, want %s modified", firstLine(text), describe(id), want)
		}
	}
}

// TestFilledAppendix holds that the blanks of a licence's own appendix may be
// filled in with a program and its holder, and not with a term.
func TestFilledAppendix(t *testing.T) {
	const appendix = "\n\nHow to apply these terms\n\nAttach this to your song: [name and what it is about]\nCopyright [year] [holder]\nIt " +
		"is free under the Song Terms.\n"
	fields, err := license.Fingerprint([]byte(songText+appendix), license.FingerprintOptions{
		Titles: []string{"The Song Terms"}, Appendix: "How to apply", Fields: []string{"[name and what it is about]", "[year] [holder]"},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := catalogue(t, "id: song\nname: The Song Terms\nfamily: song\ncategory: permissive\ntexts:\n"+string(fields))
	for _, tt := range []struct {
		name, holder string
		want         license.Degree
	}{
		{"[name and what it is about]", "[year] [holder]", license.Exact},
		{"Quillsong, a tune for rainy afternoons", "2021 Jane Doe", license.Exact},
		{"Quillsong - a tune", "2019-2024 Quill Ltd and contributors", license.Exact},
		{"Quillsong, not for commercial use", "2021 Jane Doe", license.Modified},
		{"Quillsong", "2021 Jane Doe, members only", license.Modified},
	} {
		filled := strings.NewReplacer("[name and what it is about]", tt.name, "[year] [holder]", tt.holder).Replace(appendix)
		if got := degree(t, c, songText+filled); got != tt.want {
			t.Errorf("%q, %q: %s, want %s", tt.name, tt.holder, got, tt.want)
		}
	}
}
