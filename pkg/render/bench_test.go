package render_test

import (
	"io"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// BenchmarkFormats writes a report of 1,000 models in every format.
func BenchmarkFormats(b *testing.B) {
	var big audit.Report
	for range 500 {
		big.Reports = append(big.Reports, sample().Reports...)
	}
	for _, f := range render.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				if err := f.Write(render.Page{W: io.Discard}, render.NewReport(&big)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
