package license

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Copyright notices and the names in them are the only words beside a known
// text that leave it exact. So they are held tight: a few words, shaped like
// years and names, none of which a clause would need.
const (
	maxNoticeWords = 24 // of one notice, "all rights reserved" included
	maxFieldWords  = 12 // of the value of a blank
)

// notice returns where the copyright notice ends that starts at word i and
// goes no further than word limit, or i when there is none. The longest notice
// wins that ends with its line, with the next notice or at limit.
func (v *view) notice(i, limit int) int {
	first := v.noticeMark(i)
	if first < 0 {
		return i
	}
	best := i
	for end := max(first, i+1); end <= limit && end-i <= maxNoticeWords; end++ {
		if end < limit && !v.lineBreak(end) && !v.noticeStart(end) {
			continue
		}
		if v.holder(first, end) {
			best = end
		}
	}
	return best
}

// noticeMark returns the first word behind the sign or word for copyright that
// stands at word i, or -1.
func (v *view) noticeMark(i int) int {
	switch string(v.word(i)) {
	case "copyright", "copr":
		return i + 1
	case "portions":
		if i+1 < v.len() && string(v.word(i+1)) == "copyright" {
			return i + 2
		}
	case "c":
		if v.bracketed(i) {
			return i + 1
		}
	}
	if gap := v.gap(i); bytes.Contains(gap, []byte("©")) || bytes.Contains(gap, []byte("&copy;")) || bytes.Contains(gap, []byte("(c)")) || bytes.Contains(gap, []byte("(C)")) {
		return i
	}
	return -1
}

func (v *view) noticeStart(i int) bool { return i < v.len() && v.noticeMark(i) >= 0 }

// holder reports whether words [i, end) are years and the names of those who
// hold a copyright, and perhaps that they reserve all rights.
func (v *view) holder(i, end int) bool {
	if end-i >= 3 && v.is(end-3, "all") && v.is(end-2, "rights") && v.is(end-1, "reserved") {
		if end -= 3; i == end {
			return false
		}
	} else if end <= i {
		return false
	}
	named := false
	for k := i; k < end; k++ {
		word := string(v.word(k))
		if k > i && (v.sentenceEnd(k) || word == string(v.word(k-1))) {
			return false
		}
		switch {
		case yearWord(word) || v.addressWord(k):
			named = true
		case clauseWord(word):
			return false
		case joiningWord(word):
		case v.nameWord(k):
			named = true
		default:
			return false
		}
	}
	return named
}

// value reports whether words [i, end) may fill a blank for a holder or an
// organisation.
func (v *view) value(i, end int) bool {
	if end-i > maxFieldWords {
		return false
	}
	switch v.phrase(i, end) {
	case "the copyright holder", "the copyright holders", "copyright holder", "copyright holders", "the author", "the authors", "the copyright owner":
		return true
	}
	return v.holder(i, end)
}

// phrase returns words [i, end) with spaces between them.
func (v *view) phrase(i, end int) string {
	parts := make([]string, 0, maxFieldWords)
	for k := i; k < end; k++ {
		parts = append(parts, string(v.word(k)))
	}
	return strings.Join(parts, " ")
}

func (v *view) is(i int, word string) bool { return string(v.word(i)) == word }

// gap returns what stands between word i and the word before it.
func (v *view) gap(i int) []byte {
	from := 0
	if i > 0 {
		from = int(v.to[i-1])
	}
	return v.text[from:max(from, int(v.from[i]))]
}

func (v *view) bracketed(i int) bool {
	from, to := int(v.from[i]), int(v.to[i])
	return from > 0 && to < len(v.text) && v.text[from-1] == '(' && v.text[to] == ')'
}

// lineBreak reports whether word i starts a line.
func (v *view) lineBreak(i int) bool {
	gap := v.gap(i)
	return bytes.IndexByte(gap, '\n') >= 0 || bytes.Contains(gap, []byte("</p>")) || bytes.Contains(gap, []byte("<br"))
}

