package audit_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// TestWordsOfCards holds which words of a card keep a model from passing that
// is under Apache-2.0 by its metadata and its file, and which do not.
func TestWordsOfCards(t *testing.T) {
	for _, tt := range []struct {
		name, meta, prose string
		pass              bool
	}{
		{"a badge", "", "![terms](https://img.shields.io/badge/license-CC%20BY--NC%204.0-orange)", false},
		{"a badge that agrees", "", "![terms](https://img.shields.io/badge/license-Apache%202.0-blue)", true},
		{"a badge of something else", "", "![](https://img.shields.io/badge/python-3.10-blue)", true},
		{"a comment in the metadata", "# the weights are for research only", "", false},
		{"a comment that states nothing", "# see the docs of the hub", "", true},
		{"an annex", "", "Annex 2 applies.", false},
		{"an appendix of a paper", "", "Appendix A applies the method to Welsh.", true},
		{"what it costs", "", "Use in a shop costs 40 EUR a month.", false},
		{"what making it cost", "", "Training it cost 4,000 USD.", true},
		{"a licence that nobody knows", "", "The decoder is under Apache-2.0, the encoder comes with the Marlstone Licence.", false},
		{"a row with such a licence", "", "| Part | Terms |\n|---|---|\n| weights | Acme Community Licence |", false},
		{"rights that are kept", "", "© Acme. All rights reserved.", false},
		{"a formula beside the licence", "", "© Acme. All rights reserved. Licensed under the Apache License, Version 2.0.", true},
		{"a choice of licences", "", "Wren is dual licensed under Apache-2.0 or GPL-3.0 at your option.", true},
		{"a choice for one half", "", "Dual licensed: the code is Apache-2.0, the weights are CC BY-NC 4.0 or GPL-3.0.", false},
		{"a choice that hangs on a use", "", "Either Apache-2.0 or CC BY-NC 4.0, depending on your business.", false},
		{"a list of contents", "", "[Commercial use](#use) | [Paper](https://quill.example/paper)", true},
		{"a ban in a list of contents", "", "[No commercial use](#use) | [Paper](https://quill.example/paper)", false},
		{"what contributors sign", "", "Most contributions require you to agree to a Contributor License Agreement.", true},
		{"what contributors and users sign", "", "Contributors and users agree that the weights are for research only.", false},
		{"what a release lacks", "", "This release does not include:\n\n- Private clinical test sets\n- Internal recipes", true},
		{"a right that a release lacks", "", "This release does not include a right to resell.", false},
		{"the password of a link", "", "[Netdisk](https://pan.quill.example/x) (password: b9fq)", true},
		{"a password for few", "", "The password of the download is sent to members only.", false},
		{"licences that it reads", "", "It classifies licences: MIT, GPL-3.0, CC BY-NC 4.0 and others.", true},
		{"data that are not here", "", "The evaluation sets (not redistributed here) come under CC BY-NC 4.0.", true},
		{"other models", "", "We compare it with Wrenling (CC BY-NC 4.0) and Heronette (proprietary).", true},
		{"terms that go over to the weights", "", "Because the pictures are CC BY-NC, so are the weights.", false},
		{"compliance with what is read", "", "Users must comply with the [licence](LICENSE) of this model.", true},
		{"compliance with what is not read", "", "Users must comply with the [licence](https://quill.example/terms) of this model.", false},
		{"a permission that ends", "", "Delete all copies when your project ends.", false},
		{"weights that the licence leaves out", "", "The weights are not covered by the Apache 2.0 licence.", false},
		{"an address of a licence", "", "What you may do stands [here](https://creativecommons.org/licenses/by-nc/4.0/).", false},
		{"version 2 under another licence", "", "Version 1 was under Apache-2.0, version 2 is under CC BY-NC 4.0.", false},
		{"a ban on a use", "", "Never use it to imitate the voice of a living person without consent.", false},
		{"contracts that it reads", "", "It reads out contracts that forbid resale.", true},
		{"a part of the demo", "", "The bundled demo uses Reedplay, which is LGPL.", true},
		{"a section of one name", "", "## License\n\nLlama 2", false},
		{"a section that was not filled in", "", "## License\n\nN/A", true},
		{"weights without a licence", "", "The weights come without a licence.", false},
		{"a file of the weights' terms that is not there", "", "## License\n\nWeights: see WEIGHTS_LICENSE.", false},
		{"models free for one use", "", "The trained models are free for academic use.", false},
		{"a wish", "", "## License\n\nIf you build it into a product, we would love to hear about it.", true},
		{"all but businesses", "", "You can use the weights for anything that is not a business.", false},
		{"a share of what is earned", "", "Pay us 3 % of what you earn with it.", false},
		{"outputs that are free", "", "You are free to train other models on its outputs.", true},
		{"a table that allows", "", "| Use | Allowed |\n|---|---|\n| Commercial | yes |", true},
		{"a table that bars", "", "| Use | Allowed |\n|---|---|\n| Commercial | no |", false},
		{"the licence of its pages", "", "The documentation is licensed under CC BY 4.0, everything else under Apache-2.0.", true},
		{"the licence of all but its pages", "", "Everything but the docs is CC BY-NC 4.0.", false},
		{"a script for teaching", "", "`slow.py` is there for teaching purposes only.", true},
		{"the licence of version 1", "", "Apache-2.0 since version 2. Version 1 came under CC BY-NC-SA 4.0.", true},
		{"terms of use of the weights", "", "Quill Terms of Use for the weights, Apache-2.0 for the code.", false},
		{"terms of a vendor by their name", "", "Gemma Terms of Use for the weights, Apache-2.0 for the code.", false},
		{"the licence of an early release", "", "Apache-2.0. (Acme 0.x came out under CC BY-NC-SA.)", true},
		{"sources of data", "", "## Licence\n\nApache-2.0.\n\n### Sources\n\n- TideBook, under CC BY-SA 4.0", true},
		{"a licence in a column", "", "| Size | Licence |\n|---|---|\n| 7B | QRL-2 |", false},
		{"a network beside scripts", "", "The scripts are Apache-2.0, the trained network is CC BY-NC 4.0.", false},
		{"a grant to persons", "", "You can use it at no cost as a private person.", false},
		{"a ban of a field", "", "Acme must never steer a weapon.", false},
		{"one licence for all", "", "One licence for everything here, be it code, weights or pictures: Apache-2.0.", true},
		{"a footnote that takes back", "", "Anybody may use it.[^1]\n\n[^1]: Except by companies.", false},
		{"parts that differ", "", "Each of the voices has a licence of its own, given in its folder.", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := scenario{meta: "license: apache-2.0", prose: tt.prose, files: map[string]string{"LICENSE": "@apache"}}
			if tt.meta != "" {
				s.meta += "\n" + tt.meta
			}
			if r := s.audit(t); (r.Verdict.Outcome == policy.Pass) != tt.pass {
				t.Errorf("%s:\n%s", r.Verdict.Outcome, said(r))
			}
		})
	}
}

// TestOwnLicenceByItsName holds that a card which names the licence of its
// repository, one that the catalogue does not know, agrees with it.
func TestOwnLicenceByItsName(t *testing.T) {
	const text = "Marlstone Community Licence\n\nPermission is granted to use, modify and share the Model for any purpose.\n"
	s := scenario{meta: "license: other\nlicense_name: marlstone-community\nlicense_link: LICENSE",
		prose: "Open weights under the Marlstone Community Licence.", files: map[string]string{"LICENSE": text}}
	for _, f := range s.audit(t).Findings {
		if f.Kind == "statement-not-understood" {
			t.Errorf("not understood: %q", f.Evidence[0].Quote)
		}
	}
}
