package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// maxText bounds a document given on the command line. The longest licence
// texts have 40 KB; a card with its front matter may have some hundred.
const maxText = 8 << 20

func textCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "text", Usage: "name the licences in texts and the clauses that bind", ArgsUsage: "FILE...|-",
		Description: "Reports only what stands in the texts: nothing is added from the catalogue.",
		Flags: append(outputFlags(), wiring.RulesFlag(),
			&cli.BoolFlag{Name: "as-unknown", Usage: "do not look the texts up among the known licences; let the rules alone speak"}),
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return usage.Errorf("text needs at least one file, or - for standard input")
			}
			config, err := wiring.AuditConfig(c, nil, nil, time.Time{}, nil)
			if err != nil {
				return err
			}
			config.AsUnknown = c.Bool("as-unknown")
			auditor := audit.New(config)
			docs, problems := readFiles(w, c.Args().Slice(), doc.RoleLicence)
			report := auditor.ReadTexts(docs)
			for i := range docs {
				report.Documents[i].Problems = append(report.Documents[i].Problems, problems[i]...)
				if !docs[i].Read() {
					result.code = exitReview
				}
			}
			return emit(c, w, render.NewTexts(report))
		},
	}
}

// readFiles reads the named files, "-" for standard input. A file that cannot
// be read is an unread document with a problem, never an error.
func readFiles(w world, names []string, role doc.Role) (docs []*doc.Document, problems [][]doc.Problem) {
	for _, name := range names {
		d, found := readFile(w, name, role)
		docs, problems = append(docs, d), append(problems, found)
	}
	return docs, problems
}

// openInput opens a file, or standard input for "-".
func openInput(w world, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(w.Stdin), nil
	}
	return os.Open(name)
}

func readFile(w world, name string, role doc.Role) (*doc.Document, []doc.Problem) {
	in, err := openInput(w, name)
	if err != nil {
		return unreadable(name, role, err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxText+1))
	switch {
	case err != nil:
		return unreadable(name, role, err)
	case len(data) > maxText:
		tooLarge := doc.NewProblem("too-large", "limit", maxText).At(name)
		return doc.Unread(name, role, "", int64(len(data)), doc.StatusTooLarge), []doc.Problem{tooLarge}
	}
	d := hub.NewDocument(name, role, "", data)
	return d, unreadProblem(d)
}

// unreadProblem says why a file that was opened is not a text.
func unreadProblem(d *doc.Document) []doc.Problem {
	switch d.Status {
	case doc.StatusLFSPointer:
		return []doc.Problem{doc.NewProblem("lfs-pointer", "in", "place").At(d.Path)}
	case doc.StatusBinary:
		return []doc.Problem{doc.NewProblem("binary").At(d.Path)}
	default:
		return nil
	}
}

func unreadable(name string, role doc.Role, err error) (*doc.Document, []doc.Problem) {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	what := "argument"
	if errors.Is(err, syscall.EISDIR) {
		what = "directory"
	}
	return doc.Unread(name, role, "", 0, doc.StatusError), []doc.Problem{doc.NewProblem("not-read", "what", what, "reason", err).At(name)}
}
