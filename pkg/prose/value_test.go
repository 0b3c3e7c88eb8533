package prose_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// Words that come from several places of a text, in any order, are read without
// taking what lies between them for words.
func TestScatteredWords(t *testing.T) {
	text := []byte("Courts of Santa Clara County, California. About 5 × 10^8 of “Quiet Users” pay US$20 million in New Zealand.")
	words := prose.Words(text)
	names := prose.NewNames(plain(prose.Name{Code: "NZ", Called: []string{"New Zealand"}}), nil,
		plain(prose.Name{Code: "USD", Called: []string{"US$"}}))
	for cut := range words {
		for _, tokens := range [][]prose.Token{slices.Concat(words[cut:], words[:cut]), slices.Concat(words[cut:], words[cut:])} {
			for sort := range prose.Sorts {
				for _, v := range names.Values(sort, text, tokens, nil) {
					if v.Start < 0 || v.Start >= v.End || v.End > len(tokens) {
						t.Errorf("cut at %d: %+v lies outside of %d words", cut, v, len(tokens))
					}
				}
			}
		}
	}
}
