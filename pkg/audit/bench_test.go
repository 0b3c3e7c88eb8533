package audit_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

const invented = "ACME COMMUNITY LICENCE\n\nYou may use and copy the Model. If your products have more than 3 million monthly active " +
	"users, you must obtain a separate licence from Acme.\n"

func benchHub(n int) *hubtest.Hub {
	h := &hubtest.Hub{}
	for i := range n {
		h.Repos = append(h.Repos, &hubtest.Repo{
			Kind: "models", ID: fmt.Sprintf("acme/model-%d", i),
			Files: map[string][]byte{"README.md": []byte("---\nlicense: cc0-1.0\n---\n# Model\n\nA model.\n"), "LICENSE": []byte(invented)},
			Large: map[string]int64{"model.safetensors": 1 << 30},
		})
	}
	return h
}

func benchAuditor(b *testing.B, h *hubtest.Hub, concurrency int) (*audit.Auditor, []audit.Request) {
	b.Helper()
	set := ourRules(b)
	client, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(b, h)})
	if err != nil {
		b.Fatal(err)
	}
	targets := make([]audit.Request, len(h.Repos))
	for i, r := range h.Repos {
		parsed, err := ref.Parse(r.ID)
		if err != nil {
			b.Fatal(err)
		}
		targets[i] = audit.Request{Asked: r.ID, Ref: parsed}
	}
	return audit.New(audit.Config{
		Sources: map[string]audit.Source{ref.HuggingFace: client}, Clauses: set.Clauses, Licenses: set.Licenses, Cards: set.Cards,
		Openness: set.Openness, Concurrency: concurrency,
	}), targets
}

// BenchmarkAudit audits one model with one licence file. requests/op counts
// what the hub received, redirect hops included.
func BenchmarkAudit(b *testing.B) {
	h := benchHub(1)
	a, targets := benchAuditor(b, h, 1)
	a.Run(context.Background(), targets) // what is built once
	h.TakeRequests()
	b.ReportAllocs()
	for b.Loop() {
		a.Run(context.Background(), targets)
	}
	b.ReportMetric(float64(len(h.TakeRequests()))/float64(b.N), "requests/op")
}

// BenchmarkScan audits 1,000 models of a hub that takes 50 ms for every
// answer. ratio is the wall time against requests × latency ÷ concurrency.
func BenchmarkScan(b *testing.B) {
	const models, latency, concurrency = 1000, 50 * time.Millisecond, 64
	for b.Loop() {
		b.StopTimer()
		h := benchHub(models)
		h.Latency = latency
		a, targets := benchAuditor(b, h, concurrency)
		b.StartTimer()
		start := time.Now()
		a.Run(context.Background(), targets)
		wall := time.Since(start)
		requests := len(h.TakeRequests())
		b.ReportMetric(float64(wall)/(float64(requests)*float64(latency)/concurrency), "ratio")
		b.ReportMetric(float64(requests), "requests")
	}
}
