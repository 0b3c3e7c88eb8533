package state

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/gate"
)

// Names in the folder.
const (
	decisionsName = "decisions.jsonl"
	reportsName   = "reports"
	lockName      = "lock"
	secretName    = "secret"
	triedName     = "tried" // a report that is written to see whether any can be
)

// Folder is a gate.Store on disk.
type Folder struct {
	gate.Memory // what the lines say

	dir     string
	lock    *os.File
	mu      sync.Mutex
	lines   *os.File
	size    int64 // of what was written whole
	broken  error // the file could not be brought back to size
	failed  error // of the last Keep
	secret  []byte
	damaged int
}

// Open opens a state folder and makes one where there is none. It fails while
// another process has it. What a crash cut off is no decision and goes.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(filepath.Join(dir, reportsName), 0o700); err != nil {
		return nil, fmt.Errorf("make the state folder: %w", err)
	}
	f := &Folder{dir: dir}
	var err error
	if f.lock, err = lockFile(filepath.Join(dir, lockName)); err != nil {
		return nil, fmt.Errorf("the state folder %s: %w", dir, err)
	}
	if err = f.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("the state folder %s: %w", dir, err), f.Close())
	}
	return f, nil
}

func (f *Folder) open() error {
	var err error
	if f.secret, err = f.readSecret(); err != nil {
		return err
	}
	if f.lines, err = os.OpenFile(filepath.Join(f.dir, decisionsName), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return err
	}
	read, err := f.load()
	if err != nil {
		return err
	}
	if read > 2*len(f.All())+1000 {
		return f.compact()
	}
	f.syncNames()
	return f.cut()
}

// syncNames puts the names of the folder on disk. Where a system does not let
// folders be synced there is nothing to do.
func (f *Folder) syncNames() {
	if dir, err := os.Open(f.dir); err == nil {
		_ = dir.Sync()
		dir.Close()
	}
}

// load reads the lines that stand whole. It returns how many they are.
func (f *Folder) load() (int, error) {
	in, n := bufio.NewReaderSize(f.lines, 64<<10), 0
	for {
		line, err := in.ReadBytes('\n')
		switch {
		case errors.Is(err, io.EOF):
			return n, nil
		case err != nil:
			return n, err
		}
		f.size += int64(len(line))
		var d gate.Decision
		if json.Unmarshal(line, &d) != nil || d.ID == "" || d.Commit == "" {
			f.damaged++ // what it decided is decided anew
			continue
		}
		n++
		if err := f.Memory.Keep(context.Background(), d, nil); err != nil {
			return n, err
		}
	}
}

// cut takes off what was not written whole.
func (f *Folder) cut() error {
	if err := f.lines.Truncate(f.size); err != nil {
		return err
	}
	_, err := f.lines.Seek(f.size, io.SeekStart)
	return err
}

// compact leaves the last line of every key. Reports stay.
func (f *Folder) compact() error {
	var out bytes.Buffer
	for _, d := range f.All() {
		line, err := json.Marshal(d)
		if err != nil {
			return err
		}
		out.Write(append(line, '\n'))
	}
	name := filepath.Join(f.dir, decisionsName)
	if err := f.write(name, out.Bytes()); err != nil {
		return err
	}
	f.lines.Close()
	var err error
	if f.lines, err = os.OpenFile(name, os.O_RDWR, 0o600); err != nil {
		return err
	}
	f.size = int64(out.Len())
	f.syncNames()
	return f.cut()
}

// Secret is the folder's own, made with it: what stands for tokens is keyed by
// it, so that no token can be found by trying.
func (f *Folder) Secret() []byte { return f.secret }

// Damaged is how many lines could not be read.
func (f *Folder) Damaged() int { return f.damaged }

func (f *Folder) readSecret() ([]byte, error) {
	name := filepath.Join(f.dir, secretName)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		fresh := make([]byte, 32)
		_, _ = rand.Read(fresh) // never fails
		text = []byte(hex.EncodeToString(fresh) + "\n")
		err = f.write(name, text)
	}
	if err != nil {
		return nil, err
	}
	secret, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(secret) < 16 {
		return nil, fmt.Errorf("%s is damaged; remove it, and what stands for tokens is made anew", name)
	}
	return secret, nil
}

// Keep writes a decision down. When it returns without an error, both it and its
// report are on disk.
func (f *Folder) Keep(ctx context.Context, d gate.Decision, report []byte) error {
	err := f.keep(ctx, d, report)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failed = err
	return err
}

// Ready returns why the last decision could not be kept. It tries again whether
// something can be written: nobody asks a gate that is not ready to decide.
func (f *Folder) Ready(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failed == nil || f.broken != nil {
		return f.failed
	}
	f.failed = f.write(f.report(triedName), []byte("{}\n"))
	return f.failed
}

func (f *Folder) keep(ctx context.Context, d gate.Decision, report []byte) error {
	line, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if err := f.write(f.report(d.Number()), report); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken != nil {
		return f.broken
	}
	if err := f.add(append(line, '\n')); err != nil {
		if back := f.cut(); back != nil {
			f.broken = fmt.Errorf("%s could not be mended after a failed write: %w", decisionsName, back)
		}
		return err
	}
	return f.Memory.Keep(ctx, d, nil)
}

func (f *Folder) add(line []byte) error {
	if _, err := f.lines.Write(line); err != nil {
		return err
	}
	if err := f.lines.Sync(); err != nil {
		return err
	}
	f.size += int64(len(line))
	return nil
}

// write writes a file whole or not at all.
func (f *Folder) write(name string, data []byte) error {
	tmp, err := os.CreateTemp(f.dir, "new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}

func (f *Folder) report(number string) string {
	return filepath.Join(f.dir, reportsName, number+".json")
}

// Report returns the report of the decision of that number.
func (f *Folder) Report(_ context.Context, number string) ([]byte, error) {
	if !gate.IsNumber(number) {
		return nil, gate.ErrNone
	}
	data, err := os.ReadFile(f.report(number))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, gate.ErrNone
	}
	return data, err
}

// Close lets the folder go.
func (f *Folder) Close() error {
	var err error
	if f.lines != nil {
		err = f.lines.Close()
	}
	return errors.Join(err, unlockFile(f.lock))
}
