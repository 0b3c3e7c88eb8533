package audit_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// kiteText grants use alone, and limits in words that no rule reads.
const kiteText = `The kite may be flown by anybody at no charge, in every wind and over every field.

Strings longer than the church tower is high are left to the guild, whose members alone let such kites rise.
`

// TestKnownTerms holds that a text that is known word for word says what people
// read in it: the clauses that no rule finds among it, and no right more than it
// grants.
func TestKnownTerms(t *testing.T) {
	guild := "{kind: government-or-entity-exclusion, at: [17, 37]}"
	tests := []struct {
		name, fields, text  string
		clauses, free, open string
	}{
		{"with its term", "terms: [" + guild + "]", kiteText, "government-or-entity-exclusion catalogue/kite", "false", "0"},
		{"without it in its place", "terms: [{kind: no-selling}]", kiteText, "", "null", "0"},
		{"which grants use alone", "rights: {modify: silent, share: silent}", kiteText, "", "null", "0"},
		{"which nobody has read", "drafted: true", kiteText, "", "null", "2"},
		{"free of all", "category: public-domain", kiteText, "", "true", "0"},
		{"which is an exception to a licence", "doc_type: exception\ncategory: permissive", kiteText, "", "true", "0"},
		{"with words behind", "terms: [" + guild + "]", kiteText + "\nNobody flies it over the sea.\n",
			"government-or-entity-exclusion catalogue/kite", "false", "1"},
	}
	for _, tt := range tests {
		got := kite(t, tt.fields).ReadTexts([]*doc.Document{doc.New("LICENSE", doc.RoleLicence, "", []byte(tt.text))}).Documents[0]
		var clauses []string
		for _, c := range got.Clauses {
			clauses = append(clauses, string(c.Kind)+" "+c.Rule)
			if c.Quote != "Strings longer than the church tower is high are left to the guild, whose members alone let such kites rise" {
				t.Errorf("%s: %s quotes %q", tt.name, c.Kind, c.Quote)
			}
		}
		free, _ := json.Marshal(got.Summary.RestrictionFree)
		if strings.Join(clauses, "; ") != tt.clauses || string(free) != tt.free || fmt.Sprint(len(got.Account.Open)) != tt.open {
			t.Errorf("%s: clauses %v, free %s, open %d; want %q, %s, %s", tt.name, clauses, free, len(got.Account.Open), tt.clauses, tt.free,
				tt.open)
		}
	}
}

// kite knows the kite text by an entry with some fields.
func kite(t *testing.T, fields string) *audit.Auditor {
	t.Helper()
	text, err := license.Fingerprint([]byte(kiteText), license.FingerprintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fields, "category:") {
		fields += "\ncategory: source-available"
	}
	set := ourRules(t)
	entry := fmt.Sprintf("id: kite\nname: The Kite Terms\nfamily: kite\n%s\ntexts:\n%s", fields, text)
	licenses, err := set.Licenses.LoadDir(fstest.MapFS{"licenses/kite.yaml": {Data: []byte(entry)}})
	if err != nil {
		t.Fatal(err)
	}
	return audit.New(audit.Config{Clauses: set.Clauses, Licenses: licenses, Cards: set.Cards})
}

// TestEvalKnownTexts holds that every text of the corpus, which the catalogue
// knows, is answered as people answered it: each clause in its words, no right
// freer, none called free that is not.
func TestEvalKnownTexts(t *testing.T) {
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		t.Skip("FINEPRINT_CORPUS is not set: real texts are not read")
	}
	data, err := os.ReadFile("../../fixtures/corpus/labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels map[string]knownLabel
	if err := json.Unmarshal(data, &labels); err != nil {
		t.Fatal(err)
	}
	a := newAuditor(t, nil)
	right, order := 0, term.Answers()
	for id, label := range labels {
		text, err := os.ReadFile(filepath.Join(dir, "licenses", id+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		got := a.ReadTexts([]*doc.Document{doc.New(id, doc.RoleLicence, "", text)}).Documents[0]
		if free := got.Summary.RestrictionFree; free != nil && *free && !label.Free {
			t.Errorf("%s is called free", id)
		}
		if string(got.Summary.CommercialUse) == label.CommercialUse {
			right++
		}
		for act, want := range label.Rights {
			value := got.Rights[act].Value
			if slices.Contains(label.Disputed, act) {
				continue
			}
			if slices.Index(order, value) < slices.Index(order, want) && want != term.Silent || want == term.Silent && value == term.Granted {
				t.Errorf("%s: %s is %s, want %s", id, act, value, want)
			}
		}
		for _, c := range label.Clauses {
			if !slices.ContainsFunc(got.Clauses, c.states) {
				t.Errorf("%s: no %s in bytes %d to %d", id, c.Kind, c.Start, c.End)
			}
		}
	}
	t.Logf("commercial use is as people said in %d of %d", right, len(labels))
	if 100*right < 98*len(labels) {
		t.Error("want 98 %")
	}
}

type knownLabel struct {
	CommercialUse string `json:"commercial_use"`
	Free          bool   `json:"osd_conformant_restrictions_free"`
	Rights        map[term.Right]term.Answer
	Disputed      []term.Right `json:"disputed_rights"`
	Clauses       []knownClause
}

type knownClause struct {
	Kind  term.Kind
	Start int      `json:"quote_start"`
	End   int      `json:"quote_end"`
	Alt   [][2]int `json:"alt_spans"`
}

// states reports whether a clause is the one that people saw.
func (c knownClause) states(got audit.Clause) bool {
	return got.Kind == c.Kind && slices.ContainsFunc(append(c.Alt, [2]int{c.Start, c.End}), func(want [2]int) bool {
		return slices.ContainsFunc(got.Spans, func(s doc.Span) bool { return s.Start < want[1] && want[0] < s.End })
	})
}
