package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// Trace tells how one sentence or list item was read, for whoever writes rules.
type Trace struct {
	Sentence
	Lead   string  // the words that lead it in, one after the other
	Frames []Frame // of the sentence with its lead-in
	Found  []Match // the clauses that quote it
}

// Frame is a prose.Frame with its classes by name.
type Frame struct {
	Speech  string   `json:"speech"`
	Bearer  []string `json:"bearer"`
	Acts    []string `json:"acts"`
	Objects []string `json:"objects"`
	Inner   []string `json:"inner"`
	Purpose []string `json:"purpose"`
	Only    []string `json:"only"`
	Except  []string `json:"except"`
	If      []string `json:"if"`
	// Remarks say what else matters to rules: narrowed, excepted, conditioned.
	Remarks []string `json:"remarks"`
}

// Trace reads a text and tells of every sentence how it was read.
func (s *Set) Trace(in Input) []Trace {
	reading := s.Read(in)
	text := in.cut()
	rules := s.frames()
	reader := prose.NewFrameReader(rules.lexicon, text)
	out := make([]Trace, 0, len(reading.Sentences))
	var buffer segment
	for i := range text.Segments {
		x := &text.Segments[i]
		if x.Items > 0 {
			continue // its items are told one by one
		}
		span := in.Doc.Span(x.Tokens[0].Start, x.Tokens[len(x.Tokens)-1].End)
		at := slices.IndexFunc(reading.Sentences, func(y Sentence) bool { return y.Span == span })
		if at < 0 {
			continue
		}
		t := Trace{Sentence: reading.Sentences[at]}
		for _, w := range x.Lead.Tokens {
			t.Lead += w.Word.Text + " "
		}
		seg := buffer.take(x)
		for _, f := range reader.Read(seg.tokens) {
			if f.End > seg.lead {
				t.Frames = append(t.Frames, rules.named(&f))
			}
		}
		for _, m := range reading.Matches {
			if slices.ContainsFunc(m.Spans, func(s doc.Span) bool { return s.Overlaps(span) }) {
				t.Found = append(t.Found, m)
			}
		}
		out = append(out, t)
	}
	return out
}

// named returns f with its classes by name.
func (r *frameRules) named(f *prose.Frame) Frame {
	l := r.lexicon
	names := func(c prose.Classes) []string { return append([]string{}, l.Names(c)...) }
	out := Frame{
		Speech: f.Speech.String(), Bearer: names(f.Bearer), Acts: names(f.Acts), Objects: names(f.Objects.Or(f.Subject).And(l.Things)),
		Inner: names(f.Inner), Purpose: names(f.Adjuncts), Only: names(f.Only), Except: names(f.Except), If: names(f.Cond), Remarks: []string{},
	}
	for _, x := range []struct {
		on   bool
		name string
	}{
		{f.Narrowed, "narrowed"}, {f.OnlySaid, "only"}, {f.Excepted, "excepted"},
		{f.Conditioned, "conditioned"}, {f.Proviso, "proviso"}, {f.Nominal, "nominal"}, {f.Unknown > 0, "unknown words"},
	} {
		if x.on {
			out.Remarks = append(out.Remarks, x.name)
		}
	}
	return out
}
