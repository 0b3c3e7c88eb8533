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
		"  sentences       1,200: 1,190 known, 5 with clauses, 4 plain, 1 to read\n",
		"    ? no rule explains it [line 7]\n      “Persons born on a Tuesday may not.”\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
}
