package license

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// maxNameWords is the most words that the name of a licence has.
const maxNameWords = 9

// references finds the licences that a text only names: behind "licensed
// under" and the like, and by their addresses. Licences whose text was found
// are left out.
func (r *reader) references(id *Identification) {
	text := r.doc.Text
	words := fields(text)
	for i := range words {
		if n := introduces(words, i); n > 0 {
			r.named(id, words[n:])
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

// introduces reports whether the words from i on announce the name of a
// licence ("is licensed under the terms of the"), and where the name starts.
func introduces(words []field, i int) int {
	n := i + 1
	if n >= len(words) || !words[n].is("under", "by") {
		return 0
	}
	if !words[i].is("licensed", "released", "distributed", "available", "published", "provided", "covered", "relicensed") {
		return 0
	}
	for n++; n < len(words); n++ {
		if !words[n].is("the", "a", "an", "terms", "of", "and", "conditions") {
			return n
		}
	}
	return 0
}

// named adds the licence with the longest name that the words start with.
func (r *reader) named(id *Identification, words []field) {
	for n := min(maxNameWords, len(words)); n > 0; n-- {
		from, to := words[0].start, words[n-1].end
		entries := r.catalogue.Lookup(strings.Join(strings.Fields(string(r.doc.Text[from:to])), " "))
		if len(entries) == 1 {
			r.reference(id, entries[0], from, to)
			return
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

func (r *reader) reference(id *Identification, e *Entry, from, to int) {
	for i, m := range id.Licenses {
		if m.ID != e.ID {
			continue
		}
		if m.Degree == Reference {
			id.Licenses[i].Spans = slices.Concat(m.Spans, []doc.Span{r.doc.Span(from, to)})
		}
		return
	}
	id.Licenses = append(id.Licenses, Match{
		ID: e.ID, SPDX: e.SPDX, Name: e.Name, Family: e.Family, Aliases: e.Aliases, Degree: Reference,
		Spans: []doc.Span{r.doc.Span(from, to)},
	})
}
