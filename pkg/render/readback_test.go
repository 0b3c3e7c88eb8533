package render_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// written writes a report in a format.
func written(t *testing.T, format string, r *audit.Report) string {
	t.Helper()
	f, err := render.Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	now := time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := f.Write(render.Page{W: &out, Width: 80, Now: now, Text: sampleText}, render.NewReport(r)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// sampleText finds the texts of the sample by their digests, as a cache would.
func sampleText(sha256 string) ([]byte, bool) {
	for _, t := range sample().Reports {
		for _, d := range t.Documents {
			if d.SHA256 == sha256 {
				return d.Text, true
			}
		}
	}
	return nil, false
}

// Every format can be written from a JSON report read back, and says the same.
func TestFormatsFromJSON(t *testing.T) {
	live := sample()
	back, err := audit.ReadReport(strings.NewReader(written(t, "json", live)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range render.Formats() {
		if diff := cmp.Diff(written(t, f.Name, live), written(t, f.Name, back)); diff != "" {
			t.Errorf("%s (-live +read back):\n%s", f.Name, diff)
		}
	}
}

func TestLookup(t *testing.T) {
	for _, f := range render.Formats() {
		if got, err := render.Lookup(f.Name); err != nil || got.Name != f.Name || got.About == "" {
			t.Errorf("%s: %+v, %v", f.Name, got, err)
		}
	}
	if _, err := render.Lookup("jsno"); err == nil || !strings.Contains(err.Error(), render.FormatNames()) {
		t.Errorf("have %v", err)
	}
}
