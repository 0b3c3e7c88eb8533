package license

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

const (
	maxTitleLines = 4
	maxTitleWords = 14
)

var (
	titleVersion = pattern.Lazily(`(?i)\b(?:v|ver\.?|version)?\s*(\d+(?:\.\d+)+|(?:19|20)\d\d(?:-\d\d){0,2})\b`)
	blankShape   = pattern.Lazily(`\[[^\]\n(]{1,60}\]|<[A-Za-z][^>\n/:@]{1,60}>|\{\{?[^}\n]{1,60}\}\}?|_{3,}`)
	slugBreak    = pattern.Lazily(`[^a-z0-9.]+`)
)

// NewDraft says of a text what shows without reading it: its titles, a name and
// id drawn from them, and the questions that are left.
func NewDraft(text []byte) Draft {
	d := Draft{Text: text, Options: FingerprintOptions{Titles: titleLines(text)}}
	if len(d.Options.Titles) > 0 {
		d.Name = strings.Trim(d.Options.Titles[0], "#*_=-\"“” \t")
		for _, line := range d.Options.Titles {
			if m := titleVersion().FindStringSubmatch(line); m != nil && d.Version == "" {
				d.Version = m[1]
			}
		}
		d.ask("is %q the full title? Then what are its short names, and which tag and license_name do hubs use (aliases)?", d.Name)
	} else {
		d.Name = "Unnamed licence"
		d.ask("the text has no title that could be told from its words: what is it called?")
	}
	d.ID = slug(d.Name)
	d.Family = d.ID
	if d.Version != "" {
		d.Family = strings.Trim(strings.ReplaceAll(d.ID, slug(d.Version), ""), "-.")
		if !strings.Contains(d.ID, slug(d.Version)) {
			d.ID += "-" + slug(d.Version)
		}
	}
	d.ask("is the id %q short and lasting, and %q the family that it is a version of?", d.ID, d.Family)
	d.ask("who wrote it (issuer), when (issued), and where is the official text (source)?")
	d.askLines()
	d.ask("the category is drawn from the terms, and the terms are what rules found: read the text and mend both")
	return d
}

func (d *Draft) ask(format string, args ...any) {
	d.Questions = append(d.Questions, fmt.Sprintf(format, args...))
}

// askLines asks about the lines that hold blanks, an appendix or a policy.
func (d *Draft) askLines() {
	var blanks, policies []string
	appendix := 0
	lines := bytes.Split(d.Text, []byte("\n"))
	for i, line := range lines {
		number := fmt.Sprint(i + 1)
		if blankShape().Match(line) {
			blanks = append(blanks, number)
		}
		if inDrafts().Policy.Match(line) {
			policies = append(policies, number)
		}
		if 2*i > len(lines) && appendix == 0 && inDrafts().Appendix.Match(line) {
			appendix = i + 1
		}
	}
	if len(blanks) > 0 {
		d.ask("blanks in line %s? One for a year or a holder is a --field; one that changes the terms goes to parameters", joined(blanks))
	}
	if appendix > 0 {
		d.ask("does the licence's own appendix start in line %d? Then give its first words as --appendix", appendix)
	}
	if len(policies) > 0 {
		d.ask("line %s names a policy: is it another document? Then it is an entry with doc_type policy, listed in policies", joined(policies))
	}
}

// joined lists line numbers, the first few of many.
func joined(lines []string) string {
	const most = 8
	if len(lines) > most {
		return strings.Join(lines[:most], ", ") + " and others"
	}
	return strings.Join(lines, ", ")
}

// titleLines returns the lines that a text starts with and that are no
// sentence: short, without a full stop, before the first longer paragraph.
func titleLines(text []byte) []string {
	var titles []string
	for _, line := range bytes.Split(text, []byte("\n")) {
		var w words
		w.split(line)
		if w.len() == 0 {
			continue
		}
		if len(titles) == maxTitleLines || w.len() > maxTitleWords || !titled(string(line)) {
			break
		}
		titles = append(titles, strings.TrimSpace(string(line)))
	}
	return titles
}

// titled reports whether a line looks like a title: it starts with a capital or
// a glyph without case, and ends like no sentence.
func titled(line string) bool {
	line = strings.Trim(line, "#*_=- \t\r")
	first := strings.IndexFunc(line, unicode.IsLetter)
	if first < 0 || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ",") || strings.HasSuffix(line, ":") ||
		strings.ContainsAny(line, "。，；!") {
		return false
	}
	r := []rune(line[first:])[0]
	return !unicode.IsLower(r) && !inDrafts().Notice.MatchString(line)
}

// slug returns the form of an id: lower case, hyphens between words.
func slug(name string) string {
	name = strings.Trim(slugBreak().ReplaceAllString(strings.ToLower(name), "-"), "-.")
	for _, filler := range inDrafts().Filler {
		name = strings.Trim(strings.ReplaceAll("-"+name+"-", "-"+filler+"-", "-"), "-")
	}
	if name == "" {
		return "unnamed"
	}
	return name
}
