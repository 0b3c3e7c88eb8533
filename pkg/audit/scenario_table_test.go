package audit_test

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

const (
	addedClause = "@apache\n\nAdditional condition: if your products have more than 5 million monthly active users, you must show our name.\n"
	lfsPointer  = "version https://git-lfs.github.com/spec/v1\noid " +
		"sha256:4665a5ea423c2713d436b5ee50593a9640e0018c1550b5a0002f74190d6caea8\nsize 11357\n"
	noBusiness = "You may use the Model for research. You may not use the Model for any commercial purpose.\n"
)

// wary are the scenarios that must not pass.
var wary = []scenario{
	{name: "weights with a licence of their own", meta: "license: mit",
		prose: "## License\n\nThis repository is MIT. The checkpoints come with their own license.", want: policy.Review},
	{name: "terms of the weights on request", meta: "license: mit",
		prose: "## License\n\nMIT covers the code. For the terms of the checkpoints, write to us.", want: policy.Review},
	{name: "a label that leads to terms elsewhere", meta: "license: mit",
		prose: "## License\n\n- Code: MIT\n- Weights: [Acme Agreement](https://acme.example/agreement)", want: policy.Undecided,
		says: "were not read"},
	// licence files that say other than the label, or nothing
	{name: "a clause added", meta: "license: apache-2.0", files: map[string]string{"LICENSE": addedClause}, want: policy.Review},
	{name: "a clause put before", meta: "license: apache-2.0", files: map[string]string{"LICENSE": noBusiness + "\n@apache"},
		want: policy.Review},
	{name: "half the text", meta: "license: apache-2.0", files: map[string]string{"LICENSE": "@half"}, want: policy.Review},
	{name: "a file that names another licence", meta: "license: apache-2.0", files: map[string]string{"LICENSE": "CC-BY-NC-4.0\n"},
		want: policy.Review},
	{name: "a file that names a licence and adds a limit", meta: "license: mit",
		files: map[string]string{"LICENSE": "Acme It is licensed under the MIT License, for schools only.\n"}, want: policy.Review},
	{name: "a notice that names a restrictive licence", meta: "license: mit",
		files: map[string]string{"NOTICE": "Parts and their licences\n\nvocoder/: Drumlin, CC-BY-NC-SA-4.0\n"}, want: policy.Review},
	{name: "a notice in words that nobody knows", meta: "license: mit",
		files: map[string]string{"NOTICE": "Only beekeepers may run this model.\n"}, want: policy.Review},
	{name: "a base model under a key that the hub does not read", meta: "license: mit\nbase_models: umbra/hard", want: policy.Review},
	{name: "a parent in Chinese", meta: "license: mit", prose: "本模型在 https://huggingface.co/umbra/hard 的基础上微调而成。", want: policy.Review},
	{name: "a third file speaks for all", meta: "license: apache-2.0",
		files: map[string]string{"LICENSE": "Acme lends this to you for the weekend.\n", "LICENSE-CODE": "@apache", "LICENSE-MODEL": "@apache"},
		want:  policy.Review},
	{name: "a name that nobody knows beside a known text", meta: "license: apache-2.0\nlicense_name: acme-study-only\nlicense_link: LICENSE",
		files: map[string]string{"LICENSE": "@apache"}, want: policy.Undecided},
	{name: "both of two licences", meta: "license: MIT AND CC-BY-NC-4.0", want: policy.Review},
	{name: "empty file", meta: "license: mit", files: map[string]string{"LICENSE": ""}, want: policy.Review},
	{name: "blank file", meta: "license: mit", files: map[string]string{"LICENSE": " \n\t\n"}, want: policy.Review},
	{name: "LFS pointer", meta: "license: mit", files: map[string]string{"LICENSE": lfsPointer}, want: policy.Undecided},
	{name: "a PDF", meta: "license: mit", files: map[string]string{"LICENSE.pdf": "%PDF-1.7 ..."}, want: policy.Undecided},
	{name: "a PDF named LICENSE", meta: "license: mit", files: map[string]string{"LICENSE": "%PDF-1.7\n\x00\x01\x02"}, want: policy.Undecided},
	{name: "a PDF of a long name", meta: "license: mit", files: map[string]string{"Model License Agreement.pdf": "%PDF-1.7"},
		want: policy.Undecided},
	{name: "a web page", meta: "license: mit", files: map[string]string{"LICENSE": "<!doctype html><html><body><p>" + noBusiness +
		"</p></body></html>"}, want: policy.Undecided},
	{name: "a binary", meta: "license: mit", files: map[string]string{"LICENSE": "\x7fELF\x00\x00\x01"}, want: policy.Undecided},
	{name: "UTF-16", meta: "license: apache-2.0", files: map[string]string{"LICENSE": utf16(noBusiness)}, want: policy.Review},
	{name: "too large", meta: "license: mit", files: map[string]string{"LICENSE": strings.Repeat("x ", 8<<20)}, want: policy.Undecided},
	{name: "only a pointer", meta: "license: apache-2.0", files: map[string]string{"LICENSE": "See our web site for the terms.\n"},
		want: policy.Review},
	// licence files of other names
	{name: "Licence.rst", meta: "license: mit", files: map[string]string{"Licence.rst": noBusiness}, want: policy.Review},
	{name: "LICENSE-weights", meta: "license: mit", files: map[string]string{"LICENSE-weights": noBusiness}, want: policy.Review},
	{name: "license/LICENSE", meta: "license: mit", files: map[string]string{"license/LICENSE": noBusiness}, want: policy.Review},
	{name: "MODEL_LICENSE", meta: "license: mit", files: map[string]string{"MODEL_LICENSE": noBusiness}, want: policy.Review},
	{name: "TERMS.md", meta: "license: mit", files: map[string]string{"TERMS.md": noBusiness}, want: policy.Review},
	{name: "Model_Agreement.txt", meta: "license: mit", files: map[string]string{"Model_Agreement.txt": noBusiness}, want: policy.Review},
	{name: "modellicense.txt", meta: "license: mit", files: map[string]string{"modellicense.txt": noBusiness}, want: policy.Review},
	{name: "LICENCIA", meta: "license: mit", files: map[string]string{"LICENCIA.txt": noBusiness}, want: policy.Review},
	{name: "RESTRICTIONS.md", meta: "license: mit", files: map[string]string{"RESTRICTIONS.md": noBusiness}, want: policy.Review},
	{name: "EULA.txt", meta: "license: mit", files: map[string]string{"EULA.txt": noBusiness}, want: policy.Review},
	{name: "two texts", meta: "license: apache-2.0", files: map[string]string{"LICENSE": "@apache", "LICENSE-MODEL": noBusiness},
		want: policy.Review},
	{name: "weights in a folder", meta: "license: apache-2.0",
		files: map[string]string{"LICENSE": "@apache", "weights/LICENSE.txt": noBusiness}, want: policy.Review},
	{name: "use policy alone", meta: "license: apache-2.0",
		files: map[string]string{"USE_POLICY.md": "You may not use the Model for military purposes.\n"}, want: policy.Review},
	{name: "use policy without licence", files: map[string]string{"USE_POLICY.md": "You may not use the Model for military purposes.\n"},
		want: policy.Undecided},
	{name: "NOTICE with a ban", meta: "license: apache-2.0",
		files: map[string]string{"LICENSE": "@apache", "NOTICE": "You may not use the Model for commercial purposes.\n"}, want: policy.Review},
	// links
	{name: "link to another repository", meta: "license: apache-2.0\nlicense_link: https://huggingface.co/umbra/hard/blob/main/LICENSE",
		want: policy.Review},
	{name: "link to a web page", meta: "license: apache-2.0\nlicense_link: https://example.com/terms", want: policy.Undecided},
	{name: "link to nothing", meta: "license: apache-2.0\nlicense_link: TERMS-2.pdf", want: policy.Undecided},
	{name: "other with a link to a web page", meta: "license: other\nlicense_name: acme-one\nlicense_link: https://example.com/terms",
		want: policy.Undecided},
	// labels
	{name: "no label", want: policy.Undecided},
	{name: "a list with one that is restrictive", meta: "license: [mit, cc-by-nc-4.0]", want: policy.Review},
	{name: "a list with an unknown one", meta: "license: [mit, acme-house]", want: policy.Undecided},
	{name: "wrong spelling", meta: "license: cc-by-nc", want: policy.Review},
	{name: "other", meta: "license: other", want: policy.Undecided},
	{name: "unknown", meta: "license: unknown", want: policy.Undecided},
	{name: "name contradicts label", meta: "license: mit\nlicense_name: acme-research", want: policy.Undecided},
	{name: "letter case", meta: "license: CC-BY-NC-4.0", want: policy.Review},
	{name: "mapping as licence", meta: "license: {name: mit}", want: policy.Undecided},
	{name: "number as licence", meta: "license: 3", want: policy.Undecided},
	{name: "two licence keys", meta: "license: mit\nlicense: cc-by-nc-4.0", want: policy.Undecided},
	{name: "two licence keys, the freer last", meta: "license: cc-by-nc-4.0\nlicense: mit", want: policy.Undecided},
	{name: "a mapping in a list", meta: "license: [mit, {name: acme-house}]", want: policy.Undecided},
	{name: "garbage YAML", meta: "license: mit\n\tfoo: [", want: policy.Undecided},
	{name: "tag and card differ", meta: "license: mit", repo: tags("license:cc-by-nc-4.0"), want: policy.Review},
	{name: "licence in a tag only", repo: tags("license:cc-by-nc-4.0"), want: policy.Review},
	{name: "mit or similar", meta: "license: mit-like", want: policy.Undecided},
	// prose
	{name: "research only in prose", meta: "license: apache-2.0", prose: "This model is for research purposes only.", want: policy.Review},
	{name: "non-commercial in a licence section", meta: "license: apache-2.0", prose: "## License\n\nThe model may not be used commercially.",
		want: policy.Review},
	{name: "another licence in prose", meta: "license: mit", prose: "## License\n\nThe weights are released under CC-BY-NC-4.0.",
		want: policy.Review},
	{name: "parent in prose", meta: "license: mit", prose: "This model is a fine-tuned version of " +
		"[umbra/hard](https://huggingface.co/umbra/hard).", want: policy.Review},
	{name: "permission in a licence section", meta: "license: apache-2.0",
		prose: "## Licence\n\nFor commercial use, please contact us for a licence.", want: policy.Review},
	{name: "a cap in a licence section", meta: "license: apache-2.0",
		prose: "## License\n\nIf you have more than 5 million monthly active users, you must obtain a separate licence from Acme.",
		want:  policy.Review},
	{name: "a field in a licence section", meta: "license: mit", prose: "## License\n\nYou may not use the model for military purposes.",
		want: policy.Review},
	// state of the repository
	{name: "gate with an agreement", meta: "license: apache-2.0\nextra_gated_prompt: \"You agree not to use the model for commercial " +
		"purposes.\"", repo: func(r *hubtest.Repo) { r.Gated = "manual" }, want: policy.Review},
	{name: "gated", meta: "license: apache-2.0", repo: func(r *hubtest.Repo) { r.Gated = "auto" },
		files: map[string]string{"LICENSE": "@apache"}, want: policy.Review},
	{name: "disabled", meta: "license: apache-2.0", repo: func(r *hubtest.Repo) { r.Disabled = true }, want: policy.Undecided},
	{name: "private", meta: "license: apache-2.0", repo: func(r *hubtest.Repo) { r.Private = true }, want: policy.Undecided},
	// upstream
	{name: "parent restricted", meta: "license: mit\nbase_model: umbra/hard", want: policy.Review},
	{name: "parent non-commercial", meta: "license: mit\nbase_model: umbra/nc", want: policy.Review},
	{name: "parent missing", meta: "license: mit\nbase_model: umbra/gone", want: policy.Review},
	{name: "parent gated", meta: "license: mit\nbase_model: umbra/gate", want: policy.Review},
	{name: "parent renamed", meta: "license: mit\nbase_model: umbra/hard-old", want: policy.Review},
	{name: "parent without licence", meta: "license: mit\nbase_model: umbra/bare", want: policy.Review},
	{name: "parent of a parent", meta: "license: mit\nbase_model: mirror/child", want: policy.Review},
	{name: "beyond the depth", meta: "license: mit\nbase_model: umbra/deep", want: policy.Review},
	{name: "merge with one that is non-commercial", meta: "license: apache-2.0\nbase_model: [umbra/free, umbra/nc]", want: policy.Review},
	{name: "parent in a tag only", meta: "license: mit", repo: tags("base_model:finetune:umbra/hard"), want: policy.Review},
	{name: "adapter", meta: "license: mit", files: map[string]string{"adapter_config.json": `{"base_model_name_or_path": "umbra/hard"}`},
		want: policy.Review},
	{name: "merge recipe", meta: "license: mit", files: map[string]string{"mergekit_config.yml": "models:\n  - model: umbra/free\n  - " +
		"model: umbra/nc\nmerge_method: linear\n"}, want: policy.Review},
	{name: "adapter configuration broken", meta: "license: mit", files: map[string]string{"adapter_config.json": `{"base_model`},
		want: policy.Review},
	{name: "parent as a mapping", meta: "license: mit\nbase_model: {name: umbra/hard}", want: policy.Review},
	{name: "parent as a URL", meta: "license: mit\nbase_model: https://huggingface.co/umbra/hard", want: policy.Review},
	{name: "data non-commercial", meta: "license: mit\ndatasets: [umbra/ncdata]", want: policy.Review},
	// profiles
	{name: "kind accepted, text unknown", meta: "license: mit", files: map[string]string{"LICENSE": noBusiness},
		profile: "accept: {kinds: {non-commercial: allow}}", want: policy.Review},
	{name: "licence accepted, clause stands", meta: "license: mit", files: map[string]string{"LICENSE": addedClause},
		profile: "accept: {licences: {'*': allow}}", want: policy.Review},
	{name: "everything accepted, text unread", meta: "license: mit", files: map[string]string{"LICENSE": lfsPointer},
		profile: "accept: {licences: {'*': allow}, otherwise: allow, kinds: {licence-modified: allow, licence-unknown: allow, non-commercial: " +
			"allow}}", want: policy.Undecided},
	{name: "category accepted", meta: "license: cc-by-nc-4.0",
		profile: "use: {commercial: true}\naccept: {categories: {research-only: allow}}", want: policy.Fail},
	{name: "condition that fails", meta: "license: cc0-1.0",
		profile: "conditions: [{name: c, when: 'licences[7].id == \"x\"', then: deny, why: w}]", want: policy.Fail},
	{name: "exception expired", meta: "license: cc-by-nc-4.0",
		profile: "use: {commercial: true}\nexceptions: [{owner: o, reason: r, expires: '2020-01-01', target: acme/it, finding: " +
			"non-commercial, licence_sha256: '" + strings.Repeat("a", 64) + "'}]", want: policy.Fail},
	{name: "exception for another text", meta: "license: mit", files: map[string]string{"LICENSE": noBusiness},
		profile: "use: {commercial: true}\nexceptions: [{owner: o, reason: r, expires: '2099-01-01', target: 'acme/*', finding: " +
			"non-commercial, licence_sha256: '" + strings.Repeat("a", 64) + "'}]", want: policy.Fail},
	{name: "research profile, commercial use", meta: "license: cc-by-nc-4.0", profile: "use: {commercial: true, research_only: false}",
		want: policy.Fail},
	{name: "company, no answers", meta: "license: cc-by-nc-4.0", profile: "company: {kind: company}", want: policy.Review},
	{name: "users just the number", meta: "license: other",
		files: map[string]string{"LICENSE": "You may use the Model. If you have more than 3 million monthly active users, you must obtain a " +
			"licence from Acme."}, profile: "company: {monthly_users: {peak: 3000000}}", want: policy.Review},
}

