package wiring

import (
	"io"
	"os"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// World is what a command knows of the machine it runs on.
type World struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time // nil: the day is not known, so exceptions of profiles lapse
	Trace          func(hub.Step)   // of --debug; nil without
}

// Today is the day of judgement; zero when it is not known.
func (w World) Today() time.Time {
	if w.Now == nil {
		return time.Time{}
	}
	return w.Now()
}

// System returns the real world.
func System() World {
	return World{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now}
}
