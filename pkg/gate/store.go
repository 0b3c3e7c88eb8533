package gate

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
)

// Store keeps decisions, of one gate or of several that share it. What fails
// refuses: nothing that could not be asked or kept is let through.
// Implementations are safe for concurrent use.
type Store interface {
	// Find returns the last decision on a key that this process knows of. It asks
	// nobody: every request does it.
	Find(k Key) (Decision, bool)
	// Learn has Find know what other gates decided on a key.
	Learn(ctx context.Context, k Key) error
	// Claim keeps other gates from deciding on a key until release is called, and
	// learns what they decided before. While one of them does it is ErrTaken.
	Claim(ctx context.Context, k Key) (release func(), err error)
	// Keep keeps a decision in place of that on the same key, with its report in
	// JSON. It returns nil when the decision would outlive a crash; until then it
	// is none.
	Keep(ctx context.Context, d Decision, report []byte) error
	// Report returns the report of the decision of that number; ErrNone where there
	// is none.
	Report(ctx context.Context, number string) ([]byte, error)
	// Numbered returns the decision of that number, or ErrNone.
	Numbered(ctx context.Context, number string) (Decision, error)
	// List returns decisions whose name holds words, the newest first, at most n.
	// Private repositories are not listed.
	List(ctx context.Context, words string, n int) ([]Decision, error)
	// Ready returns why a decision cannot be kept now, as far as is known.
	Ready(ctx context.Context) error
}

// ErrTaken says that another gate is deciding on a key.
var ErrTaken = errors.New("another gate is deciding on it")

// ErrNone says that a store has no decision, or no report, of a number.
var ErrNone = errors.New("no decision of that number is kept")

// Memory keeps decisions as long as the process lives, and reports of the last
// ones. The zero Memory is ready.
type Memory struct {
	mu      sync.RWMutex
	byKey   map[Key]Decision
	number  map[string]Key
	order   []Key // the oldest first; a key may stand in it twice
	reports map[string][]byte
	recent  []string // numbers of the reports, the oldest first
}

// Bounds of a Memory. The oldest goes first.
const (
	maxReports   = 500
	maxDecisions = 100_000
)

// Find returns the last decision on a key.
func (m *Memory) Find(k Key) (Decision, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	d, ok := m.byKey[k]
	return d, ok
}

// Learn returns nil: what others decide is nothing to a Memory.
func (m *Memory) Learn(context.Context, Key) error { return nil }

// Claim returns at once: nobody else decides.
func (m *Memory) Claim(context.Context, Key) (release func(), err error) { return func() {}, nil }

// Keep keeps a decision; report may be nil where another place has it.
func (m *Memory) Keep(_ context.Context, d Decision, report []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byKey == nil {
		m.byKey, m.number, m.reports = map[Key]Decision{}, map[string]Key{}, map[string][]byte{}
	}
	m.byKey[d.Key], m.number[d.Number()] = d, d.Key
	m.order = append(m.order, d.Key)
	if len(m.order) > 2*len(m.byKey)+1000 {
		m.order = lastOnly(m.order)
	}
	if len(m.byKey) > maxDecisions {
		m.order = lastOnly(m.order)
		oldest := m.order[0]
		m.order = m.order[1:]
		delete(m.byKey, oldest)
		delete(m.number, oldest.Number())
	}
	if report == nil {
		return nil
	}
	if m.reports[d.Number()] == nil {
		m.recent = append(m.recent, d.Number())
	}
	m.reports[d.Number()] = report
	if len(m.recent) > maxReports {
		delete(m.reports, m.recent[0])
		m.recent = m.recent[1:]
	}
	return nil
}

// lastOnly leaves of every key the last.
func lastOnly(keys []Key) []Key {
	seen := map[Key]bool{}
	var out []Key
	for _, k := range slices.Backward(keys) {
		if !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	slices.Reverse(out)
	return out
}

// Report returns the report of the decision of that number.
func (m *Memory) Report(_ context.Context, number string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.reports[number]; r != nil {
		return r, nil
	}
	return nil, ErrNone
}

// Ready returns nil: there is room as long as the process lives.
func (m *Memory) Ready(context.Context) error { return nil }

// Numbered returns the decision of that number.
func (m *Memory) Numbered(_ context.Context, number string) (Decision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k, ok := m.number[number]; ok {
		return m.byKey[k], nil
	}
	return Decision{}, ErrNone
}

// All returns the decisions, the oldest first.
func (m *Memory) All() []Decision {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]Decision, 0, len(m.byKey))
	for _, k := range lastOnly(m.order) {
		out = append(out, m.byKey[k])
	}
	return out
}

// List returns decisions whose name holds words, the newest first, at most n. It
// looks at one after the other, so that nobody who asks for a file waits for
// somebody who searches.
func (m *Memory) List(_ context.Context, words string, n int) ([]Decision, error) {
	m.mu.RLock()
	order := slices.Clone(m.order)
	m.mu.RUnlock()
	words = strings.ToLower(words)
	seen := map[Key]bool{}
	out := []Decision{}
	for _, k := range slices.Backward(order) {
		d, ok := m.Find(k)
		if !ok || seen[k] || !d.Listed() || !strings.Contains(strings.ToLower(d.Name()), words) {
			continue
		}
		seen[k] = true
		if out = append(out, d); len(out) == n {
			break
		}
	}
	return out, nil
}
