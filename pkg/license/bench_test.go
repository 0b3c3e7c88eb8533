package license_test

import (
	"os"
	"slices"
	"testing"

	"github.com/google/licensecheck"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

// BenchmarkIdentify identifies texts that are known, changed and unknown in a
// running program, beside plain licensecheck on the same text.
func BenchmarkIdentify(b *testing.B) {
	c := ownCatalogue(b)
	apache, err := os.ReadFile("../../LICENSE")
	if err != nil {
		b.Fatal(err)
	}
	changed := append(slices.Clone(apache), "\n\nAnd you shall sing on Sundays.\n"...)
	benchmarkText(b, "known", apache, func(text []byte) { c.Identify(document(text)) })
	benchmarkText(b, "changed", changed, func(text []byte) { c.Identify(document(text)) })
	licensecheck.Scan(apache) // builds its scanner
	benchmarkText(b, "licensecheck", apache, func(text []byte) { licensecheck.Scan(text) })
}

// BenchmarkIdentifyCorpus identifies all real texts one after another.
func BenchmarkIdentifyCorpus(b *testing.B) {
	texts, c := corpus(b), ownCatalogue(b)
	size := 0
	for _, x := range texts {
		size += len(x.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, x := range texts {
			c.Identify(document(x.Text))
		}
	}
}

// BenchmarkLicensecheckBuild builds licensecheck's own scanner, as a cold start
// on an unknown text must.
func BenchmarkLicensecheckBuild(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := licensecheck.NewScanner(licensecheck.BuiltinLicenses()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoad opens the index as a cold start does.
func BenchmarkLoad(b *testing.B) {
	index, err := os.ReadFile("../../rules/licenses.idx")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(index)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := license.Load(index); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkText(b *testing.B, name string, text []byte, f func([]byte)) {
	b.Run(name, func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			f(text)
		}
	})
}
