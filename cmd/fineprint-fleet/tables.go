package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/rules"
)

func tablesCommand() *cli.Command {
	return &cli.Command{
		Name: "tables", Usage: "tell what all results say together", ArgsUsage: "[FILE.parquet|FILE.jsonl]...",
		Description: "Writes into a folder, as Parquet and as one page with plots: what became of the terms of each\n" +
			"family, licence texts that are missing, permissive labels over restrictive terms, names of\n" +
			"licences that nobody knows, commercial use by label. The rows of models.parquet say what each\n" +
			"was counted as, those of evidence.parquet why. Reads the database, or what export and batch wrote.",
		Flags: []cli.Flag{
			dbFlag(),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "tables", Usage: "write into `DIR`"},
		},
		Action: func(c *cli.Context) error {
			set, err := rules.Load()
			if err != nil {
				return err
			}
			read, done, err := openRows(c)
			if err != nil {
				return err
			}
			defer done()
			dir := c.String("output")
			if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // tables are for others, too
				return usage.Wrap(err)
			}
			t := newTally(newSorter(set))
			if err := t.fill(c.Context, dir, read); err != nil {
				return err
			}
			if err := t.write(dir, kindNames(set)); err != nil {
				return err
			}
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %d repositories; see %s\n", t.models, filepath.Join(dir, "tables.html"))
			return nil
		},
	}
}

// reader hands over every row of a source.
type reader func(ctx context.Context, each func(*result) error) error

// openRows opens the database, or the files that are named.
func openRows(c *cli.Context) (read reader, done func(), err error) {
	if names := c.Args().Slice(); len(names) > 0 {
		return openFiles(names)
	}
	db, err := openDatabase(c.Context, c.String("db"))
	if err != nil {
		return nil, nil, err
	}
	read = func(ctx context.Context, each func(*result) error) error { return db.rows(ctx, withoutReports, each) }
	return read, func() { _ = db.Close() }, nil // it was only read
}

// openFiles opens all files before anything of them is read.
func openFiles(names []string) (read reader, done func(), err error) {
	opened := make([]*os.File, 0, len(names))
	done = func() {
		for _, f := range opened {
			_ = f.Close() // it was only read
		}
	}
	for _, name := range names {
		in, err := os.Open(filepath.Clean(name))
		if err != nil {
			done()
			return nil, nil, usage.Wrap(err)
		}
		opened = append(opened, in)
	}
	return lastOnly(func(_ context.Context, each func(*result) error) error {
		for i, in := range opened {
			read := readLines
			if strings.HasSuffix(names[i], ".parquet") {
				read = readParquet
			}
			_, err := in.Seek(0, io.SeekStart)
			if err == nil {
				err = read(in, each)
			}
			if err != nil {
				return fmt.Errorf("read %s: %w", names[i], err)
			}
		}
		return nil
	}), done, nil
}

// lastOnly hands on, of rows of one target, the one that was audited last; of
// those that do not say when, the last. It reads twice.
func lastOnly(read reader) reader {
	type place struct{ audited, row int64 }
	return func(ctx context.Context, each func(*result) error) error {
		seed, row := maphash.MakeSeed(), int64(0)
		last := map[uint64]place{} // by a hash of the target: there may be millions
		err := read(ctx, func(r *result) error {
			at, _ := time.Parse(time.RFC3339, r.AuditedAt) // the zero time where it does not say
			name := maphash.String(seed, r.Target)
			if p, seen := last[name]; !seen || p.audited <= at.Unix() {
				last[name] = place{at.Unix(), row}
			}
			row++
			return nil
		})
		if err != nil {
			return err
		}
		row = 0
		return read(ctx, func(r *result) error {
			row++
			if last[maphash.String(seed, r.Target)].row != row-1 {
				return nil
			}
			return each(r)
		})
	}
}

