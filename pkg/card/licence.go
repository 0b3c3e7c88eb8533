package card

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// LicenceSections returns the sections whose heading says that they state the
// terms, with the sections below them.
func (c *Card) LicenceSections() []Section {
	var out []Section
	level := 0 // of the licence heading that the walk is below; 0 outside one
	for _, s := range c.Sections {
		if level > 0 && s.Level <= level {
			level = 0
		}
		if level == 0 && s.Level > 0 && termWords().Heading.MatchString(s.Title) && !termWords().NotHeading.MatchString(s.Title) {
			level = s.Level
		}
		if level > 0 && (s.Level == level || !s.OnOthers() && !s.OnTests()) {
			out = append(out, s)
		}
	}
	return out
}

// LicenceStatements returns the places of the blocks that speak of the terms:
// all prose of licence sections, and elsewhere blocks that are labelled so or
// say what holds. Which licence they name is not judged.
func (c *Card) LicenceStatements() []doc.Span {
	inside := map[int]bool{}
	for _, s := range c.LicenceSections() {
		inside[s.Body.Start] = true
	}
	var out []doc.Span
	for _, s := range c.Sections {
		for _, span := range s.Prose() {
			if inside[s.Body.Start] || termWords().Label.Match(c.Doc.Text[span.Start:span.End]) {
				out = append(out, span)
			}
		}
	}
	return out
}

// LicenceLinks returns the links whose text or address speaks of a licence or
// terms, and the links inside licence sections, each once. Jumps within the
// card and images are none.
func (c *Card) LicenceLinks() []Link {
	inside := map[int]bool{}
	for _, s := range c.LicenceSections() {
		for _, l := range s.Links {
			inside[l.Span.Start] = true
		}
	}
	var out []Link
	for _, l := range c.Links() {
		if l.Image || strings.HasPrefix(l.URL, "#") || strings.HasPrefix(l.URL, "mailto:") {
			continue
		}
		if inside[l.Span.Start] || termWords().Link.MatchString(l.Text) || termWords().Link.MatchString(l.URL) {
			out = append(out, l)
		}
	}
	return out
}
