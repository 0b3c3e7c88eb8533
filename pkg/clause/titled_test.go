package clause_test

import (
	"strings"
	"testing"
)

// TestTitlesOfSections holds that the title of a numbered section whose text
// stands below it is understood, and one that may say whom a grant is for is not.
func TestTitlesOfSections(t *testing.T) {
	set := load(t)
	for words, open := range map[string]bool{
		"3. Lanterns\n\nThe Kit comes as it is, without warranty of any kind.\n":                                           false,
		"3. Lanterns. The Kit comes as it is, without warranty of any kind.\n":                                             false,
		"3. Our customers\n\nYou may use, change and share the Kit.\n":                                                     true,
		"3. Lanterns only\n\nThe Kit comes without warranty of any kind.\n":                                                true,
		"Lanterns\n\nThe Kit comes as it is, without warranty of any kind.\n":                                              true,
		"3. Our customers\n\n3.1 Rights. You may use the Kit.\n\n3.2 Lamps. The Kit comes without warranty of any kind.\n": true,
		"3. Our customers\n\nThe Kit comes without warranty of any kind.\n\n3.1 Rights\n\nYou may use the Kit.\n":          true,
		"3. Lanterns\n\n4. Chairs\n\nThe Kit comes without warranty of any kind.\n":                                        true,
	} {
		title := strings.TrimLeft(strings.FieldsFunc(words, func(r rune) bool { return r == '\n' })[0], "3. ")
		title, _, _ = strings.Cut(title, ".")
		found := false
		for _, o := range set.Read(text(words)).Account().Open {
			found = found || words[o.Spans[0].Start:o.Spans[0].End] == title
		}
		if found != open {
			t.Errorf("%q: its title is open: %t", words, found)
		}
	}
}