// sentenceEnd reports whether a sentence ends before word i. The point of an
// abbreviation ends none.
func (v *view) sentenceEnd(i int) bool {
	gap := v.gap(i)
	mark := bytes.IndexAny(gap, ".;:!?")
	if mark < 0 || mark+1 == len(gap) { // inside a name such as "Deci.AI"
		return bytes.ContainsRune(gap, '。') || bytes.ContainsRune(gap, '；')
	}
	if gap[mark] == '.' {
		before := v.word(i - 1)
		return !abbreviation(string(before)) && utf8.RuneCount(before) > 1
	}
	return !bytes.HasPrefix(gap[mark:], []byte("://"))
}

// addressWord reports whether word i is part of a mail or web address.
func (v *view) addressWord(i int) bool {
	from, to := int(v.from[i]), int(v.to[i])
	for from > 0 && !space(v.text[from-1]) {
		from--
	}
	for to < len(v.text) && !space(v.text[to]) {
		to++
	}
	token := v.text[from:to]
	return bytes.IndexByte(token, '@') > 0 || bytes.Contains(token, []byte("://")) || bytes.HasPrefix(token, []byte("www."))
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// nameWord reports whether word i is written like a name. A text without
// capitals leaves that open.
func (v *view) nameWord(i int) bool {
	r, _ := utf8.DecodeRune(v.text[v.from[i]:])
	return unicode.IsUpper(r) || unicode.IsDigit(r) || !unicode.IsLower(r) || v.noCapitals()
}

func (v *view) noCapitals() bool {
	return bytes.IndexFunc(v.text, unicode.IsUpper) < 0
}

func yearWord(word string) bool {
	return len(word) == 4 && isYear([]byte(word)) || word == "present" || word == "yyyy"
}

func joiningWord(word string) bool {
	switch word {
	case "and", "the", "of", "by", "its", "at", "in", "de", "van", "der", "den", "von", "la", "le", "du", "et", "al", "und", "for",
		"authors", "author", "contributors", "others", "affiliates", "subsidiaries", "respective", "owners", "holders", "developers", "team", "project":
		return true
	}
	return false
}

func abbreviation(word string) bool {
	switch word {
	case "inc", "ltd", "co", "corp", "llc", "llp", "gmbh", "al", "jr", "sr", "dr", "st", "univ", "dept", "pty", "plc", "bv", "nv", "sa", "ag", "kg":
		return true
	}
	return false
}

// clauseWord reports whether a word is one that clauses are made of and names
// are not.
func clauseWord(word string) bool {
	switch word {
	case "a", "an", "any", "are", "agree", "agreement", "allow", "allowed", "apply", "applies", "as", "available", "ban", "banned", "be",
		"been", "but", "can", "cannot", "clause", "commercial", "commercially", "condition", "conditions", "consent", "copy", "copies",
		"derivative", "derivatives", "distribute", "distributed", "distribution", "do", "does", "each", "except", "excluded", "excluding",
		"forbidden", "free", "from", "governed", "grant", "granted", "has", "have", "hereby", "if", "is", "it", "licence", "license",
		"licensed", "licensee", "licenses", "licensor", "limited", "may", "military", "modify", "modified", "must", "no", "non",
		"noncommercial", "not", "obtain", "on", "only", "or", "other", "permission", "permitted", "person", "persons", "personal",
		"prior", "profit", "prohibited", "provided", "purpose", "purposes", "redistribute", "redistribution", "require", "required",
		"requires", "restrict", "restricted", "restriction", "restrictions", "revoke", "revoked", "royalty", "sell", "sold", "shall",
		"subject", "such", "term", "terms", "than", "that", "this", "to", "under", "unless", "use", "used", "user", "users", "uses",
		"using", "void", "warranty", "when", "where", "which", "who", "will", "with", "within", "without", "you", "your",
		"organization", "organisation", "name", "year", "holder", "owner":
		return true
	}
	return false
}
