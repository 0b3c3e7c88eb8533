package dump

import (
	"errors"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// node is a column, or a part of one that is nested: it writes its value in the
// row at hand as JSON.
type node struct {
	name     string
	def      int // the definition level at which it is there
	rep      int // of a repeated one: the repetition level at which it goes on
	optional bool
	repeated bool
	leaf     *leaf   // nil for a group
	parts    []*node // of a group
	wraps    wrapper
}

// wrapper is what a group stands for, other than an object.
type wrapper int

const (
	asObject wrapper = iota
	asList           // {list: [{element}]}
	asMap            // {key_value: [{key, value}]}
)

// newNode makes the nodes of a column, and adds its leaves to a list.
func newNode(c *parquet.Column, leaves *[]*leaf) (*node, error) {
	n := &node{name: c.Name(), def: c.MaxDefinitionLevel(), rep: c.MaxRepetitionLevel(), optional: c.Optional(), repeated: c.Repeated()}
	if c.Leaf() {
		n.leaf = newLeaf(c)
		*leaves = append(*leaves, n.leaf)
		return n, nil
	}
	for _, part := range c.Columns() {
		p, err := newNode(part, leaves)
		if err != nil {
			return nil, err
		}
		n.parts = append(n.parts, p)
	}
	if len(n.parts) == 0 {
		return nil, errors.New("the column " + n.name + " has nothing in it")
	}
	n.wraps = wrapperOf(c, n)
	return n, nil
}

func wrapperOf(c *parquet.Column, n *node) wrapper {
	said := c.Type().LogicalType()
	if said == nil || len(n.parts) != 1 || !n.parts[0].repeated {
		return asObject
	}
	switch said.Value.(type) {
	case *format.ListType:
		return asList
	case *format.MapType:
		if inner := n.parts[0]; len(inner.parts) == 2 {
			return asMap
		}
	}
	return asObject
}

// isText reports whether it is a plain column of texts.
func (n *node) isText() bool { return n.leaf != nil && !n.repeated && n.leaf.kind == parquet.ByteArray }

// head returns the next value of the first leaf, whose levels tell what is there.
func (n *node) head() (parquet.Value, error) {
	for n.leaf == nil {
		n = n.parts[0]
	}
	return n.leaf.peek()
}

// skip passes over the value that every leaf has for what is not there.
func (n *node) skip() error {
	if n.leaf != nil {
		_, err := n.leaf.next()
		return err
	}
	for _, p := range n.parts {
		if err := p.skip(); err != nil {
			return err
		}
	}
	return nil
}

// appendJSON writes the value in the row at hand.
func (n *node) appendJSON(out []byte) ([]byte, error) {
	if !n.repeated && !n.optional {
		return n.appendBody(out)
	}
	head, err := n.head()
	switch {
	case err != nil:
		return out, err
	case n.repeated && head.DefinitionLevel() < n.def:
		return append(out, "[]"...), n.skip()
	case n.repeated:
		out = append(out, '[')
		out, err = n.appendEach(out, n.appendBody)
		return append(out, ']'), err
	case head.DefinitionLevel() < n.def:
		return append(out, "null"...), n.skip()
	default:
		return n.appendBody(out)
	}
}

// appendEach writes what is repeated, as long as it goes on.
func (n *node) appendEach(out []byte, write func([]byte) ([]byte, error)) ([]byte, error) {
	for first := true; ; first = false {
		if !first {
			out = append(out, ',')
		}
		var err error
		if out, err = write(out); err != nil {
			return out, err
		}
		if len(out) > maxLine {
			return out, errLong
		}
		switch head, err := n.head(); {
		case errors.Is(err, errEnd):
			return out, nil
		case err != nil:
			return out, err
		case head.RepetitionLevel() != n.rep:
			return out, nil
		}
	}
}

// appendBody writes the value of what is there.
func (n *node) appendBody(out []byte) ([]byte, error) {
	switch {
	case n.leaf != nil:
		return n.leaf.appendJSON(out)
	case n.wraps == asList:
		return n.appendList(out)
	case n.wraps == asMap:
		return n.appendMap(out)
	default:
		return n.appendObject(out)
	}
}

// appendObject writes a group. A part that is null is left out.
func (n *node) appendObject(out []byte) ([]byte, error) {
	start := len(out) + 1
	out = append(out, '{')
	for _, p := range n.parts {
		before := len(out)
		if before > start {
			out = append(out, ',')
		}
		out = append(appendString(out, p.name), ':')
		value := len(out)
		var err error
		if out, err = p.appendJSON(out); err != nil {
			return out, err
		}
		if string(out[value:]) == "null" {
			out = out[:before]
		}
	}
	return append(out, '}'), nil
}

func (n *node) appendList(out []byte) ([]byte, error) {
	inner := n.parts[0]
	write := inner.appendBody
	if len(inner.parts) == 1 {
		write = inner.parts[0].appendJSON
	}
	return inner.between(out, '[', ']', write)
}

func (n *node) appendMap(out []byte) ([]byte, error) {
	inner := n.parts[0]
	return inner.between(out, '{', '}', func(out []byte) ([]byte, error) {
		key := len(out)
		out, err := inner.parts[0].appendJSON(out)
		if err != nil {
			return out, err
		}
		if out[key] != '"' { // JSON has no other names
			out = appendString(out[:key], string(out[key:]))
		}
		return inner.parts[1].appendJSON(append(out, ':'))
	})
}

// between writes the members of a list or a map between its brackets.
func (n *node) between(out []byte, opens, closes byte, write func([]byte) ([]byte, error)) ([]byte, error) {
	out = append(out, opens)
	head, err := n.head()
	switch {
	case err != nil:
		return out, err
	case head.DefinitionLevel() < n.def:
		err = n.skip()
	default:
		out, err = n.appendEach(out, write)
	}
	return append(out, closes), err
}
