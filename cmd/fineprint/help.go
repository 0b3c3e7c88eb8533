package main

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"
)

// helpWidth is the width of help: that of a terminal nobody made wider.
const helpWidth = 80

// wrapHelp has the library's help wrapped, which it does not do for flags.
var wrapHelp = sync.OnceFunc(func() {
	cli.HelpPrinter = func(out io.Writer, template string, data any) {
		var page bytes.Buffer
		cli.HelpPrinterCustom(&page, template, data, nil)
		_, _ = io.WriteString(out, wrapLines(page.String())) // help that nobody can read any more is no failure
	}
})

// wrapLines wraps the lines of a help page. What stands in a second column goes
// on there; where the first is too wide it begins below.
func wrapLines(page string) string {
	var out strings.Builder
	for line := range strings.Lines(page) {
		line = strings.TrimRight(line, " \n")
		if len(line) <= helpWidth {
			out.WriteString(line + "\n")
			continue
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		first, rest, column := line[:indent], line[indent:], indent
		if gap := strings.Index(rest, "  "); gap >= 0 {
			second := strings.TrimLeft(rest[gap:], " ")
			first, column, rest = line[:len(line)-len(second)], len(line)-len(second), second
		}
		const widest = 36
		if column > widest {
			out.WriteString(strings.TrimRight(first, " ") + "\n")
			column = indent + 6
			first = strings.Repeat(" ", column)
		}
		row := first
		for i, word := range strings.Fields(rest) {
			if i > 0 && len(row)+1+len(word) > helpWidth && strings.TrimSpace(row) != "" {
				out.WriteString(row + "\n")
				row = strings.Repeat(" ", column)
			}
			if row != "" && !strings.HasSuffix(row, " ") {
				row += " "
			}
			row += word
		}
		out.WriteString(row + "\n")
	}
	return out.String()
}

// examples are shown in the help of every command.
func examples() map[string]string {
	return map[string]string{
		"audit":                "fineprint audit org/model --policy my.yaml",
		"scan":                 "fineprint scan models.txt --format html=report.html, fineprint scan --store hf --offline",
		"find":                 "fineprint find . --format json",
		"gate":                 "fineprint gate --policy my.yaml --listen 127.0.0.1:8080",
		"text":                 "fineprint text LICENSE",
		"card":                 "fineprint card README.md --format json",
		"licenses":             "fineprint licenses list --kind user-cap --above 1000000",
		"rules":                "fineprint rules explain user-cap",
		"policy":               "fineprint policy init > my.yaml",
		"licenses list":        "fineprint licenses list",
		"licenses show":        "fineprint licenses show llama3.1 apache-2.0",
		"licenses diff":        "fineprint licenses diff llama3.1 llama3.2",
		"licenses fingerprint": "fineprint licenses fingerprint LICENSE",
		"licenses test":        "fineprint licenses test --rules my-rules",
		"licenses new":         "fineprint licenses new LICENSE > draft.yaml",
		"rules list":           "fineprint rules list",
		"rules show":           "fineprint rules show scale/user-cap",
		"rules explain":        "fineprint rules explain --line 94 LICENSE",
		"rules test":           "fineprint rules test my-rules",
		"rules mine":           "fineprint rules mine LICENSE",
		"rules new":            "fineprint rules new use/no-night-shift",
		"policy init":          "fineprint policy init commercial-saas > my.yaml",
		"policy check":         "fineprint policy check my.yaml",
		"policy explain":       "fineprint policy explain my.yaml",
		"notice":               "fineprint notice org/model -o notices",
		"render":               "fineprint render report.json --format sarif=report.sarif",
		"diff":                 "fineprint diff org/model@v1 org/model@v2",
		"history":              "fineprint history org/model --limit 5",
		"lock":                 "fineprint lock models.txt",
		"check":                "fineprint check --policy my.yaml",
		"demo":                 "fineprint demo acme-motors/roadrunner-8b --details",
		"version":              "fineprint version",
		"completion":           "source <(fineprint completion bash)",
		"man":                  "fineprint man | man -l -",
	}
}

// addExamples puts its example into the help of every command, and leaves out
// what help says of every flag that is off.
func addExamples(prefix string, commands []*cli.Command, known map[string]string) {
	for _, c := range commands {
		name := strings.TrimSpace(prefix + " " + c.Name)
		c.Description = strings.ReplaceAll(c.Description, "\n", " ")
		for _, f := range c.Flags {
			if off, ok := f.(*cli.BoolFlag); ok {
				off.DisableDefaultText = true
			}
		}
		if e, ok := known[name]; ok {
			c.Description = strings.TrimSpace(c.Description + "\n\nFor example: " + e)
		}
		addExamples(name, c.Subcommands, known)
	}
}
