package clause_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestGrantsCountForTheirActs holds that a sentence grants what it names and no
// more: a right to use says nothing of passing on.
func TestGrantsCountForTheirActs(t *testing.T) {
	set := load(t)
	for _, c := range []struct{ text, want string }{
		{"You may use the Kit.", "commercial serve use"},
		{"You may use and sell the Kit.", "commercial serve share use"},
		{"Permission is hereby granted to copy and hand over the Kit.", "commercial serve share use"},
		{"You may modify the Kit.", "modify"},
		{"You may use and modify the Kit. You may distribute the Kit.", "commercial modify serve share share-changed use"},
		{"You may use the Kit. You may not modify it.", "commercial serve use"},
		{"You may use the Kit, but may not distribute or modify it.", "commercial serve use"},
		{"We hereby grant you a licence to use the Kit.", "commercial serve use"},
		{"The Kit is in the public domain.", "commercial modify serve share share-changed use"},
		{"Permission is hereby granted to deal in the Kit without restriction.", "commercial modify serve share share-changed use"},
		{"You hereby grant us a right to use, modify and distribute what you make.", ""},
		{"We reserve the right to use and modify the Kit.", ""},
		{"Nothing in this text grants you a right to use the name.", ""},
		{"Licensee grants Acme the right to use and modify the name.", ""},
		{"Company sees to it that its use of the Kit is permitted by law.", ""},
		{"You can read here how the Kit may be used to improve models.", ""},
		{"Redistribution of the Kit for profit is not permitted.", ""},
		{"You may use the Kit, provided that: (a) you keep the notices of modified files; and (b) you mark what you changed.",
			"commercial serve use"},
		{"The licensor hereby grants you a worldwide, non-sublicensable copyright licence.", "commercial modify serve share share-changed use"},
		{"The licensor hereby grants you a copyright licence to use the Kit.", "commercial serve use"},
		{"许可方特此授予您全球性的版权许可。", "commercial modify serve share share-changed use"},
		{"We hereby grant you a licence, without the right to sublicense or distribute it, to use the Kit.", "commercial serve use"},
		{"You may use the Kit if the following conditions are met: (a) copies must keep the notices; (b) the name is not used to sell it.",
			"commercial serve use"},
		{"In return you hereby grant Fen a licence to use, modify and distribute what you suggest.", ""},
		{"You may no longer use and distribute the marks.", ""},
		{"You hereby grant Fen the right to use and share it.", ""},
		{"Each Data Recipient may use and share the Data.", "commercial serve share use"},
	} {
		rights := map[string]bool{}
		for _, g := range set.Read(text(c.text)).Grants() {
			for _, r := range g.Rights {
				rights[string(r)] = true
			}
		}
		if got := strings.Join(slices.Sorted(maps.Keys(rights)), " "); got != c.want {
			t.Errorf("%q grants %q, want %q", c.text, got, c.want)
		}
	}
}

// TestSilentRightsAreNotFree holds that what no sentence grants keeps a text
// from being called free.
func TestSilentRightsAreNotFree(t *testing.T) {
	set := load(t)
	for _, c := range []struct {
		text string
		free bool
	}{
		{"You may use the Kit.", false},
		{"You may use and distribute the Kit.", false},
		{"You may use, modify and distribute the Kit.", true},
	} {
		got := summarise(set, set.Read(clause.Input{Doc: text(c.text).Doc}))
		if free := got.RestrictionFree != nil && *got.RestrictionFree; free != c.free {
			t.Errorf("%q: free %t, want %t (%v)", c.text, free, c.free, got.Rights[term.Modify])
		}
	}
}
