package clause_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// A name that a text gives to what it licenses is read as that, wherever it
// stands as a name of the thing.
func TestNamesOfATextStandForThings(t *testing.T) {
	const handing = "You may not hand Kestrel to anyone else."
	set := load(t)
	for _, c := range []struct {
		name, text string
		want, not  string // kinds
	}{
		{"what is licensed", "“Kestrel” means the trained weights and the code.\n\n" + handing, "no-redistribution", ""},
		{"two words", "\"Grey Kestrel\" refers to the software we publish.\n\nGrey Kestrel must not be hosted for others.",
			"no-hosted-service", ""},
		{"in parentheses", "This covers the weights of the seventh model (\"Kestrel\").\n\n" + handing, "no-redistribution", ""},
		{"what is made of it", "“Spinoff” means any work based on the Software.\n\nNo Spinoff may be passed on.", "no-derivatives", ""},
		{"what comes out", "“Yield” means whatever comes out.\n\nThe Yield may not be used to train another model.",
			"no-training-on-outputs", ""},
		{"used before it is told", handing + "\n\n“Kestrel” means the trained weights.", "no-redistribution", ""},
		{"in an item", "“Kestrel” means the weights.\n\nYou may not:\n- hand Kestrel to anyone else;\n- sue us.", "no-redistribution", ""},
		{"not told", handing, "", "no-redistribution"},
		{"a person", "“Kestrel” means the person who runs the model.\n\n" + handing, "", "no-redistribution"},
		{"a use", "“Kestrel” means the use of the model.\n\n" + handing, "", "no-redistribution"},
		{"a body", "The model is made by Kestrel Software GmbH (“Kestrel”).\n\n" + handing, "", "no-redistribution"},
		{"a longer name", "“Kestrel” means the weights.\n\nYou may not hand Kestrel Road to anyone else.", "", "no-redistribution"},
		{"no capital", "“Kestrel” means the weights.\n\nYou may not hand a kestrel to anyone else.", "", "no-redistribution"},
		{"between quotation marks", "“Kestrel” means the weights.\n\nYou may not hand “Kestrel” to anyone else.", "", "no-redistribution"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var kinds []string
			for _, m := range set.Match(clause.Input{Doc: doc.New("text", doc.RoleLicence, "", []byte(c.text))}) {
				kinds = append(kinds, string(m.Kind))
			}
			if c.want != "" && !slices.Contains(kinds, c.want) || c.not != "" && slices.Contains(kinds, c.not) {
				t.Errorf("found %q; want %q and not %q", kinds, c.want, c.not)
			}
		})
	}
}
