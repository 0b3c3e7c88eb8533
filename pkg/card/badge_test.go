package card

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

func TestBadgeWords(t *testing.T) {
	for address, want := range map[string]string{
		"https://img.shields.io/badge/License-CC_BY--NC--SA_4.0-lightgrey.svg":     "License: CC BY-NC-SA 4.0",
		"https://img.shields.io/badge/license-CC%20BY--NC%204.0-orange?style=flat": "license: CC BY-NC 4.0",
		"https://img.shields.io/badge/research%20only-red":                         "research only",
		"https://img.shields.io/static/v1?label=License&message=MIT&color=blue":    "License: MIT",
		"https://badgen.net/badge/license/CC-BY-NC-4.0/orange":                     "license: CC-BY-NC-4.0",
		"https://img.shields.io/github/license/quill/wren":                         "",
		"https://quill.example/badge/license-MIT-blue":                             "",
		"https://img.shields.io/badge/":                                            "",
		"https://img.shields.io/badge/%zz":                                         "",
		"https://i.creativecommons.org/l/by-nc-sa/4.0/88x31.png":                   "License: CC BY-NC-SA 4.0",
		"https://licensebuttons.net/l/by/3.0/us/80x15.png":                         "License: CC BY 3.0",
		"https://mirrors.creativecommons.org/presskit/buttons/88x31/svg/by-nc.svg": "License: CC BY-NC",
		"https://creativecommons.org/licenses/by-nc-nd/4.0/deed.en":                "License: CC BY-NC-ND 4.0",
		"https://creativecommons.org/images/logo.png":                              "",
		"assets/license.png": "",
	} {
		if got := badgeWords(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// TestLinksToDeeds holds that a link to the page of a licence says its name once.
func TestLinksToDeeds(t *testing.T) {
	const deed = "https://creativecommons.org/licenses/by-nc/4.0/"
	for text, want := range map[string]string{
		deed:                          "License: CC BY-NC 4.0",
		"<" + deed + ">":              "License: CC BY-NC 4.0",
		"[![](cc.svg)](" + deed + ")": "License: CC BY-NC 4.0",
		"<a href=\"" + deed + "\"><img src=\"x\"></a>": "License: CC BY-NC 4.0",
		"What you may do stands [here](" + deed + ").": "What you may do stands here License: CC BY-NC 4.0.",
		"Under [CC BY-NC 4.0](" + deed + ").":          "Under CC BY-NC 4.0.",
		"See https://quill.example/by-nc/4.0/ soon.":   "See  soon.",
	} {
		c := Parse(doc.New("README.md", doc.RoleCard, "", []byte(text)))
		if got := strings.TrimSpace(string(c.Reading.Text)); got != want {
			t.Errorf("%s reads %q, want %q", text, got, want)
		}
	}
}
