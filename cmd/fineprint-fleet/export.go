package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
)

func exportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", Usage: "write all results to a file", ArgsUsage: "FILE.jsonl|FILE.parquet|-",
		Description: "JSON Lines hold a report a line, which fineprint render turns into any format. Parquet\n" +
			"has a row a repository, with the report in the last column.",
		Flags: []cli.Flag{dbFlag()},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage.Errorf("export takes one file, or - for standard output")
			}
			db, err := openDatabase(c.Context, c.String("db"))
			if err != nil {
				return err
			}
			defer db.Close()
			name := c.Args().First()
			if name == "-" {
				return db.exportLines(c, c.App.Writer)
			}
			write := db.exportLines
			if strings.HasSuffix(name, ".parquet") {
				write = db.exportParquet
			}
			return files.Fill(name, func(out io.Writer) error { return write(c, out) })
		},
	}
}

func (db *database) exportLines(c *cli.Context, to io.Writer) error {
	out := bufio.NewWriter(to)
	bare := 0
	err := db.results(c.Context, func(r *result) error {
		if r.Report == "" {
			bare++
			return nil
		}
		_, err := out.WriteString(r.Report + "\n")
		return err
	})
	if bare > 0 {
		fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %d rows left out that have no report; .parquet has them, and batch --reports makes one\n",
			bare)
	}
	return errors.Join(err, out.Flush())
}

func (db *database) exportParquet(c *cli.Context, to io.Writer) error {
	out := newParquet[result](to)
	err := db.results(c.Context, func(r *result) error {
		_, err := out.Write([]result{*r})
		return err
	})
	return errors.Join(err, out.Close())
}

// rowGroup bounds the rows that are held until they are written.
const rowGroup = 20_000

// newParquet begins a file of rows. Of long texts the least and the greatest of each
// page are not told: nobody looks for them, and they are held until the end.
func newParquet[R any](to io.Writer) *parquet.GenericWriter[R] {
	return parquet.NewGenericWriter[R](to, parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}), parquet.MaxRowsPerRowGroup(rowGroup),
		parquet.SkipPageBounds("evidence"), parquet.SkipPageBounds("report"))
}
