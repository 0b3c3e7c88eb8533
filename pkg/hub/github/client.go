package github

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
)

// Client asks one API. It is safe for concurrent use and looks into each
// repository once.
type Client struct {
	cfg    Config
	api    *exchange.Client
	site   *fetch.Site
	byAPI  bool // its files come from the API, and not from a host of their own
	memory *store.Memory

	mu    sync.Mutex
	known map[string]*lookup
}

// lookup is what came of one repository; its lock is held while it is asked
// for.
type lookup struct {
	sync.Mutex
	done bool
	tree *hub.CodeTree
	err  error
}

// filesEndpoint is where the public GitHub gives out the texts of files. They
// count against no quota there.
const filesEndpoint = "https://raw.githubusercontent.com"

// New returns a client. It fails on an endpoint that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	c := &Client{cfg: cfg, known: map[string]*lookup{}}
	var err error
	if c.api, err = exchange.New(cfg.exchange(cfg.Endpoint, DefaultEndpoint, "application/vnd.github+json")); err != nil {
		return nil, fmt.Errorf("read the address of GitHub's API or the token: %w; check GITHUB_API_URL and GITHUB_TOKEN", err)
	}
	files, home := filesEndpoint, filesEndpoint
	if c.byAPI = c.api.Endpoint() != DefaultEndpoint; c.byAPI {
		files, home = cfg.Endpoint, DefaultEndpoint
	}
	c.site = &fetch.Site{FollowLinks: cfg.FollowLinks, NoWeightsHeader: cfg.NoWeightsHeader,
		MaxDocumentBytes: cfg.MaxDocumentBytes, MaxDocuments: cfg.MaxDocuments}
	if c.site.Hub, err = exchange.New(cfg.exchange(files, home, "application/vnd.github.raw+json")); err != nil {
		return nil, err
	}
	if c.site.Web, err = exchange.New(cfg.web()); err != nil {
		return nil, err
	}
	c.memory = &store.Memory{Store: cfg.Cache, Endpoint: c.api.Endpoint(), Offline: cfg.Offline, Trace: cfg.Trace}
	return c, nil
}

// Tree returns what GitHub says of the repository at an address such as
// https://github.com/owner/name. Errors wrap those of package hub, or are that
// of ctx.
func (c *Client) Tree(ctx context.Context, address string) (*hub.CodeTree, error) {
	name, ok := strings.CutPrefix(address, "https://github.com/")
	if owner, repo, two := strings.Cut(name, "/"); !ok || !two || !isName(owner) || !isName(repo) {
		return nil, fmt.Errorf("only repositories on GitHub can be looked into: %w", hub.ErrUnsupported)
	}
	c.mu.Lock()
	l := c.known[strings.ToLower(name)]
	if l == nil {
		l = &lookup{}
		c.known[strings.ToLower(name)] = l
	}
	c.mu.Unlock()
	l.Lock()
	defer l.Unlock()
	if l.done {
		return l.tree, l.err
	}
	l.tree, l.err = c.look(ctx, name)
	l.done = ctx.Err() == nil // what was interrupted is asked for again
	return l.tree, l.err
}

// isName reports whether s can be the name of an owner or a repository.
func isName(s string) bool {
	return s != "" && s != "." && s != ".." && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	})
}

func (c *Client) look(ctx context.Context, name string) (*hub.CodeTree, error) {
	var repo struct {
		FullName string `json:"full_name"`
		URL      string `json:"html_url"`
		Branch   string `json:"default_branch"`
		License  *struct {
			SPDX string `json:"spdx_id"`
		} `json:"license"`
	}
	if _, err := c.get(ctx, name, &repo, question{op: opInfo}); err != nil {
		return nil, err
	}
	t := &hub.CodeTree{ID: cmp.Or(repo.FullName, name), URL: cmp.Or(repo.URL, "https://github.com/"+name)}
	if repo.License != nil {
		t.Licence = cmp.Or(repo.License.SPDX, "NOASSERTION")
	}
	var list tree
	all := question{op: opInfo, query: "recursive=1", below: []string{"git", "trees", branchOr(repo.Branch)}}
	raw, err := c.get(ctx, name, &list, all)
	if err != nil {
		return nil, err
	}
	t.Commit, t.Complete, t.SHA256 = list.SHA, !list.Truncated, doc.Digest(raw)
	for _, f := range list.Tree {
		if f.Type == blob {
			t.Files = append(t.Files, f.Path)
		}
	}
	return t, nil
}

// branchOr is a branch that the API names; what cannot be one, and would lead
// elsewhere in an address, is the head of the repository.
func branchOr(name string) string {
	if name == "" || name == "." || name == ".." {
		return "HEAD"
	}
	return name
}
