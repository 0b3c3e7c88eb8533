package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
)

// completionCommand prints what a shell needs to complete commands and flags.
// The scripts ask the program itself, so they stay true to it.
func completionCommand(w world) *cli.Command {
	scripts := map[string]string{"bash": bashCompletion, "zsh": zshCompletion, "powershell": powershellCompletion}
	return &cli.Command{
		Name: "completion", Usage: "print the completion for a shell", ArgsUsage: "bash|zsh|fish|powershell",
		Action: func(c *cli.Context) error {
			shell := c.Args().First()
			script, ok := scripts[shell]
			if shell == "fish" {
				var err error
				if script, err = c.App.ToFishCompletion(); err != nil {
					return err
				}
				ok = true
			}
			if !ok || c.NArg() != 1 {
				return usage.Errorf("completion takes one of bash, zsh, fish and powershell%s",
					meant(shell, []string{"bash", "zsh", "fish", "powershell"}))
			}
			_, err := fmt.Fprint(w.Stdout, script)
			return err
		},
	}
}

func manCommand(w world) *cli.Command {
	return &cli.Command{
		Name: "man", Usage: "print the manual page", ArgsUsage: " ",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage.Errorf("man takes no arguments")
			}
			page, err := c.App.ToManWithSection(1)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(w.Stdout, page)
			return err
		},
	}
}

// complete prints what may stand next, one a line, for the scripts below.
func complete(w world, app *cli.App, words []string) {
	commands, flags := app.Commands, app.Flags
	for _, word := range words {
		i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(word) })
		if i < 0 {
			continue
		}
		commands, flags = commands[i].Subcommands, commands[i].Flags
	}
	last := ""
	if len(words) > 0 {
		last = words[len(words)-1]
	}
	names := commandNames(commands)
	if strings.HasPrefix(last, "-") || len(names) == 0 {
		names = append(names, flagNames(flags)...)
	}
	for _, name := range names {
		fmt.Fprintln(w.Stdout, name)
	}
}

// completing is the argument with which the scripts ask what may stand next.
const completing = "--complete-next"

const bashCompletion = `_fineprint() {
  local cur=${COMP_WORDS[COMP_CWORD]}
  local words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" ` + completing + ` "${words[@]}" 2>/dev/null)" -- "$cur"))
}
complete -o bashdefault -o default -F _fineprint fineprint
`

const zshCompletion = `#compdef fineprint
_fineprint() {
  local -a names
  names=("${(@f)$(${words[1]} ` + completing + ` ${words[2,CURRENT]} 2>/dev/null)}")
  compadd -a names
  _files
}
compdef _fineprint fineprint
`

const powershellCompletion = `Register-ArgumentCompleter -Native -CommandName fineprint -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = $commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() }
  & fineprint ` + completing + ` @words 2>$null | Where-Object { $_ -like "$wordToComplete*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`
