package prose_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

func TestSpoken(t *testing.T) {
	for tag, want := range map[string][]string{
		`<p>`:                         nil,
		`<p class="text center big">`: nil,
		`<a href="https://acme.example/the-terms-of-use" title="Our terms">`: {"Our terms"},
		`<img src='a.png' alt='No selling'/>`:                                {"No selling"},
		`<p class="You may not sell the lamp">`:                              {"You may not sell the lamp"},
		`<p you may not sell the lamp>`:                                      {" you may not sell the lamp"},
		`<p data-x="不得用于商业用途">`:                                              {"不得用于商业用途"},
		`<div style="margin: 0 auto; font: bold" id=it hidden>`:              nil,
		`<meta name="license" content="non-commercial only">`:                {"non-commercial only"},
		`<meta content="ask first" property="dc:rights">`:                    {"ask first"},
		`<meta name="license" content="https://acme.example/terms">`:         nil,
		`<meta name="viewport" content="width=device-width, scale=1">`:       nil,
		`<p data-licence="no resale">`:                                       {"no resale"},
		`<td abbr="members only">`:                                           {"members only"},
	} {
		var got []string
		for _, s := range prose.Spoken([]byte(tag)) {
			got = append(got, tag[s[0]:s[1]])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// TestGuises holds that words count in whatever guise people or programs see
// them.
func TestGuises(t *testing.T) {
	for text, want := range map[string]string{
		"ⓎⓄⓊ may ⓝⓞⓣ":               "you may not",
		"🅈🄾🅄 may 🅽🅾🆃":               "you may not",
		"Ｙｏｕ may 𝐧𝐨𝐭 ﬁnd it":        "you may not find it",
		"\U000e006e\U000e006f sale": "no sale",
		"<p you may not sell it>go": "you may not sell it go",
		"<year> and <b>go</b>":      "year and go",
		"é and Türkiye":             "é and türkiye",
		"flags 🇫🇷 and ☑ signs":      "flags and signs",
	} {
		if got := join(prose.Words([]byte(text))); got != want {
			t.Errorf("%q reads as %q, want %q", text, got, want)
		}
	}
	if got := join(prose.Words([]byte("⠝⠕ go"))); strings.Count(got, " ") != 1 {
		t.Errorf("braille reads as %q", got)
	}
}
