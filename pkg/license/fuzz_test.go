package license_test

import (
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// heron is an invented licence, short so that a fuzzer gets round.
const heron = `Heron Licence

Permission is granted to anyone who obtains a copy of this work, free of charge, to use it, to copy it and to pass it on, with changes or
without, under the conditions below.

1. Each copy keeps this notice, and each changed copy says on its first page who changed it and when.

2. The names of the makers stand on no advertisement unless they agree in writing.

3. The work is given as it is. Its makers promise nothing of it and answer for no harm that comes of it, whatever the ground of the claim
and even where they were told that harm might come.
`

// heronCatalogue knows that licence alone.
var heronCatalogue = sync.OnceValues(func() (*license.Catalogue, error) {
	text, err := license.Fingerprint([]byte(heron), license.FingerprintOptions{Titles: []string{"Heron Licence"}})
	if err != nil {
		return nil, err
	}
	entry := "id: heron\nname: Heron Licence\nfamily: heron\ncategory: permissive\ntexts:\n" + string(text)
	index, err := license.Compile(folder(entry))
	if err != nil {
		return nil, err
	}
	return license.Load(index)
})

// FuzzIdentify puts strange words before, into and behind the text of a
// licence. What a document is called stays within it, every stretch that is
// called known is words of the document, and a text with a sentence more than
// it has is never called exactly that text.
func FuzzIdentify(f *testing.F) {
	c, err := heronCatalogue()
	if err != nil {
		f.Fatal(err)
	}
	own := heron
	if id := c.Identify(document([]byte(own))); len(id.Licenses) != 1 || id.Licenses[0].Degree != license.Exact {
		f.Fatalf("the text itself is %+v", id)
	}
	f.Add("", 0)
	f.Add("Only beekeepers may use this.", 400)
	f.Add("\x00\xff\u202e不得商用", len(own))
	f.Fuzz(func(t *testing.T, words string, at int) {
		at = min(max(at, 0), len(own))
		text := own[:at] + words + own[at:]
		id := c.Identify(document([]byte(text)))
		inside := func(what string, spans []doc.Span) {
			for _, s := range spans {
				if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
					t.Errorf("%s %+v lies outside of %d bytes", what, s, len(text))
				}
			}
		}
		inside("unmatched", id.Unmatched)
		for _, m := range id.Licenses {
			inside(m.ID, m.Spans)
			inside(m.ID+" known", m.Known)
			if m.Covers < 0 || m.Covers > 1 || m.Complete < 0 || m.Complete > 1 {
				t.Errorf("%s covers %v, complete %v", m.ID, m.Covers, m.Complete)
			}
		}
		limited := own[:at] + "\n\nOnly beekeepers may use this. " + words + "\n\n" + own[at:]
		for _, m := range c.Identify(document([]byte(limited))).Licenses {
			if m.Degree == license.Exact && !strings.ContainsFunc(words, unicode.IsLetter) {
				t.Errorf("exact with a sentence more at byte %d: %q", at, words)
			}
		}
	})
}
