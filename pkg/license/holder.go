package license

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// A name may be any words, and a restriction may be written like a name. What
// tells them apart is their form: a company's name ends with its legal form,
// names in a row are joined, nothing stands in brackets or behind a dash, and
// the words of clauses are in no name.
const (
	maxNameLength     = 8 // words of one holder's name
	maxUncasedName    = 4 // the same, where case tells nothing and no legal form ends it
	maxLowerName      = 3 // the same, for a name in small letters in a text with capitals
	maxIdeographs     = 20
	maxPersonalGlyphs = 4 // ideographs of a person's name
)

// names reads the names of those who hold a copyright.
type names struct{ view *view }

// holders reports whether words [i, end) are years and names.
func (n names) holders(i, end int) bool {
	named := false
	for i < end {
		to := i + 1
		for to < end && !n.joined(to) {
			if !n.runsOn(to) {
				return false
			}
			to++
		}
		ok, name := n.holder(i, to)
		if !ok {
			return false
		}
		named = named || name
		i = to
	}
	return named
}

// joined reports whether word i starts another name: behind a comma or "and".
func (n names) joined(i int) bool {
	and := inHolders().And
	return and[string(n.view.word(i))] || and[string(n.view.word(i-1))] || bytes.ContainsAny(n.view.gap(i), ",&") &&
		!inHolders().LegalForm[string(n.view.word(i))] ||
		yearWord(string(n.view.word(i-1)))
}

// runsOn reports whether what stands before word i does not end a name. The
// point of an abbreviation ends none.
func (n names) runsOn(i int) bool {
	gap := n.view.gap(i)
	if n.addressWord(i) || n.addressWord(i-1) || n.nickname(i) || n.nickname(i-1) {
		return true
	}
	if bytes.ContainsAny(gap, "()[]{}|;:!?=/\"") || bytes.Contains(gap, []byte("--")) || bytes.Contains(gap, []byte(" - ")) ||
		bytes.Contains(gap, []byte("—")) || bytes.Contains(gap, []byte("–")) {
		return false
	}
	if point := bytes.IndexByte(gap, '.'); point >= 0 && point+1 < len(gap) {
		before := n.view.word(i - 1)
		return inHolders().LegalForm[string(before)] || prose.Abbreviation(string(before)) || utf8.RuneCount(before) == 1
	}
	return !bytes.ContainsAny(gap, "。；，、（）：【】「」")
}

// holder reports whether words [i, end) may be one holder's name, or years, or
// those who are not named ("and contributors"), and whether it names anybody.
func (n names) holder(i, end int) (ok, named bool) {
	for ; i < end; i++ {
		word, words := string(n.view.word(i)), inHolders()
		year := yearWord(word)
		if !year && !words.And[word] && !words.By[word] && !(words.Or[word] && i > 0 && words.And[string(n.view.word(i-1))]) {
			break
		}
		named = named || year
	}
	for end > i && (yearWord(string(n.view.word(end-1))) || n.addressWord(end-1)) {
		named = true
		end--
	}
	if i == end {
		return true, named
	}
	if n.blank(i, end) {
		return true, true
	}
	if ideograph(n.view.word(i)) {
		ok = n.ideographs(i, end)
		return ok, ok
	}
	ok, own := n.name(i, end)
	return ok, named || own
}

// name reports whether words [i, end) may be a name, and whether more than
// words such as "contributors".
func (n names) name(i, end int) (ok, own bool) {
	var made name
	for k := i; k < end; k++ {
		word := string(n.view.word(k))
		switch {
		case made.form && !inHolders().LegalForm[word]: // nothing follows the legal form of a company
			return false, false
		case k > i && inHolders().LegalForm[word]:
			made.form = true
		case n.inNoName(k, end) && !(k == i && n.given(i, end)), k > i && word == string(n.view.word(k-1)), !made.take(word, n.smallWord(k)):
			return false, false
		}
	}
	switch {
	case made.length > maxNameLength, !made.own && n.organisationless(i, end):
		return false, false
	case n.view.uncased():
		return made.form || made.organisation || made.length <= maxUncasedName, made.own
	default:
		return made.small == 0 || made.length <= maxLowerName, made.own
	}
}

// inNoName reports whether word k is none of those that names are made of: a
// word of clauses, a year, an ideograph or a number that stands alone.
func (n names) inNoName(k, end int) bool {
	word := n.view.word(k)
	return inHolders().Clause[string(word)] || yearWord(string(word)) || ideograph(word) ||
		n.view.number(k) >= 0 && (k+1 == end || len(n.view.gap(k+1)) != 1)
}

