package doc

import (
	"reflect"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Problem is something that kept fineprint from seeing or understanding what
// it looked for. Problems are part of the report; they are never dropped. Path,
// Start, End and Line are null where they are not known.
type Problem struct {
	Code string `json:"code"` // kebab-case, stable
	// Params is what the sentence of the code names: files, numbers, what a
	// hub said. It is nil in what older versions wrote, which has a Text alone.
	Params term.Params `json:"params"`
	// Text is one sentence for a person: what happened and what to do. Package
	// render makes it, of Code and Params; nobody reads it back.
	Text  string  `json:"text"`
	Path  *string `json:"path"`
	Start *int    `json:"start"`
	End   *int    `json:"end"`
	Line  *int    `json:"line"`
}

// NewProblem returns a problem about a target as a whole, with its parameters
// given as names and values in turn: see term.Pairs.
func NewProblem(code string, pairs ...any) Problem {
	return Problem{Code: code, Params: term.Pairs(pairs...)}
}

// At returns the problem as one about the file at path.
func (p Problem) At(path string) Problem {
	p.Path = &path
	return p
}

// In returns the problem as one about the bytes [start, end) of d.
func (p Problem) In(d *Document, start, end int) Problem {
	s := d.Span(start, end)
	p = p.At(d.Path)
	p.Start, p.End, p.Line = &s.Start, &s.End, &s.Line
	return p
}

// Same reports whether two problems say the same of the same place.
func (p Problem) Same(q Problem) bool { return reflect.DeepEqual(p, q) }
