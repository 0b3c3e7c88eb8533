package hubtest

import (
	"context"
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Client is a client of a hub, of which a test asks something.
type Client interface {
	Snapshot(ctx context.Context, r ref.Ref) (*hub.Snapshot, error)
}

// Ask asks a client for the repository of a name such as "github:acme/birds@v1".
func Ask(c Client, name string) (*hub.Snapshot, error) {
	r, err := ref.Parse(name)
	if err != nil {
		return nil, err
	}
	return c.Snapshot(context.Background(), r)
}

// Texts lists the documents of a snapshot, each as its path, its status and what
// it says.
func Texts(s *hub.Snapshot) []string {
	var out []string
	for _, d := range s.Documents {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Path, d.Status, d.Text)))
	}
	return out
}
