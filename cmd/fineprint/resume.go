package main

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func shardFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "shard", Usage: "audit part `I/N` of the targets alone, such as 3/16; the N parts are all of them, each once"},
		&cli.StringFlag{Name: "resume", Usage: "append a report of each target to `FILE`, a JSON document a line, and leave out those that it " +
			"holds already"},
	}
}

// shardOf keeps the targets of the part that --shard names. A digest of its
// name puts a target into a part, so that a longer list does not move it.
func shardOf(c *cli.Context, targets []audit.Request) ([]audit.Request, error) {
	if c.String("shard") == "" {
		return targets, nil
	}
	var i, n uint64
	var rest string
	if got, _ := fmt.Sscanf(c.String("shard")+" .", "%d/%d %s", &i, &n, &rest); got != 3 || rest != "." || i < 1 || i > n {
		return nil, usage.Errorf("--shard is I/N, a part of N from 1 to N, such as 3/16, not %q", c.String("shard"))
	}
	var out []audit.Request
	for _, t := range targets {
		sum := sha256.Sum256([]byte(t.Name()))
		if binary.BigEndian.Uint64(sum[:])%n == i-1 {
			out = append(out, t)
		}
	}
	return out, nil
}

// resume audits the targets of which the file of --resume holds no report, and
// appends one for each. What other formats are asked for is made of the whole
// file.
func resume(c *cli.Context, w world, result *exit, targets []audit.Request) error {
	for _, other := range []string{"bundle", "baseline"} {
		if c.String(other) != "" {
			return usage.Errorf("--%s does not go with --resume; use it with a report that fineprint render makes of the file", other)
		}
	}
	if err := checkOutput(c); err != nil {
		return err
	}
	failing, err := failOn(c)
	if err != nil {
		return err
	}
	var done func()
	w.World, done = wiring.Debugging(c, w.World)
	defer done()
	b, err := newBatch(c, w, result, targets)
	if err != nil {
		return err
	}
	auditor := audit.New(b.config)
	head := auditor.Empty(b.targets)
	head.Settings = inForce(c, b.config.Policy)
	l, err := openLedger(c.String("resume"), *head, failing)
	if err != nil {
		return err
	}
	left := l.left(b.targets)
	b.bar.total(len(left))
	auditor.Each(c.Context, left, func(i int, t audit.TargetReport) { l.add(left[i], t) })
	b.finish(c, w)
	if err := l.close(); err != nil {
		return fmt.Errorf("write %s: %w", c.String("resume"), err)
	}
	if result.code == exitPass {
		result.code = l.code(b.targets)
	}
	if !c.Bool("quiet") {
		fmt.Fprintf(w.Stderr, "fineprint: %d of %d targets were in %s already; %d added\n", len(b.targets)-len(left), len(b.targets),
			c.String("resume"), l.added)
	}
	if len(c.StringSlice("format")) == 0 && c.String("output") == "" {
		return nil
	}
	report, err := readReport(w, c.String("resume"))
	if err != nil {
		return err
	}
	return emit(c, w, render.NewReport(report))
}

// ledger is a file to which the report of each target is appended as it is
// done, a JSON document a line. A crash costs the line in hand.
type ledger struct {
	file    *os.File
	head    audit.Report // what holds for every line
	failing []string     // what ends in exitFails
	codes   map[string]int
	added   int
	err     error
}

// openLedger opens a ledger and reads what it holds. Half a line at its end, of
// a run that was cut off, is taken away.
func openLedger(name string, head audit.Report, failing []string) (*ledger, error) {
	file, err := os.OpenFile(filepath.Clean(name), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	l := &ledger{file: file, head: head, failing: failing, codes: map[string]int{}}
	end, err := l.read()
	if err == nil {
		err = file.Truncate(end)
	}
	if err == nil {
		_, err = file.Seek(end, io.SeekStart)
	}
	if err == nil && end == 0 {
		err = l.write(head) // of what made the file, also when no target is left for it
	}
	if err != nil {
		return nil, usage.Wrap(errors.Join(fmt.Errorf("--resume %s: %w", name, err), file.Close()))
	}
	return l, nil
}

// read takes the lines in and returns where the last whole one ends.
func (l *ledger) read() (end int64, err error) {
	in := bufio.NewReaderSize(l.file, 1<<20)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return end, nil
		}
		if err == nil {
			err = l.take(line)
		}
		if err != nil {
			return 0, fmt.Errorf("line %d: %w", n, err)
		}
		end += int64(len(line))
	}
}

// take notes one line.
func (l *ledger) take(line []byte) error {
	r, err := audit.ReadReport(bytes.NewReader(line))
	if err != nil {
		return err
	}
	if r.Tool != l.head.Tool || r.Profile != l.head.Profile {
		return errors.New("it was written by another version of fineprint, with other rules or another profile; name another file")
	}
	if was, is := answering(r.Settings), answering(l.head.Settings); !maps.Equal(was, is) {
		return fmt.Errorf("it was written with other settings (%s, and now %s); name another file", told(was), told(is))
	}
	for _, t := range r.Reports {
		l.note(t.Target.Name(), t)
	}
	return nil
}

// told prints settings: "lineage-depth=1 follow-links=true".
func told(settings map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		out = append(out, name+"="+settings[name])
	}
	return cmp.Or(strings.Join(out, " "), "none")
}

// note remembers the exit code of a target, unless it is to be asked again.
func (l *ledger) note(name string, t audit.TargetReport) {
	delete(l.codes, name)
	if t.Verdict.Outcome == policy.Undecided && slices.ContainsFunc(t.Problems, audit.Passing) {
		return
	}
	l.codes[name] = exitCode(&audit.Report{Reports: []audit.TargetReport{t}}, l.failing)
}

// left are the targets of which no report is there.
func (l *ledger) left(targets []audit.Request) []audit.Request {
	var out []audit.Request
	for _, t := range targets {
		if _, found := l.codes[t.Name()]; !found {
			out = append(out, t)
		}
	}
	return out
}

// add appends the report of a target. One that the run was interrupted at is
// left out: it was not asked for yet.
func (l *ledger) add(of audit.Request, t audit.TargetReport) {
	if l.err != nil || len(t.Problems) == 1 && t.Problems[0].Code == "interrupted" {
		return
	}
	one := l.head
	one.Reports = []audit.TargetReport{t}
	if l.err = l.write(one); l.err == nil {
		l.added++
		l.note(of.Name(), t)
	}
}

// write appends a report as one line, and does not come back before the disk has it.
func (l *ledger) write(r audit.Report) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(render.NewReport(&r)); err != nil {
		return err
	}
	if _, err := l.file.Write(line.Bytes()); err != nil {
		return err
	}
	return l.file.Sync()
}

func (l *ledger) close() error { return errors.Join(l.err, l.file.Close()) }

// code is the exit code of the targets together.
func (l *ledger) code(targets []audit.Request) int {
	code := exitPass
	for _, t := range targets {
		got, found := l.codes[t.Name()]
		switch {
		case !found:
			code = worse(code, exitReview)
		default:
			code = worse(code, got)
		}
	}
	return code
}

// worse returns the one of two exit codes of a judgement that weighs more.
func worse(a, b int) int {
	if a == exitFails || b == exitFails {
		return exitFails
	}
	return max(a, b)
}
