package clause_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// FuzzMatch holds what every match must be: in bounds, in order, with the
// quote that its spans say, of a known kind and with valid parameters.
func FuzzMatch(f *testing.F) {
	set := load(f)
	rules, err := clause.ReadRules(os.DirFS(rulesDir))
	if err != nil || len(rules) == 0 {
		f.Fatal("no rules", err)
	}
	for _, r := range rules {
		for _, e := range r.Examples {
			text, _ := e.Marked()
			f.Add([]byte(text+e.None), false)
		}
	}
	for _, text := range hostileTexts(256 << 10) {
		f.Add(text[:200], true)
	}
	f.Fuzz(func(t *testing.T, text []byte, card bool) { checkMatches(t, set, text, card) })
}

// checkMatches holds what is true of the matches in any text.
func checkMatches(t *testing.T, set *clause.Set, text []byte, card bool) {
	t.Helper()
	d := doc.New("text", doc.RoleLicence, "", text)
	in := clause.Input{Doc: d, Card: card}
	read := set.Read(in)
	found := read.Matches
	for _, m := range found {
		end, quote := 0, [][]byte{}
		for _, s := range m.Spans {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%s: span %v out of order or bounds", m.Rule, s)
			}
			end = s.End
			quote = append(quote, text[s.Start:s.End])
		}
		if want := bytes.ToValidUTF8(bytes.Join(quote, []byte(doc.QuoteJoin)), []byte("\uFFFD")); d.Quote(m.Spans) != string(want) {
			t.Fatalf("%s: quote %q, spans say %q", m.Rule, d.Quote(m.Spans), want)
		}
		if err := m.Params.Validate(m.Kind); err != nil {
			t.Fatalf("%s: %v", m.Rule, err)
		}
	}
	if s := summarise(set, read); s.RestrictionFree != nil && *s.RestrictionFree && s.CommercialUse == "no" {
		t.Fatal("called free, and barred")
	}
}

// TestHostileTexts holds that a megabyte of repetition is read like any other
// text; BenchmarkMatchHostile measures what it takes.
func TestHostileTexts(t *testing.T) {
	set := load(t)
	for name, text := range hostileTexts(256 << 10) {
		t.Run(name, func(t *testing.T) { checkMatches(t, set, text, false) })
	}
}

// FuzzRule holds that no pattern makes the parser panic or hang, and that one that
// is good is good as an alternative to itself.
func FuzzRule(f *testing.F) {
	for _, seed := range []string{"sell", "{must_not} ..8 sell", "(a | b [c]) ... <n:count>", "((", "..0", "{", "<x:y>", "a* b*", "[", "不得"} {
		f.Add(seed)
	}
	check, err := load(f).PatternChecker()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		if check(pattern) != nil {
			return // an error is a good answer
		}
		if err := check(pattern + " | " + pattern); err != nil {
			t.Errorf("%q is a pattern, and no alternative: %v", pattern, err)
		}
	})
}
