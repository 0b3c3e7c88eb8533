package audit

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// versions tells the releases of a model apart that one card may speak of.
type versions struct {
	rules *card.Rules
	model string // what the model is called, empty where its card has no title
	own   string // the version that lies here, empty where nobody tells
}

// versionsOf takes what a model is called, and which version of it lies here,
// from the title of its card and the name of its repository. Files of weights
// that belong to several leave it open.
func versionsOf(rules *card.Rules, name string, c *card.Card, snap *hub.Snapshot) versions {
	v := versions{rules: rules}
	title := ""
	if len(c.Sections) > 0 {
		title = c.Sections[0].Title
		v.model, _, _ = strings.Cut(strings.ReplaceAll(title, "-", " "), " ")
	}
	told := union(v.in(title), v.in(name))
	if len(told) != 1 {
		return v
	}
	for _, f := range snap.Files {
		if hub.IsWeights(f.Path) {
			told = union(told, v.in(strings.ReplaceAll(f.Path, "/", " ")))
		}
	}
	if len(told) == 1 {
		v.own = told[0]
	}
	return v
}

// in returns the versions that words speak of.
func (v versions) in(words string) []string { return v.rules.Versions(words, v.model) }

// another reports whether words speak of other versions alone.
func (v versions) another(words string) bool {
	if v.own == "" {
		return false
	}
	told := v.in(words)
	return len(told) > 0 && !slices.ContainsFunc(told, func(version string) bool { return isRelease(version, v.own) })
}

// isRelease reports whether a version is the same as another, or a release of it:
// "2.0" and "2.1" both are of "2".
func isRelease(version, of string) bool {
	version, of = strings.TrimSuffix(version, ".0"), strings.TrimSuffix(of, ".0")
	return version == of || strings.HasPrefix(version, of+".")
}
