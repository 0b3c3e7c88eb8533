package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/fixtures"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// TestSchemas holds what the command prints against docs/schema.
func TestSchemas(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "LICENCE")
	if err := os.WriteFile(text, []byte("You may not sell the Model. It is for research only. Persons born on a Tuesday may not use it.\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	sample, err := hubtest.FromFS(fixtures.MustSample())
	if err != nil {
		t.Fatal(err)
	}
	served := hubtest.Start(t, sample)
	var written []string // SCHEMA=FILE
	for i, tt := range []struct {
		schema string
		args   []string
	}{
		{"report", []string{"demo"}},
		{"report", []string{"audit", "provider:acme/none"}},
		{"text", []string{"text", text, filepath.Join(dir, "missing")}},
		{"card", []string{"card", "../../README.md", filepath.Join(dir, "missing")}},
		{"diff", []string{"diff", "MIT", "CC-BY-NC-4.0"}},
		{"history", []string{"history", "acme-motors/roadrunner-8b", "--hub-url", served}},
		{"licenses", []string{"licenses", "list"}},
		{"licenses", []string{"licenses", "show", "mit"}},
		{"rules", []string{"rules", "list"}},
		{"rules", []string{"rules", "explain", "user-cap"}},
		{"trace", []string{"rules", "explain", "--line", "1", text}},
		{"find", []string{"find", "testdata/find"}},
		{"mine", []string{"rules", "mine", text}},
	} {
		t.Run(strings.Join(tt.args[:1], " ")+" "+tt.schema, func(t *testing.T) {
			var out, messages bytes.Buffer
			code := run(context.Background(), append(append([]string{"fineprint"}, tt.args...), "--format", "json"), world{World: wiring.World{
				Stdin: strings.NewReader(""), Stdout: &out, Stderr: &messages, Getenv: func(string) string { return "" },
			}})
			if code == exitUsage || code == exitFailure {
				t.Fatalf("exit %d: %s", code, messages.String())
			}
			file := filepath.Join(dir, fmt.Sprintf("%d-%s.json", i, tt.schema))
			if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			written = append(written, "../../docs/schema/"+tt.schema+".schema.json="+file)
		})
	}
	if said, err := exec.Command("go", append([]string{"run", "../../fixtures/validate"}, written...)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
