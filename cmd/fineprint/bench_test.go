package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
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
		world{World: wiring.World{Stdout: &out, Stderr: io.Discard, Getenv: func(string) string { return "" }}})
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

// BenchmarkScanCards scans folders that hold a real card and nothing else, one
// run of the real binary over all of them. cpu-ms/card is the processor time of
// the process by card.
func BenchmarkScanCards(b *testing.B) {
	cards, _ := filepath.Glob(filepath.Join(os.Getenv("FINEPRINT_CORPUS"), "cards", "*.md")) // the pattern is a good one
	if os.Getenv("FINEPRINT_CORPUS") == "" || len(cards) == 0 {
		b.Skip("FINEPRINT_CORPUS is not set, or holds no cards")
	}
	binary, dir := buildBinary(b), b.TempDir()
	var list strings.Builder
	for _, name := range cards {
		folder := filepath.Join(dir, strings.TrimSuffix(filepath.Base(name), ".md"))
		text, err := os.ReadFile(name)
		if err == nil {
			err = os.Mkdir(folder, 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, "README.md"), text, 0o644)
		}
		if err != nil {
			b.Fatal(err)
		}
		list.WriteString(folder + "\n")
	}
	var cpu time.Duration
	for b.Loop() {
		cmd := exec.Command(binary, "scan", "-", "--offline", "--no-progress")
		cmd.Stdin = strings.NewReader(list.String())
		out, _ := cmd.Output() // the exit code tells verdicts
		if len(out) == 0 {
			b.Fatal("nothing was reported")
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N*len(cards)), "cpu-ms/card")
}

// buildBinary builds the program and returns where it is.
func buildBinary(b *testing.B) string {
	binary := filepath.Join(b.TempDir(), "fineprint")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}