// given reports whether words [i, end) are a given name that clauses have for
// a word, such as "Max" or "Will", and a family name.
func (n names) given(i, end int) bool {
	if end-i != 2 || !inHolders().Given[string(n.view.word(i))] || n.smallWord(i) || n.smallWord(i+1) || n.view.uncased() {
		return false
	}
	family := string(n.view.word(i + 1))
	return !inHolders().Topic[family] && !inHolders().Role[family] && !inHolders().Link[family] && len(family) > 1
}

// nickname reports whether word i stands in quotation marks by itself between
// two others.
func (n names) nickname(i int) bool {
	return i > 0 && i+1 < len(n.view.from) && string(n.view.gap(i)) == ` "` && string(n.view.gap(i+1)) == `" `
}

// name is what the words of a name that were read so far say of it.
type name struct {
	length       int  // in words, without a legal form
	small        int  // how many of them start with a small letter
	form         bool // the legal form of a company ended it
	organisation bool // a word of it is part of institutions' names
	own          bool // a word of it says who it is
}

// take adds a word and reports whether the name may have it there.
func (m *name) take(word string, small bool) bool {
	m.length++
	switch {
	case inHolders().Role[word]:
		return true
	case inHolders().Link[word]:
		return true
	case inHolders().LinkOfOrganisation[word]: // of what was an institution before
		return m.organisation
	}
	m.organisation = m.organisation || inHolders().Organisation[word]
	m.own = m.own || !inHolders().Topic[word]
	if small {
		m.small++
	}
	return true
}

// organisationless reports whether words [i, end) name nobody and are not those
// who stand for the unnamed either.
func (n names) organisationless(i, end int) bool {
	for k := i; k < end; k++ {
		if word := string(n.view.word(k)); !inHolders().Role[word] && !joins(word) {
			return true
		}
	}
	return false
}

// ideographs reports whether words [i, end), of one glyph each, may be the name
// of a person or an organisation.
func (n names) ideographs(i, end int) bool {
	name := strings.ReplaceAll(n.view.phrase(i, min(end, i+maxIdeographs+1)), " ", "")
	if end-i > maxIdeographs || strings.IndexFunc(name, func(r rune) bool { return r < utf8.RuneSelf }) >= 0 {
		return false
	}
	for _, form := range inHolders().GlyphForm {
		if rest, ok := strings.CutSuffix(name, form); ok && rest != "" {
			return !strings.ContainsAny(rest, inHolders().GlyphClause)
		}
		if rest, ok := strings.CutPrefix(name, form); ok && rest != "" {
			return !strings.ContainsAny(rest, inHolders().GlyphClause)
		}
	}
	return end-i <= maxPersonalGlyphs && !strings.ContainsAny(name, inHolders().GlyphClause+inHolders().GlyphClauseOfPerson)
}

func ideograph(word []byte) bool {
	r, _ := utf8.DecodeRune(word)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// addressWord reports whether word i is part of a mail or web address.
func (n names) addressWord(i int) bool {
	from, to := int(n.view.from[i]), int(n.view.to[i])
	for from > 0 && !space(n.view.text[from-1]) {
		from--
	}
	for to < len(n.view.text) && !space(n.view.text[to]) {
		to++
	}
	token := n.view.text[from:to]
	return bytes.IndexByte(token, '@') > 0 || bytes.Contains(token, []byte("://")) || bytes.HasPrefix(token, []byte("www."))
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// smallWord reports whether word i starts with a small letter.
func (n names) smallWord(i int) bool {
	r, _ := utf8.DecodeRune(n.view.text[n.view.from[i]:])
	return unicode.IsLower(r)
}

func yearWord(word string) bool {
	return len(word) == 4 && isYear([]byte(word)) || inHolders().Year[word]
}

// blank reports whether words [i, end) are the blank of a template for a holder
// that nobody filled in, such as "<copyright holders>".
func (n names) blank(i, end int) bool {
	for k := i; k < end; k++ {
		if !inHolders().Blank[string(n.view.word(k))] {
			return false
		}
	}
	return true
}

// joins reports whether a word joins the words of a name.
func joins(word string) bool { return inHolders().Link[word] || inHolders().LinkOfOrganisation[word] }
