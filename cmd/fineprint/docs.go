package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// docsCommand writes the generated pages of the documentation, so that they
// cannot differ from what the program does.
func docsCommand() *cli.Command {
	return &cli.Command{
		Name: "docs", Hidden: true, Usage: "write the generated pages of the documentation", ArgsUsage: "DIR",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage.Errorf("docs takes the folder to write to")
			}
			if err := refreshREADME(filepath.Join(c.Args().First(), "..", "README.md")); err != nil {
				return err
			}
			set, err := rules.Load()
			if err != nil {
				return err
			}
			languages, err := clause.ReadLanguages(rules.ClauseSources())
			if err != nil {
				return err
			}
			if err := refreshPolicies(filepath.Join(c.Args().First(), "policies.md"), set.Clauses); err != nil {
				return err
			}
			for name, text := range map[string]string{
				"commands.md": commandsPage(c.App), "rules.md": rulesPage(set.Clauses) + languagesSection(languages), "licenses.md": licensesPage(set),
			} {
				if err := files.Write(filepath.Join(c.Args().First(), name), []byte(text)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// readmeTarget is the target of the sample hub that the README shows.
const readmeTarget = "quillworks/inkwell-3b"

// refreshREADME puts a real report between the marks in the README.
func refreshREADME(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var report, messages bytes.Buffer
	quiet := world{World: wiring.World{Stdout: &report, Stderr: &messages, Getenv: func(string) string { return "" }}}
	if code := run(context.Background(), []string{"fineprint", "demo", readmeTarget}, quiet); code != exitPass {
		return fmt.Errorf("demo ended with %d: %s", code, messages.String())
	}
	before, rest, ok := strings.Cut(string(text), "<!-- report -->")
	_, after, closed := strings.Cut(rest, "<!-- /report -->")
	if !ok || !closed {
		return fmt.Errorf("%s has no marks for the report", path)
	}
	return files.Write(path, []byte(before+"<!-- report -->\n```\n$ fineprint audit "+readmeTarget+"\n"+report.String()+
		"```\n<!-- /report -->"+
		after))
}

const generated = "<!-- Written by `make docs`. Do not edit. -->\n\n"

func commandsPage(app *cli.App) string {
	var b strings.Builder
	b.WriteString("# Commands\n\n" + generated)
	b.WriteString("Flags may stand before or after arguments; `--` ends them. Data goes to standard output, everything else to standard " +
		"error.\n\n")
	b.WriteString("| exit code | meaning |\n|---|---|\n| 0 | all pass |\n| 1 | could not run or write |\n| 2 | usage, profile or rule " +
		"error |\n| 3 | some target fails the policy |\n| 4 | some target needs review or is undecided |\n")
	for _, c := range app.Commands {
		if !c.Hidden && c.Name != "help" {
			commandSection(&b, "fineprint", c, "##")
		}
	}
	return b.String()
}

func commandSection(b *strings.Builder, parent string, c *cli.Command, heading string) {
	name := parent + " " + c.Name
	fmt.Fprintf(b, "\n%s `%s`\n\n%s.\n", heading, strings.TrimSpace(name+" "+c.ArgsUsage), strings.ToUpper(c.Usage[:1])+c.Usage[1:])
	if c.Description != "" {
		fmt.Fprintf(b, "\n%s\n", c.Description)
	}
	if len(c.VisibleFlags()) > 0 {
		b.WriteString("\n| flag | meaning |\n|---|---|\n")
	}
	for _, f := range c.VisibleFlags() {
		if text := f.String(); !strings.HasPrefix(text, "--help") {
			flag, usage, _ := strings.Cut(text, "\t")
			fmt.Fprintf(b, "| `%s` | %s |\n", flag, cell(usage))
		}
	}
	for _, sub := range c.Subcommands {
		if sub.Name != "help" {
			commandSection(b, name, sub, heading+"#")
		}
	}
}

func cell(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(s), "|", "\\|")
}

func rulesPage(set *clause.Set) string {
	var b strings.Builder
	b.WriteString("# Clause kinds and rules\n\n" + generated)
	b.WriteString("How rules are written is explained in [rules/README.md](../rules/README.md). A kind that limits *use* or *users* is " +
		"restrictive.\n")
	for _, k := range set.Kinds() {
		fmt.Fprintf(&b, "\n## %s: `%s`\n\n%s Limits: %s. Travels to: %s.\n", k.Title, k.Kind, k.Meaning, k.Limits, travels(k))
		if params := term.ParamsOf(k.Kind); len(params) > 0 {
			names := make([]string, len(params))
			for i, p := range params {
				names[i] = "`" + p.Name + "`"
				if p.Core {
					names[i] += " (always there)"
				}
			}
			fmt.Fprintf(&b, "\nParameters: %s.\n", strings.Join(names, ", "))
		}
		duties(&b, k)
		for _, r := range set.Rules() {
			if r.Kind == k.Kind {
				fmt.Fprintf(&b, "\n- `%s`: %s. %s\n", r.ID, r.Title, strings.Join(strings.Fields(r.Explain), " "))
			}
		}
	}
	return b.String()
}

// languagesSection says which languages beside English are read, and for what.
func languagesSection(languages []prose.LanguageSource) string {
	var b strings.Builder
	b.WriteString("\n## Languages\n\nEnglish is read for every kind. Other languages are read for the kinds below, " +
		"which their proofs in `rules/languages` show; " +
		"what else a sentence of theirs says stays open.\n\n| language | proofs | kinds |\n|---|---|---|\n")
	for _, l := range languages {
		var kinds []string
		for _, k := range clause.KindsRead(l) {
			kinds = append(kinds, "`"+string(k)+"`")
		}
		fmt.Fprintf(&b, "| %s | %d | %s |\n", l.Language, len(l.Proofs), strings.Join(kinds, ", "))
	}
	return b.String()
}

// duties lists what a kind asks of the user; of several forms the first whose
// parameters are stated is taken.
func duties(b *strings.Builder, k kind.Info) {
	for i, d := range k.Obligation {
		if i == 0 {
			b.WriteString("\nAsks of the user, the first that fits:\n\n")
		}
		fmt.Fprintf(b, "- *%s*: %s", d.Do, d.Text)
		if d.When != "" {
			fmt.Fprintf(b, " (%s)", d.When)
		}
		b.WriteString("\n")
	}
}

func licensesPage(set *rules.Rules) string {
	var b strings.Builder
	b.WriteString("# The licence catalogue\n\n" + generated)
	b.WriteString("*Text* tells whether the text can be recognised, or only the name. How entries are written is explained in " +
		"[rules/licenses/README.md](../rules/licenses/README.md).\n\n")
	b.WriteString("| id | name | category | OSI | text |\n|---|---|---|---|---|\n")
	for _, e := range set.Licenses.Entries() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", e.ID, cell(e.Name), e.Category, yes(e.OSIApproved), yes(e.HasText))
	}
	return b.String()
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// travels says who inherits a kind of clause.
func travels(k kind.Info) string {
	if len(k.Travels) == 0 {
		return "nobody"
	}
	ways := make([]string, len(k.Travels))
	for i, w := range k.Travels {
		ways[i] = string(w)
	}
	return strings.Join(ways, ", ")
}
