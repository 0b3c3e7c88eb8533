package clause_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// alteration is a change of the words or the layout of a text that changes
// nothing of what it says.
type alteration struct {
	name  string
	least float64 // share of the kinds found before that are found after
	most  float64 // share of kinds that are found only after
	alter func(string) string
}

// swap replaces whole words, once each.
func swap(pairs ...string) func(string) string {
	var steps []func(string) string
	for i := 0; i < len(pairs); i += 2 {
		word, by := regexp.MustCompile(`\b`+pairs[i]+`\b`), pairs[i+1]
		steps = append(steps, func(s string) string { return word.ReplaceAllString(s, by) })
	}
	return func(s string) string {
		for _, step := range steps {
			s = step(s)
		}
		return s
	}
}

// wrap breaks long lines at words, under the indentation that they have.
func wrap(width int) func(string) string {
	return func(s string) string {
		var out strings.Builder
		for _, line := range strings.SplitAfter(s, "\n") {
			indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
			at := 0
			for _, word := range strings.SplitAfter(line, " ") {
				if at > len(indent) && at+len(word) > width {
					out.WriteString("\n" + indent)
					at = len(indent)
				}
				out.WriteString(word)
				at += len(word)
			}
		}
		return out.String()
	}
}

var alterations = []alteration{
	{"carriage returns", 1, 0, func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", "\r\n") }},
	{"line separators", 0.995, 0.005, func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", "\u2028") }},
	{"lines wrapped at 70", 0.985, 0.006, wrap(70)},
	{"bans in other words", 0.99, 0.01, swap("may not", "must not", "shall not", "may not")},
	{"permissions in other words", 0.99, 0.01, swap("is prohibited", "is forbidden", "are prohibited", "are forbidden", "permission",
		"authorization", "solely", "only")},
	{"the licence's name", 0.99, 0.01, swap("this Agreement", "this License", "This Agreement", "This License")},
	{"acts in other words", 0.99, 0.01, swap("modify", "alter", "distribute", "share", "utilize", "use")},
	{"the licensor's name", 0.99, 0.01, swap("Meta", "Quillfeather", "NVIDIA", "Quillfeather", "Stability AI", "Quillfeather", "Tencent",
		"Quillfeather",
		"Google", "Quillfeather", "Apple", "Quillfeather", "Mistral AI", "Quillfeather", "Microsoft", "Quillfeather")},
}

// TestEvalInvariance alters every English text of the corpus in ways that change
// nothing of what it says, prints how many kinds of clauses stay, and holds
// that no answer becomes freer.
func TestEvalInvariance(t *testing.T) {
	set, texts, rows := load(t), corpusTexts(t), readManifest(t)
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if rows[id].Language == "en" || rows[id].Round == 1 {
			ids = append(ids, id)
		}
	}
	plain := corpusReadings(t)
	looser := 0
	for _, a := range alterations {
		kept, lost, added := 0, map[term.Kind]int{}, 0
		all := 0
		for _, id := range ids {
			read := plain[id]
			if altered := a.alter(string(texts[id].Text)); altered != string(texts[id].Text) {
				read = set.Read(clause.Input{Doc: doc.New(id, doc.RoleLicence, "", []byte(altered))})
			}
			before, after := kindsOf(plain[id].Matches), kindsOf(read.Matches)
			for k := range before {
				all++
				kept += count(after[k])
				if !after[k] {
					lost[k]++
				}
			}
			for k := range after {
				added += count(!before[k])
			}
			if freer(summarise(set, plain[id]).CommercialUse, summarise(set, read).CommercialUse) {
				looser++
				t.Logf("%s: commercial use of %s becomes freer", a.name, id)
			}
		}
		t.Logf("%-28s %.4f of the kinds stay, %.4f are new; lost %v", a.name, share(kept, all), share(added, all), lost)
		if share(kept, all) < a.least || share(added, all) > a.most {
			t.Errorf("%s: other clauses are found", a.name)
		}
	}
	if looser > mostLooser {
		t.Errorf("%d answers become freer", looser)
	}
}

// mostLooser is the number of answers that may become freer.
const mostLooser = 0

func kindsOf(found []clause.Match) map[term.Kind]bool {
	out := map[term.Kind]bool{}
	for _, m := range found {
		out[m.Kind] = true
	}
	return out
}

// freer reports whether an answer lets people do more than another did.
func freer(before, after term.CommercialUse) bool {
	order := []term.CommercialUse{term.CommercialNo, term.CommercialByApplication, term.CommercialConditions, term.CommercialYes}
	b, a := slices.Index(order, before), slices.Index(order, after)
	return b >= 0 && a > b
}

// TestVoices holds that a limit is found in the active and in the passive, as a
// ban, as a nominal ban and as an undertaking.
func TestVoices(t *testing.T) {
	set := load(t)
	for kind, sentences := range map[term.Kind][]string{
		term.NoRedistribution: {
			"You may not distribute the Model.", "The Model may not be distributed.", "Distribution of the Model is prohibited.",
			"You agree not to distribute the Model.", "No part of the Model may be distributed.",
			"Neither you nor anyone else may distribute the Model.",
		},
		term.NoDerivatives: {
			"You may not modify the Model.", "The Model may not be modified.", "Modification of the Model is prohibited.",
			"You agree not to modify the Model.", "No part of the Model may be modified.",
			"Licensee shall not, in whole or in part, modify the Model.",
		},
		term.NoSelling: {
			"You may not sell the Model.", "The Model may not be sold.", "Sale of the Model is prohibited.", "You agree not to sell the Model.",
			"No part of the Model may be sold.",
		},
		term.NonCommercial: {
			"You may use the Model for non-commercial purposes only.", "The Model may only be used for non-commercial purposes.",
			"You may not use the Model for commercial purposes.", "Commercial use of the Model is prohibited.",
			"Use of the Model is limited to non-commercial purposes.",
		},
		term.ReverseEngineeringBan: {
			"You may not reverse engineer the Model.", "The Model may not be reverse engineered.", "Reverse engineering of the Model is prohibited.",
			"You agree not to reverse engineer the Model.",
		},
	} {
		for _, s := range sentences {
			d := doc.New("text", doc.RoleLicence, "", []byte(s+"\n"))
			if !kindsOf(set.Match(clause.Input{Doc: d}))[kind] {
				t.Errorf("%s is not found in %q", kind, s)
			}
		}
	}
}
