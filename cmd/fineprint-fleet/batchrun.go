package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/cmd/fineprint-fleet/internal/dump"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
)

// rounds bounds how often the dump is read for what only the words of cards say
// that a model was made from. Each round follows such a chain one step further.
const rounds = lineage.DefaultDepth

// run audits every repository of the dump. It reads the files three times: for
// the names, for the rows that others were made from, and for the audits. A row
// whose card leads to a further one is put off until that is on the shelf.
func (b *batch) run(ctx context.Context, put putRow) error {
	if err := b.readNames(ctx); err != nil {
		return err
	}
	var err error
	if b.shelf, err = dump.NewShelf(b.index); err != nil {
		return err
	}
	defer func() { _ = b.shelf.Close() }() // it is gone with the program at the latest
	b.source.shelf = b.shelf
	if b.cards != nil {
		defer func() { _ = b.cards.Close() }() // as above
	}
	wanted := func(r *dump.Row) bool { return b.index.IsBase(r.ID) }
	putOff := later(nil)
	for round := 0; ; round++ {
		if err := b.fillShelf(ctx, wanted); err != nil {
			return err
		}
		b.session = b.auditor.Session().Steady()
		next := later{}
		if err := b.auditAll(ctx, putOff, next, round == rounds, put); err != nil {
			return err
		}
		if len(next) == 0 {
			return nil
		}
		putOff = next
		named := putOff.bases()
		wanted = func(r *dump.Row) bool { return named[b.index.Name(r.ID)] }
	}
}

// later are the rows that are put off, by the digest of their names, with what
// they wait for.
type later map[uint64][]uint64

func (l later) bases() map[uint64]bool {
	out := map[uint64]bool{}
	for _, names := range l {
		for _, n := range names {
			out[n] = true
		}
	}
	return out
}

// eachRow reads the files of the dump and hands over their rows.
func (b *batch) eachRow(ctx context.Context, want dump.Set, each func(*dump.Row) error) (have dump.Set, err error) {
	for _, name := range b.files {
		fields, err := eachRowOf(ctx, name, want, each)
		if err != nil {
			return have, err
		}
		have |= fields
	}
	return have, nil
}

func eachRowOf(ctx context.Context, name string, want dump.Set, each func(*dump.Row) error) (dump.Set, error) {
	in, err := dump.Open(name, want)
	if err != nil {
		return 0, err
	}
	defer func() { _ = in.Close() }() // it was read
	for {
		r, err := in.Next()
		if errors.Is(err, io.EOF) {
			return in.Fields(), nil
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return 0, err
		}
		if err := each(r); err != nil {
			return 0, err
		}
	}
}

