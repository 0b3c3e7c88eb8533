package card

import "testing"

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
		"https://creativecommons.org/images/logo.png":                              "",
		"assets/license.png": "",
	} {
		if got := badgeWords(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
