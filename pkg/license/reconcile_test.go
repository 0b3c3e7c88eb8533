package license_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// says is a claim by name.
func says(from license.From, name string, scopes ...term.Scope) license.Claim {
	return license.Claim{From: from, Name: name, Path: "README.md", Scopes: scopes, Evidence: doc.Evidence{Path: "README.md", Quote: name}}
}

// holds is the claim of a file with a text.
func holds(c *license.Catalogue, path, text string) license.Claim {
	id := c.Identify(document([]byte(text)))
	return license.Claim{From: license.FromFile, Text: &id, Path: path, Evidence: doc.Evidence{Path: path, Quote: text}}
}

func TestReconcile(t *testing.T) {
	c := beach(t)
	const terms = "The Quillworks terms: read on Sundays, sing on Mondays, and sell nothing of it in between, on this shore or on another, " +
		"to a friend or to a stranger."
	prompt := holds(c, "README.md#extra_gated_prompt", terms)
	prompt.From = license.FromPrompt
	tests := []struct {
		name      string
		kind      ref.Kind
		claims    []license.Claim
		want      []string // id, degree, source and scopes
		conflicts []string
	}{
		{"nothing", ref.Model, nil, nil, nil},
		{"a label", ref.Model, []license.Claim{says(license.FromCard, "pebble")}, []string{"pebble reference declared weights+code"}, nil},
		{"a label of a data set", ref.Dataset, []license.Claim{says(license.FromCard, "pebble")}, []string{"pebble reference declared data"},
			nil},
		{
			"a list holds together", ref.Model,
			[]license.Claim{says(license.FromCard, "pebble"), says(license.FromCard, "shell")},
			[]string{"pebble reference declared weights+code", "shell reference declared weights+code"}, nil,
		},
		{"the tag repeats the card", ref.Model, []license.Claim{says(license.FromCard, "pebble"), says(license.FromTag, "Pebble")},
			[]string{"pebble reference declared weights+code"}, nil},
		{
			"the tag says other than the card", ref.Model,
			[]license.Claim{says(license.FromCard, "pebble"), says(license.FromTag, "shell")},
			[]string{"pebble reference declared weights+code", "shell reference declared weights+code"}, nil,
		},
		{"only a tag", ref.Model, []license.Claim{says(license.FromTag, "shell")}, []string{"shell reference declared weights+code"}, nil},
		{"unknown stays unknown", ref.Model, []license.Claim{says(license.FromCard, "pebbles-and-more")},
			[]string{"pebbles-and-more reference declared weights+code"}, nil},
		{"other says nothing", ref.Model, []license.Claim{says(license.FromCard, "other")}, nil, nil},
		{
			"other, a name and its text", ref.Model,
			[]license.Claim{holds(c, "LICENSE", terms), says(license.FromCard, "other"), says(license.FromName, "quill-terms")},
			[]string{"quill-terms modified detected weights+code"}, nil,
		},
		{"an unknown text", ref.Model, []license.Claim{holds(c, "LICENSE", terms)}, []string{"unknown modified detected weights+code"}, nil},
		{
			"the text bears the label out", ref.Model,
			[]license.Claim{holds(c, "LICENSE", pebbleText), says(license.FromCard, "pebble")},
			[]string{"pebble exact detected weights+code"}, nil,
		},
		{
			"the text says that a later version may be chosen", ref.Model,
			[]license.Claim{holds(c, "COPYING", "Licensed under grain-only or later.\n\n"+grainText), says(license.FromCard, "grain-only")},
			[]string{"grain-or-later modified detected weights+code"}, nil,
		},
		{
			"the text is another", ref.Model,
			[]license.Claim{holds(c, "LICENSE", tideText), says(license.FromCard, "pebble")},
			[]string{"shell exact detected weights+code", "pebble reference declared weights+code"},
			[]string{"pebble against " + tideText},
		},
		{
			"files for code and model", ref.Model,
			[]license.Claim{holds(c, "LICENSE-CODE", pebbleText), holds(c, "LICENSE-MODEL", tideText), says(license.FromCard, "shell")},
			[]string{"pebble exact detected code", "shell exact detected weights"}, nil,
		},
		{
			"a file for code beside the plain one", ref.Model,
			[]license.Claim{holds(c, "LICENSE", tideText), holds(c, "CODE_LICENSE", pebbleText)},
			[]string{"shell exact detected weights", "pebble exact detected code"}, nil,
		},
		{
			"prose by scope", ref.Model,
			[]license.Claim{says(license.FromProse, "pebble", term.Code), says(license.FromProse, "shell", term.Weights)},
			[]string{"pebble reference inferred code", "shell reference inferred weights"}, nil,
		},
		{
			"prose gives the text to the code and another licence to the weights", ref.Model,
			[]license.Claim{holds(c, "LICENSE", pebbleText), says(license.FromProse, "pebble", term.Code),
				says(license.FromProse, "shell", term.Weights)},
			[]string{"pebble exact detected code", "shell reference inferred weights"}, nil,
		},
		{
			"prose beside a label is a hint", ref.Model,
			[]license.Claim{says(license.FromCard, "pebble"), says(license.FromProse, "shell", term.Code)},
			[]string{"pebble reference declared weights+code"}, nil,
		},
		{
			"prose against the label", ref.Model,
			[]license.Claim{says(license.FromCard, "pebble"), says(license.FromProse, "shell", term.Weights)},
			[]string{"pebble reference declared weights+code"},
			[]string{"pebble against shell"},
		},
		{
			"prose names one of the list", ref.Model,
			[]license.Claim{says(license.FromCard, "pebble"), says(license.FromCard, "shell"), says(license.FromProse, "The shell")},
			[]string{"pebble reference declared weights+code", "shell reference declared weights+code"}, nil,
		},
		{
			"a model file against the label", ref.Model,
			[]license.Claim{says(license.FromCard, "pebble"), says(license.FromGGUF, "shell")},
			[]string{"pebble reference declared weights+code", "shell reference declared weights+code"},
			[]string{"pebble against shell"},
		},
		{
			"a gate's prompt holds, too", ref.Model,
			[]license.Claim{prompt, says(license.FromCard, "pebble")},
			[]string{"unknown modified detected weights+code", "pebble reference declared weights+code"}, nil,
		},
	}
	for _, tt := range tests {
		r := c.Reconcile(tt.kind, tt.claims)
		var got, conflicts []string
		for _, g := range r.Licenses {
			got = append(got, fmt.Sprintf("%s %s %s %s", g.ID, g.Degree, g.Source, joinScopes(g.Scopes)))
			if len(g.Evidence) == 0 {
				t.Errorf("%s: no evidence for %s", tt.name, g.ID)
			}
		}
		for _, x := range r.Conflicts {
			conflicts = append(conflicts, x.A.Evidence.Quote+" against "+x.B.Evidence.Quote)
		}
		if !slices.Equal(got, tt.want) || !slices.Equal(conflicts, tt.conflicts) {
			t.Errorf("%s:\n got %q %q\nwant %q %q", tt.name, got, conflicts, tt.want, tt.conflicts)
		}
	}
}

func joinScopes(scopes []term.Scope) string {
	out := make([]string, len(scopes))
	for i, s := range scopes {
		out[i] = string(s)
	}
	return strings.Join(out, "+")
}
