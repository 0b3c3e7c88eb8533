package policy

import (
	"encoding"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ProfileError is a fault in a profile. Several come joined.
type ProfileError struct {
	File  string
	Line  int    // 0 when not known
	Field string // for example "company.countries[1]"; empty for the file as a whole
	Why   string
}

func (e *ProfileError) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(":%d", e.Line)
	}
	if e.Field != "" {
		s += ": " + e.Field
	}
	return s + ": " + e.Why
}

// decoder reads a YAML document into Go values strictly: an unknown key, a
// value of the wrong type and a key that stands twice are faults, each with
// its line. It keeps the node of every field for later faults.
type decoder struct {
	file   string
	nodes  map[string]*yaml.Node
	faults []error
}

// decode reads data into out, a pointer to a struct.
func decode(file string, data []byte, out any) *decoder {
	d := &decoder{file: file, nodes: map[string]*yaml.Node{}}
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	var root yaml.Node
	switch err := dec.Decode(&root); {
	case errors.Is(err, io.EOF):
		d.faults = append(d.faults, &ProfileError{File: file, Why: "is empty"})
	case err != nil:
		d.syntax(err)
	case dec.Decode(new(yaml.Node)) == nil:
		d.faults = append(d.faults, &ProfileError{File: file, Why: "holds more than one document"})
	default:
		d.value("", root.Content[0], reflect.ValueOf(out).Elem())
	}
	return d
}

// syntax reports what the YAML parser says.
func (d *decoder) syntax(err error) {
	fault := &ProfileError{File: d.file, Why: strings.TrimPrefix(err.Error(), "yaml: ")}
	if m := regexp.MustCompile(`^line (\d+): (.*)$`).FindStringSubmatch(fault.Why); m != nil {
		fault.Line, _ = strconv.Atoi(m[1])
		fault.Why = m[2]
	}
	d.faults = append(d.faults, fault)
}

// fault reports what is wrong with a field.
func (d *decoder) fault(field, format string, args ...any) {
	line := 0
	for at := field; ; at = parentField(at) {
		if n := d.nodes[at]; n != nil {
			line = n.Line
		}
		if line > 0 || at == "" {
			break
		}
	}
	d.faults = append(d.faults, &ProfileError{File: d.file, Line: line, Field: field, Why: fmt.Sprintf(format, args...)})
}

// parentField returns the field that holds a field.
func parentField(field string) string {
	return field[:max(strings.LastIndexAny(field, ".["), 0)]
}

func (d *decoder) value(field string, n *yaml.Node, v reflect.Value) {
	if n.Kind == yaml.AliasNode {
		d.nodes[field] = n
		d.fault(field, "anchors and aliases are not read: write the value out")
		return
	}
	d.nodes[field] = n
	if n.Tag == "!!null" && v.Kind() != reflect.String {
		return // a key without a value: nothing is said
	}
	if t, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.text(field, n, t)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(field, n, v.Elem())
	case reflect.Struct:
		d.fields(field, n, v)
	case reflect.Map:
		d.entries(field, n, v)
	case reflect.Slice:
		d.elements(field, n, v)
	default:
		d.scalar(field, n, v)
	}
}

func (d *decoder) text(field string, n *yaml.Node, t encoding.TextUnmarshaler) {
	if n.Kind != yaml.ScalarNode {
		d.fault(field, "want one value, have %s", kindOf(n))
		return
	}
	if err := t.UnmarshalText([]byte(n.Value)); err != nil {
		d.fault(field, "%v", err)
	}
}

// fields reads a mapping into a struct by the yaml tags of its fields.
func (d *decoder) fields(field string, n *yaml.Node, v reflect.Value) {
	known := map[string]reflect.Value{}
	var names []string
	for i := range v.NumField() {
		if name := v.Type().Field(i).Tag.Get("yaml"); name != "" {
			known[name] = v.Field(i)
			names = append(names, name)
		}
	}
	for key, value := range d.pairs(field, n) {
		path := join(field, key.Value)
		if target, ok := known[key.Value]; ok {
			d.value(path, value, target)
			continue
		}
		d.nodes[path] = key
		d.fault(path, "no such key; there are: %s", strings.Join(names, ", "))
	}
}

// entries reads a mapping into a map.
func (d *decoder) entries(field string, n *yaml.Node, v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	for key, value := range d.pairs(field, n) {
		path := join(field, key.Value)
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.value(path, key, k)
		d.value(path, value, e)
		v.SetMapIndex(k, e)
	}
}

func (d *decoder) elements(field string, n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.fault(field, "want a list, have %s", kindOf(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, e := range n.Content {
		d.value(fmt.Sprintf("%s[%d]", field, i), e, v.Index(i))
	}
}

// pairs returns the keys and values of a mapping; a key that stands twice is
// reported and read once.
func (d *decoder) pairs(field string, n *yaml.Node) func(func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			d.fault(field, "want keys with values, have %s", kindOf(n))
			return
		}
		var seen []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if slices.Contains(seen, key.Value) {
				path := join(field, key.Value)
				d.faults = append(d.faults, &ProfileError{File: d.file, Line: key.Line, Field: path, Why: "stands here twice"})
				continue
			}
			seen = append(seen, key.Value)
			if !yield(key, n.Content[i+1]) {
				return
			}
		}
	}
}

func (d *decoder) scalar(field string, n *yaml.Node, v reflect.Value) {
	want := map[reflect.Kind]string{reflect.String: "text", reflect.Int64: "a whole number", reflect.Bool: "true or false"}[v.Kind()]
	if n.Kind != yaml.ScalarNode || v.Kind() != reflect.String && n.Decode(v.Addr().Interface()) != nil {
		d.fault(field, "want %s, have %s", want, kindOf(n))
		return
	}
	if v.Kind() == reflect.String {
		v.SetString(n.Value)
	}
}

func join(field, name string) string {
	if field == "" {
		return name
	}
	return field + "." + name
}

// kindOf names what stands in a node, for a person.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	default:
		return strconv.Quote(n.Value)
	}
}
