package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

// licensesNewCommand drafts an entry of the catalogue from a licence text.
func licensesNewCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "new", Usage: "draft a catalogue entry for a licence text", ArgsUsage: "FILE|-",
		Description: "Writes an entry in YAML: facts from the title, the terms that the rules find with the lines where they stand, the " +
			"fingerprint, " +
			"and as comments the questions that a person has to settle. See rules/licenses/README.md.",
		Flags: append(fingerprintFlags(),
			&cli.StringFlag{Name: "id", Usage: "the `ID` of the entry, instead of one drawn from the title"},
			&cli.StringFlag{Name: "name", Usage: "the full `TITLE`"},
			wiring.RulesFlag(),
		),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage.Errorf("licenses new takes one file, or - for standard input")
			}
			set, err := wiring.LoadRules(c)
			if err != nil {
				return err
			}
			d, problems := readFile(w, c.Args().First(), doc.RoleLicence)
			if !d.Read() {
				return usage.Errorf("%s: %s", d.Path, render.Sentence(problems[0]))
			}
			out, err := draft(set, d, c).YAML()
			if err != nil {
				return usage.Wrap(err)
			}
			_, err = w.Stdout.Write(out)
			return err
		},
	}
}

func draft(set *rules.Rules, d *doc.Document, c *cli.Context) license.Draft {
	out := license.NewDraft(d.Text)
	if given := fingerprintOptions(c); len(given.Titles) > 0 {
		out.Options = given
	} else {
		given.Titles = out.Options.Titles
		out.Options = given
	}
	if id := c.String("id"); id != "" {
		out.ID = id
	}
	if name := c.String("name"); name != "" {
		out.Name = name
	}
	if len(set.Licenses.Lookup(out.ID)) > 0 {
		out.Questions = append(out.Questions, fmt.Sprintf("the catalogue knows the id %q already: is this another wording of it (a variant)?",
			out.ID))
	}
	for _, m := range set.Licenses.Identify(d).Licenses {
		if m.Degree != license.Reference {
			out.Questions = append(out.Questions, fmt.Sprintf("the catalogue takes the text for %s (%s, %.0f %% of it): is this another version "+
				"of that?", m.ID, m.Degree, 100*m.Complete))
		}
	}
	reading := set.Clauses.Read(clause.Input{Doc: d})
	for _, m := range reading.Matches {
		out.Terms = append(out.Terms, license.DraftTerm{Kind: m.Kind, Params: m.Params, Spans: m.Spans})
	}
	if lines := openLines(reading.Account()); len(lines) > 0 {
		out.Questions = append(out.Questions, "no rule explains the sentences in line "+strings.Join(lines, ", ")+": do they limit anybody?")
	}
	return out
}

// openLines returns the lines of the sentences that nobody understood, those
// that limit, ask or condition.
func openLines(a clause.Account) (lines []string) {
	for _, o := range a.Open {
		if line := fmt.Sprint(o.Spans[0].Line); o.Limits && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// fingerprintFlags are the flags that say which words of a text do not count.
func fingerprintFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "title", Usage: "a title `LINE` that the text starts with"},
		&cli.StringFlag{Name: "appendix", Usage: "the first `WORDS` of the licence's own appendix"},
		&cli.StringSliceFlag{Name: "field", Usage: "a blank for a year or a holder, as its `WORDS` stand in the text"},
		&cli.StringFlag{Name: "variant", Usage: "`WHAT` sets this wording apart from the entry's first text"},
		&cli.BoolFlag{Name: "notice", Usage: "the text is what an author puts above a work that is under the licence"},
	}
}

func fingerprintOptions(c *cli.Context) license.FingerprintOptions {
	return license.FingerprintOptions{
		Titles: c.StringSlice("title"), Appendix: c.String("appendix"), Fields: c.StringSlice("field"), Variant: c.String("variant"),
		Notice: c.Bool("notice"),
	}
}
