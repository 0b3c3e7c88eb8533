package openness

import (
	"encoding/json"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// Tier is a place on the spectrum of openness. The empty Tier is "not
// assessed" and is null in JSON.
type Tier string

// The tiers, from the least open.
const (
	Closed     Tier = "closed"             // the weights cannot be had
	Restricted Tier = "restricted-weights" // the terms limit who may use them, for what, or what may be passed on
	OpenWeight Tier = "open-weight"        // free terms, but training code or data is missing
	OpenSource Tier = "open-source"        // the evidence is complete, as far as a machine can see
)

// Tiers lists the tiers from the least open to the most.
func Tiers() []Tier { return []Tier{Closed, Restricted, OpenWeight, OpenSource} }

// MarshalJSON writes the empty Tier as null.
func (t Tier) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// Result is how open a target is. Tier is what its repository and licences
// show; Views are the published definitions, in a fixed order.
type Result struct {
	Tier  Range  `json:"tier"`
	Views []View `json:"views"`
}

// Range is a tier that lies between two: Low is what the evidence proves,
// High what it may be once a person has answered the questions. They are
// equal where nothing is open.
type Range struct {
	Low  Tier `json:"low"`
	High Tier `json:"high"`
	Grounds
}

// Grounds are the findings behind a statement, by id, and what a person must
// be asked before it is more than evidence. Ask holds the sentences that
// whoever writes the report makes of the questions.
type Grounds struct {
	For       []string         `json:"for"`
	Against   []string         `json:"against"`
	Questions []finding.Remark `json:"questions"`
	Ask       []string         `json:"ask"`
}

// View is the answer of one definition of openness.
type View struct {
	Definition string         `json:"definition"`
	Says       finding.Remark `json:"says"`
	Result     string         `json:"result"` // the sentence that whoever writes the report makes of it
	Parts      []Part         `json:"parts"`
	Grounds                   // of all parts
}

// Because names the parts that keep the result from being better, nil where it
// is good or comes from all of them.
func (v View) Because() []string {
	if slices.Contains([]string{nothingAgainst, evidenceFound, evidenceComplete}, v.Says.Code) {
		return nil
	}
	var names []string
	for _, p := range v.Parts {
		if p.Says.Same(v.Says) {
			names = append(names, p.Name)
		}
	}
	if len(names) == len(v.Parts) {
		return nil
	}
	return names
}

// Part is one item that a definition asks for.
type Part struct {
	Name   string         `json:"part"`
	Says   finding.Remark `json:"says"`
	Result string         `json:"result"` // the sentence that whoever writes the report makes of it
	Grounds
}

// Empty is the result for what is not assessed: what was not read, and what is
// no model.
func Empty() Result {
	return Result{Tier: Range{Grounds: grounds()}, Views: []View{}}
}

func grounds() Grounds {
	return Grounds{For: []string{}, Against: []string{}, Questions: []finding.Remark{}, Ask: []string{}}
}

// ask adds questions, each once.
func (g *Grounds) ask(questions ...finding.Remark) {
	for _, q := range questions {
		if !slices.ContainsFunc(g.Questions, q.Same) {
			g.Questions = append(g.Questions, q)
		}
	}
}
