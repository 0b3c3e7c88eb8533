package clause_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func text(s string) clause.Input {
	return clause.Input{Doc: doc.New("text", doc.RoleLicence, "", []byte(s))}
}

// TestSentencesAreAccountedFor holds what becomes of single sentences.
func TestSentencesAreAccountedFor(t *testing.T) {
	set := load(t)
	for _, c := range []struct {
		text  string
		state clause.State
		why   clause.WhyCode // "" for any
	}{
		{"The software is provided as is, without warranty of any kind.", clause.StatePlain, ""},
		{"You may not reverse engineer the Model.", clause.StateClause, ""},
		{"You may not reverse engineer the Model or show it to competitors.", clause.StateOpen, clause.SpeaksAlso},
		{"Residents of Wonderland have no rights under these terms.", clause.StateOpen, ""},
		{"You use it at your own risk and must print our name.", clause.StateOpen, clause.BindsMore},
		{"The kit comes without warranty; whoever has it shall sail on Fridays.", clause.StateOpen, clause.BindsMore},
		{"You agree that the kit is provided as is and that each copy must be blue.", clause.StateOpen, clause.BindsMore},
		{"You understand and agree that we are not liable for losses.", clause.StatePlain, ""},
		{"Persons born on a Tuesday may not use the software.", clause.StateOpen, ""},
		{"The software is for gambling.", clause.StateOpen, ""},
		{"You may copy, ~~and sell,~~ the software.", clause.StateOpen, clause.StruckOut},
		{"Nur für Forschung", clause.StateOpen, clause.SpeaksOf},
		{"Solo uso personal", clause.StateOpen, ""},
		{"USAGE NON COMMERCIAL", clause.StateOpen, ""},
		{"Только для исследований", clause.StateOpen, clause.SpeaksOf},
		{"Лише для досліджень", clause.StateOpen, clause.OtherScript},
		{"研究目的のみ", clause.StateOpen, ""},
		{"이 모델은 연구 목적으로만 사용할 수 있습니다.", clause.StateClause, ""},
	} {
		got := set.Read(text(c.text)).Sentences
		if len(got) != 1 || got[0].State != c.state || c.why != "" && got[0].Why.Code != c.why {
			t.Errorf("%q: %+v, want %s %q", c.text, got, c.state, c.why)
		}
	}
}

// TestKnownSentences holds that a sentence is known only where it lies within
// the known words as a whole.
func TestKnownSentences(t *testing.T) {
	in := text("Owls hoot at night. Owls may not hoot by day.")
	in.Known = []doc.Span{in.Doc.Span(0, 19), in.Doc.Span(19, 30)}
	got := load(t).Read(in).Sentences
	if got[0].State != clause.StateKnown || got[1].State == clause.StateKnown {
		t.Errorf("%+v", got)
	}
}

// TestAccountsBalance holds that every sentence of the corpus has one state,
// and that open ones lie in order and do not overlap.
func TestAccountsBalance(t *testing.T) {
	set := load(t)
	for id, d := range corpusTexts(t) {
		a := set.Read(clause.Input{Doc: d}).Account()
		if a.Known+a.Clause+a.Plain+len(a.Open) != a.Sentences || a.Sentences == 0 {
			t.Errorf("%s: %d known, %d clause, %d plain, %d open of %d", id, a.Known, a.Clause, a.Plain, len(a.Open), a.Sentences)
		}
		for i, o := range a.Open {
			if i > 0 && o.Spans[0].Start < a.Open[i-1].Spans[0].End {
				t.Errorf("%s: open items overlap at byte %d", id, o.Spans[0].Start)
			}
		}
	}
}

// TestPlainSwallowsNoClause is the gate of the plain rules: none of the clauses
// that people labelled stands in sentences that are all plain, even if no rule
// had found a clause; one that depends on clauses elsewhere in the text may
// explain those of the same kind, and no other.
func TestPlainSwallowsNoClause(t *testing.T) {
	read, labels := corpusReadings(t), readLabels(t)
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		sentences := read[id].Sentences
		for _, c := range labels[id].Clauses {
			if slices.Contains(labels[id].Disputed, c.Kind) {
				continue
			}
			in := slices.DeleteFunc(slices.Clone(sentences), func(s clause.Sentence) bool { return s.Span.End <= c.Start || c.End <= s.Span.Start })
			if len(in) > 0 && !slices.ContainsFunc(in, func(s clause.Sentence) bool { return !s.Alone || slices.Contains(s.Beside, c.Kind) }) {
				t.Errorf("%s: %s at byte %d is swallowed by %v", id, c.Kind, c.Start, in[0].Plain)
			}
		}
	}
}

// TestChangedGrantIsOpen holds that no plain rule explains a grant that a known
// licence words otherwise: what was changed may be what matters.
func TestChangedGrantIsOpen(t *testing.T) {
	set := load(t)
	const grant = "Permission is hereby granted to any natural person to use, copy and sell this software."
	in := text(grant)
	if got := set.Read(in).Sentences[0]; got.State != clause.StatePlain {
		t.Fatalf("unaltered: %s (%v), want plain", got.State, got.Why)
	}
	in.Altered = []doc.Span{in.Doc.Span(0, len("Permission is hereby granted to any")), in.Doc.Span(44, len(grant))}
	if got := set.Read(in).Sentences[0]; got.State != clause.StateOpen {
		t.Errorf("altered: %s, want open", got.State)
	}
	in.Altered = nil
	in.Known = []doc.Span{in.Doc.Span(0, len(grant))}
	if got := set.Read(in).Sentences[0]; got.State != clause.StateKnown {
		t.Errorf("known: %s, want known", got.State)
	}
}

