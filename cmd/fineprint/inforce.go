package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// commandLine is where a setting comes from that the user wrote.
const commandLine = "command line"

// reaching are the settings that say what is read.
var reaching = []string{"component", "hub-url", wiring.RegistryFlag, "lineage-depth", "follow-links", "no-weights-header"}

// answering are the settings that say what is read, by name: reports made with
// others answer another question. That the rules and the profile are the same is
// told by their digests.
func answering(settings []audit.Setting) map[string]string {
	out := map[string]string{}
	for _, s := range settings {
		if slices.Contains(reaching, s.Name) {
			out[s.Name] = s.Value
		}
	}
	return out
}

// inForce lists the settings of a run that are not as they are without any, for
// the report: whoever reads it was not there. The hub of HF_ENDPOINT stands in
// the address of every document, and what --offline means in the times at which
// they were read.
func inForce(c *cli.Context, judge policy.Policy) []audit.Setting {
	file := wiring.SetBy(c)
	out := []audit.Setting{}
	add := func(name, value, from string) {
		if value != "" {
			out = append(out, audit.Setting{Name: name, Value: value, From: from})
		}
	}
	for _, name := range slices.Concat([]string{"policy", "rules", "baseline", "fail-on"}, reaching) {
		if !slices.Contains(c.LocalFlagNames(), name) {
			continue
		}
		from := commandLine
		if set, ok := file[name]; ok {
			from = set
		}
		value := c.String(name)
		switch name {
		case "policy", "rules", "baseline":
			value = wiring.Here(value)
		case wiring.RegistryFlag:
			value = strings.Join(c.StringSlice(name), ", ")
		case "lineage-depth":
			value = differing(c.Int(name), lineage.DefaultDepth)
		case "follow-links", "no-weights-header":
			value = differing(c.Bool(name), false)
		}
		add(name, value, from)
	}
	if judge.Profile != nil {
		add("exceptions", differing(len(judge.Profile.Exceptions), 0), judge.Profile.Name)
	}
	return out
}

// differing prints a value; nothing for the one that holds without a setting.
func differing[T int | bool](value, plain T) string {
	if value == plain {
		return ""
	}
	switch v := any(value).(type) {
	case int:
		return strconv.Itoa(v)
	default:
		return strconv.FormatBool(any(value).(bool))
	}
}