// readNames fills the index, and says what the dump cannot tell.
func (b *batch) readNames(ctx context.Context) error {
	have, err := b.eachRow(ctx, dump.Names, func(r *dump.Row) error {
		b.told.rows++
		if _, err := b.source.refOf(r); err == nil {
			b.index.Add(r)
		} else {
			b.told.nameless++
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.index.Complete()
	if len(b.cardFiles) > 0 {
		if err := b.readCards(ctx); err != nil {
			return err
		}
		have |= 1 << dump.CardText
	}
	b.told.older = b.told.rows - b.told.nameless - b.index.Len()
	for _, lost := range have.Lost() {
		fmt.Fprintf(b.log, "fineprint-fleet: %s\n", lost)
	}
	return nil
}

// readCards keeps the cards of the files that have them apart from the dump.
func (b *batch) readCards(ctx context.Context) (err error) {
	if b.cards, err = dump.NewCards(b.index); err != nil {
		return err
	}
	for _, name := range b.cardFiles {
		have, err := eachRowOf(ctx, name, dump.Cardful, func(r *dump.Row) error {
			if !b.index.Has(r.ID) {
				return nil
			}
			return b.cards.Put(r)
		})
		if err == nil && !have.Has(dump.CardText) {
			err = usage.Errorf("%s has no column of cards", name)
		}
		if err != nil {
			return err
		}
	}
	b.cards.Complete()
	return nil
}

// lend gives a row its card, where cards stand apart from the dump.
func (b *batch) lend(r *dump.Row) (has bool, err error) {
	if b.cards == nil {
		return true, nil
	}
	return b.cards.Lend(r)
}

// fillShelf puts the rows on the shelf that are wanted there.
func (b *batch) fillShelf(ctx context.Context, wanted func(*dump.Row) bool) error {
	_, err := b.eachRow(ctx, dump.All, func(r *dump.Row) error {
		if !wanted(r) || b.shelf.Has(r.ID) || !b.current(r) {
			return nil
		}
		if _, err := b.lend(r); err != nil {
			return err
		}
		return b.shelf.Put(r)
	})
	return err
}

// share is how many rows a worker takes at once.
const share = 64

// portion are rows that one worker audits.
type portion struct {
	rows []*dump.Row
	done chan struct{}
	out  []*audited
}

// audited is what came of a row; what waits is put off and has no result.
type audited struct {
	row     *dump.Row
	result  *result
	terms   bool     // texts of terms are among its files, unread
	waiting []uint64 // for rows that are not on the shelf
	err     error    // the report could not be written
}

// auditAll audits the rows of the dump, or of one round those that were put off,
// on all processors, and writes the results in the order of the rows.
func (b *batch) auditAll(ctx context.Context, only, next later, last bool, put putRow) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work := make(chan *portion, 2*runtime.GOMAXPROCS(0))
	order := make(chan *portion, 4*runtime.GOMAXPROCS(0))
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for p := range work {
				for _, r := range p.rows {
					p.out = append(p.out, b.audit(ctx, r, last))
				}
				close(p.done)
			}
		}()
	}
	read := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(work)
		read <- b.feed(ctx, only, func(rows []*dump.Row) error {
			p := &portion{rows: rows, done: make(chan struct{})}
			for _, to := range []chan *portion{work, order} {
				select {
				case to <- p:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}()
	for p := range order {
		<-p.done
		if err := b.write(ctx, p, next, put); err != nil {
			stop()
			for p := range order { // let go of those in hand
				<-p.done
			}
			return err
		}
	}
	return errors.Join(<-read, ctx.Err()) // what was audited while it was cut off is not whole
}

// current reports whether a row names a repository, and is the one that counts of
// it. The name of a row that names none may be that of a repository in other letters.
func (b *batch) current(r *dump.Row) bool {
	_, err := b.source.refOf(r)
	return err == nil && b.index.Current(r)
}

// feed hands over the rows that are to be audited, in portions.
func (b *batch) feed(ctx context.Context, only later, hand func([]*dump.Row) error) error {
	var rows []*dump.Row
	_, err := b.eachRow(ctx, dump.All, func(r *dump.Row) error {
		name := b.index.Name(r.ID)
		if !b.current(r) || only != nil && only[name] == nil || only == nil && !b.index.Take(r) {
			return nil
		}
		delete(only, name) // it may stand there again
		has, err := b.lend(r)
		if err != nil {
			return err
		}
		if !has && only == nil {
			b.told.cardless++
		}
		if rows = append(rows, r); len(rows) < share {
			return nil
		}
		full := rows
		rows = nil
		return hand(full)
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	return hand(rows)
}

// audit audits one row.
func (b *batch) audit(ctx context.Context, r *dump.Row, last bool) *audited {
	at, err := b.source.refOf(r)
	if err != nil {
		return &audited{row: r, err: err} // the index has none of these
	}
	defer b.source.hold(at, r)()
	t := b.session.Audit(ctx, audit.Request{Asked: at.String(), Ref: at})
	if t.Target.AnsweredID == "" { // whoever looked for what it was made from asked for it before it was at hand
		t = b.session.Audit(ctx, audit.Request{Asked: at.String(), Ref: at})
	}
	out := &audited{row: r}
	if !last {
		out.waiting = b.missing(&t)
	}
	if out.waiting != nil {
		return out
	}
	out.result = newRow(&b.head, &t)
	out.result.Downloads, out.result.ReadFrom, out.terms = r.Number(dump.Downloads), fromDump, showsTerms(&t)
	if b.reports {
		out.err = out.result.addReport(b.head, t)
	}
	return out
}

// missing lists the repositories upstream that the dump has and the shelf has
// not.
func (b *batch) missing(t *audit.TargetReport) []uint64 {
	var out []uint64
	for _, n := range t.Lineage.Nodes {
		if n.Status == lineage.NotFetched && !strings.Contains(n.ID, ":") && b.index.Has(n.ID) && !b.shelf.Has(n.ID) {
			out = append(out, b.index.Name(n.ID))
		}
	}
	return out
}

// write writes the results of a portion, and notes what is put off.
func (b *batch) write(ctx context.Context, p *portion, next later, put putRow) error {
	for _, a := range p.out {
		if a.waiting != nil {
			next[b.index.Name(a.row.ID)] = a.waiting
			continue
		}
		if a.err != nil {
			return a.err
		}
		b.told.audited++
		a.result.AuditedAt = time.Now().UTC().Format(time.RFC3339)
		if err := put(ctx, a); err != nil {
			return err
		}
	}
	return nil
}
