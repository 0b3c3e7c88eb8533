package term

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Params holds the data of one clause by parameter name. A value is nil (the
// text does not say), a string, an int64, a bool or a []string; no other type
// occurs. The parameters of each kind are listed by ParamsOf.
type Params map[string]any

// Figures are the names of the parameters that hold the figure of a limit: how many,
// how much.
func Figures() [2]string { return [2]string{"threshold", "amount"} }

// Joined returns a with what of b it lacks; neither is changed.
func Joined(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Pairs returns parameters given as names and values in turn. A
// value is nil, a string, a number, a bool or a list of strings, of whatever
// named type, or an error, which counts as its words.
func Pairs(pairs ...any) Params {
	p := make(Params, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			name = fmt.Sprint(pairs[i])
		}
		p[name] = plain(pairs[i+1])
	}
	return p
}

// plain turns a value of a named type into one that params may hold.
func plain(value any) any {
	switch v := value.(type) {
	case nil, string, int64, bool:
		return v
	case int:
		return int64(v)
	}
	if err, ok := value.(error); ok {
		return err.Error()
	}
	v := reflect.ValueOf(value)
	switch {
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

// ParamType is the type of a parameter's value.
type ParamType string

// The parameter types.
const (
	String  ParamType = "string"
	Int     ParamType = "int"
	Bool    ParamType = "bool"
	Strings ParamType = "strings"
)

// Param describes one parameter of a kind.
type Param struct {
	Name string
	Type ParamType
	// Core parameters are always present in the params of a clause, as null
	// or false where the text says nothing.
	Core bool
	// Whole tells of a bool that one sentence settles it for the whole text.
	Whole bool
	// Part tells that the parameter narrows a clause to a part of what its kind
	// means: a clause of the same words that does not state it is the wider one.
	Part bool
	// Values lists the allowed values; empty means free text.
	Values []string
}

// NewParams returns the core parameters of k at their empty values: false for
// a bool, nil for everything else.
func NewParams(k Kind) Params {
	p := Params{}
	for _, def := range ParamsOf(k) {
		switch {
		case def.Core && def.Type == Bool:
			p[def.Name] = false
		case def.Core:
			p[def.Name] = nil
		}
	}
	return p
}

// Validate reports the first parameter of p that k does not have or whose
// value has the wrong type or is not an allowed one.
func (p Params) Validate(k Kind) error {
	defs := ParamsOf(k)
	for _, name := range p.Names() {
		i := slices.IndexFunc(defs, func(d Param) bool { return d.Name == name })
		if i < 0 {
			return fmt.Errorf("%s has no parameter %q", k, name)
		}
		if err := defs[i].check(p[name]); err != nil {
			return fmt.Errorf("%s.%s: %w", k, name, err)
		}
	}
	return nil
}

// Text writes p as fmt.Sprint does: the same for the same parameters.
func (p Params) Text() string {
	out := append(make([]byte, 0, 64), "map["...)
	for i, name := range p.Names() {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(append(out, name...), ':')
		switch v := p[name].(type) {
		case string:
			out = append(out, v...)
		case bool:
			out = strconv.AppendBool(out, v)
		case int64:
			out = strconv.AppendInt(out, v, 10)
		case nil:
			out = append(out, "<nil>"...)
		case []string:
			out = append(append(append(out, '['), strings.Join(v, " ")...), ']')
		default:
			out = fmt.Append(out, v)
		}
	}
	return string(append(out, ']'))
}

// Names returns the parameter names in p, sorted.
func (p Params) Names() []string {
	names := make([]string, 0, len(p))
	for name := range p {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (d Param) check(value any) error {
	var given []string
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		if d.Type != String {
			return fmt.Errorf("want %s, have a string", d.Type)
		}
		given = []string{v}
	case []string:
		if d.Type != Strings {
			return fmt.Errorf("want %s, have a list", d.Type)
		}
		given = v
	case int64:
		if d.Type != Int {
			return fmt.Errorf("want %s, have a number", d.Type)
		}
	case bool:
		if d.Type != Bool {
			return fmt.Errorf("want %s, have true or false", d.Type)
		}
	default:
		return fmt.Errorf("a %T is no parameter value", value)
	}
	for _, g := range given {
		if len(d.Values) > 0 && !slices.Contains(d.Values, g) {
			return fmt.Errorf("%q is not one of %v", g, d.Values)
		}
	}
	return nil
}

// UnmarshalJSON reads numbers as int64 and lists as []string, so that params
// survive a round trip.
func (p *Params) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var raw map[string]any
	if err := dec.Decode(&raw); err != nil {
		return err
	}
	if raw == nil {
		*p = nil
		return nil
	}
	out := Params{}
	for name, value := range raw {
		v, err := Value(value)
		if err != nil {
			return fmt.Errorf("parameter %s: %w", name, err)
		}
		out[name] = v
	}
	*p = out
	return nil
}

// Value converts a decoded JSON or YAML value to a parameter value.
func Value(raw any) (any, error) {
	switch v := raw.(type) {
	case nil, string, bool, int64, []string:
		return v, nil
	case int:
		return int64(v), nil
	case float64: // how JSON that was not asked for more gives a whole number
		if v != math.Trunc(v) {
			return nil, fmt.Errorf("%v is no whole number", v)
		}
		return int64(v), nil
	case json.Number:
		return v.Int64()
	case []any:
		list := make([]string, len(v))
		for i, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, fmt.Errorf("a list holds strings, not %T", e)
			}
			list[i] = s
		}
		return list, nil
	default:
		return nil, fmt.Errorf("a %T is no parameter value", raw)
	}
}

// ByPolicy reports whether a clause with these parameters bars fields of use by
// naming a use policy, not by listing them.
func (p Params) ByPolicy() bool { return p["by"] == "linked-policy" }
