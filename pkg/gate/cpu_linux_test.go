package gate_test

import (
	"io"
	"net/http"
	"syscall"
	"testing"
	"time"
)

// BenchmarkDownload compares the gate with a plain proxy of the standard library:
// time, and the CPU of the whole process, with the client and the hub in it.
func BenchmarkDownload(b *testing.B) {
	const size = 256 << 20
	plain, gated := bigSite(b, size, nil)
	for name, address := range map[string]string{"plain proxy": plain, "gate": gated} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			began := cpuTime(b)
			for b.Loop() {
				resp, err := http.Get(address)
				if err != nil {
					b.Fatal(err)
				}
				if n, err := io.Copy(io.Discard, resp.Body); n != size || err != nil {
					b.Fatal(n, err)
				}
				resp.Body.Close()
			}
			b.ReportMetric(float64((cpuTime(b)-began).Milliseconds())/float64(b.N), "cpu-ms/op")
		})
	}
}

// cpuTime is what the process has used of the processors.
func cpuTime(b *testing.B) time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
