package finding

import (
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Standing says whether the terms of a licence are known, and how surely.
type Standing string

// The standings, surest first.
const (
	ExactText    Standing = "exact-text"    // its text was read and is the known one, word for word
	FixedByName  Standing = "fixed-by-name" // its text was not read, and its identifier stands for one fixed text
	KnownByName  Standing = "known-by-name" // its text was not read and may vary: the catalogue tells the terms that it knows
	OneOfSeveral Standing = "one-of-several"
	NamedInProse Standing = "named-in-prose"
	ChangedText  Standing = "changed-text"
	PartialText  Standing = "partial-text"
	StrangeText  Standing = "strange-text" // a text was read, and the catalogue does not have it
	StrangeName  Standing = "strange-name" // only a name is known, and the catalogue does not have it
	Service      Standing = "service"      // terms of a service, of which there is nothing to download
)

// Standing says how surely the terms of l are known. It is the only place that
// decides this: judging, lineage, openness and summaries all ask here.
func (l License) Standing() Standing {
	switch {
	case l.Known() && l.Entry.Closed:
		return Service
	case l.Ambiguous:
		return OneOfSeveral
	case !l.licence() && l.Source == term.Detected:
		return StrangeText
	case !l.licence():
		return StrangeName
	case l.Match == license.Modified:
		return ChangedText
	case l.Match == license.Partial:
		return PartialText
	case l.Source == term.Inferred:
		return NamedInProse
	case l.Match == license.Exact:
		return ExactText
	case l.Entry.FixedText && !l.Entry.Drafted:
		return FixedByName
	default:
		return KnownByName
	}
}

// licence reports whether the catalogue knows l as a licence: an exception is none.
func (l License) licence() bool { return l.Known() && l.Entry.DocType != license.Exception }

// Settled reports whether the terms are known word for word: by a text that was
// read, or by an identifier that stands for one text only.
func (s Standing) Settled() bool { return s == ExactText || s == FixedByName }

// Changed reports whether a known text was read in another form than its own.
func (s Standing) Changed() bool { return s == ChangedText || s == PartialText }

// Strange reports whether the catalogue does not know the licence.
func (s Standing) Strange() bool { return s == StrangeText || s == StrangeName }