func readParquet(in *os.File, each func(*result) error) error {
	info, err := in.Stat()
	if err != nil {
		return err
	}
	table, err := parquet.OpenFile(in, info.Size()) // the reader takes a broken file for a fault of the program
	if err != nil {
		return err
	}
	rows := parquet.NewGenericReader[result](table)
	defer rows.Close() //nolint:errcheck // it was only read
	batch := make([]result, 256)
	for {
		n, err := rows.Read(batch)
		for i := range batch[:n] {
			if err := each(&batch[i]); err != nil {
				return err
			}
			batch[i] = result{}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// lineBytes bounds a report of one target.
const lineBytes = 64 << 20

func readLines(in *os.File, each func(*result) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), lineBytes)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		report, err := audit.ReadReport(strings.NewReader(lines.Text()))
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		for i := range report.Reports {
			if err := each(newRow(report, &report.Reports[i])); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}

// newest hands on, of rows that follow one another and are of one target, the one
// that was audited last. end hands on the last of all.
func newest(each func(*result) error) (next func(*result) error, end func() error) {
	var last *result
	end = func() error {
		if last == nil {
			return nil
		}
		return each(last)
	}
	return func(r *result) error {
		var err error
		if last != nil && last.Target != r.Target {
			err = end()
			last = nil
		}
		if last == nil || last.AuditedAt <= r.AuditedAt {
			one := *r
			last = &one
		}
		return err
	}, end
}

// evidence is a row of what is behind a model's row.
type evidence struct {
	Target         string `parquet:"target"`
	Commit         string `parquet:"commit"`
	Kind           string `parquet:"kind,dict"`
	Source         string `parquet:"source,dict"`
	Document       string `parquet:"document,dict"`
	DocumentCommit string `parquet:"document_commit"`
	SHA256         string `parquet:"sha256"`
	Line           int64  `parquet:"line"`
	Quote          string `parquet:"quote"`
	Via            string `parquet:"via"`
}

// fill reads all rows, and writes what they are and why.
func (t *tally) fill(ctx context.Context, dir string, read reader) error {
	var fault error // of reading, which is none of writing
	err := intoParquet(dir, "models", func(models *parquet.GenericWriter[modelRow]) error {
		return intoParquet(dir, "evidence", func(behind *parquet.GenericWriter[evidence]) error {
			next, end := newest(func(r *result) error {
				m, err := t.sorter.sort(r)
				if err != nil {
					return err
				}
				t.take(m)
				rows := make([]evidence, len(m.cited))
				for i, c := range m.cited {
					rows[i] = evidence{m.Target, m.Commit, c.Kind, c.Source, c.Document, c.Commit, c.SHA256, int64(c.Line), c.Quote, c.Via}
				}
				_, err = behind.Write(rows)
				_, also := models.Write([]modelRow{*m})
				return errors.Join(err, also)
			})
			if fault = read(ctx, next); fault != nil {
				return fault
			}
			return end()
		})
	})
	return cmp.Or(fault, err)
}

// intoParquet writes a file of rows.
func intoParquet[R any](dir, name string, write func(*parquet.GenericWriter[R]) error) error {
	return files.Fill(filepath.Join(dir, name+".parquet"), func(to io.Writer) error {
		out := newParquet[R](to)
		return errors.Join(write(out), out.Close())
	})
}

// write writes the tables and their page.
func (t *tally) write(dir string, kinds map[string]string) error {
	p := newTablesPage(t, kinds)
	return errors.Join(writeTable(dir, "drift", p.drift), writeTable(dir, "texts", p.texts), writeTable(dir, "washed", p.washed),
		writeTable(dir, "unknown", p.unknown), writeTable(dir, "commercial", p.commercial),
		files.Fill(filepath.Join(dir, "tables.html"), p.write))
}

func writeTable[R any](dir, name string, rows []*R) error {
	return intoParquet(dir, name, func(out *parquet.GenericWriter[R]) error {
		for _, r := range rows {
			if _, err := out.Write([]R{*r}); err != nil {
				return err
			}
		}
		return nil
	})
}
