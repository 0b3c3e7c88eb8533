package render

import (
	"fmt"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/kind"
)

// Rules is a part of the rule set, with the meaning of the kinds in it.
type Rules struct {
	Schema string        `json:"schema"`
	Tool   audit.Tool    `json:"tool"`
	Rules  []clause.Rule `json:"rules"`
	Kinds  []kind.Info   `json:"kinds"`

	// Form says how much of each rule text tells.
	Form RuleForm `json:"-"`
}

// RuleForm says how much of each rule is written for people.
type RuleForm int

// The forms.
const (
	RuleList    RuleForm = iota // one line per rule
	RuleDetail                  // patterns and parameters
	RuleMeaning                 // what it means for a user
)

// Text writes rules for people.
func (r Rules) Text(p Page) error {
	l := p.layout()
	for _, rule := range r.Rules {
		switch r.Form {
		case RuleDetail:
			l.rule(rule)
		case RuleMeaning:
			l.meaning(rule, r.Kinds)
		default:
			l.line(fmt.Sprintf("%-52s %-30s %s", rule.ID, rule.Kind, rule.Title))
		}
	}
	return l.err
}

func (l *layout) rule(r clause.Rule) {
	l.text("", r.ID+": "+r.Title, bold)
	l.text("  kind    ", string(r.Kind))
	for _, list := range []struct {
		label    string
		patterns []string
	}{{"  match   ", r.Match}, {"  also    ", r.Also}, {"  unless  ", r.Unless}} {
		for _, pattern := range list.patterns {
			l.text(list.label, pattern)
		}
	}
	l.blank()
}

func (l *layout) meaning(r clause.Rule, kinds []kind.Info) {
	l.text("", r.ID+": "+r.Title, bold)
	l.text("  ", r.Explain)
	for _, k := range kinds {
		if k.Kind != r.Kind {
			continue
		}
		l.text("  ", fmt.Sprintf("%s: %s", k.Title, k.Meaning))
		for _, definition := range []string{"osd", "owd", "eu"} {
			if broken := k.Breaks[definition]; len(broken) > 0 {
				l.text("  ", fmt.Sprintf("touches %s criteria %s", strings.ToUpper(definition), strings.Join(broken, ", ")), dim)
			}
		}
	}
	l.blank()
}
