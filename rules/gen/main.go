// Command gen compiles the YAML sources below rules/ into the indexes that the
// binary embeds. Run it with "go generate ./rules"; CI fails when the checked-in
// indexes differ from what it writes.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/openness"
)

// An index is one generated file and the function that makes it from the
// folder rules/.
type index struct {
	file    string
	compile func(fs.FS) ([]byte, error)
}

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	var all [][]byte
	for _, x := range []index{
		{"clauses.idx", clause.Compile},
		{"licenses.idx", license.Compile},
		{"openness.idx", openness.Compile},
		{"statements.idx", card.Compile},
		{"words/files.idx", hub.CompileNames},
	} {
		data, err := x.compile(os.DirFS(dir))
		if err != nil {
			return fmt.Errorf("compile %s: %w", x.file, err)
		}
		if err := os.WriteFile(x.file, data, 0o644); err != nil {
			return err
		}
		all = append(all, data)
	}
	return os.WriteFile("index.sum", []byte(digest(all)+"\n"), 0o644)
}

// digest names a state of the rules by 16 hexadecimal digits.
func digest(indexes [][]byte) string {
	sum := sha256.New()
	for _, index := range indexes {
		sum.Write(index)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
