package audit_test

import (
	"context"
	"encoding/json"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TestPartsNamedInWords holds that sizes, languages and files to which the words
// of a card give terms of their own are components, and that one of them can be
// asked for.
func TestPartsNamedInWords(t *testing.T) {
	const pass, review = policy.Pass, policy.Review
	for _, tt := range []struct {
		name, prose string
		want        map[string]policy.Outcome // by the name of the part
	}{
		{"sizes in a sentence", "Wren Small is MIT, Medium and Large are CC-BY-NC-4.0.",
			map[string]policy.Outcome{"everything else": pass, "Small": pass, "Medium": review, "Large": review}},
		{"rows of a table", "| Checkpoint | Licence |\n|---|---|\n| wren-1b | MIT |\n| wren-9b | CC BY-NC 4.0 |",
			map[string]policy.Outcome{"everything else": pass, "wren-1b": pass, "wren-9b": review}},
		{"letters for sizes", "| Checkpoint | Licence |\n|---|---|\n| wren-s | MIT |\n| wren-l | CC BY-NC 4.0 |",
			map[string]policy.Outcome{"everything else": pass, "wren-s": pass, "wren-l": review}},
		{"languages", "The English voice is MIT; the Welsh voices are CC-BY-NC-SA-4.0.",
			map[string]policy.Outcome{"everything else": pass, "English": pass, "Welsh": review}},
		{"files", "- `mini.gguf`: MIT\n- `grand.gguf`: CC-BY-NC-4.0",
			map[string]policy.Outcome{"everything else": pass, "mini.gguf": pass, "grand.gguf": review}},
		{"a limit of one size", "Wren-Mini is MIT. Wren-Oak may not be used commercially.",
			map[string]policy.Outcome{"everything else": pass, "Wren-Mini": pass, "Wren-Oak": review}},
		{"one licence for all", "Wren Small, Medium and Large are MIT.", map[string]policy.Outcome{}},
		{"another work", "We compare it with Wren Large.", map[string]policy.Outcome{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := snapshot("wren", "---\nlicense: mit\n---\n# Wren\n\n"+tt.prose+"\n")
			got := map[string]policy.Outcome{}
			worst := policy.Pass
			r := run(t, s)
			for _, c := range r.Components {
				got[c.Name] = c.Outcome
				if c.Outcome != policy.Pass {
					worst = c.Outcome
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("components (-want +got):\n%s", diff)
			}
			if r.Verdict.Outcome != worst {
				t.Errorf("the whole is %s, its parts %v", r.Verdict.Outcome, got)
			}
			for name := range maps.Keys(tt.want) {
				asked := requests(t, s.AnsweredID)
				asked[0].Component = name
				one := newAuditor(t, fake{s.AnsweredID: s}).Run(context.Background(), asked).Reports[0]
				if one.Verdict.Outcome != tt.want[name] {
					t.Errorf("%s alone: %s, want %s", name, one.Verdict.Outcome, tt.want[name])
				}
			}
		})
	}
}

// TestStatementsNameTheirFindings holds that a statement of a card leads to the
// finding that an audit makes of it.
func TestStatementsNameTheirFindings(t *testing.T) {
	const text = "---\nlicense: mit\n---\n# Wren\n\nCommercial use is forbidden.\n\nThe weights are under CC-BY-NC-4.0.\n\nOnly beekeepers " +
		"may run it.\n\nLicense: MIT\n"
	s := snapshot("wren", text)
	kinds := map[string]term.Kind{}
	for _, f := range run(t, s).Findings {
		kinds[f.ID] = f.Kind
	}
	got := map[string]term.Kind{}
	for _, st := range newAuditor(t, nil).ReadCard(card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(text)))) {
		data, err := json.Marshal(st)
		if err != nil {
			t.Fatal(err)
		}
		var wire struct {
			Finding *string
			Quote   string
		}
		if err := json.Unmarshal(data, &wire); err != nil {
			t.Fatal(err)
		}
		if wire.Finding != nil {
			got[wire.Quote] = kinds[*wire.Finding]
		} else if st.Standing != audit.Agrees {
			t.Errorf("%q is %s, and names no finding", wire.Quote, st.Standing)
		}
	}
	want := map[string]term.Kind{"Commercial use is forbidden": term.NonCommercial,
		"The weights are under CC-BY-NC-4.0": term.LicenceContradiction,
		"Only beekeepers may run it":         term.StatementNotUnderstood}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds of findings by statement (-want +got):\n%s", diff)
	}
}

// "Public domain" is a name for every instrument that puts a work there.
func TestPublicDomainNamesItsInstruments(t *testing.T) {
	for text, want := range map[string]audit.Standing{
		"---\nlicense: cc0-1.0\n---\n# Wren\n\nThe weights are dedicated to the public domain under CC0 1.0.\n": audit.Agrees,
		"---\nlicense: unlicense\n---\n# Wren\n\nReleased into the public domain.\n":                            audit.Agrees,
		"---\nlicense: mit\n---\n# Wren\n\nReleased into the public domain.\n":                                  audit.Contradicts,
	} {
		found := newAuditor(t, nil).ReadCard(card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(text))))
		if len(found) != 1 || found[0].Standing != want {
			t.Errorf("%q: %+v", text, found)
		}
	}
}
