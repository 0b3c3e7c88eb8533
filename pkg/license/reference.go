package license

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// maxNameWords is the most words that the name of a licence has.
const maxNameWords = 9

// maxVersionWords is how far behind the name of a licence its version stands.
const maxVersionWords = 12

// Named returns the licences that a document only names, in the order in which
// they stand. It looks for no licence texts, so it costs little.
func (c *Catalogue) Named(d *doc.Document) Identification {
	if !d.Read() {
		return Identification{}
	}
	id := Identification{Unmatched: []doc.Span{d.Span(0, len(d.Text))}}
	(&reader{catalogue: c, doc: d}).references(&id)
	return id
}

// references finds the licences that the words beside known texts only name:
// behind "licensed under" and the like, by their SPDX identifiers and by their
// addresses.
func (r *reader) references(id *Identification) {
	words, said := fields(r.doc.Text), inReferences()
	for i := range words {
		if n := introduces(words, i); n > 0 {
			r.named(id, words[n:], i > 0 && words[i].is(said.SureBehind) && words[i-1].is(said.Sure...))
		} else if words[i].is("SPDX-License-Identifier") {
			r.expression(id, words[i+1:])
		} else if bytes.Contains(words[i].text, []byte("://")) {
			r.linked(id, words[i])
		}
	}
}

// field is a run of bytes between blanks, without punctuation around it.
type field struct {
	text       []byte
	start, end int
}

// is reports whether f is one of some words, which are in lower case.
func (f field) is(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return len(w) == len(f.text) && strings.EqualFold(w, string(f.text)) })
}

func fields(text []byte) []field {
	const around = "\"'`*_()[]<>{},;:.!?“”‘’#|"
	out := make([]field, 0, len(text)/6)
	for start := 0; start < len(text); {
		if text[start] <= ' ' {
			start++
			continue
		}
		end := start
		for end < len(text) && text[end] > ' ' {
			end++
		}
		bare := bytes.TrimLeft(text[start:end], around)
		from := end - len(bare)
		if bare = bytes.TrimRight(bare, around); len(bare) > 0 {
			out = append(out, field{bare, from, from + len(bare)})
		}
		start = end
	}
	return out
}

// introduces reports whether word i is the preposition that announces the name
// of a licence ("licensed under the", "under the terms of"), and where the name
// starts.
func introduces(words []field, i int) int {
	said := inReferences()
	if !words[i].is(said.Announce...) || !begin(words[i+1:], said.Terms) && (i == 0 || !words[i-1].is(said.Given...)) {
		return 0
	}
	for n := i + 1; n < len(words); n++ {
		if !words[n].is(said.Before...) {
			return n
		}
	}
	return 0
}

// begin reports whether words begin with those of a phrase.
func begin(words []field, phrase []string) bool {
	return len(words) >= len(phrase) && slices.EqualFunc(words[:len(phrase)], phrase, func(f field, w string) bool { return f.is(w) })
}

// named adds the licence with the longest name that the words start with, and
// those that follow behind "or" and "and". Where it is sure that a licence is
// named, any name of one word will do.
func (r *reader) named(id *Identification, words []field, sure bool) {
	for len(words) > 0 {
		e, n := r.longest(words, sure)
		if e == nil {
			return
		}
		from := words[0].start
		e, n = r.version(e, words, n)
		r.reference(id, e, from, words[n-1].end)
		if words = words[n:]; len(words) == 0 || !words[0].is(inReferences().Joins...) {
			return
		}
		for words = words[1:]; len(words) > 0 && words[0].is(inReferences().Between...); {
			words = words[1:]
		}
	}
}

// longest returns the licence with the longest name that the words start with,
// and how many they are.
func (r *reader) longest(words []field, sure bool) (e *Entry, n int) {
	for n := min(maxNameWords, len(words)); n > 0; n-- {
		if n > 1 && bytes.Contains(words[n-1].text, []byte("://")) {
			continue
		}
		if entries := r.catalogue.Lookup(r.said(words[:n])); len(entries) == 1 && (n > 1 || sure || distinct(words)) {
			return entries[0], n
		}
	}
	return nil, 0
}

