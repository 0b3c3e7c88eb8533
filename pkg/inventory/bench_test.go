package inventory_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/rules"
)

// BenchmarkWalk searches the tree named by FINEPRINT_TREE, or one of 20,000 files
// that it makes. MB/s are of what was read, heap-MB is the most that was held.
func BenchmarkWalk(b *testing.B) {
	sinks, err := rules.Sinks()
	if err != nil {
		b.Fatal(err)
	}
	dir := os.Getenv("FINEPRINT_TREE")
	if dir == "" {
		dir = b.TempDir()
		makeTree(b, dir, 20_000)
	}
	var read int64
	var most uint64
	for b.Loop() {
		found, err := inventory.Walk(context.Background(), sinks, os.DirFS(dir))
		if err != nil {
			b.Fatal(err)
		}
		read = found.Bytes
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapSys)
	}
	b.SetBytes(read)
	b.ReportMetric(float64(most)/1e6, "heap-MB")
}

// makeTree writes so many files in the forms that a checkout has: most of them
// name nothing.
func makeTree(tb testing.TB, dir string, files int) {
	tb.Helper()
	function := func(n int) string {
		return fmt.Sprintf(`def step_%d(batch, *, rate: float = 0.1) -> dict[str, float]:
    """Reads one batch, and says how it went."""
    total = sum(item["loss"] * rate for item in batch if item.get("loss") is not None)
    names = {"first": "left/right", "second": f"part-{total:.2f}"}  # what is shown
    if total > %d:
        raise ValueError("the total is too large: " + str(total))
    return {"total": total, **{k: float(len(v)) for k, v in names.items()}}

`, n, n)
	}
	component := func(n int) string {
		return fmt.Sprintf(`export function Panel%d({ items, title = "none" }: Props): JSX.Element {
  const shown = items.filter((item) => item.size > %d).map((item) => ({ ...item, label: `+"`${item.name} of ${title}`"+` }));
  useEffect(() => { document.title = shown.length > 0 ? shown[0].label : title; }, [shown, title]);
  return <ul className="panel">{shown.map((item) => <li key={item.id}>{item.label}</li>)}</ul>;
}

`, n, n)
	}
	repeated := func(part func(int) string, times int) string {
		var s strings.Builder
		for n := range times {
			s.WriteString(part(n))
		}
		return s.String()
	}
	python, script := repeated(function, 12), repeated(component, 12)
	forms := []struct{ name, text string }{
		{"a.py", python}, {"b.ts", script}, {"c.py", python + "model = AutoModel.from_pretrained(\"acme/tern-7b\")\n"},
		{"d.go", strings.Repeat("// Sum adds.\nfunc Sum(list []int) (n int) {\n\tfor _, i := range list {\n\t\tn += i\n\t}\n\treturn n\n}\n\n",
			30)},
		{"e.yaml", strings.Repeat("part:\n  image: acme/server:1\n  environment:\n    LEVEL: debug\n    PLACE: /data\n", 40)},
		{"f.md", strings.Repeat("Some words about what the [part](https://example.org/part) does, and why.\n\n", 60)},
		{"g.json", "[" + strings.Repeat(`{"id": 1, "name": "part", "path": "src/part", "tags": ["a", "b"]}, `, 60) + "0]"},
		{"h.tsx", script}, {"i.sh", strings.Repeat("set -e\nfor f in *.txt; do\n  cp \"$f\" \"$OUT/$f\"\ndone\n", 40)}, {"j.png", "\x89PNG"},
	}
	for n := range files {
		f := forms[n%len(forms)]
		folder := filepath.Join(dir, fmt.Sprintf("part%03d", n/100))
		if n%100 == 0 {
			if err := os.Mkdir(folder, 0o755); err != nil {
				tb.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d-%s", n, f.name)), []byte(f.text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
}
