package prose_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"One here. Two there!\nThree?":          {"One here.", "Two there!", "Three?"},
		"See v1.5 now (\"so.\") Then go":        {"See v1.5 now (\"so.\")", "Then go"},
		"wrapped\nline\n \t\nnext":              {"wrapped\nline", "next"},
		"a<br/>b</LI> c":                        {"a<br/>", "b</LI>", "c"},
		"  \n\n  ":                              nil,
		"ends. ":                                {"ends."},
		"one < two. three</p>":                  {"one < two.", "three</p>"},
		"a.\n\nb":                               {"a.", "b"},
		"See No. 5 (e.g. of Acme Inc.) now. Go": {"See No. 5 (e.g. of Acme Inc.) now.", "Go"},
		"它很小。它开源！好":                             {"它很小。", "它开源！", "好"},
	} {
		var got []string
		for _, s := range prose.Sentences([]byte(text)) {
			got = append(got, text[s[0]:s[1]])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
