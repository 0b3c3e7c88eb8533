package finding

import (
	"fmt"
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

// Say returns the remark of a code with its parameters, given as names and
// values in turn. A value is nil, a string, a number, a bool or a list of
// strings, of whatever named type.
func Say(code string, pairs ...any) Remark {
	p := term.Params{}
	for i := 0; i+1 < len(pairs); i += 2 {
		p[fmt.Sprint(pairs[i])] = plain(pairs[i+1])
	}
	return Remark{Code: code, Params: p}
}

// plain turns a value of a named type into one that params may hold.
func plain(value any) any {
	v := reflect.ValueOf(value)
	switch {
	case value == nil:
		return nil
	case v.Kind() == reflect.String:
		return v.String()
	case v.CanInt():
		return v.Int()
	case v.Kind() == reflect.Bool:
		return v.Bool()
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		out := make([]string, v.Len())
		for i := range out {
			out[i] = v.Index(i).String()
		}
		return out
	default:
		return fmt.Sprint(value)
	}
}
