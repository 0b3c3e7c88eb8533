package card

import "strings"

// subject is what a card calls its own model: a name in small letters of ASCII, empty
// for none.
type subject struct{ name string }

// selfOf takes the name of the model from the first heading. A name shared
// with a base model is none: what is said of it may be said of the parent.
func selfOf(c *Card) subject {
	for _, s := range c.Sections {
		if s.Level == 0 {
			continue
		}
		for _, word := range strings.Fields(strings.ToLower(s.Title)) {
			name := says().Name.FindString(word)
			if name == "" || says().Generic[name] {
				continue
			}
			for _, base := range c.BaseModels.Texts() {
				if strings.Contains(strings.ToLower(base), name) {
					return subject{}
				}
			}
			return subject{name}
		}
		return subject{}
	}
	return subject{}
}

// is reports whether words speak of the card's own model.
func (s subject) is(words string) bool {
	if len(strings.Fields(words)) > 14 || says().OtherModel.MatchString(words) || says().Other.MatchString(words) &&
		!says().Model.MatchString(words) {
		return false
	}
	words = says().PartOf.ReplaceAllString(words, "")
	return says().Self.MatchString(words) || s.named(words)
}

// named reports whether a word begins with the name.
func (s subject) named(words string) bool {
	for from := 0; s.name != ""; {
		n := strings.Index(words[from:], s.name)
		if n < 0 {
			return false
		}
		if from += n; from == 0 || !inWord(words[from-1]) {
			return true
		}
		from++
	}
	return false
}

// inWord tells the bytes of words as \b of an expression has them.
func inWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// claims reports whether a folded sentence says that the model is open source.
func (s subject) claims(text, before string, standalone bool) bool {
	at := says().Mention.FindStringIndex(text)
	if at == nil || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") || quoted(text, at[0]) {
		return false
	}
	if says().Doubt.MatchString(text[:at[0]]) || says().OpenFor.MatchString(text) {
		return false
	}
	return s.released(text) || s.described(text, before) || s.headed(text, standalone) || s.inChinese(text)
}

// quoted reports whether the byte at i stands inside quotation marks.
func quoted(text string, i int) bool {
	return strings.Count(text[:i], `"`)%2 == 1 || i > 0 && text[i-1] == '\''
}

// released reads "we open-source …": what is released must be the model.
func (s subject) released(text string) bool {
	m := says().Released.FindStringSubmatchIndex(text)
	if m == nil || says().Relative.MatchString(text[:m[0]]) {
		return false
	}
	object := firstClause(text[m[2]:m[3]])
	if i := says().Stops.FindStringIndex(object + " "); i != nil {
		object = object[:i[0]]
	}
	if says().Other.MatchString(object) && !says().Model.MatchString(object) {
		return false
	}
	return s.is(object) || says().Pronoun.MatchString(object)
}

// described reads "the model is (an) open-source …" and "we introduce X, an
// open-source …".
func (s subject) described(text, before string) bool {
	if m := says().IsAnOpen.FindStringSubmatch(text); m != nil && s.subjectOf(m[1], before) && plainWords(m[2]) && modelFollows(m[3]) {
		return true
	}
	if m := says().IsOpen.FindStringSubmatch(text); m != nil && s.subjectOf(m[1], before) && !otherFollows(m[2]) {
		return true
	}
	if m := says().Presented.FindStringSubmatch(text); m != nil && plainWords(m[3]) && modelFollows(m[4]) {
		return (m[1] == "" || says().We.MatchString(m[1])) && !says().Stops.MatchString(m[2]+" ")
	}
	return false
}

// subjectOf looks at the clause before a verb. "It" is the model when the
// sentence before began with it.
func (s subject) subjectOf(words, before string) bool {
	if i := strings.LastIndexAny(words, ",;:("); i >= 0 {
		words = words[i+1:]
	}
	words = strings.TrimSpace(words)
	if says().It[words] {
		return before != "" && s.is(says().Predicate.ReplaceAllString(before, ""))
	}
	return s.is(words) && !says().StopsSubject.MatchString(" "+words+" ")
}

// headed reads "Name: an open-source …" and bare labels.
func (s subject) headed(text string, standalone bool) bool {
	if m := says().Apposed.FindStringSubmatch(text); m != nil && nounPhrase(m[1]) && s.is(m[1]) && plainWords(m[2]) && modelFollows(m[3]) {
		return true
	}
	return standalone && says().Label.MatchString(text) && !says().BareLabel.MatchString(text) && !says().Other.MatchString(firstClause(text))
}

// maxName is how many words name a model.
const maxName = 6

// nounPhrase reports whether words are a name and no sentence.
func nounPhrase(words string) bool {
	return len(strings.Fields(words)) <= maxName && !says().Verb.MatchString(words) && !says().Stops.MatchString(words+" ")
}

func (s subject) inChinese(text string) bool {
	if says().ChineseIs.MatchString(text) && !says().ChineseDoubt.MatchString(text) {
		return true
	}
	if m := says().ChineseNamed.FindStringSubmatch(text); m != nil && s.named(m[1]) &&
		!says().ChineseOwner.MatchString(m[2]) && !says().ChineseDoubt.MatchString(m[0]) {
		return true
	}
	m := says().Chinese.FindStringSubmatchIndex(text)
	if m == nil || says().ChineseDoubt.MatchString(text[:m[2]]) {
		return false
	}
	return !says().ChineseOther.MatchString(strings.TrimSpace(text[m[2]:])) && says().ChineseModel.MatchString(text)
}

// plainWords reports whether only adjectives stand between article and claim.
func plainWords(words string) bool {
	return !says().Stops.MatchString(says().Series.ReplaceAllString(words, "") + " ")
}

// modelFollows reports whether the noun behind the claim is a model.
func modelFollows(rest string) bool {
	rest = firstClause(rest)
	m := says().Model.FindStringIndex(rest)
	if m == nil || len(strings.Fields(rest[:m[0]])) > 8 || says().Stops.MatchString(rest[:m[0]]) {
		return false
	}
	other := says().Other.FindStringIndex(rest)
	return other == nil || other[0] > m[0] || strings.HasPrefix(strings.TrimSpace(rest[other[1]:]), rest[m[0]:m[1]])
}

// otherFollows reports whether the words behind the claim name something else
// than a model.
func otherFollows(rest string) bool {
	rest = firstClause(rest)
	if i := says().Stops.FindStringIndex(rest + " "); i != nil {
		rest = rest[:i[0]]
	}
	return says().Other.MatchString(rest) && !says().Model.MatchString(rest)
}

// firstClause is text up to the first mark that ends a clause.
func firstClause(text string) string {
	trimmed := strings.TrimLeft(text, ",")
	if i := strings.IndexAny(trimmed, ".;:()，。；"); i >= 0 {
		trimmed = trimmed[:i]
	}
	return trimmed
}
