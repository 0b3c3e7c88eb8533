// Command spdx drafts catalogue entries for the licences of the SPDX list.
//
//	go run ./rules/gen/spdx DIR > rules/licenses/spdx-new.yaml
//
// DIR is a folder of the list's XML sources, one file for each identifier. An
// entry is drafted for every licence whose text the catalogue does not know:
// facts and fingerprint from the source, terms by the clause rules, and the
// questions that a person has to settle, as comments. A draft is no entry yet:
// read the text, mend terms and category, and take the comments out.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/fineprint-audit/fineprint/rules"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "spdx:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("want one folder of SPDX's XML sources, got %q", args)
	}
	set, err := rules.Load()
	if err != nil {
		return err
	}
	all, err := readList(os.DirFS(args[0]))
	if err != nil {
		return err
	}
	var documents [][]byte
	for _, d := range newDrafter(set, all).drafts() {
		text, err := d.YAML()
		if err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		documents = append(documents, text)
	}
	_, err = out.Write(bytes.Join(documents, []byte("---\n")))
	return err
}
