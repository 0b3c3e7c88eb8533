package inventory

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
)

// readXMLFile reads a bill of materials of CycloneDX as XML; any other XML names
// nothing.
func readXMLFile(s *Sinks, data []byte) []Reference {
	if !isXMLBill(data) {
		return nil
	}
	return newBill(s, outlineXML(data)).references()
}

func isXMLBill(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 2000)], []byte("cyclonedx.org/schema/bom"))
}

// xmlLevel is an element that is open.
type xmlLevel struct {
	name    string
	path    []string
	holder  int
	text    strings.Builder
	line    int
	written bool // it has attributes or elements: it is a mapping
}

// outlineXML outlines XML as if the same were JSON: attributes and elements are
// keys, and elements of lists have none. What follows a fault
// is not read: Faults tells it.
func outlineXML(data []byte) *outline {
	o := &outline{}
	dec := xmlDecoder(data)
	stack := []*xmlLevel{{}}
	lines, counted := 1, int64(0)
	for {
		t, err := dec.RawToken()
		lines += bytes.Count(data[counted:dec.InputOffset()], []byte("\n"))
		counted = dec.InputOffset()
		if err != nil || len(stack) > maxNesting {
			return o
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			stack = append(stack, o.element(top, t, lines))
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				top.text.Write(t)
				top.line = lines - bytes.Count(bytes.TrimLeft(t, "\n"), []byte("\n"))
			}
		case xml.EndElement:
			if len(stack) == 1 {
				return o
			}
			stack = stack[:len(stack)-1]
			o.leaf(top, stack[len(stack)-1].holder)
		}
	}
}

// element begins an element below another one.
func (o *outline) element(above *xmlLevel, t xml.StartElement, line int) *xmlLevel {
	e := &xmlLevel{name: t.Name.Local, path: above.path, line: line}
	above.written = true
	if !isElementOf(above.name, e.name) && above.name != "" {
		e.path = append(slices.Clip(above.path), e.name)
	}
	e.holder = o.holder(above.holder)
	for _, a := range t.Attr {
		if a.Name.Space == "" && a.Name.Local != "xmlns" {
			o.add(append(slices.Clip(e.path), a.Name.Local), a.Value, line, e.holder, false, false)
			e.written = true
		}
	}
	return e
}

// leaf adds the text of an element that ends: of one with attributes, beside
// them, as CycloneDX has it in JSON.
func (o *outline) leaf(e *xmlLevel, above int) {
	text := strings.TrimSpace(e.text.String())
	switch {
	case text == "":
	case !e.written:
		o.add(e.path, text, e.line, above, false, false)
	default:
		for _, key := range []string{"content", "value"} {
			o.add(append(slices.Clip(e.path), key), text, e.line, e.holder, false, false)
		}
	}
}

// isElementOf tells whether an element is one of a list: "component" in
// "components".
func isElementOf(list, name string) bool {
	switch list {
	case "externalReferences", "ancestors", "descendants", "variants":
		return true
	}
	return strings.HasPrefix(list, strings.TrimSuffix(name, "y")) && strings.HasSuffix(list, "s")
}
