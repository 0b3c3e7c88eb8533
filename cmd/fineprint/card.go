package main

import (
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func cardCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "card", Usage: "show what a model, dataset or space card declares", ArgsUsage: "FILE...|-",
		Flags: append(outputFlags(), wiring.RulesFlag()),
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return usage.Errorf("card needs at least one file, or - for standard input")
			}
			config, err := wiring.AuditConfig(c, nil, nil, time.Time{}, nil)
			if err != nil {
				return err
			}
			auditor := audit.New(config)
			docs, problems := readFiles(w, c.Args().Slice(), doc.RoleCard)
			var cards []render.CardTerms
			for i, d := range docs {
				parsed := card.Parse(d)
				parsed.Problems = append(parsed.Problems, problems[i]...)
				cards = append(cards, render.CardTerms{Card: parsed, Statements: auditor.ReadCard(parsed)})
				if !d.Read() {
					result.code = exitReview
				}
			}
			return emit(c, w, render.NewCards(config.Tool, cards))
		},
	}
}
