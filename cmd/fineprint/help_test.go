package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
)

// Every command shows an example, which names flags that it has, and its help
// fits a terminal of 80 columns.
func TestHelp(t *testing.T) {
	quiet := world{World: wiring.World{Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}, Getenv: func(string) string { return "" }}}
	known := examples()
	var walk func(path []string, commands []*cli.Command)
	walk = func(path []string, commands []*cli.Command) {
		for _, c := range commands {
			if c.Hidden || c.Name == "help" {
				continue
			}
			name := append(append([]string{}, path...), c.Name)
			example, ok := known[strings.Join(name, " ")]
			if !ok {
				t.Errorf("%s has no example", strings.Join(name, " "))
			}
			for _, word := range strings.Fields(example) {
				if strings.HasPrefix(word, "--") && len(c.Subcommands) == 0 && !strings.Contains(strings.Join(flagNames(c.Flags), " ")+" ", word+" ") {
					t.Errorf("the example of %s has %s, which the command has not", strings.Join(name, " "), word)
				}
			}
			var page bytes.Buffer
			w := quiet
			w.Stdout = &page
			if code := run(context.Background(), append(append([]string{"fineprint"}, name...), "--help"), w); code != exitPass {
				t.Errorf("%v --help ends with %d", name, code)
			}
			for line := range strings.Lines(page.String()) {
				if utf8.RuneCountInString(strings.TrimRight(line, "\n")) > helpWidth {
					t.Errorf("%v --help: %q", name, line)
				}
			}
			walk(name, c.Subcommands)
		}
	}
	walk(nil, newApp(quiet, &exit{}).Commands)
}
