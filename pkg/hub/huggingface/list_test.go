package huggingface_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// TestList reads a list page by page, from wherever it was left.
func TestList(t *testing.T) {
	h := &hubtest.Hub{}
	for i := range 7 {
		h.Repos = append(h.Repos, &hubtest.Repo{Kind: "datasets", ID: fmt.Sprintf("acme/set-%d", i),
			Files: map[string][]byte{"README.md": []byte("# Set")}})
	}
	c, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(t, h)})
	if err != nil {
		t.Fatal(err)
	}
	asked := huggingface.Listing{Kind: ref.Dataset, Author: "acme", Limit: 3}
	var names []string
	for range 3 {
		page, err := c.List(context.Background(), asked)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Repositories {
			if !hub.IsCommit(r.Commit) || r.Ref.Kind != ref.Dataset {
				t.Errorf("%+v", r)
			}
			names = append(names, r.Ref.ID())
		}
		asked.Page = page.Next
	}
	if len(names) != 7 || asked.Page != "" {
		t.Errorf("%v, and then %q", names, asked.Page)
	}
	asked.Page = "http://elsewhere.example/api/datasets?cursor=3"
	if _, err := c.List(context.Background(), asked); !errors.Is(err, hub.ErrUnsupported) {
		t.Errorf("a page of another hub: %v", err)
	}
	page, err := c.List(context.Background(), huggingface.Listing{Kind: ref.Dataset, Since: time.Now().Add(time.Hour)})
	if err != nil || len(page.Repositories) != 0 || page.Next != "" {
		t.Errorf("since tomorrow: %+v, %v", page, err)
	}
}

// TestListKeepsAll: what a list does not say leaves nothing out in silence.
func TestListKeepsAll(t *testing.T) {
	h := &hubtest.Hub{}
	h.Fault(hubtest.Fault{Path: "/api/models", Status: 200, Body: `[{"id": "acme/undated"}, {"id": "no name at all"},
		{"id": "acme/new", "lastModified": "2026-05-01T00:00:00Z"}, {"id": "acme/old", "lastModified": "2026-03-01T00:00:00Z"}]`})
	c, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(t, h)})
	if err != nil {
		t.Fatal(err)
	}
	page, err := c.List(context.Background(), huggingface.Listing{Kind: ref.Model, Since: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range page.Repositories {
		names = append(names, r.Ref.ID())
	}
	if !slices.Equal(names, []string{"acme/undated", "acme/new"}) || !slices.Equal(page.Nameless, []string{"no name at all"}) {
		t.Errorf("listed %q, nameless %q", names, page.Nameless)
	}
}
