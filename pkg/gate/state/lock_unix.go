//go:build unix

package state

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// errHeld says that another process has the folder.
var errHeld = errors.New("another gate uses it; give each its own, with --state")

// lockFile takes a lock that ends with the process, however that ends.
func lockFile(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errHeld
		}
		return nil, err
	}
	if err := errors.Join(f.Truncate(0), writePID(f)); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// writePID leaves the number of the process, for whoever wants to signal it.
func writePID(f *os.File) error {
	_, err := fmt.Fprintln(f, os.Getpid())
	return err
}

func unlockFile(f *os.File) error { return f.Close() }
