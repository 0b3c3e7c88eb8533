package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
)

// TestTenQuestions asks of twelve models what docs/reading.md promises: the
// answers stand in the first 40 lines of the short report at 80 columns. An
// empty answer means that there is nothing of the sort to say.
func TestTenQuestions(t *testing.T) {
	const none = ""
	for _, m := range []struct {
		model                                                              string
		verdict, licence, commercial, rights, limit, read, from, duty, ask string
	}{
		{"nordlicht/aurora-7b", "PASS", `Apache-2.0: exact text`, "yes", "all yes", none, "3 of 3", "aurora-corpus", "notices with every copy",
			none},
		{"datasets/nordlicht/aurora-corpus", "PASS", `CC-BY-4.0: declared`, "yes", "all yes", none, "2 of 2", none, "Show creator", none},
		{"acme-motors/roadrunner-8b", "REVIEW", "roadrunner-community: text not known", "yes, with conditions", "all limited",
			`40,000,000\s+monthly\s+active\s+users`, "4 of 4", none, `[Ss]how\s+"Built\s+with\s+Roadrunner"`,
			`40,000,000 monthly active users.* — Finance`},
		{"acme-motors/roadrunner-vision", "REVIEW", "roadrunner-community", "yes, with conditions", "all limited", `Places without rights: EU`,
			"4 of 4",
			none, `[Ss]how\s+"Built\s+with\s+Roadrunner"`, `in EU\? — Legal`},
		{"quillworks/inkwell-3b", "REVIEW", "Apache-2.0: modified text", "yes, with conditions", "all unknown",
			`25,000,000 monthly active users;\s+USD\s+5,000,000`,
			"3 of 3", none, `Show "Inkwell"`, `changed form of Apache-2.0.* — Legal`},
		{"tidepool/coral-2b", "REVIEW", "tidepool-research", "no", "no: commercial", "Not for commercial use", "3 of 3", none, "every copy",
			"— Product"},
		{"brightforge/anvil-13b", "REVIEW", "brightforge-business", "yes, with conditions", "limited", "USD 10,000,000", "of", none, none,
			"USD 10,000,000.* — Finance"},
		{"remixers/merged-7b", "REVIEW", "Apache-2.0: declared", "no", "no: commercial", "from tidepool/kelp-2b", "2 of 2", "tidepool/kelp-2b",
			"every copy",
			"— Product"},
		{"remixers/roadrunner-8b-chat", "REVIEW", "Apache-2.0: declared", "yes, with conditions", "limited",
			`40,000,000\s+monthly\s+active\s+users`, "2 of 2",
			"acme-motors/roadrunner-8b", `[Ss]how\s+"Built\s+with\s+Roadrunner"`, "— Finance"},
		{"gatehouse/open-door-1b", "REVIEW", "Apache-2.0: declared", "not known", "all unknown", none, `Not read: README.md`, none, "every copy",
			`was not read\? \[.*LICENSE.*\] — Engineering`},
		{"loose-ends/paper-4b", "UNDECIDED", "loose-ends-paper: declared", "not known", "all unknown", none, `Agreement.pdf\s+\(binary\)`, none,
			none, `—\s+Engineering`},
		{"loose-ends/silent-1b", "UNDECIDED", "none found", "not known", none, none, "2 of 2", none, none, "No licence was found.* — Publisher"},
	} {
		t.Run(m.model, func(t *testing.T) {
			var out bytes.Buffer
			code := run(context.Background(), []string{"fineprint", "demo", m.model, "--no-color"},
				world{World: wiring.World{Stdout: &out, Stderr: &bytes.Buffer{}, Getenv: func(string) string { return "" }}, outWidth: 80})
			if code != exitPass {
				t.Fatalf("exit %d", code)
			}
			lines := strings.Split(out.String(), "\n")
			first := strings.Join(lines[:min(40, len(lines))], "\n")
			for name, answer := range map[string]string{
				"verdict": "^" + m.verdict + ` +` + m.model, "commit": `· [0-9a-f]{12}\n`, "licence": `(?m)^Licence   .*` + m.licence,
				"commercial": `(?m)^In short  Commercial use: ` + m.commercial + `\.`, "read": `(?m)^Read      [^\n]*(\n {10}[^\n]*)*` + m.read,
				"rights": wanted(`(?m)^Rights    [^\n]*(\n {10}[^\n]*)*`, m.rights), "limit": wanted(`(?s)LIMITS.*`, m.limit),
				"from": wanted(`(?m)^From      (.*\n +)*.*`, m.from), "duty": wanted(`(?s)DUTIES.*`, m.duty),
				"ask": wanted(`(?s)OPEN QUESTIONS.*`, m.ask),
			} {
				if answer != "" && !regexp.MustCompile(answer).MatchString(first) {
					t.Errorf("%s: no %q in\n%s", name, answer, first)
				}
			}
			if m.limit == "" && strings.Contains(first, "LIMITS") {
				t.Errorf("limits where there are none:\n%s", first)
			}
		})
	}
}

// Whatever a model of the demo has to say fits on a page.
func TestShortReportsFit(t *testing.T) {
	targets, err := demoTargets(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range targets {
		var out bytes.Buffer
		run(context.Background(), []string{"fineprint", "demo", target.Asked, "--no-color"},
			world{World: wiring.World{Stdout: &out, Stderr: &bytes.Buffer{}, Getenv: func(string) string { return "" }}, outWidth: 80})
		if n := strings.Count(out.String(), "\n"); n > 40 || n < 5 {
			t.Errorf("%s: %d lines\n%s", target.Asked, n, out.String())
		}
	}
}

// wanted is where an answer must stand; nothing where there is none.
func wanted(where, answer string) string {
	if answer == "" {
		return ""
	}
	return where + answer
}
