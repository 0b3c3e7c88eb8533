package license_test

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// FuzzIdentify puts strange words before, into and behind the text of
// Apache-2.0. What a document is called stays within it, every stretch that is
// called known is words of the document, and a text with a sentence more than
// it has is never called exactly that text.
func FuzzIdentify(f *testing.F) {
	own, err := os.ReadFile("../../LICENSE") // the text of Apache-2.0
	if err != nil {
		f.Fatal(err)
	}
	c := ownCatalogue(f)
	f.Add("", 0)
	f.Add("Only beekeepers may use this.", 400)
	f.Add("\x00\xff\u202e不得商用", len(own))
	f.Fuzz(func(t *testing.T, words string, at int) {
		at = min(max(at, 0), len(own))
		text := string(own[:at]) + words + string(own[at:])
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
		limited := string(own[:at]) + "\n\nOnly beekeepers may use this. " + words + "\n\n" + string(own[at:])
		for _, m := range c.Identify(document([]byte(limited))).Licenses {
			if m.ID == "Apache-2.0" && m.Degree == license.Exact && !strings.ContainsFunc(words, unicode.IsLetter) && !endsInBlank(own, at) {
				t.Errorf("exact with a sentence more at byte %d: %q", at, words)
			}
		}
	})
}

// endsInBlank reports whether a place lies in the part behind the terms, which
// shows how to apply the licence and is filled in by whoever does.
func endsInBlank(text []byte, at int) bool {
	return at > strings.Index(string(text), "APPENDIX")
}
