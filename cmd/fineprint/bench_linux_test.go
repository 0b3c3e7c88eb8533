package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// BenchmarkScanLongLists scans repositories whose information calls hold 20 MiB
// of file list each, with the real binary. max-MiB is the most memory that the
// process held; it may not grow with the number of targets, and 200 of them
// have to do with 300 MiB:
//
//	go test ./cmd/fineprint -run - -bench ScanLongLists -benchtime 1x -timeout 60m
func BenchmarkScanLongLists(b *testing.B) {
	binary := buildBinary(b)
	base := hubtest.Serve(b, longLists())
	for _, targets := range []int{8, 200} {
		b.Run(fmt.Sprint(targets), func(b *testing.B) {
			var list strings.Builder
			for i := range targets {
				fmt.Fprintf(&list, "acme/m%d\n", i)
			}
			most := int64(0)
			for b.Loop() {
				cmd := exec.Command(binary, "scan", "-", "--no-progress", "--cache-dir", b.TempDir(), "--format", "json")
				cmd.Stdin = strings.NewReader(list.String())
				cmd.Env = append(os.Environ(), "HF_ENDPOINT="+base, "HF_HUB_DISABLE_IMPLICIT_TOKEN=1", "HOME="+b.TempDir())
				out, _ := cmd.Output() // the exit code tells verdicts
				if got := bytes.Count(out, []byte(`"asked":`)); got != targets {
					b.Fatalf("%d reports of %d", got, targets)
				}
				most = max(most, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
			}
			b.ReportMetric(float64(most)/1024, "max-MiB")
		})
	}
}

// longLists is a hub whose every model has a card and 20 MiB of file list.
func longLists() http.Handler {
	var list bytes.Buffer
	fmt.Fprintf(&list, `"sha":"%040x","tags":["license:mit"],"cardData":{"license":"mit"},"siblings":[{"rfilename":"README.md"}`, 1)
	for i := 0; list.Len() < 20<<20; i++ {
		fmt.Fprintf(&list, `,{"rfilename":"shards/part-%06d/chunk.bin","size":5000,"blobId":"%040x",`, i, i)
		fmt.Fprintf(&list, `"lfs":{"sha256":"%064x","size":5000,"pointerSize":134}}`, i)
	}
	list.WriteString("]}")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, isInfo := strings.CutPrefix(r.URL.Path, "/api/models/")
		switch {
		case isInfo:
			id, _, _ = strings.Cut(id, "/revision/")
			fmt.Fprintf(w, `{"_id":"%024x","id":%q,`, len(id), id)
			_, _ = w.Write(list.Bytes())
		case filepath.Base(r.URL.Path) == "README.md":
			_, _ = w.Write([]byte("---\nlicense: mit\n---\n# Model\n"))
		default:
			http.NotFound(w, r)
		}
	})
}
