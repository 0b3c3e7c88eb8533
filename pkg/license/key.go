package license

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

var (
	hubFile   = pattern.Lazily(`/(?:blob|resolve|raw|tree)/[^/]+`)
	deed      = pattern.Lazily(`/(?:legalcode|deed)(?:\.[a-z-]+)*$`)
	extension = pattern.Lazily(`(?:\.[a-z]{2})?\.(?:txt|html?|md|php)$`)
)

// nameKey returns the form in which names and identifiers are compared: lower
// case, with "-" for everything between words.
func nameKey(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || r == '.' || r == '+':
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-.")
}

// looseKey is nameKey without the words that add nothing to a name. It is
// empty when nothing else remains.
func looseKey(name string) string {
	var kept []string
	for _, word := range strings.Split(nameKey(name), "-") {
		if !inTitles().Loose[word] {
			if len(word) > 1 && word[0] == 'v' && isDigit(word[1]) {
				word = word[1:]
			}
			kept = append(kept, strings.TrimSuffix(word, "."))
		}
	}
	return strings.Join(kept, "-")
}

// urlKey returns the form in which addresses are compared: host and path
// without the parts that do not matter. It is empty for what is no address.
func urlKey(address string) string {
	if !strings.Contains(address, "://") && !strings.HasPrefix(strings.ToLower(address), "www.") {
		return ""
	}
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = address
	}
	u, err := url.Parse("https://" + rest)
	if err != nil || u.Host == "" {
		return ""
	}
	p := strings.TrimRight(strings.ToLower(u.Path), "/")
	p = hubFile().ReplaceAllString(p, "/resolve")
	p = deed().ReplaceAllString(extension().ReplaceAllString(p, ""), "")
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(p, "/")
}
