package license_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

func TestNamedLicences(t *testing.T) {
	c := ownCatalogue(t)
	tests := []struct {
		text string
		want []string
	}{
		{"Quill is licensed under the MIT License.", []string{"MIT"}},
		{"Quill is licensed under the Apache License, Version 2.0 or the MIT license, whichever you like.", []string{"Apache-2.0", "MIT"}},
		{"The nib is released under Apache-2.0 and the ink is released under CC BY 4.0.", []string{"Apache-2.0", "CC-BY-4.0"}},
		{"SPDX-License-Identifier: MIT OR Apache-2.0\nBSD-3-Clause stands on another line.", []string{"MIT", "Apache-2.0"}},
		{"# SPDX-License-Identifier: GPL-2.0-or-later", []string{"GPL-2.0-or-later"}},
		{"Terms: https://opensource.org/licenses/MIT (or ask).", []string{"MIT"}},
		{"Quill is licensed under GPL version 2.", []string{"GPL-2.0-only"}},
		{"Quill is licensed under GPL version 2 or later.", []string{"GPL-2.0-or-later"}},
		{"Published under the terms of the GNU Lesser General Public License, version 2.1 or any newer one.", []string{"LGPL-2.1-or-later"}},
		{"Published under the terms of the GNU Lesser General Public License, version 2.1 or any later one.", []string{"LGPL-2.1-or-later"}},
		{"Pass it on under the terms of the GNU General Public License, as its stewards wrote it in version 3, or any later version.",
			[]string{"GPL-3.0-or-later"}},
		{"Pass it on under the terms of the GNU General Public License.", []string{"gpl"}},
		{"The code is licensed under the Apache License 2.0.", []string{"Apache-2.0"}},
		{"The weights are released under the MIT License, the data is available under CC-BY-4.0.", []string{"MIT", "CC-BY-4.0"}},
		{"See https://creativecommons.org/licenses/by-nc/4.0/ for the terms.", []string{"CC-BY-NC-4.0"}},
		{"The nib was released by Intel and is available under Ruby 3.", nil},
		{"The nib is available under the Ruby license.", []string{"Ruby"}},
		{"It is provided under the hood of a car.", nil},
		{"We talk about Apache helicopters and MIT students.", nil},
		{"Quill is unlike anything released by Apache or under the sea.", nil},
	}
	for _, tt := range tests {
		id := c.Identify(document([]byte(tt.text)))
		var got []string
		for _, m := range id.Licenses {
			if got = append(got, m.ID); m.Degree != license.Reference {
				t.Errorf("%q: %s is %s, want a reference", tt.text, m.ID, m.Degree)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}
