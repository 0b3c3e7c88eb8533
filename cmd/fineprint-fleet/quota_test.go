package main

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// service counts requests in fixed windows, as the hub does.
type service struct {
	limit, used int
	length      time.Duration
	end         time.Time
	refused     int
	windows     []int // requests of the windows before
}

func (s *service) answer(now time.Time) *exchange.Quota {
	for !now.Before(s.end) {
		if s.used > 0 {
			s.windows = append(s.windows, s.used)
		}
		s.used, s.end = 0, s.end.Add(s.length)
	}
	s.used++
	if s.used > s.limit {
		s.refused++
	}
	seconds := (s.end.Sub(now) + time.Second - 1) / time.Second
	return &exchange.Quota{Remaining: max(s.limit-s.used, 0), Reset: seconds * time.Second, Limit: s.limit}
}

// TestSharedQuota: whatever the order in which several workers ask and their
// answers come, the hub never has to refuse, and next to nothing of what it gives
// is left unused.
func TestSharedQuota(t *testing.T) {
	for seed := range uint64(4) {
		db, err := openDatabase(context.Background(), filepath.Join(t.TempDir(), "fleet.db"))
		if err != nil {
			t.Fatal(err)
		}
		now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
		hub := &service{limit: 1000, length: 300 * time.Second, end: now.Add(170 * time.Second)}
		drawn := rand.New(rand.NewPCG(seed, 1))
		var workers []*quota
		for range 3 {
			q := newQuota(db, "token")
			q.now = func() time.Time { return now }
			workers = append(workers, q)
		}
		simulate(t, workers, hub, &now, drawn)
		if hub.refused > 0 {
			t.Errorf("seed %d: the hub refused %d requests", seed, hub.refused)
		}
		for i, n := range hub.windows[1:] { // the first began before anybody asked
			if n < 970 {
				t.Errorf("seed %d: window %d: only %d of 1000 were used", seed, i+1, n)
			}
		}
		if len(hub.windows) < 3 {
			t.Fatalf("only %d windows", len(hub.windows))
		}
		db.Close()
	}
}

// sent is a request on its way.
type sent struct {
	by     *quota
	answer *exchange.Quota
	at     time.Time // when the answer is there
}

// simulate lets workers ask as often as they may, with answers that take up to
// a second and overtake one another.
func simulate(t *testing.T, workers []*quota, hub *service, now *time.Time, drawn *rand.Rand) {
	t.Helper()
	ctx := context.Background()
	var way []sent
	for end := now.Add(1000 * time.Second); now.Before(end); *now = now.Add(50 * time.Millisecond) {
		for i := 0; i < len(way); i++ {
			if s := way[i]; !now.Before(s.at) {
				if err := s.by.Heard(ctx, "api", s.answer); err != nil {
					t.Fatal(err)
				}
				way = append(way[:i], way[i+1:]...)
				i--
			}
		}
		for _, w := range workers {
			wait, err := w.Take(ctx, "api")
			if err != nil {
				t.Fatal(err)
			}
			if wait == 0 {
				way = append(way, sent{w, hub.answer(*now), now.Add(time.Duration(drawn.Int64N(int64(time.Second))))})
			}
		}
	}
}

// TestSilentHub: a hub that announces nothing is asked as often as one likes.
func TestSilentHub(t *testing.T) {
	db, err := openDatabase(context.Background(), filepath.Join(t.TempDir(), "fleet.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	q := newQuota(db, "token")
	ctx := context.Background()
	for i := range 100 {
		if wait, err := q.Take(ctx, "api"); err != nil || wait > 0 {
			t.Fatalf("request %d: wait %v, %v", i, wait, err)
		}
		if err := q.Heard(ctx, "api", nil); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOpenWindows: status tells of the windows that are open, not of those that
// are over.
func TestOpenWindows(t *testing.T) {
	db, err := openDatabase(context.Background(), filepath.Join(t.TempDir(), "fleet.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()
	q := newQuota(db, "token")
	for bucket, ago := range map[string]time.Duration{"api": 0, "resolvers": time.Hour} {
		q.now = func() time.Time { return time.Now().Add(-ago) }
		if _, err := q.Take(ctx, bucket); err != nil {
			t.Fatal(err)
		}
		if err := q.Heard(ctx, bucket, &exchange.Quota{Remaining: 9, Reset: 5 * time.Minute, Limit: 10}); err != nil {
			t.Fatal(err)
		}
	}
	s, err := db.status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Quota) != 1 || !strings.Contains(s.Quota[0].Bucket, "api") {
		t.Errorf("windows: %+v", s.Quota)
	}
}
