package github

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// DefaultEndpoint is the address of GitHub's API.
const DefaultEndpoint = "https://api.github.com"

// Config sets up a Client. The zero Config asks the public API anonymously,
// which answers 60 requests an hour; a repository takes two.
type Config struct {
	Endpoint  string // base address; empty is DefaultEndpoint
	Token     string // sent to DefaultEndpoint only
	SendToken bool   // send Token also to another Endpoint
	Offline   bool   // no request leaves
	UserAgent string // empty is "fineprint"

	Timeout  time.Duration // of one request, its body included; zero is 30 s
	MaxBytes int64         // of one answer; zero is 16 MiB

	Transport http.RoundTripper                                // nil is net/http's own
	Now       func() time.Time                                 // nil is time.Now
	Sleep     func(ctx context.Context, d time.Duration) error // nil waits for real
	Trace     func(hub.Step)                                   // told what is asked; nil tells nobody
}

// Client asks one API. It is safe for concurrent use and asks for each
// repository once.
type Client struct {
	cfg Config
	api *exchange.Client

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

// New returns a client. It fails on an endpoint that is not an http or https
// address.
func New(cfg Config) (*Client, error) {
	cfg.Endpoint = cmp.Or(cfg.Endpoint, DefaultEndpoint)
	cfg.MaxBytes = cmp.Or(cfg.MaxBytes, 16<<20)
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the default where no clock is injected
	}
	api, err := exchange.New(exchange.Config{
		Endpoint: cfg.Endpoint, Home: DefaultEndpoint, Token: cfg.Token, SendToken: cfg.SendToken, Offline: cfg.Offline, UserAgent: cfg.UserAgent,
		Header:  map[string]string{"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": apiVersion},
		Timeout: cfg.Timeout, Retries: furtherTries, MaxWait: maxWait, MaxHops: maxHops, StayHome: true,
		Protocol: protocol(cfg.Now), Transport: cfg.Transport, Now: cfg.Now, Sleep: cfg.Sleep,
		Trace: cfg.Trace,
	})
	if err != nil {
		return nil, fmt.Errorf("read the address of GitHub's API or the token: %w; check GITHUB_API_URL and GITHUB_TOKEN", err)
	}
	return &Client{cfg: cfg, api: api, known: map[string]*lookup{}}, nil
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
	if _, err := c.get(ctx, name, &repo, ""); err != nil {
		return nil, err
	}
	t := &hub.CodeTree{ID: cmp.Or(repo.FullName, name), URL: cmp.Or(repo.URL, "https://github.com/"+name)}
	if repo.License != nil {
		t.Licence = cmp.Or(repo.License.SPDX, "NOASSERTION")
	}
	var list struct {
		SHA       string
		Truncated bool
		Tree      []struct{ Path, Type string }
	}
	digest, err := c.get(ctx, name, &list, "recursive=1", "git", "trees", cmp.Or(repo.Branch, "HEAD"))
	if err != nil {
		return nil, err
	}
	t.Commit, t.Complete, t.SHA256 = list.SHA, !list.Truncated, digest
	for _, f := range list.Tree {
		if f.Type == "blob" {
			t.Files = append(t.Files, f.Path)
		}
	}
	return t, nil
}

// get asks for a path below a repository's and decodes the answer. It returns
// the digest of the answer.
func (c *Client) get(ctx context.Context, name string, into any, query string, below ...string) (digest string, err error) {
	u := c.api.Join(append(append([]string{"repos"}, strings.Split(name, "/")...), below...)...)
	u.RawQuery = query
	q := exchange.Request{Op: "code repository", ID: name, URL: u, Limit: c.cfg.MaxBytes}
	a, err := c.api.Get(ctx, q)
	if err != nil {
		return "", err
	}
	if err := json.Unmarshal(a.Body, into); err != nil {
		return "", c.api.BadAnswer(q, a, err)
	}
	sum := sha256.Sum256(a.Body)
	return hex.EncodeToString(sum[:]), nil
}
