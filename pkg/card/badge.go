package card

import (
	"net/url"
	"strings"
)

// badgeWords returns the words that a badge shows and that stand in the address
// of its picture: "License: MIT". They are empty for any other picture, and for
// a badge that its service fills in.
func badgeWords(address string) string {
	if !mayBeBadge(address) {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	var label, message string
	switch host := strings.ToLower(u.Hostname()); {
	case strings.HasSuffix(host, "creativecommons.org"), strings.HasSuffix(host, "licensebuttons.net"):
		return buttonWords(u.Path)
	case strings.HasPrefix(u.Path, "/static/v1"):
		label, message = u.Query().Get("label"), u.Query().Get("message")
	case !strings.HasPrefix(u.Path, "/badge/"):
		return ""
	case strings.HasSuffix(host, "shields.io"):
		label, message = shield(strings.TrimPrefix(u.Path, "/badge/"))
	case strings.HasSuffix(host, "badgen.net"):
		label, message, _ = strings.Cut(strings.TrimPrefix(u.Path, "/badge/"), "/")
		message, _, _ = strings.Cut(message, "/")
	}
	switch {
	case message == "":
		return ""
	case label == "":
		return message
	}
	return label + ": " + message
}

// mayBeBadge tells the few addresses that can be of badges from the many that
// cannot, without taking them apart.
func mayBeBadge(address string) bool {
	for _, part := range []string{"/badge/", "/static/v1", "%"} {
		if strings.Contains(address, part) {
			return true
		}
	}
	lower := strings.ToLower(address)
	return strings.Contains(lower, "creativecommons.org") || strings.Contains(lower, "licensebuttons.net")
}

// buttonWords reads the name of a Creative Commons licence out of the address
// of its button: "/l/by-nc/4.0/88x31.png" or ".../svg/by-nc.svg".
func buttonWords(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, part := range parts {
		code, _, _ := strings.Cut(part, ".")
		if code != "by" && !strings.HasPrefix(code, "by-") {
			continue
		}
		name := "License: CC " + strings.ToUpper(code)
		if i+1 < len(parts) && len(parts[i+1]) == len("4.0") && parts[i+1][1] == '.' {
			name += " " + parts[i+1]
		}
		return name
	}
	return ""
}

// shield reads "label-message-colour" or "message-colour", where a dash of the
// words is written twice and a blank as one underscore.
func shield(text string) (label, message string) {
	const dash, underscore = "\x00", "\x01"
	text = strings.NewReplacer("--", dash, "__", underscore, "_", " ").Replace(text)
	parts := strings.Split(text, "-")
	plain := strings.NewReplacer(dash, "-", underscore, "_")
	switch len(parts) {
	case 3:
		return plain.Replace(parts[0]), plain.Replace(parts[1])
	case 2:
		return "", plain.Replace(parts[0])
	}
	return "", ""
}
