package strict

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

func (d *Document) value(field string, n *yaml.Node, v reflect.Value) {
	d.place(field, n)
	if n.Kind == yaml.AliasNode {
		d.Fault(field, "anchors and aliases are not read: write the value out")
		return
	}
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

// place notes the line of a field. That of its key, noted before, stands.
func (d *Document) place(field string, n *yaml.Node) {
	if d.lines[field] == 0 {
		d.lines[field] = n.Line
	}
	if n.Style == yaml.LiteralStyle || n.Style == yaml.FoldedStyle {
		d.texts[field] = n.Line + 1
	}
}

func (d *Document) text(field string, n *yaml.Node, t encoding.TextUnmarshaler) {
	if n.Kind != yaml.ScalarNode {
		d.Fault(field, "want one value, have %s", kindOf(n))
		return
	}
	if err := t.UnmarshalText([]byte(n.Value)); err != nil {
		d.Fault(field, "%v", err)
	}
}

// fields reads a mapping into a struct by the yaml tags of its fields, or by
// their names in lower case.
func (d *Document) fields(field string, n *yaml.Node, v reflect.Value) {
	known := map[string]reflect.Value{}
	names := listFields(v, known)
	for key, value := range d.pairs(field, n) {
		path := Path(field, key.Value)
		if target, ok := known[key.Value]; ok {
			d.value(path, value, target)
			continue
		}
		d.Fault(path, "no such key; there are: %s", strings.Join(names, ", "))
	}
}

// listFields notes the fields of a struct by their keys, those of embedded
// structs among them, and returns the keys in order.
func listFields(v reflect.Value, known map[string]reflect.Value) (names []string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			names = append(names, listFields(v.Field(i), known)...)
		} else if name := keyOf(f); name != "" {
			known[name] = v.Field(i)
			names = append(names, name)
		}
	}
	return names
}

// keyOf returns the key of a struct's field, empty for one that is not read.
func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	switch {
	case !f.IsExported(), name == "-":
		return ""
	case name == "":
		return strings.ToLower(f.Name)
	}
	return name
}

// entries reads a mapping into a map.
func (d *Document) entries(field string, n *yaml.Node, v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	for key, value := range d.pairs(field, n) {
		path := Path(field, key.Value)
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.value(path, key, k)
		d.value(path, value, e)
		v.SetMapIndex(k, e)
	}
}

func (d *Document) elements(field string, n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.Fault(field, "want a list, have %s", kindOf(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, e := range n.Content {
		d.value(fmt.Sprintf("%s[%d]", field, i), e, v.Index(i))
	}
}

// pairs yields the keys and values of a mapping and notes the line of each key;
// a key that stands twice is reported and read once.
func (d *Document) pairs(field string, n *yaml.Node) func(func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			d.Fault(field, "want keys with values, have %s", kindOf(n))
			return
		}
		seen := map[string]bool{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			path := Path(field, key.Value)
			if seen[key.Value] {
				d.Report(key.Line, path, "stands here twice")
				continue
			}
			seen[key.Value] = true
			d.lines[path] = key.Line
			if !yield(key, n.Content[i+1]) {
				return
			}
		}
	}
}

// scalar reads one value; into an interface, whatever stands there.
func (d *Document) scalar(field string, n *yaml.Node, v reflect.Value) {
	if v.Kind() == reflect.String && n.Kind == yaml.ScalarNode {
		v.SetString(n.Value)
		return
	}
	broken := v.CanInt() && n.Tag == "!!float" // the library would cut 1.5 to 1
	if v.Kind() != reflect.String && !broken && n.Decode(v.Addr().Interface()) == nil {
		return
	}
	want := "another value"
	switch v.Kind() {
	case reflect.String:
		want = "text"
	case reflect.Int, reflect.Int64:
		want = "a whole number"
	case reflect.Float64:
		want = "a number"
	case reflect.Bool:
		want = "true or false"
	}
	d.Fault(field, "want %s, have %s", want, kindOf(n))
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
