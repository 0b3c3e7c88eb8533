package audit_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
)

// TestSameCard: repositories with the same card have the report that each of them
// has alone, whichever is audited first: with its own addresses and commits.
func TestSameCard(t *testing.T) {
	cards := []string{
		"---\nlicense: mit\n---\n# Model\n\nNothing about terms.\n",
		"---\nlicense: mit\n---\n# Model\n\nThis model may be used for research purposes only.\n",
		"---\nlicense: cc0-1.0\nextra_gated_prompt: You agree not to use the model commercially.\n---\n# Model\n",
		"---\nlicense: [\n---\n# Model\n",
		"",
	}
	hub := &hubtest.Hub{}
	var ids []string
	for _, text := range cards {
		for _, name := range []string{"a-7b", "b", "c-13b"} {
			id := "acme/" + name + string(rune('0'+len(ids)))
			ids = append(ids, id)
			hub.Repos = append(hub.Repos, &hubtest.Repo{Kind: "models", ID: id, ScansDone: true, Large: map[string]int64{"model.safetensors": 5000},
				Files: map[string][]byte{"README.md": []byte(text)}})
		}
	}
	url := hubtest.Start(t, hub)
	fresh := func() *audit.Session {
		client, err := huggingface.New(huggingface.Config{Endpoint: url})
		if err != nil {
			t.Fatal(err)
		}
		return newAuditor(t, client).Session()
	}
	shared := fresh()
	for _, id := range ids {
		alone := fresh().Audit(t.Context(), audit.ParseRequest(id))
		together := shared.Audit(t.Context(), audit.ParseRequest(id))
		alone.Target.FetchedAt, together.Target.FetchedAt = nil, nil
		a, errA := json.Marshal(alone)
		b, errB := json.Marshal(together)
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s differs:\n%s\n%s", id, a, b)
		}
		if n := strings.Count(string(b), alone.Target.Commit); n < 2 {
			t.Errorf("%s: its commit stands in its evidence %d times", id, n)
		}
	}
}
