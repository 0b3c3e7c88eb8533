package audit_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestTermsElsewhere holds that terms to which a card or a licence points, and
// that were not read, are unread documents, and that other links are none.
func TestTermsElsewhere(t *testing.T) {
	licence := func(text string) scenario {
		return scenario{files: map[string]string{"LICENSE": text}, meta: "language: en"}
	}
	card := func(prose string) scenario { return scenario{meta: "license: mit", prose: prose} }
	for _, tt := range []struct {
		name   string
		in     scenario
		unread string // "" for none
	}{
		{"a licence that is an address", licence("The terms for Acme It are published at https://acme.example/it/terms and nowhere else."),
			"https://acme.example/it/terms"},
		{"a licence that links a file", licence("Whoever uses Acme It follows the [Acme Agreement](https://acme.example/Agreement.pdf)."),
			"https://acme.example/Agreement.pdf"},
		{"a licence in Chinese", licence("使用条款请见：https://acme.example/terms"), "https://acme.example/terms"},
		{"an address at the end of a sentence", card("The weights are subject to the model terms at https://acme.example/terms."),
			"https://acme.example/terms"},
		{"an address behind a label", card("Model licence: https://acme.example/model"), "https://acme.example/model"},
		{"a page behind a word that says nothing", card("**Terms of use:** see our [website](https://acme.example/legal)."),
			"https://acme.example/legal"},
		{"a name of a licence that does not say so", card("Checkpoints: [Acme RAIL-M](https://acme.example/rail)"), "https://acme.example/rail"},
		{"a file that is not there", card("The weights come under the [Acme Agreement](AGREEMENT.md)."), "AGREEMENT.md"},
		{"terms of the data", card("The data come under the terms at https://acme.example/data-terms."), ""},
		{"the text of the licence declared", card("Released under the [MIT License](https://opensource.org/licenses/MIT)."), ""},
		{"other links", card("Documentation: https://acme.example/docs. Read [the paper](https://acme.example/paper)."), ""},
		{"a link in the text of a known licence", licence("@apache"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := tt.in.audit(t)
			var unread []string
			for _, f := range r.Findings {
				if f.Kind == term.DocumentUnread {
					unread = append(unread, f.Evidence[0].Path)
				}
			}
			switch {
			case tt.unread == "" && len(unread) > 0:
				t.Errorf("unread: %q", unread)
			case tt.unread != "" && (!slices.Equal(unread, []string{tt.unread}) || r.Verdict.Outcome == policy.Pass):
				t.Errorf("unread: %q, outcome %s, want %s unread and no pass", unread, r.Verdict.Outcome, tt.unread)
			}
		})
	}
}
