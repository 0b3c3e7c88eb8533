package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func failOnFlag() cli.Flag {
	return &cli.StringFlag{Name: "fail-on", Value: "fail",
		Usage: "end with 3 on these, `LIST` of outcomes (fail, undecided, review) and kinds of findings, with commas between"}
}

// failOn reads --fail-on.
func failOn(c *cli.Context) ([]string, error) {
	known := []string{string(policy.Fail), string(policy.Undecided), string(policy.Review)}
	for _, k := range append(term.ClauseKinds(), term.FindingKinds()...) {
		known = append(known, string(k))
	}
	var out []string
	for name := range strings.SplitSeq(c.String("fail-on"), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if !slices.Contains(known, name) {
			return nil, usage.Errorf("--fail-on: no outcome and no kind of finding %q%s", name, meant(name, known))
		}
		out = append(out, name)
	}
	return out, nil
}

// exitCode draws the exit code from the verdicts, and from what --fail-on names:
// a target that fails the policy is never less than that.
func exitCode(r *audit.Report, failing []string) int {
	code := exitPass
	for _, t := range r.Reports {
		if t.Verdict.Outcome == policy.Fail || slices.Contains(failing, string(t.Verdict.Outcome)) ||
			slices.ContainsFunc(t.Findings, func(f finding.Finding) bool { return slices.Contains(failing, string(f.Kind)) }) {
			return exitFails
		}
		if t.Verdict.Outcome != policy.Pass {
			code = exitReview
		}
	}
	return code
}
