package safety_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/safety"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func assess(main term.Scope, snap *hub.Snapshot) (safety.Report, []string) {
	at := func([]string) []doc.Evidence { return []doc.Evidence{{Path: "here"}} }
	report, findings := safety.Assess(safety.Facts{
		Snapshot: snap, Main: main, Cite: func(...string) doc.Evidence { return doc.Evidence{Path: "here"} }, Listed: at, Scanned: at,
	})
	var said []string
	for _, f := range findings {
		said = append(said, string(f.Kind)+" "+f.Remarks[0].Code)
	}
	return report, said
}

func TestAssess(t *testing.T) {
	yes, no := true, false
	file := func(path, scan string) hub.File { return hub.File{Path: path, Size: 10, Scan: scan} }
	tests := []struct {
		name   string
		main   term.Scope
		snap   hub.Snapshot
		scan   safety.ScanStatus
		code   hub.Execution
		states []string
	}{
		{"safe weights, scanned", term.Weights, hub.Snapshot{Complete: true, Files: []hub.File{file("m.safetensors", "safe")},
			Info: hub.Info{ScansDone: &yes}}, safety.ScanClean, hub.ExecutesNo, nil},
		{"nothing told", term.Weights, hub.Snapshot{Complete: true, Files: []hub.File{file("m.safetensors", "")}}, safety.ScanUnknown,
			hub.ExecutesNo, nil},
		{"still scanning", term.Weights, hub.Snapshot{Complete: true, Files: []hub.File{file("m.safetensors", "queued")},
			Info: hub.Info{ScansDone: &no}}, safety.ScanUnfinished, hub.ExecutesNo, nil},
		{"scanners object", term.Weights, hub.Snapshot{Complete: true, Files: []hub.File{file("m.bin", "unsafe")},
			Info: hub.Info{ScansDone: &yes}}, safety.ScanIssues, hub.ExecutesNo,
			[]string{"unsafe-file scanners-say", "unsafe-file may-run-code"}},
		{"code beside the weights", term.Weights, hub.Snapshot{Complete: true,
			Files: []hub.File{file("a/m.safetensors", ""), file("a/run.py", "")}}, safety.ScanUnknown, hub.ExecutesMaybe,
			[]string{"custom-code python-files"}},
		{"code elsewhere", term.Weights, hub.Snapshot{Complete: true, Files: []hub.File{file("a/m.safetensors", ""), file("run.py", "")}},
			safety.ScanUnknown, hub.ExecutesNo, nil},
		{"code of a dataset", term.Data, hub.Snapshot{Complete: true, Files: []hub.File{file("load.py", "")}}, safety.ScanUnknown,
			hub.ExecutesMaybe, []string{"custom-code python-files"}},
		{"a space is code", term.Code, hub.Snapshot{Complete: true, Files: []hub.File{file("app.py", "")}}, safety.ScanUnknown, hub.ExecutesNo,
			nil},
		{"the hub says so", term.Weights, hub.Snapshot{Info: hub.Info{Tags: []string{"custom_code"}}}, safety.ScanUnknown, hub.ExecutesYes,
			[]string{"custom-code own-code"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			report, said := assess(tt.main, &tt.snap)
			if report.Scan.Status != tt.scan || report.CustomCode != tt.code || !slices.Equal(said, tt.states) {
				t.Errorf("scan %s, code %s, %q; want %s, %s, %q", report.Scan.Status, report.CustomCode, said, tt.scan, tt.code, tt.states)
			}
		})
	}
}
