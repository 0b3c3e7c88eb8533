package finding

import (
	"reflect"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Remark is one thing said of a finding, a verdict or a duty, as data: whoever
// writes a report makes the sentence (package render), nobody reads it back.
type Remark struct {
	Code string `json:"code"` // names the sentence; empty where Words is one
	// Words is a sentence that the rules bring along, with {name} for a
	// parameter.
	Words  string      `json:"words"`
	Params term.Params `json:"params"`
}

// Same reports whether two remarks say the same.
func (r Remark) Same(s Remark) bool {
	return r.Code == s.Code && r.Words == s.Words && reflect.DeepEqual(r.Params, s.Params)
}

// Say returns the remark of a code with its parameters, given as names and
// values in turn. A value is nil, a string, a number, a bool or a list of
// strings, of whatever named type.
func Say(code string, pairs ...any) Remark {
	return Remark{Code: code, Params: term.Pairs(pairs...)}
}