// plain are the scenarios that must pass, and say nothing that alarms.
var plain = []scenario{
	{name: "one sentence for code and weights", prose: "## License\n\nOur scripts are under the Apache License 2.0, whereas the weights " +
		"come under the MIT License.", files: map[string]string{"LICENSE": "@apache"}},
	{name: "sizes under permissive licences", prose: "## License\n\nThe Acme-Tiny model is under the MIT license. The Acme-Large model is " +
		"under the Apache 2.0 license.", files: map[string]string{"LICENSE": "@apache"}},
	{name: "either of two licences", meta: "license: CC-BY-NC-4.0 OR MIT"},
	{name: "a file that only names the licence", meta: "license: apache-2.0", files: map[string]string{"LICENSE": "Apache-2.0\n"}},
	{name: "a file that only says what it is under", meta: "license: apache-2.0",
		files: map[string]string{"LICENSE": "Acme It is licensed under the Apache License, Version 2.0.\n"}},
	{name: "a notice that names a permissive licence", meta: "license: apache-2.0",
		files: map[string]string{"NOTICE": "The vocoder comes from Drumlin and is licensed under the MIT License.\n"}},
	{name: "copyleft without its text", meta: "license: agpl-3.0"},
	{name: "exact text", meta: "license: apache-2.0", files: map[string]string{"LICENSE": "@apache"}},
	{name: "exact text, CRLF", meta: "license: apache-2.0", files: map[string]string{"LICENSE.txt": "@crlf"}},
	{name: "exact text and a NOTICE", meta: "license: apache-2.0",
		files: map[string]string{"LICENSE": "@apache", "NOTICE": "Acme It\nCopyright 2031 Acme\n"}},
	{name: "label apache", meta: "license: apache-2.0"},
	{name: "label mit", meta: "license: mit"},
	{name: "label in capitals", meta: "license: MIT"},
	{name: "label bsd", meta: "license: bsd-3-clause"},
	{name: "label cc-by", meta: "license: cc-by-4.0"},
	{name: "label cc0", meta: "license: cc0-1.0"},
	{name: "two permissive labels", meta: "license: [mit, apache-2.0]"},
	{name: "link to the own text", meta: "license: apache-2.0\nlicense_link: LICENSE", files: map[string]string{"LICENSE": "@apache"}},
	{name: "apache child of apache", meta: "license: apache-2.0\nbase_model: umbra/free"},
	{name: "mit child of apache", meta: "license: mit\nbase_model: umbra/free"},
	{name: "apache child of mit", meta: "license: apache-2.0\nbase_model: umbra/mit"},
	{name: "merge of free ones", meta: "license: apache-2.0\nbase_model: [umbra/free, umbra/mit]\nbase_model_relation: merge"},
	{name: "data cc0", meta: "license: mit\ndatasets: [umbra/data]"},
	{name: "prose about commercial use", meta: "license: apache-2.0",
		prose: "## License\n\nReleased under Apache-2.0. Commercial use is allowed."},
	{name: "intended use", meta: "license: mit", prose: "## Intended use\n\nThe model is meant for chat. It may be wrong; check what it " +
		"says."},
	{name: "a table of licence plates", meta: "license: mit", files: map[string]string{"license_plates.txt": "AB 123\n"}},
}
