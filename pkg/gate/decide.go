package gate

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// Why nothing was decided. Each refuses.
var (
	// errLater says that there will be a decision, and that there is none yet.
	errLater = errors.New("the model is still being audited")
	// errBroken says that fineprint itself failed on a repository.
	errBroken = errors.New("the audit failed; whoever runs the gate finds why in its log")
	// errStore says that decisions cannot be kept, or those of other gates not be
	// asked for. What exactly failed is for whoever runs the gate.
	errStore = errors.New("decisions cannot be kept now; whoever runs the gate finds why in its log")
)

// decider makes decisions and remembers them. Any number of callers that wait
// for the same one share one audit, which goes on when they give up.
type decider struct {
	engine  atomic.Pointer[Engine]
	store   Store
	brief   Memory // decisions that nothing is lost with: on what the gate did not see
	secret  []byte // keys the digests of tokens
	now     func() time.Time
	wait    time.Duration // for an audit, before the client is told to ask again
	limit   time.Duration // of one audit
	slots   chan struct{} // one for each audit at a time
	told    func(Event)
	flights singleflight.Group
	audits  atomic.Int64 // so far
	took    atomic.Int64 // by all of them, in milliseconds
}

// owner stands for a token in keys. Empty for none.
func (d *decider) owner(token string) string {
	if token == "" {
		return ""
	}
	mac := hmac.New(sha256.New, d.secret)
	mac.Write([]byte(token))
	return hex.EncodeToString(mac.Sum(nil)[:12])
}

// decide decides on a repository at a commit, for the owner of a token: once for
// everybody where everybody sees it, else for that token alone.
func (d *decider) decide(ctx context.Context, r ref.Ref, token string) (Decision, error) {
	k := Key{Kind: r.Kind, ID: r.ID(), Commit: r.Revision}
	late := time.NewTimer(d.wait)
	defer late.Stop()
	shared, err := d.settle(ctx, k, r, "", late.C)
	if err != nil || !shared.Restricted {
		return shared, err
	}
	if token == "" { // whoever shows no token learns nothing that the hub would not say
		shared.Unseen = true
		return shared, nil
	}
	k.Owner = d.owner(token)
	return d.settle(ctx, k, r, token, late.C)
}

// settle returns the decision that holds on a key, and makes it where there is
// none. When the profile changes meanwhile, what was decided is decided anew. late
// tells when a client has waited long enough.
func (d *decider) settle(ctx context.Context, k Key, r ref.Ref, token string, late <-chan time.Time) (Decision, error) {
	for {
		engine := d.engine.Load()
		if found, ok := d.known(engine, k); ok {
			return found, nil
		}
		flight := d.flights.DoChan(fmt.Sprint(k, engine.Profile.SHA256, engine.Rules, engine.Reading), func() (any, error) {
			return d.make(context.WithoutCancel(ctx), engine, k, r, token)
		})
		select {
		case <-ctx.Done():
			return Decision{}, ctx.Err()
		case <-late:
			return Decision{}, errLater
		case result := <-flight:
			if result.Err != nil {
				return Decision{}, result.Err
			}
			if made := result.Val.(Decision); d.engine.Load() == engine {
				return made, nil
			}
		}
	}
}

// known returns the decision that holds on a key.
func (d *decider) known(e *Engine, k Key) (Decision, bool) {
	for _, s := range []Store{d.store, &d.brief} {
		if found, ok := s.Find(k); ok && found.holds(e, d.now()) {
			return found, true
		}
	}
	return Decision{}, false
}

// make makes a decision, unless another gate has or makes it. While it does, this
// one waits, and keeps nothing back that the audits of other models need.
func (d *decider) make(ctx context.Context, engine *Engine, k Key, r ref.Ref, token string) (Decision, error) {
	ctx, cancel := context.WithTimeout(ctx, d.limit)
	defer cancel()
	for {
		if err := d.store.Learn(ctx, k); err != nil {
			return Decision{}, d.lost(ctx, Decision{Key: k}, err)
		}
		if found, ok := d.known(engine, k); ok {
			return found, nil // also when it was made between the look and the flight
		}
		made, err := d.turn(ctx, engine, k, r, token)
		if !errors.Is(err, ErrTaken) {
			return made, err
		}
		select {
		case <-ctx.Done():
			return Decision{}, errLater
		case <-time.After(lookAgain):
		}
	}
}

// lookAgain is the time between looks at what another gate is deciding.
const lookAgain = 200 * time.Millisecond

// turn audits, or returns ErrTaken.
func (d *decider) turn(ctx context.Context, engine *Engine, k Key, r ref.Ref, token string) (Decision, error) {
	select {
	case d.slots <- struct{}{}:
		defer func() { <-d.slots }()
	case <-ctx.Done():
		return Decision{}, errLater
	}
	release, err := d.store.Claim(ctx, k)
	if errors.Is(err, ErrTaken) {
		return Decision{}, err
	}
	if err != nil {
		return Decision{}, d.lost(ctx, Decision{Key: k}, err)
	}
	defer release()
	if found, ok := d.known(engine, k); ok {
		return found, nil
	}
	return d.audit(ctx, engine, k, r, token)
}

// lost tells why decisions cannot be kept, and what clients are told.
func (d *decider) lost(ctx context.Context, of Decision, err error) error {
	if ctx.Err() != nil {
		return errLater // there was no time for it
	}
	d.told(Event{What: Failed, Decision: of, Error: "decisions cannot be kept: " + err.Error()})
	return errStore
}

// audit audits a repository and keeps the decision.
func (d *decider) audit(ctx context.Context, engine *Engine, k Key, r ref.Ref, token string) (Decision, error) {
	began := d.now()
	report, err := careful(ctx, engine, r, token)
	if err != nil {
		d.told(Event{What: Failed, Decision: Decision{Key: k}, Error: err.Error()})
		return Decision{}, errBroken
	}
	made := decisionOf(k, report.Report, d.now())
	made.Reading = engine.Reading
	d.audits.Add(1)
	d.took.Add(made.At.Sub(began).Milliseconds())
	switch {
	case made.Passing:
		return made, nil
	case made.Unseen:
		return made, d.brief.Keep(ctx, made, nil)
	}
	var body bytes.Buffer
	if err = writeReport(&body, "json", report); err == nil {
		err = d.store.Keep(ctx, made, body.Bytes())
	}
	if err != nil {
		return Decision{}, d.lost(ctx, made, err)
	}
	d.told(Event{What: Decided, Decision: made})
	return made, nil
}

// careful audits, and outlives an audit that does not: what others publish must
// not bring the gate down for everybody.
func careful(ctx context.Context, e *Engine, r ref.Ref, token string) (report render.Report, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the audit of %s failed: %v\n%s", r, fault, debug.Stack())
		}
	}()
	report = render.NewReport(e.Audit(ctx, r, token))
	if len(report.Reports) != 1 {
		err = fmt.Errorf("the audit of %s has %d reports", r, len(report.Reports))
	}
	return report, err
}

// writeReport writes a report in a format.
func writeReport(to *bytes.Buffer, format string, report render.Report) error {
	f, err := render.Lookup(format)
	if err != nil {
		return err
	}
	return f.Write(render.Page{W: to}, report)
}
