package flags

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// Reorder moves the flags of a command before its arguments, because urfave/cli
// stops reading flags at the first argument. What follows "--" stays as it is.
func Reorder(app *cli.App, args []string) []string {
	if len(args) < 2 {
		return args
	}
	head, rest, flags := args[:1:1], commandFirst(app, args[1:]), app.Flags
	commands := app.Commands
	for len(rest) > 0 {
		i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(rest[0]) })
		if i < 0 {
			break
		}
		head, rest = append(head, rest[0]), rest[1:]
		flags, commands = commands[i].Flags, commands[i].Subcommands
	}
	before, after := split(rest, flags)
	if len(after) > 0 {
		before = append(before, "--")
	}
	return slices.Concat(head, before, after)
}

// commandFirst moves flags that stand before a command behind it, unless they
// are those of the program itself.
func commandFirst(app *cli.App, args []string) []string {
	var known []cli.Flag
	for _, c := range app.Commands {
		known = append(known, c.Flags...)
	}
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == "--":
			return args
		case !strings.HasPrefix(args[i], "-"):
			if !slices.ContainsFunc(app.Commands, func(c *cli.Command) bool { return c.HasName(args[i]) }) {
				return args
			}
			return slices.Concat(args[i:i+1], args[:i], args[i+1:])
		case takesValue(args[i], known):
			i++
		}
	}
	return args
}

// split parts args into the flags with their values and everything else.
func split(args []string, flags []cli.Flag) (before, after []string) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return before, append(after, args[i+1:]...)
		case !strings.HasPrefix(arg, "-") || arg == "-":
			after = append(after, arg)
		default:
			before = append(before, arg)
			if !takesValue(arg, flags) {
				continue
			}
			if i+1 == len(args) {
				return []string{arg}, nil // alone, so that no other argument passes for its value
			}
			i++
			before = append(before, args[i])
		}
	}
	return before, after
}

// takesValue reports whether the flag arg expects its value as the next
// argument.
func takesValue(arg string, flags []cli.Flag) bool {
	name := strings.TrimLeft(arg, "-")
	if strings.Contains(name, "=") {
		return false
	}
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			_, isBool := f.(*cli.BoolFlag)
			return !isBool
		}
	}
	return false
}
