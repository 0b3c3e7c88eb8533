package main

import (
	"errors"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/cmd/fineprint-fleet/gatestore"
	"github.com/fineprint-audit/fineprint/pkg/gate"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func openStore(t *testing.T, address string) *gatestore.Store {
	t.Helper()
	s, err := gatestore.Open(t.Context(), address, 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func decisionOn(id string, at time.Time) gate.Decision {
	return gate.Decision{Key: gate.Key{Kind: ref.Model, ID: id, Commit: strings.Repeat("a", 40)}, At: at, Until: at.Add(time.Hour),
		Outcome: policy.Fail, Reason: "“no” → never"}
}

// TestStore: what one gate keeps another learns, whole and under the same key
// alone, and what is no decision is none.
func TestStore(t *testing.T) {
	db := startPostgres(t)
	a, b := openStore(t, db.address), openStore(t, db.address)
	if string(a.Secret()) != string(b.Secret()) || len(a.Secret()) < 16 {
		t.Error("the gates have not one secret")
	}
	start := time.Date(2031, 6, 1, 12, 0, 0, 0, time.UTC)
	one, two, private := decisionOn("acme/one", start), decisionOn("Acme/Two", start.Add(time.Minute)), decisionOn("acme/secret", start)
	private.Private = true
	for _, d := range []gate.Decision{one, two, private} {
		if err := a.Keep(t.Context(), d, []byte(d.ID)); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := b.Find(one.Key); ok {
		t.Error("it is found by a gate that did not learn it")
	}
	if err := b.Learn(t.Context(), one.Key); err != nil {
		t.Fatal(err)
	}
	if got, ok := b.Find(one.Key); !ok || got.Reason != one.Reason || !got.Until.Equal(one.Until) {
		t.Errorf("%v %+v", ok, got)
	}
	for words, want := range map[string]string{"": "Acme/Two acme/one", "TWO": "Acme/Two", "secret": "", "%": "", "\x00": "", "\xff": ""} {
		var got []string
		list, err := b.List(t.Context(), words, 9)
		for _, d := range list {
			got = append(got, d.ID)
		}
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%q: %v, %v", words, got, err)
		}
	}
	if report, err := b.Report(t.Context(), two.Number()); string(report) != two.ID || err != nil {
		t.Errorf("report %q, %v", report, err)
	}
	for _, number := range []string{"00000000000000000000", "' OR true --", "\x00", ""} {
		_, err := b.Report(t.Context(), number)
		if _, err2 := b.Numbered(t.Context(), number); !errors.Is(err, gate.ErrNone) || !errors.Is(err2, gate.ErrNone) {
			t.Errorf("%q: %v, %v", number, err, err2)
		}
	}
	db.exec(`UPDATE gate_decision SET decision = CASE name WHEN 'acme/two' THEN '{"id"' ELSE decision END,
		number = CASE name WHEN 'acme/secret' THEN '` + decisionOn("acme/other", start).Number() + `' ELSE number END`)
	for _, d := range []gate.Decision{two, decisionOn("acme/other", start)} {
		if err := b.Learn(t.Context(), d.Key); err != nil {
			t.Errorf("%s: %v", d.ID, err)
		}
		if _, ok := b.Find(d.Key); ok {
			t.Errorf("%s: what is damaged, or is on something else, is found", d.ID)
		}
	}
}

// TestPlain: what is said of a database does not say its password.
func TestPlain(t *testing.T) {
	for name, want := range map[string]string{
		"postgres://gate:secret@db/gate":                "postgres://gate:xxxxx@db/gate",
		"postgresql://gate@db/gate?password=secret&a=b": "postgresql://gate@db/gate?a=b&password=xxxxx",
		"postgres://gate:secret%zz@db/gate":             "postgres://…, which is no address",
		"postgres://gate@db/gate":                       "postgres://gate@db/gate",
		"folder/fleet:secret@home.db":                   "folder/fleet:secret@home.db",
	} {
		if got := plain(name); got != want {
			t.Errorf("%s is told as %s", name, got)
		}
	}
}

// TestClaim: one gate at a time has it, for one key, and whoever comes next knows
// what was decided.
func TestClaim(t *testing.T) {
	db := startPostgres(t)
	a, b := openStore(t, db.address), openStore(t, db.address)
	one, two := decisionOn("acme/one", time.Now()), decisionOn("acme/two", time.Now())
	release, err := a.Claim(t.Context(), one.Key)
	if err != nil {
		t.Fatal(err)
	}
	other, err := b.Claim(t.Context(), two.Key)
	if err != nil {
		t.Fatal(err)
	}
	other()
	if _, err := b.Claim(t.Context(), one.Key); !errors.Is(err, gate.ErrTaken) {
		t.Errorf("two have one claim: %v", err)
	}
	if err := a.Keep(t.Context(), one, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	release()
	if other, err = b.Claim(t.Context(), one.Key); err != nil {
		t.Fatal(err)
	}
	other()
	if _, ok := b.Find(one.Key); !ok {
		t.Error("who comes next does not know what was decided")
	}
}

// TestReaders: any number of readers keep no decision waiting.
func TestReaders(t *testing.T) {
	db := startPostgres(t)
	s := openStore(t, db.address)
	other := db.open()
	defer other.Close()
	held, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := held.ExecContext(t.Context(), "LOCK TABLE gate_decision IN ACCESS EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for range 50 {
		readers.Go(func() { _, _ = s.List(t.Context(), "", 9) }) // as long as the table is locked, none comes to an end
	}
	until(t, "readers that wait", func() bool {
		return db.query("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'gate_decision'::regclass") == "2"
	})
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("readers take all connections: %v", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	readers.Wait()
}

// TestStoreReadOnly: a database that takes nothing is not ready, one that took
// nothing is ready again when it does, and a gate needs no right to make tables.
func TestStoreReadOnly(t *testing.T) {
	db := startPostgres(t)
	openStore(t, db.address)
	db.exec("CREATE ROLE gate LOGIN; GRANT SELECT, INSERT, UPDATE ON gate_decision, gate_secret TO gate")
	u, err := url.Parse(db.address)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User("gate")
	poor := openStore(t, u.String())
	if err := errors.Join(poor.Ready(t.Context()), poor.Keep(t.Context(), decisionOn("acme/one", time.Now()), []byte("{}"))); err != nil {
		t.Errorf("a gate with the rights that it needs: %v", err)
	}
	db.exec("REVOKE INSERT, UPDATE ON gate_decision, gate_secret FROM gate")
	if err := poor.Keep(t.Context(), decisionOn("acme/two", time.Now()), []byte("{}")); err == nil || poor.Ready(t.Context()) == nil {
		t.Errorf("without them: %v, %v", err, poor.Ready(t.Context()))
	}
	if _, ok := poor.Find(decisionOn("acme/two", time.Now()).Key); ok {
		t.Error("what was not kept is found")
	}
	db.exec("GRANT INSERT, UPDATE ON gate_decision, gate_secret TO gate")
	if err := poor.Ready(t.Context()); err != nil {
		t.Errorf("with them again: %v", err)
	}
	db.exec("ALTER ROLE postgres SET default_transaction_read_only = on")
	if err := openStore(t, db.address).Ready(t.Context()); err == nil {
		t.Error("a database that can be read only is ready")
	}
}
