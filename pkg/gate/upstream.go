package gate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Why there is no commit to decide on.
var (
	// errHubSays says that the hub refuses by itself, or sends the client to
	// another name: what it says is the answer.
	errHubSays = errors.New("the hub has no such revision for this client")
	// errHubLater says that the hub could not be asked.
	errHubLater = errors.New("the hub could not be asked")
)

// upstream is the hub behind the gate.
type upstream struct {
	base       *url.URL
	transport  http.RoundTripper
	own        string // the gate's token; empty for none
	passTokens bool   // clients' tokens belong to this hub
	now        func() time.Time

	flights singleflight.Group
	mu      sync.Mutex
	heads   map[string]head // by "token ref"
}

// head is what a revision last was.
type head struct {
	commit string
	until  time.Time
}

// Times and numbers of what revisions are.
const (
	branchHolds = 30 * time.Second // as long may a branch be an older commit here than at the hub
	askLimit    = 10 * time.Second
	maxHeads    = 20_000
	maxInfo     = 16 << 20
)

// commit says which commit a revision is: one that everybody sees, or that the
// owner of the token sees. The error is errHubSays or errHubLater.
func (u *upstream) commit(ctx context.Context, r ref.Ref, token string) (string, error) {
	if full := strings.ToLower(r.Revision); ref.IsGitCommit(full) {
		return full, nil
	}
	commit, err := u.head(ctx, r, u.own)
	if errors.Is(err, errHubSays) && token != "" && token != u.own {
		return u.head(ctx, r, token)
	}
	return commit, err
}

// head asks the hub, or remembers what it said a moment ago.
func (u *upstream) head(ctx context.Context, r ref.Ref, token string) (string, error) {
	key := token + " " + r.String()
	u.mu.Lock()
	known, ok := u.heads[key]
	u.mu.Unlock()
	if ok && u.now().Before(known.until) {
		return known.commit, nil
	}
	flight := u.flights.DoChan(key, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askLimit)
		defer cancel()
		commit, err := u.ask(ctx, r, token)
		if err == nil {
			u.remember(key, commit)
		}
		return commit, err
	})
	select {
	case <-ctx.Done():
		return "", errHubLater
	case result := <-flight:
		return result.Val.(string), result.Err
	}
}

func (u *upstream) remember(key, commit string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.heads == nil || len(u.heads) >= maxHeads {
		u.heads = map[string]head{}
	}
	u.heads[key] = head{commit, u.now().Add(branchHolds)}
}

// forget drops what a revision was: the hub answered from another commit.
func (u *upstream) forget() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.heads = nil
}

// ask asks the hub which commit a revision is.
func (u *upstream) ask(ctx context.Context, r ref.Ref, token string) (string, error) {
	var answer struct{ SHA string }
	if err := u.info(ctx, r, token, "expand=sha", &answer); err != nil {
		return "", err
	}
	if answer.SHA = strings.ToLower(answer.SHA); !ref.IsGitCommit(answer.SHA) {
		return "", errHubSays
	}
	return answer.SHA, nil
}

// info reads what the hub says of a repository.
func (u *upstream) info(ctx context.Context, r ref.Ref, token, query string, into any) error {
	parts := append([]string{"api", string(r.Kind) + "s"}, strings.Split(r.ID(), "/")...)
	if r.Revision != "" {
		parts = append(parts, "revision", r.Revision)
	}
	to := u.at(Asked{parts: parts, rev: -1}.Target(""), query)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, to.String(), nil)
	if err != nil {
		return errHubSays
	}
	req.Header.Set("User-Agent", "fineprint-gate")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := u.transport.RoundTrip(req)
	if err != nil {
		return fmt.Errorf("%w: %w", errHubLater, err)
	}
	defer resp.Body.Close()
	switch s := resp.StatusCode; {
	case s == http.StatusOK:
	case s == http.StatusRequestTimeout || s == http.StatusTooManyRequests || s >= http.StatusInternalServerError:
		return fmt.Errorf("%w: it answers %d", errHubLater, s)
	default:
		return errHubSays
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxInfo)).Decode(into); err != nil {
		return fmt.Errorf("%w: %w", errHubLater, err)
	}
	return nil
}

// at is an address of the hub.
func (u *upstream) at(escaped, query string) *url.URL {
	to := *u.base
	to.RawPath = u.base.EscapedPath() + escaped
	to.Path, _ = url.PathUnescape(to.RawPath) // what the gate escaped can be unescaped
	to.RawQuery = query
	return &to
}

// path returns the escaped path below the hub's base of an address of the hub.
func (u *upstream) path(to *url.URL) (escaped string, ok bool) {
	if to.Scheme != u.base.Scheme || !strings.EqualFold(to.Host, u.base.Host) || to.User != nil {
		return "", false
	}
	rest, below := strings.CutPrefix(to.EscapedPath(), u.base.EscapedPath())
	return rest, below && strings.HasPrefix(rest, "/")
}