// distinct reports whether the first word names a licence and not also a
// company, a language or a thing ("released by Intel", "available under Ruby
// 3"): it is an abbreviation, holds a digit, says that it is a licence, or the
// next word does.
func distinct(words []field) bool {
	name := string(words[0].text)
	lower := strings.ToLower(name)
	if inReferences().holdsNoun(lower) || strings.ContainsAny(name, "0123456789-") || len(name) > 1 && strings.ToUpper(name) == name {
		return true
	}
	return len(words) > 1 && words[1].is(inReferences().CalledSo...)
}

func (r *reader) said(words []field) string {
	return strings.Join(strings.Fields(string(r.doc.Text[words[0].start:words[len(words)-1].end])), " ")
}

// version reads what follows the name of a licence of the GNU family, n words
// long: its version, where that stands apart ("as published by the Free
// Software Foundation, either version 3 of the License"), and that a later one
// may be chosen.
func (r *reader) version(e *Entry, words []field, n int) (*Entry, int) {
	name, say := r.said(words[:n]), inReferences()
	for k := n; k+1 < min(n+maxVersionWords, len(words)) && (strings.HasSuffix(e.ID, "-only") || len(e.Members) > 0); k++ {
		if !words[k].is(say.Version) {
			continue
		}
		if entries := r.catalogue.Lookup(name + " v" + string(words[k+1].text)); len(entries) == 1 {
			e, n = entries[0], k+2
		}
	}
	end := n
	for end < len(words) && words[end].is(say.Option...) {
		end++
	}
	base, gnu := strings.CutSuffix(e.ID, "-only")
	if gnu && end > n && end < len(words) && words[end-1].is(say.Choice...) && words[end].is(say.Later...) {
		if later, ok := r.catalogue.Entry(base + "-or-later"); ok {
			return later, end + 1
		}
	}
	return e, n
}

// expression adds the licences of an SPDX expression, which ends with its line.
func (r *reader) expression(id *Identification, words []field) {
	for i, w := range words {
		if i > 0 && bytes.IndexByte(r.doc.Text[words[i-1].end:w.start], '\n') >= 0 {
			return
		}
		if entries := r.catalogue.Lookup(string(w.text)); len(entries) == 1 {
			r.reference(id, entries[0], w.start, w.end)
		}
	}
}

func (r *reader) linked(id *Identification, w field) {
	at := bytes.Index(bytes.ToLower(w.text), []byte("http"))
	if at < 0 {
		return
	}
	if entries := r.catalogue.Lookup(string(w.text[at:])); len(entries) == 1 {
		r.reference(id, entries[0], w.start+at, w.end)
	}
}

// reference adds a licence that is named at [from, to), unless a known text
// names it there. An exception is no licence. That a later version may be chosen is said of the text beside
// it.
func (r *reader) reference(id *Identification, e *Entry, from, to int) {
	if e.DocType == Exception || !slices.ContainsFunc(id.Unmatched, func(s doc.Span) bool { return s.Start <= from && from < s.End }) {
		return
	}
	for i, m := range id.Licenses {
		switch {
		case m.Degree != Reference && strings.HasSuffix(e.ID, "-or-later") && stands(e, m.ID):
			m.ID, m.SPDX, m.Name, m.Aliases = e.ID, e.SPDX, e.Name, e.Aliases
			id.Licenses[i] = m
			return
		case m.ID != e.ID:
			continue
		case m.Degree == Reference && !slices.ContainsFunc(m.Spans, func(s doc.Span) bool { return s.Start < to && from < s.End }):
			id.Licenses[i].Spans = slices.Concat(m.Spans, []doc.Span{r.doc.Span(from, to)})
		}
		return
	}
	id.Licenses = append(id.Licenses, Match{
		ID: e.ID, SPDX: e.SPDX, Name: e.Name, Family: e.Family, Aliases: e.Aliases, Degree: Reference,
		Spans: []doc.Span{r.doc.Span(from, to)},
	})
}
