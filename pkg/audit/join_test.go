package audit_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// TestReadReportLines: reports one after another are one; of a target that
// stands in two the later holds, and an exception is unused if no part used it.
func TestReadReportLines(t *testing.T) {
	part := func(unused []string, targets ...audit.Target) string {
		r := audit.Report{Schema: audit.Schema, Profile: audit.Profile{Name: "default"}}
		for _, name := range unused {
			r.Unused = append(r.Unused, policy.Exception{Target: name})
		}
		for _, one := range targets {
			r.Reports = append(r.Reports, audit.TargetReport{Target: one})
		}
		out, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(out) + "\n"
	}
	at := func(line int) []audit.Place { return []audit.Place{{Path: "app.py", Line: line}} }
	lines := part([]string{"acme/*", "none/*"}, audit.Target{Asked: "acme/a", Hub: "hf", Commit: "1"},
		audit.Target{Asked: "name", NamedIn: at(1)}) +
		part([]string{"none/*"}, audit.Target{Asked: "acme/a", Hub: "hf", Commit: "2"}, audit.Target{Asked: "name", NamedIn: at(2)})
	r, err := audit.ReadReport(strings.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range r.Reports {
		got = append(got, one.Target.Name()+one.Target.Commit)
	}
	if diff := cmp.Diff([]string{"acme/a2", "name in app.py:1", "name in app.py:2"}, got); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
	if len(r.Unused) != 1 || r.Unused[0].Target != "none/*" {
		t.Errorf("unused exceptions: %v", r.Unused)
	}
	for name, text := range map[string]string{
		"not a JSON report":      "",
		"behind report 1":        part(nil) + `{"schema": "finepr`,
		"do not go together":     part(nil) + strings.Replace(part(nil), "default", "strict", 1),
		"names no schema":        part(nil) + "{}",
		"of the schema other/1,": part(nil) + `{"schema":"other/1"}`,
	} {
		if _, err := audit.ReadReport(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%q: got %v, want an error with %q", text, err, name)
		}
	}
}
