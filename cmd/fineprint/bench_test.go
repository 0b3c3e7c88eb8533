package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkStart starts the real binary. cpu-ms/op is the processor time of
// the process.
func BenchmarkStart(b *testing.B) {
	binary := buildBinary(b)
	licence, err := filepath.Abs("../../LICENSE")
	if err != nil {
		b.Fatal(err)
	}
	for _, bm := range []struct {
		name string
		args []string
	}{{"version", []string{"version"}}, {"text", []string{"text", licence}}} {
		b.Run(bm.name, func(b *testing.B) {
			var cpu time.Duration
			for b.Loop() {
				cmd := exec.Command(binary, bm.args...)
				if err := cmd.Run(); err != nil {
					b.Fatal(err)
				}
				cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			}
			b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
		})
	}
}

// buildBinary builds the program and returns where it is.
func buildBinary(b *testing.B) string {
	binary := filepath.Join(b.TempDir(), "fineprint")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}
