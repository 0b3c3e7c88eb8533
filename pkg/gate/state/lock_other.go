//go:build !unix

package state

import (
	"errors"
	"io/fs"
	"os"
)

// errHeld says that another process has the folder, or had it and was killed.
var errHeld = errors.New("another gate uses it; give each its own, with --state. If none does, remove the file lock in it")

// lockFile takes a lock by making a file.
func lockFile(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, errHeld
	}
	return f, err
}

func unlockFile(f *os.File) error { return errors.Join(f.Close(), os.Remove(f.Name())) }
