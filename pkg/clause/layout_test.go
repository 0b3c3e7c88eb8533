package clause_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// TestLayoutsOfLists holds that items are read with the words that lead them
// in, however the author set the list.
func TestLayoutsOfLists(t *testing.T) {
	set := load(t)
	surveillance, military := "use the Model for surveillance", "use the Model for military purposes"
	for _, tt := range []struct {
		name, text string
		want       []string // quotes of use limits, without signs and in lower case
	}{
		{"bullets behind words that cannot end a sentence", "You may not\n\n• " + surveillance + ";\n• " + military + ".\n",
			[]string{"may not … " + surveillance, "may not … " + military}},
		{"bullets behind a preposition", "You may not use the Model for\n- surveillance\n- military purposes\n",
			[]string{"may not use the model for … surveillance", "may not use the model for … military purposes"}},
		{"deeper sections", "3.1 You shall not\n\n3.1.1 " + surveillance + ";\n\n3.1.2 " + military + ".\n",
			[]string{"shall not … " + surveillance, "shall not … " + military}},
		{"a section behind deeper ones", "3.1 You shall not:\n3.1.1 " + surveillance + ";\n3.2 You may " + military + ".\n",
			[]string{"shall not … " + surveillance}},
		{"one line of capitals", "3. LIMITS. YOU MUST NOT: (A) USE THE MODEL FOR SURVEILLANCE; OR (B) USE THE MODEL FOR MILITARY PURPOSES.\n",
			[]string{"must not … " + surveillance, "must not … " + military}},
		{"a page ends in between", "You may not use the Model for any of the following:\n\f\n(a) military purposes;\n(b) surveillance;\n",
			[]string{"may not use the model for any of the following … military purposes",
				"may not use the model for any of the following … surveillance"}},
		{"an enumeration begins inside a wrapped line", "You may not:\n\na. use the Model for (i) surveillance,\n(ii) military purposes, " +
			"or\n(iii) espionage;\n", []string{"may not … surveillance", "may not … military purposes", "may not … espionage"}},
		{"a mark that does not count on", "You may not:\n(a) rent it;\n(b) lend it;\n(c) use the Model for surveillance;\n(a) use the Model " +
			"for military purposes;\n(d) use the Model for espionage.\n",
			[]string{"may not … " + surveillance, "may not … " + military, "may not … use the model for espionage"}},
		{"a page ends inside a sentence", "You may not use the Model for\n\f\nmilitary purposes.\n\nYou may not use the Model for " +
			"any\n\fsurveillance.\n", []string{"you may not use the model for military purposes", "you may not use the model for any surveillance"}},
		{"paragraphs without marks", "4. Limits\n\nYou may not:\n\nSell it.\n\nUse the Model for surveillance.\n\nUse the Model for military " +
			"purposes.\n\nIf you ask us, you may use the Model for espionage.\n", []string{"may not … " + surveillance, "may not … " + military}},
		{"a sentence behind paragraphs without marks", "You may not:\n\nUse the Model for surveillance.\n\nOthers may use the Model for " +
			"military purposes.\n", []string{"may not … " + surveillance}},
		{"a list that lost its first number", "1. Grant\n\n2. Term\n\nYou may not use the Model to:\n\nBreak the law, such as:\n\nsteal for" +
			" surveillance\n\n2. Do harm, such as by:\n\nmilitary purposes\n", []string{
			"may not use the model to … break the law, such as", "may not use the model to … steal for surveillance",
			"may not use the model to … military purposes"}},
		{"titles inside of items", "You are prohibited from:\n\na. **War:** Using the Model for military purposes.\n\nb. **Eyes:** Using the " +
			"Model for surveillance.\n", []string{"prohibited from … war using the model for military purposes",
			"prohibited from … eyes using the model for surveillance"}},
		{"bold words and a hanging line", "You agree **NOT** to:\n- Use the Model for mining; farming; or\n  military purposes.\n- Use the " +
			"Model for surveillance.\n", []string{"agree not to … use the model for mining farming or military purposes", "agree not to … " +
			surveillance}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := doc.New("text", doc.RoleLicence, "", []byte(tt.text))
			var got []string
			for _, m := range set.Match(clause.Input{Doc: d}) {
				if m.Kind == "field-of-use" {
					got = append(got, plain(d.Quote(m.Spans)))
				}
			}
			want := make([]string, len(tt.want))
			for i, w := range tt.want {
				want[i] = strings.ToLower(w)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %q\nwant %q", got, want)
			}
		})
	}
}

// plain returns the words of a quote in lower case, "…" for what it leaves out.
func plain(quote string) string {
	quote = strings.ReplaceAll(quote, "[...]", "…")
	return strings.Join(strings.FieldsFunc(strings.ToLower(quote), func(r rune) bool {
		return strings.ContainsRune(" \n\f.;:()*", r)
	}), " ")
}
