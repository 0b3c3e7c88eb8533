package main

import (
	"strings"

	"github.com/urfave/cli/v2"
	"github.com/xrash/smetrics"
)

// closest returns the name that is most like what was written, and nothing when
// none is.
func closest(written string, names []string) string {
	const alike = 0.82 // as Jaro and Winkler count; "adit" and "audit" have 0.93
	best, found := alike, ""
	for _, name := range names {
		if score := smetrics.JaroWinkler(strings.ToLower(written), strings.ToLower(name), 0.7, 4); score > best {
			best, found = score, name
		}
	}
	return found
}

// meant is a question to put behind a message about a name that is not known;
// empty when nothing is like it.
func meant(written string, names []string) string {
	if name := closest(written, names); name != "" {
		return "; did you mean " + name + "?"
	}
	return ""
}

func commandNames(commands []*cli.Command) []string {
	var out []string
	for _, c := range commands {
		if !c.Hidden {
			out = append(out, c.Name)
		}
	}
	return out
}

func flagNames(flags []cli.Flag) []string {
	var out []string
	for _, f := range flags {
		out = append(out, "--"+f.Names()[0])
	}
	return out
}
