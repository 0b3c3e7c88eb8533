package hubtest

import (
	"cmp"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Hub is the fake hub. Set it up before it serves; it is then safe for
// concurrent use.
type Hub struct {
	Repos []*Repo
	// Tokens maps each token that the hub accepts to the ids of the
	// repositories it may read; "*" stands for all of them.
	Tokens map[string][]string
	// Quota is the number of requests of each bucket (api, resolvers, pages)
	// allowed in one window; zero means so many that nobody meets the limit.
	Quota int
	// Window is how long a window of the quota lasts, in whole seconds; zero: the
	// first never ends, and it is said to last for five minutes.
	Window time.Duration
	// Latency is how long every answer takes.
	Latency time.Duration
	// CDN is the base address that large files are redirected to; empty means
	// the hub's own address.
	CDN string

	mu      sync.Mutex
	log     []Request
	unknown []string
	faults  []*activeFault
	used    map[string]int
	began   time.Time // of the window
	index   map[[2]string]*Repo
	indexed int // how many repositories the index was made of
}

// Repo is one repository of the fake hub.
type Repo struct {
	Kind        string // "models", "datasets" or "spaces"
	ID          string // owner/name, or a single name
	Files       map[string][]byte
	Gated       string // "", "auto" or "manual"
	Private     bool
	Disabled    bool
	RenamedFrom []string // ids that redirect here
	Tags        []string // beside those that the hub draws from the card
	// CardData is the hub's copy of the card's metadata, where it is not that of
	// the card; empty and not nil for none.
	CardData    map[string]any
	PipelineTag string
	Library     string
	ModelType   string
	AutoMap     map[string]string // classes of the repository's own code, by the class they stand in for
	Large       map[string]int64  // files kept in LFS, with the size they claim
	Scans       map[string]string // levels by path, for files with issues
	ScansDone   bool
	Revisions   []string // names beside main that answer; all at the same commit
	Modified    time.Time
	Title       string    // of the last commit; empty is "Add files"
	History     []Version // the commits before the last, the oldest first
}

// Request is one request that the hub received. It never holds a token.
type Request struct {
	Method, Path, Query string
	Authorized          bool // the request carried an Authorization header
	Status              int  // of the answer; 0 when it was cut off
}

// String returns "GET /path?query 200".
func (r Request) String() string {
	path := r.Path
	if r.Query != "" {
		path += "?" + r.Query
	}
	return fmt.Sprintf("%s %s %d", r.Method, path, r.Status)
}

// Requests returns the log so far.
func (h *Hub) Requests() []Request {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.log)
}

// Unknown returns the requests for which the Hub has no route, as
// "METHOD path".
func (h *Hub) Unknown() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.unknown)
}

// Commit returns the sha of the repository's last commit. It depends on the
// content alone, and on how many commits there are before it.
func (r *Repo) Commit() string {
	sum := sha1.New()
	fmt.Fprintln(sum, r.Kind, r.ID)
	if n := len(r.History); n > 0 {
		fmt.Fprintln(sum, "commits before:", n)
	}
	for _, name := range r.paths() {
		fmt.Fprintln(sum, name, blobSHA1(r.Files[name]))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// HubID returns the immutable id of the repository: 24 hexadecimal digits.
func (r *Repo) HubID() string {
	sum := sha256.Sum256([]byte(r.Kind + "/" + r.ID))
	return hex.EncodeToString(sum[:12])
}

func (r *Repo) paths() []string {
	names := slices.Collect(maps.Keys(r.Files))
	for name := range r.Large {
		if _, ok := r.Files[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (r *Repo) owner() string {
	owner, _, ok := strings.Cut(r.ID, "/")
	if !ok {
		return ""
	}
	return owner
}

// singular returns the kind as the Hub writes it in JSON: "model".
func (r *Repo) singular() string { return strings.TrimSuffix(r.Kind, "s") }

func (r *Repo) modified() string {
	at := r.Modified
	if at.IsZero() {
		at = time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}

// isLarge reports whether the file is kept in LFS.
func (r *Repo) isLarge(name string) bool { _, ok := r.Large[name]; return ok }

// size returns the size of a file's content.
func (r *Repo) size(name string) int64 {
	if n, ok := r.Large[name]; ok && n > 0 {
		return n
	}
	return int64(len(r.Files[name]))
}

// find returns the repository with exactly this id, or the one that answers
// for it: renamed, or written in another letter case.
func (h *Hub) find(kind, id string) (repo *Repo, moved bool) {
	if r := h.exactly(kind, id); r != nil {
		return r, false
	}
	for _, r := range h.Repos {
		if r.Kind == kind && (slices.Contains(r.RenamedFrom, id) || strings.EqualFold(r.ID, id)) {
			return r, true
		}
	}
	return nil, false
}

// exactly returns the repository with exactly this id. A hub may hold hundreds of
// thousands, so that it is not looked for one by one.
func (h *Hub) exactly(kind, id string) *Repo {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.indexed != len(h.Repos) {
		h.indexed = len(h.Repos)
		h.index = make(map[[2]string]*Repo, len(h.Repos))
		for _, r := range slices.Backward(h.Repos) { // of two of a name the first answers
			h.index[[2]string{r.Kind, r.ID}] = r
		}
	}
	return h.index[[2]string{kind, id}]
}

// blobSHA1 returns the git id of a file's content.
func blobSHA1(content []byte) string {
	sum := sha1.New()
	fmt.Fprintf(sum, "blob %d\x00", len(content))
	sum.Write(content)
	return hex.EncodeToString(sum.Sum(nil))
}

// contentSHA256 returns the digest of an LFS file's content. Pretend content
// has a digest of its name.
func (r *Repo) contentSHA256(name string) string {
	content, ok := r.Files[name]
	if !ok {
		content = []byte(cmp.Or(r.ID, r.Kind) + "/" + name)
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// TakeRequests returns the log so far and clears it.
func (h *Hub) TakeRequests() []Request {
	h.mu.Lock()
	defer h.mu.Unlock()
	log := h.log
	h.log = nil
	return log
}

// Accept makes the hub accept a token that may read the repositories with
// these ids; "*" stands for all of them.
func (h *Hub) Accept(token string, ids ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.Tokens == nil {
		h.Tokens = map[string][]string{}
	}
	h.Tokens[token] = ids
}
