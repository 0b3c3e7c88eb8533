package finding

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Describe says in one line what a clause is and what its parameters are, for
// example "User cap: 700,000,000 monthly active users (counted at release
// date)". title is the plain title of the clause kind.
func Describe(title string, p term.Params) string {
	parts := slices.Concat(figures(p), texts(p))
	if len(parts) == 0 {
		return title
	}
	return title + ": " + strings.Join(parts, "; ")
}

// figures describes the thresholds, the numbers that people look for first.
func figures(p term.Params) []string {
	var parts []string
	if n, ok := p["threshold"].(int64); ok {
		part := Number(n)
		if metric, ok := p["metric"].(string); ok {
			part += " " + spaced(metric)
		}
		if p["measured"] == "release-date" {
			part += " (counted at the release date)"
		}
		parts = append(parts, part)
	}
	if n, ok := p["amount"].(int64); ok {
		part := Number(n)
		if currency, ok := p["currency"].(string); ok {
			part = currency + " " + part
		}
		switch p["period"] {
		case "year", "month":
			part += fmt.Sprintf(" a %s", p["period"])
		case "total":
			part += " in total"
		}
		if metric, ok := p["metric"].(string); ok && p["threshold"] == nil {
			part += " (" + spaced(metric) + ")"
		}
		parts = append(parts, part)
	}
	return parts
}

// texts describes every other parameter, in the order of their names.
func texts(p term.Params) []string {
	var parts []string
	for _, name := range p.Names() {
		switch name {
		case "threshold", "metric", "amount", "currency", "period", "measured":
			continue
		}
		if s := describe(name, p[name]); s != "" {
			parts = append(parts, s)
		}
	}
	return parts
}

func describe(name string, value any) string {
	switch v := value.(type) {
	case string:
		if phrase, ok := phrase(name, v); ok {
			return phrase
		}
		return label(name) + quoted(name, v)
	case []string:
		return list(name, v)
	case int64:
		return label(name) + Number(v)
	case bool:
		if v {
			return yes(name)
		}
	}
	return ""
}

// list joins the words of a list; those that say nothing are left out.
func list(name string, values []string) string {
	var words []string
	for _, v := range values {
		if phrase, ok := phrase(name, v); !ok {
			words = append(words, spaced(v))
		} else if phrase != "" {
			words = append(words, phrase)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return label(name) + strings.Join(words, ", ")
}

// quoted puts names and fixed texts in quotation marks and spaces out the rest.
func quoted(name, value string) string {
	switch name {
	case "text", "must_include", "must_not_include":
		return strconv.Quote(value)
	case "url", "jurisdiction", "venue", "licence":
		return value
	default:
		return spaced(value)
	}
}

func spaced(s string) string {
	if strings.Contains(s, " ") {
		return s
	}
	return strings.NewReplacer("-", " ", "_", " ").Replace(s)
}

// Number prints n with a comma between thousands.
func Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// Value prints a parameter's value for a person; "(not stated)" for nil.
func Value(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	case int64:
		return Number(v)
	case bool:
		return strconv.FormatBool(v)
	default:
		return "(not stated)"
	}
}
