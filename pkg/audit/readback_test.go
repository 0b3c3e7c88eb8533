package audit_test

import (
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

func TestReadReportRefusals(t *testing.T) {
	for in, want := range map[string]string{
		"":                               "not a JSON report",
		"FAIL acme/x":                    "not a JSON report",
		"[]":                             "not a JSON report",
		"{}":                             "names no schema",
		`{"schema": "fineprint.text/1"}`: "of the schema fineprint.text/1",
		`{"schema": "fineprint.report/1", "reports": []} {}`: "names no schema",
	} {
		if _, err := audit.ReadReport(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: have %v, want %q", in, err, want)
		}
	}
	if r, err := audit.ReadReport(strings.NewReader(`{"schema": "fineprint.report/1", "later": 1, "reports": []}`)); err != nil ||
		len(r.Reports) != 0 {
		t.Errorf("have %v", err)
	}
}
