package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Describe says in one line what a clause is and what its parameters are, for
// example "User cap: 700,000,000 monthly active users (counted at the release
// date)". title is the plain title of the clause kind.
func Describe(title string, p term.Params) string {
	parts := slices.Concat(figures(p), others(p))
	if len(parts) == 0 {
		return title
	}
	return title + ": " + strings.Join(parts, "; ")
}

// figures describes the thresholds, the numbers that people look for first.
func figures(p term.Params) []string {
	var parts []string
	if p["threshold"] != nil {
		s, _ := expand("{threshold}[ {metric}]", p)
		if p["measured"] == "release-date" {
			s += " (" + value("measured", "", p["measured"]) + ")"
		}
		parts = append(parts, s)
	}
	if p["amount"] != nil {
		s, _ := expand("[{currency|plain} ]{amount}", p)
		if period, ok := p["period"].(string); ok {
			said, _ := word("period", period)
			s = strings.TrimSpace(s + " " + said)
		}
		if p["threshold"] == nil {
			metric, _ := expand("[ ({metric})]", p)
			s += metric
		}
		parts = append(parts, s)
	}
	if len(parts) == 0 && leftOpen(p) {
		parts = append(parts, value("figure", "", "left-open"))
	}
	if side, ok := p["boundary"].(string); ok && len(parts) > 0 {
		parts = append(parts, value("boundary", "", side))
	}
	return parts
}

// leftOpen reports whether a clause names a figure that the text does not give,
// or that nobody can read.
func leftOpen(p term.Params) bool {
	_, users := p["threshold"]
	_, money := p["amount"]
	_, period := p["period"]
	_, metric := p["metric"]
	return users && metric || money && period
}

// others describes every other parameter, in the order of their names.
func others(p term.Params) []string {
	var parts []string
	for _, name := range p.Names() {
		switch name {
		case "threshold", "metric", "amount", "currency", "period", "measured", "boundary":
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
		if said, ok := word(name, v); ok {
			return said
		}
		return label(name) + quoted(name, v)
	case []string:
		return list(name, v)
	case int64:
		return label(name) + Number(v)
	case bool:
		if v {
			return flag(name)
		}
		return wording().Denials[name]
	}
	return ""
}

// list joins the words of a list; those that say nothing are left out.
func list(name string, values []string) string {
	var words []string
	for _, v := range values {
		if said := wordAs(name, "", v); said != "" {
			words = append(words, said)
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

// flag says what it means that a parameter is true.
func flag(name string) string {
	if said, ok := wording().Flags[name]; ok {
		return said
	}
	return spaced(name)
}

// label introduces a parameter, unless its value speaks for itself.
func label(name string) string {
	if said, ok := wording().Labels[name]; ok {
		return said
	}
	return spaced(name) + " "
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
