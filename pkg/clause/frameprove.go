package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// noFrame is the fault of a frame that nothing proves.
const noFrame = "no positive example of the rule fits it: add one, or leave it out"

// frames reports the frames and sayings of a rule that fit none of its own
// examples.
func (p proof) frames() []error {
	if len(p.rule.Frames)+len(p.rule.Abroad) == 0 {
		return nil
	}
	rules := p.set.frames()
	var seen []prose.Frame
	for _, e := range p.rule.Examples {
		if text, _ := e.Marked(); e.Want != "" {
			seen = append(seen, rules.read(text)...)
		}
	}
	var faults []error
	for i, s := range p.rule.Abroad {
		compiled, err := rules.compileSaying(s)
		if err != nil {
			return []error{p.rule.fault("abroad", "%v", err)}
		}
		if !slices.ContainsFunc(seen, func(f prose.Frame) bool { return compiled.fits(&f, rules.lexicon.Fields) }) {
			faults = append(faults, p.rule.fault(strict.Path("abroad", i), "%s", noFrame))
		}
	}
	for i, f := range p.rule.Frames {
		speech, want, err := f.want()
		if err != nil {
			return []error{p.rule.fault("frames", "%v", err)}
		}
		w, err := rules.compile(want)
		if err != nil {
			return []error{p.rule.fault("frames", "%v", err)}
		}
		fits := func(f prose.Frame) bool { return f.Speech == speech && rules.fits(&w, &f) }
		if !slices.ContainsFunc(seen, fits) {
			faults = append(faults, p.rule.fault(strict.Path("frames", i), "%s", noFrame))
		}
	}
	return faults
}

// read returns the frames of a text.
func (r *frameRules) read(text string) []prose.Frame {
	cut := prose.Cut([]byte(text))
	reader := prose.NewFrameReader(r.lexicon, cut)
	var out []prose.Frame
	var buffer segment
	for i := range cut.Segments {
		out = append(out, reader.Read(buffer.take(&cut.Segments[i]).tokens)...)
	}
	return out
}
