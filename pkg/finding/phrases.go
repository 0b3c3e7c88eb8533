package finding

import "strings"

// phrase says the value of a parameter in words where its own would not read
// as English: empty where the title of the clause has said it.
func phrase(name, value string) (words string, ok bool) {
	switch name + "=" + value {
	case "by=licence", "fields=unspecified", "where=unspecified":
		return "", true
	case "by=linked-policy":
		return "those that a linked policy lists", true
	case "consequence=separate-licence":
		return "then a separate licence is needed", true
	case "consequence=paid-licence":
		return "then a paid licence is needed", true
	case "consequence=no-rights":
		return "then there are no rights", true
	case "consequence=termination":
		return "then the licence ends", true
	case "path=separate-licence":
		return "with a separate licence", true
	case "path=registration", "path=paid-subscription":
		return "by " + spaced(value), true
	case "limit=non-production":
		return "not in production", true
	case "basis=stated-revocable":
		return "the text calls itself revocable", true
	case "basis=at-will":
		return "at the licensor's will", true
	case "basis=licensor-regulatory-concern":
		return "for the licensor's worries about the law", true
	case "position=prefix":
		return "at its beginning", true
	case "position=anywhere":
		return "anywhere in it", true
	case "position=retain":
		return "which stays in it", true
	case "terminates=patent-licence":
		return "the patent licence ends", true
	case "terminates=all":
		return "the whole licence ends", true
	case "ip=any-ip":
		return "over any intellectual property", true
	case "ip=copyright-or-patent":
		return "over copyright or patents", true
	default:
		return word(value)
	}
}

// Word says a single word of a list parameter as a person would.
func Word(value string) string {
	if words, ok := word(value); ok {
		return words
	}
	return spaced(value)
}

// word says a single word of a list, a field of use or a thing to tell.
func word(value string) (words string, ok bool) {
	switch value {
	case "ai-generated":
		return "that it is AI-generated", true
	case "not-human-claim":
		return "no claim that a person made it", true
	case "known-dangers":
		return "its known dangers", true
	case "fraud-deception", "credit-housing":
		first, second, _ := strings.Cut(value, "-")
		return first + " and " + second, true
	case "malware-cyber":
		return "malware and cyber attacks", true
	case "ip-infringement":
		return "infringement of intellectual property", true
	default:
		return "", false
	}
}

// yes says what it means that a parameter is true.
func yes(name string) string {
	switch name {
	case "also_materials":
		return "neither with outputs nor with the materials themselves"
	case "outputs_too":
		return "outputs, too"
	default:
		return spaced(name)
	}
}

// label introduces a parameter, unless its value speaks for itself.
func label(name string) string {
	switch name {
	case "regions", "fields", "what", "types", "who", "consequence", "path", "basis", "ip", "form", "url":
		return ""
	case "must_include":
		return "the name has "
	case "must_not_include":
		return "the name must not have "
	case "text":
		return "with the words "
	case "where":
		return "shown in "
	case "scope", "applies", "applies_to":
		return "for "
	default:
		return spaced(name) + " "
	}
}
