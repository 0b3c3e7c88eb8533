// Command gen compiles the YAML sources below rules/ into the indexes that the
// binary embeds: those of a folder below, or all. Run it with "go generate
// ./rules"; CI fails when the checked-in indexes differ from what it writes.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

func main() {
	if err := run(".", strings.Join(os.Args[1:], "")); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dir, below string) error {
	known, err := write(dir, below, rules.Indexes())
	if err != nil {
		return err
	}
	// What reports say is no part of what is known: the digest stays when a
	// sentence changes.
	if _, err := write(dir, below, []rules.Index{{File: "words/sentences.idx", Compile: render.CompileSentences}}); err != nil || below != "" {
		return err
	}
	return os.WriteFile("index.sum", []byte(digest(known)+"\n"), 0o644)
}

// write makes the indexes below a folder, from the sources in dir.
func write(dir, below string, indexes []rules.Index) (made [][]byte, err error) {
	for _, x := range indexes {
		if !strings.HasPrefix(x.File, below) {
			continue
		}
		data, err := x.Compile(os.DirFS(dir))
		if err != nil {
			return nil, fmt.Errorf("compile %s: %w", x.File, err)
		}
		if err := os.WriteFile(x.File, data, 0o644); err != nil {
			return nil, err
		}
		made = append(made, data)
	}
	return made, nil
}

// digest names a state of the rules by 16 hexadecimal digits.
func digest(indexes [][]byte) string {
	sum := sha256.New()
	for _, index := range indexes {
		sum.Write(index)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