// TestUndoneGrantIsOpen holds that no clause explains a grant that takes itself
// back or confines itself where a known licence does not, or that lacks words of it.
func TestUndoneGrantIsOpen(t *testing.T) {
	set := load(t)
	const grant, rest = "Permission is hereby granted to anyone to use, copy, modify and sell this software",
		", provided that this notice is kept in all copies."
	for _, c := range []struct {
		text, other string // what a known licence does not have
		cut         string // before which words of a known licence are missing
		open        bool
	}{
		{text: grant + rest},
		{text: strings.Replace(grant, "is hereby", "is not hereby", 1) + rest, other: "not", open: true},
		{text: strings.Replace(grant, "is hereby", "was once", 1) + rest, other: "was once", open: true},
		{text: strings.Replace(grant, "hereby granted", "hereby refused", 1) + rest, other: "refused", open: true},
		{text: strings.Replace(grant, "this software", "this font", 1) + rest, other: "font"},
		{text: grant + " for review" + rest, other: "for review", open: true},
		{text: grant + " at home" + rest, other: "at home", open: true},
		{text: grant + " once" + rest, other: "once", open: true},
		{text: grant + " for one aim" + rest, other: "one aim", open: true},
		{text: grant + " under supervision" + rest, other: "under supervision", open: true},
		{text: grant + " for any purpose" + rest, other: "for any purpose"},
		{text: grant + strings.Replace(rest, "in all copies", "in all copies on every page", 1), other: "on every page"},
		{text: grant + rest, cut: "and sell", open: true},
		{text: grant + rest + " It is sold as it stands, and nobody answers for it.", cut: "It is sold"},
	} {
		in := text(c.text)
		at := strings.Index(c.text, c.other)
		in.Altered = []doc.Span{in.Doc.Span(0, at), in.Doc.Span(at+len(c.other), len(c.text))}
		if c.cut != "" {
			at := strings.Index(c.text, c.cut)
			in.Cuts = []doc.Span{in.Doc.Span(at-1, at)}
		}
		if got := set.Read(in).Sentences[0]; (got.State == clause.StateOpen) != c.open {
			t.Errorf("%q, cut before %q: %s (%s), want open %t", c.text, c.cut, got.State, got.Why.Code, c.open)
		}
	}
}

// TestRenamedGrantIsPlain holds that a known grant may name another licensor or
// thing, but no other persons.
func TestRenamedGrantIsPlain(t *testing.T) {
	set := load(t)
	for _, c := range []struct {
		text, other string // what a known licence does not have
		state       clause.State
	}{
		{"Permission is hereby granted by Heron Marsh to anyone to use, copy, modify, distribute and sell this software and its documentation.",
			"Heron Marsh", clause.StatePlain},
		{"Permission is hereby granted to anyone to use, copy, modify, distribute and sell this font software and its documentation.", "font",
			clause.StatePlain},
		{"Permission is hereby granted to any Teacher to use, copy, modify, distribute and sell this software and its documentation.", "Teacher",
			clause.StateOpen},
		{"Permission is hereby granted to anyone on land to use, copy, modify, distribute and sell this software and its documentation.",
			"on land", clause.StateOpen},
	} {
		in := text(c.text)
		at := strings.Index(c.text, c.other)
		in.Altered = []doc.Span{in.Doc.Span(0, at), in.Doc.Span(at+len(c.other), len(c.text))}
		if got := set.Read(in).Sentences[0]; got.State != c.state {
			t.Errorf("%q: %s (%s), want %s", c.text, got.State, got.Why, c.state)
		}
	}
}

// TestOpenSentencesReach holds which rights a sentence may take from that was not
// understood: all that its words may be about, and every one where they cannot
// tell.
func TestOpenSentencesReach(t *testing.T) {
	set := load(t)
	ordinary := []term.Right{term.Use, term.Commercial, term.Modify, term.Share, term.ShareChanged, term.Serve}
	for _, c := range []struct {
		text string
		want []term.Right // nil: every right
	}{
		{"Persons born on a Tuesday may not use the software.", ordinary},
		{"The software is for gambling.", ordinary},
		{"Whoever has it must dance on Fridays.", ordinary},
		{"The brand guidelines of the trademark office apply to the logo.", term.Rights()},
		{"The logo is our trademark and glows in the dark.", []term.Right{}},
		{"The logo may not glow in the dark.", ordinary},
		{"Only the logo glows in the dark.", ordinary},
		{"You must comply with the Moonlight Rules.", ordinary},
		{"Keep it inside the walls that you own.", ordinary},
		{"What it puts out as output belongs on a shelf only.", term.Rights()},
		{"Whoever trains a rival by it dances on Fridays.", term.Rights()},
		{"Nur für Forschung", nil},
		{"Лише для досліджень", nil},
		{"You may copy, ~~and sell,~~ the software.", nil},
	} {
		got := set.Read(text(c.text)).Account().Open
		if len(got) != 1 || !slices.Equal(got[0].Reach, c.want) || (got[0].Reach == nil) != (c.want == nil) {
			t.Errorf("%q: %+v, want %v", c.text, got, c.want)
		}
	}
}
