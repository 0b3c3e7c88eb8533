package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/rules"
)

// drafter drafts entries for what the catalogue does not know.
type drafter struct {
	set    *rules.Rules
	all    []*listed
	byText map[string]string // letters of a text → the id that has it
}

func newDrafter(set *rules.Rules, all []*listed) *drafter {
	return &drafter{set: set, all: all, byText: map[string]string{}}
}

// drafts returns the drafts in the order of the list. Identifiers that share a
// text stand for the entry that has it: one of the catalogue, else the "-only"
// form, else the shortest that is not deprecated. A deprecated one becomes
// another name of that entry.
func (d *drafter) drafts() []license.Draft {
	prefer := []func(l *listed) bool{
		func(l *listed) bool { return strings.HasSuffix(l.id, "-only") },
		func(l *listed) bool { return !l.deprecated },
		func(*listed) bool { return true },
	}
	for _, l := range d.all {
		if id := d.exact(l.text); id != "" {
			d.byText[letters(l.text)] = id
		}
	}
	short := slices.SortedStableFunc(slices.Values(d.all), func(a, b *listed) int { return cmp.Compare(len(a.id), len(b.id)) })
	for _, preferred := range prefer {
		for _, l := range short {
			if key := letters(l.text); preferred(l) && d.byText[key] == "" {
				d.byText[key] = l.id
			}
		}
	}
	var out []license.Draft
	for _, l := range d.all {
		if draft, ok := d.draft(l); ok {
			draft.Names = d.formerly(draft)
			out = append(out, draft)
		}
	}
	return out
}

// formerly returns the deprecated identifiers of the text of a draft.
func (d *drafter) formerly(draft license.Draft) (ids []string) {
	for _, l := range d.all {
		plus := strings.HasSuffix(l.id, "+") && draft.ID == strings.TrimSuffix(l.id, "+")+"-or-later"
		same := !strings.HasSuffix(l.id, "+") && d.byText[letters(l.text)] == draft.ID
		if l.deprecated && l.id != draft.ID && (plus || same) {
			ids = append(ids, l.id)
		}
	}
	return ids
}

func (d *drafter) draft(l *listed) (license.Draft, bool) {
	entry, known := d.set.Licenses.Entry(l.id)
	if known && (entry.HasText || len(entry.Members) > 0) || l.deprecated && len(d.set.Licenses.Lookup(l.id)) > 0 {
		return license.Draft{}, false
	}
	out := license.Draft{
		ID: l.id, SPDX: l.id, Name: l.name, Version: version(l.id), Family: family(l.id), OSIApproved: l.osi,
		URLs: addresses(l), Source: "https://spdx.org/licenses/" + l.id + ".html",
	}
	if other := d.byText[letters(l.text)]; other != l.id {
		out.Members, out.Family = []string{other}, d.familyOf(other)
		return out, !l.deprecated
	}
	if l.exception {
		out.DocType, out.Family = license.Exception, "exception"
	}
	out.Text = l.text
	out.Options = license.FingerprintOptions{Titles: l.titles, Blanks: l.blanks}
	if l.appendix < len(l.text) {
		out.Options.Appendix = opening(l.text[l.appendix:])
	}
	text := doc.New(l.id, doc.RoleLicence, "", l.text)
	for _, m := range d.set.Clauses.Match(clause.Input{Doc: text}) {
		out.Terms = append(out.Terms, license.DraftTerm{Kind: m.Kind, Params: m.Params, Spans: m.Spans})
	}
	if known {
		out.Questions = append(out.Questions, "the catalogue has an entry without a text: merge them")
	}
	return out, true
}

// familyOf returns the family of an entry, known or drafted.
func (d *drafter) familyOf(id string) string {
	if e, ok := d.set.Licenses.Entry(id); ok {
		return e.Family
	}
	return family(id)
}

// exact returns the licence that a text is word for word.
func (d *drafter) exact(text []byte) string {
	id := d.set.Licenses.Identify(doc.New("LICENSE", doc.RoleLicence, "", text))
	if len(id.Licenses) == 1 && id.Licenses[0].Degree == license.Exact {
		if e, ok := d.set.Licenses.Entry(id.Licenses[0].ID); ok && e.HasText {
			return e.ID
		}
	}
	return ""
}

// opening returns the first words of a text, enough to find it by.
func opening(text []byte) string {
	words := strings.Fields(string(text))
	return strings.Join(words[:min(len(words), 12)], " ")
}

// letters returns the letters and digits of a text.
func letters(text []byte) string {
	return strings.ToLower(strings.Join(regexp.MustCompile(`[\pL\pN]+`).FindAllString(string(text), -1), " "))
}

var (
	versionPart = regexp.MustCompile(`-v?(\d[\d.]*[a-z]?)(?:-|$)`)
	familyPart  = regexp.MustCompile(`^[A-Za-z0-9]+`)
)

func version(id string) string {
	if m := versionPart.FindStringSubmatch(id); m != nil && strings.Contains(m[1], ".") {
		return m[1]
	}
	return ""
}

func family(id string) string { return strings.ToLower(familyPart.FindString(id)) }

// addresses returns the addresses that stand for the licence alone.
func addresses(l *listed) []string {
	var out []string
	for _, address := range l.urls {
		lower := strings.ToLower(address)
		if strings.Contains(lower, "licen") || strings.Contains(lower, "copying") || strings.HasSuffix(lower, ".txt") {
			out = append(out, address)
		}
	}
	return out
}
