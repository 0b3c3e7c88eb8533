package main

import (
	"bytes"
	"context"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
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

// BenchmarkThousand writes a report of 1,000 models in every format: those of the
// demo, again and again under other names.
func BenchmarkThousand(b *testing.B) {
	var out bytes.Buffer
	run(context.Background(), []string{"fineprint", "demo", "--format", "json"},
		world{stdout: &out, stderr: io.Discard, getenv: func(string) string { return "" }})
	report, err := audit.ReadReport(&out)
	if err != nil {
		b.Fatal(err)
	}
	few := report.Reports
	for i := len(few); i < 1000; i++ {
		one := few[i%len(few)]
		one.Target.Asked += "-" + strconv.Itoa(i)
		one.Target.ID, one.Target.AnsweredID = one.Target.Asked, one.Target.Asked
		report.Reports = append(report.Reports, one)
	}
	for _, f := range render.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				var size counter
				if err := f.Write(render.Page{W: &size}, render.NewReport(report)); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(size)/1e6, "MB")
			}
		})
	}
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// buildBinary builds the program and returns where it is.
func buildBinary(b *testing.B) string {
	binary := filepath.Join(b.TempDir(), "fineprint")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}
