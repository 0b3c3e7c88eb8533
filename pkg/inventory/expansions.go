package inventory

import "strings"

// variable cuts "NAME=value".
func variable(s string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(s, "=")
	if !ok || name == "" || strings.HasPrefix(name, "-") {
		return "", "", false
	}
	for i := range len(name) {
		if c := name[i]; !(isDigit(c) || isLetter(c)) {
			return "", "", false
		}
	}
	return name, value, true
}

// presetOf is the default value in "${NAME:-default}", "${NAME-default}" and
// "${NAME:default}", of one inside another the inner one.
func presetOf(s string) (string, bool) {
	if !strings.HasPrefix(s, "${") || !strings.HasSuffix(s, "}") || strings.HasPrefix(s, "${{") {
		return "", false
	}
	inner := s[2 : len(s)-1]
	sign := strings.IndexFunc(inner, func(r rune) bool { return strings.ContainsRune(":-=+?}$", r) })
	if sign < 0 || strings.IndexByte("+?}$", inner[sign]) >= 0 {
		return "", false
	}
	if inner[sign] != ':' && strings.Contains(inner[:sign], ".") {
		return "", false // the name of a key, not of a variable
	}
	preset := strings.TrimPrefix(inner[sign:], ":")
	if strings.HasPrefix(preset, "?") || strings.HasPrefix(preset, "+") {
		return "", false
	}
	preset = strings.Trim(strings.TrimLeft(preset, "-="), `"'`)
	if more, ok := presetOf(preset); ok {
		return more, true
	}
	return preset, preset != "" && !strings.Contains(preset, "}")
}

// variableIn is the name that an expansion puts in: "$(NAME)", "{{ .a.b }}".
func variableIn(s string) string {
	if strings.HasPrefix(s, "${{") {
		first, _, _ := strings.Cut(strings.Trim(s, "${} "), "||")
		return strings.TrimSpace(first)
	}
	return strings.Trim(strings.TrimSpace(strings.Trim(s, "${}() ")), ". $")
}

func isTemplate(s string) bool { return strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "${") }
