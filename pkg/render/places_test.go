package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
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
	want := []string{"Keep the notices: LICENSE lines 5, 9 and 12; NOTICE line 1", "Keep the notices: LICENSE line 14", "No right to the marks: LICENSE line 20"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
