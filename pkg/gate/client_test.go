package gate_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestClient runs the official JavaScript client before the hub and before the
// gate. FINEPRINT_HFCLIENT names a folder with node_modules.
func TestClient(t *testing.T) {
	dir := os.Getenv("FINEPRINT_HFCLIENT")
	if dir == "" {
		t.Skip("FINEPRINT_HFCLIENT is not set: the official client is not run")
	}
	script, err := os.ReadFile("testdata/client.mjs")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "gate-client.mjs") // node looks for packages beside the script
	if err := os.WriteFile(name, script, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(name) })
	s := newSite(t, company, nil)

	t.Run("an allowed model", func(t *testing.T) {
		want, got := runClient(t, name, s.hubURL, "acme/free"), runClient(t, name, s.url, "acme/free")
		for call, value := range want {
			if diff := cmp.Diff(value, got[call]); diff != "" && call != "fileDownloadInfo" { // that names the address of the content
				t.Errorf("%s (-without, +with the gate):\n%s", call, diff)
			}
			if value["error"] != nil {
				t.Errorf("%s fails without the gate: %v", call, value)
			}
		}
		for _, call := range []string{"downloadFile weights", "snapshotDownload", "downloadFileToCacheDir"} {
			if text, _ := json.Marshal(got[call]); !strings.Contains(string(text), weights) {
				t.Errorf("%s: no weights: %s", call, text)
			}
		}
	})
	t.Run("a refused model", func(t *testing.T) {
		open := map[string]bool{"listModels": true, "listCommits": true, "repoExists none": true, "fileExists": true}
		for call, value := range runClient(t, name, s.url, "moss/barred") {
			text, _ := json.Marshal(value)
			if strings.Contains(string(text), weights) {
				t.Errorf("%s got weights", call)
			}
			said, _ := value["error"].(string)
			if !open[call] && !strings.Contains(said, "fineprint: moss/barred is not allowed by the policy shop: Not for commercial use") {
				t.Errorf("%s: %s", call, text)
			}
		}
	})
}

// runClient returns what came of each call.
func runClient(t *testing.T, script, hub, model string) map[string]map[string]any {
	t.Helper()
	out, err := exec.Command("node", script, hub, model).Output()
	if err != nil {
		t.Fatalf("run the client: %v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	var results map[string]map[string]any
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &results); err != nil || len(results) < 16 {
		t.Fatalf("%d results, %v:\n%.500s", len(results), err, out)
	}
	return results
}
