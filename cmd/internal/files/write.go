package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// place is where the bytes of a file go: what a name leads to through links.
type place struct {
	path    string
	mode    fs.FileMode
	special bool // a pipe or a device: it is written to and never replaced
}

// find follows the links of a name. A file that is not there yet is a place,
// too; a folder is none.
func find(file string) (place, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p := place{path: target(file), mode: 0o644}
		if folder := filepath.Dir(p.path); !isFolder(folder) {
			return place{}, fmt.Errorf("there is no folder %s; make it first", folder)
		}
		return p, nil
	case err != nil:
		return place{}, err
	case info.IsDir():
		return place{}, errors.New("it is a folder; name a file in it")
	case !info.Mode().IsRegular():
		return place{path: file, special: true}, nil
	}
	return place{path: target(file), mode: info.Mode().Perm()}, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// target follows the links of a name, as far as they lead, also to a file that
// is not there yet.
func target(file string) string {
	const most = 40 // as many as Linux follows
	for range most {
		next, err := os.Readlink(file)
		if err != nil {
			return file
		}
		if !filepath.IsAbs(next) {
			next = filepath.Join(filepath.Dir(file), next)
		}
		file = next
	}
	return file
}

// Check finds what would keep a file from being written.
func Check(file string) error {
	p, err := find(file)
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	if p.special {
		return nil
	}
	tmp, err := os.CreateTemp(filepath.Dir(p.path), ".fineprint-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer os.Remove(tmp.Name())
	return tmp.Close()
}

// Write replaces a file in one step, so that a reader never sees half a report.
// Links are followed and the file keeps its mode; a pipe or a device is written
// to.
func Write(file string, data []byte) error {
	return Fill(file, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
}

// Fill is Write for what is not in memory at once.
func Fill(file string, write func(to io.Writer) error) error {
	p, err := find(file)
	if err == nil && p.special {
		err = fillThrough(p.path, write)
	} else if err == nil {
		err = replace(p, write)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}

func fillThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

func replace(p place, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(p.path), ".fineprint-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if err := errors.Join(write(tmp), tmp.Chmod(p.mode), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), p.path)
}
