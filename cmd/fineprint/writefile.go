package main

import (
	"errors"
	"fmt"
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

// checkFile finds what would keep a file from being written.
func checkFile(file string) error {
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

// writeFile replaces a file in one step, so that a reader never sees half a
// report. Links are followed and the file keeps its mode; a pipe or a device
// is written to.
func writeFile(file string, data []byte) error {
	p, err := find(file)
	if err == nil && p.special {
		err = writeThrough(p.path, data)
	} else if err == nil {
		err = replace(p, data)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}

func writeThrough(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

func replace(p place, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(p.path), ".fineprint-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err := errors.Join(err, tmp.Chmod(p.mode), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), p.path)
}
