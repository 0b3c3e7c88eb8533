package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// What a licence says in several places is one line with all the places; what
// was judged in two ways stays two lines.
func TestLikeFindingsAreOneLine(t *testing.T) {
	at := func(path string, line int) []doc.Evidence {
		return []doc.Evidence{{Path: path, Spans: []doc.Span{{Line: line}}}}
	}
	bites := finding.Triggered
	got := gather([]finding.Finding{
		{Message: "Keep the notices", Evidence: at("LICENSE", 5)},
		{Message: "Keep the notices", Evidence: at("LICENSE", 9)},
		{Message: "Keep the notices", Evidence: at("NOTICE", 1)},
		{Message: "Keep the notices", Evidence: at("LICENSE", 12)},
		{Message: "Keep the notices", Evidence: at("LICENSE", 14), Judged: finding.Judged{State: &bites}},
		{Message: "No right to the marks", Evidence: at("LICENSE", 20)},
	})
	var lines []string
	for _, f := range got {
		lines = append(lines, f.Message+": "+places(f.Evidence))
	}
	want := []string{"Keep the notices: LICENSE lines 5, 9 and 12; NOTICE line 1", "Keep the notices: LICENSE line 14",
		"No right to the marks: LICENSE line 20"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAccount: what nobody understood is shown with its words.
func TestAccount(t *testing.T) {
	var out strings.Builder
	r := Texts{&audit.TextReport{Documents: []audit.TextDocument{{
		Path: "LICENCE", Status: doc.StatusRead,
		Rights: map[term.Right]audit.TextRight{term.Use: {Value: term.Granted}, term.Share: {Value: term.Barred},
			term.ShareChanged: {Value: term.Barred}},
		Account: &audit.Account{Sentences: 1200, Known: 1190, Clause: 5, Plain: 4, Open: []audit.OpenItem{
			{Quote: "Persons born on a Tuesday may not.", Spans: []doc.Span{{Line: 7}}, Why: "no rule explains it"},
		}},
	}}}}
	if err := r.Text(Page{W: &out}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  rights          yes: use · no: share, share changed\n",
		"  understood      1,200 sentences: 1,190 known, 5 with clauses, 4 plain, 1 to read\n",
		"    ? no rule explains it [line 7]\n      “Persons born on a Tuesday may not.”\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
}

// TestOpenItems: what nobody understood stands in a report with its words, but
// for what a finding quotes; of very much the rest is counted.
func TestOpenItems(t *testing.T) {
	item := func(line int, quote string) audit.PlacedItem {
		spans := []doc.Span{{Line: line}}
		return audit.PlacedItem{Path: "LICENSE", OpenItem: audit.OpenItem{Quote: quote, Spans: spans, Why: "no rule explains it"}}
	}
	items := []audit.PlacedItem{item(1, "found")}
	for i := range maxOpen + 3 {
		items = append(items, item(i+2, "words"))
	}
	var out strings.Builder
	l := &reportWriter{layout: Page{W: &out}.layout()}
	l.accounts([]audit.Document{
		{Document: doc.New("LICENSE", doc.RoleLicence, "", nil),
			Account: &audit.Account{Sentences: 20, Known: 4, Open: make([]audit.OpenItem, 16)}},
		{Document: doc.New("README.md", doc.RoleCard, "", nil)},
		{Document: doc.New("NOTICE", doc.RoleNotice, "", nil), Account: &audit.Account{Sentences: 1, Known: 1}},
	})
	l.open(audit.TargetReport{Open: items, Findings: []finding.Finding{
		{Kind: term.LicenceModified, Evidence: []doc.Evidence{{Path: "LICENSE", Quote: "found"}}},
	}})
	for _, want := range []string{
		"  understood      LICENSE: 20 sentences: 4 known, 0 with clauses, 0 plain, 16 to read\n  to be read",
		"    ? LICENSE line 2: no rule explains it\n      “words”\n", "    … and 3 more, which the JSON report lists\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "found") {
		t.Errorf("what a finding quotes stands twice:\n%s", out.String())
	}
}
