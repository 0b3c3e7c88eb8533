package lineage

import (
	"slices"
	"strings"
)

// Template returns the tool whose template a card with these tags was made
// from, empty when none of them says so.
func Template(tags []string) string {
	for _, t := range lists().Trainers {
		if slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(tag, t) }) {
			return t
		}
	}
	return ""
}

// StripFormat returns the name of a repository without the words at its end
// that say which form the weights are in, and whether there were any: what a
// quantised repository is a copy of.
func StripFormat(name string) (base string, ok bool) {
	for {
		at := strings.LastIndexAny(name, "-_.")
		if at <= 0 || !isFormat(strings.ToLower(name[at+1:])) {
			return name, ok
		}
		name, ok = name[:at], true
	}
}

func isFormat(word string) bool {
	if slices.Contains(lists().Formats, word) || word == "i1" {
		return true
	}
	// q4, q4_k_m and the like come apart at their underscores
	return len(word) == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '9' || slices.Contains([]string{"k", "m", "s", "0"}, word)
}
