package license

import (
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
		} else if strings.Contains(words[i].text, "://") {
			r.linked(id, words[i])
		}
	}
}

// field is a run of bytes between blanks, without punctuation around it, in
// lower case.
type field struct {
	text       string
	start, end int
}

func fields(text []byte) []field {
	const around = "\"'`*_()[]<>{},;:.!?“”‘’#|"
	var out []field
	for start := 0; start < len(text); {
		if text[start] <= ' ' {
			start++
			continue
		}
		end := start
		for end < len(text) && text[end] > ' ' {
			end++
		}
		word := string(text[start:end])
		bare := strings.TrimLeft(word, around)
		from := start + len(word) - len(bare)
		bare = strings.TrimRight(bare, around)
		if bare != "" {
			out = append(out, field{strings.ToLower(bare), from, from + len(bare)})
		}
		start = end
	}
	return out
}

// introduces reports whether the words from i on announce the name of a
// licence ("is licensed under the terms of the"), and where the name starts.
func introduces(words []field, i int) int {
	switch words[i].text {
	case "licensed", "released", "distributed", "available", "published", "provided", "covered", "relicensed":
	default:
		return 0
	}
	n := i + 1
	if n >= len(words) || words[n].text != "under" && words[n].text != "by" {
		return 0
	}
	for n++; n < len(words); n++ {
		switch words[n].text {
		case "the", "a", "an", "terms", "of", "and", "conditions":
		default:
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
	at := strings.Index(w.text, "http")
	if at < 0 {
		return
	}
	if entries := r.catalogue.Lookup(w.text[at:]); len(entries) == 1 {
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
