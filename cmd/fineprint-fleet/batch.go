package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/fineprint-fleet/internal/dump"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func batchCommand() *cli.Command {
	return &cli.Command{
		Name: "batch", Usage: "audit the rows of a dump of the hub without a request", ArgsUsage: "FILE.parquet|FILE.jsonl|FILE.jsonl.gz…",
		Description: "A dump has a row a repository: its metadata and, where it has them, its card and its list\n" +
			"of files. Columns go by the names of the hub's own answers. What a row was made from is\n" +
			"looked up in the dump. Whatever the dump does not hold, such as texts of licences, is\n" +
			"unread and nothing is free by it; --fetch puts those repositories into the queue whose\n" +
			"files show such texts.\n\n" +
			"   fineprint-fleet batch models.parquet --output rows.parquet\n" +
			"   fineprint-fleet batch models.parquet --fetch && fineprint-fleet run",
		Flags: []cli.Flag{
			dbFlag(),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"},
				Usage: "write `FILE`: .parquet, a row a repository, or .jsonl, a report a line; " +
					"without it, rows go into the database"},
			&cli.BoolFlag{Name: "reports", Usage: "put the whole report into each row, which takes some times as long"},
			&cli.BoolFlag{Name: "fetch", Usage: "put what has texts of terms among its files into the queue"},
			&cli.StringSliceFlag{Name: "cards", Usage: "look for the cards of the rows in `FILE`, too: a dump of cards of the same days"},
			&cli.StringFlag{Name: "kind", Value: "models", Usage: "the rows are of `models`, datasets or spaces"},
			wiring.PolicyFlag(),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usage.Errorf("batch takes the files of a dump, such as models.parquet")
			}
			kind, err := kindOf(c.String("kind"))
			if err != nil {
				return err
			}
			out := c.String("output")
			reports := c.Bool("reports") || out != "" && !strings.HasSuffix(out, ".parquet")
			judge, err := wiring.LoadPolicy(c, time.Now())
			if err != nil {
				return err
			}
			b, err := newBatch(c.Args().Slice(), kind, judge, reports, c.App.ErrWriter)
			if err != nil {
				return err
			}
			b.cardFiles = c.StringSlice("cards")
			defer debug.SetGCPercent(debug.SetGCPercent(collecting))
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory))
			err = b.into(c)
			fmt.Fprintf(c.App.ErrWriter, "fineprint-fleet: %s\n", b.told.String())
			return err
		},
	}
}

// The garbage of an audit is many times what a batch holds: it is collected
// seldom, and more often where the memory that a batch may have comes near.
const (
	collecting = 400 // percent
	memory     = 435 << 20
)

// errNameless is a row that names no repository.
var errNameless = errors.New("the row names no repository")

// batch is one run over the files of a dump.
type batch struct {
	files  []string
	source *dumpSource

	cardFiles []string    // with cards alone
	cards     *dump.Cards // of them; nil without
	auditor   *audit.Auditor
	session   *audit.Session // of one round
	head      audit.Report
	index     *dump.Index
	shelf     *dump.Shelf
	reports   bool
	log       io.Writer
	told      counted
}

// counted says what became of the rows of a batch.
type counted struct {
	rows, audited, nameless, older, cardless, queued int
}

func (t *counted) String() string {
	s := fmt.Sprintf("%d rows, %d audited", t.rows, t.audited)
	if t.nameless > 0 {
		s += fmt.Sprintf(", %d left out that name no repository", t.nameless)
	}
	if t.older > 0 {
		s += fmt.Sprintf(", %d left out of repositories that have another row", t.older)
	}
	if t.cardless > 0 {
		s += fmt.Sprintf(", %d for which --cards has no card of the same state", t.cardless)
	}
	if t.queued > 0 {
		s += fmt.Sprintf(", %d put into the queue", t.queued)
	}
	return s
}

// newBatch sets up a batch over the files of a dump. Its rows have the whole
// report only where reports says so.
func newBatch(files []string, kind ref.Kind, judge policy.Policy, reports bool, log io.Writer) (*batch, error) {
	client, err := offlineHub()
	if err != nil {
		return nil, err
	}
	source := &dumpSource{kind: kind, told: client.Told, atHand: map[ref.Ref]*dump.Row{}}
	auditor, err := newAuditor(judge, source, reports)
	if err != nil {
		return nil, err
	}
	return &batch{files: files, source: source, auditor: auditor, head: *auditor.Empty(nil), index: dump.NewIndex(), reports: reports,
		log: log}, nil
}

// kindOf reads the kind of repositories that a flag names in the plural.
func kindOf(plural string) (ref.Kind, error) {
	for _, kind := range []ref.Kind{ref.Model, ref.Dataset, ref.Space} {
		if plural == string(kind)+"s" {
			return kind, nil
		}
	}
	return "", usage.Errorf("%q is not models, datasets or spaces", plural)
}
