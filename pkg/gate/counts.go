package gate

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// counts are what a gate did since it was started.
type counts struct {
	requests, open, passed, warned, refused, busy atomic.Int64
}

// count is one number with what it counts.
type count struct {
	Name  string // of the metric
	About string
	N     int64
}

// list gives the numbers in a fixed order.
func (c *counts) list() []count {
	return []count{
		{"requests", "requests that came", c.requests.Load()},
		{"open", "requests that show no file of a repository, passed on", c.open.Load()},
		{"passed", "requests that the policy allows", c.passed.Load()},
		{"warned", "requests let through with a warning", c.warned.Load()},
		{"refused", "requests that were refused", c.refused.Load()},
		{"busy", "requests turned away because there were too many at once", c.busy.Load()},
	}
}

// writeMetrics writes the numbers as Prometheus reads them.
func writeMetrics(w io.Writer, c *counts, d *decider, profile audit.Profile) {
	metric := func(name, kind, about, value string) {
		fmt.Fprintf(w, "# HELP fineprint_gate_%s %s.\n# TYPE fineprint_gate_%s %s\nfineprint_gate_%s%s\n", name, about, name, kind, name, value)
	}
	for _, n := range c.list() {
		metric(n.Name+"_total", "counter", n.About, fmt.Sprintf(" %d", n.N))
	}
	metric("audits_total", "counter", "repositories that were audited", fmt.Sprintf(" %d", d.audits.Load()))
	metric("audit_seconds_total", "counter", "time that audits took", fmt.Sprintf(" %.3f", float64(d.took.Load())/1000))
	metric("audits_running", "gauge", "audits under way", fmt.Sprintf(" %d", len(d.slots)))
	metric("policy_info", "gauge", "the policy in force", fmt.Sprintf("{name=\"%s\",sha256=\"%s\"} 1", label(profile.Name), profile.SHA256))
}

// label writes the value of a label.
func label(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s)
}
