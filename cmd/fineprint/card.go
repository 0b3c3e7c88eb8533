package main

import (
	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

func cardCommand(w world, result *exit) *cli.Command {
	return &cli.Command{
		Name: "card", Usage: "show what a model, dataset or space card declares", ArgsUsage: "FILE...|-",
		Flags: outputFlags(),
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return usagef("card needs at least one file, or - for standard input")
			}
			docs, problems := readFiles(w, c.Args().Slice(), doc.RoleCard)
			cards := render.Cards{Schema: "fineprint.card/1", Tool: bareTool()}
			for i, d := range docs {
				parsed := card.Parse(d)
				parsed.Problems = append(parsed.Problems, problems[i]...)
				cards.Cards = append(cards.Cards, parsed)
				if !d.Read() {
					result.code = exitReview
				}
			}
			return emit(c, w, cards)
		},
	}
}
