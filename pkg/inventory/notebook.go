package inventory

import "strings"

// notebookCell is one cell of a notebook: its kind and the lines of its source
// with their places in the file.
type notebookCell struct {
	kind  string
	text  strings.Builder
	lines []int
}

// written is the name of the file that a cell writes, by its first line.
func (c *notebookCell) written() (string, bool) {
	rest, ok := strings.CutPrefix(c.text.String(), "%%writefile")
	if !ok {
		return "", false
	}
	fields := strings.Fields(rest[:lineLength(rest)])
	if len(fields) == 0 {
		return "", false
	}
	return fields[len(fields)-1], true
}

// readNotebook reads the cells of a notebook. Cells with code are one program;
// lines that a shell runs are read as shell. References have the lines of the
// notebook's file.
func readNotebook(s *Sinks, data []byte) []Reference {
	cells := notebookCells(data)
	var (
		out    []Reference
		code   strings.Builder
		shells strings.Builder
		lines  []int
	)
	for i := range cells {
		c := &cells[i]
		if c.kind != "code" {
			for _, p := range outsideFences([]byte(c.text.String()), 1) {
				s.findAddresses(p.text, p.line, func(r Reference) {
					r.Line = c.lines[min(r.Line, len(c.lines))-1]
					out = appendPage(out, r)
				})
			}
			continue
		}
		if name, ok := c.written(); ok {
			refs, _ := Read(s, name, []byte(c.text.String()))
			for _, r := range refs {
				r.Line = c.lines[max(1, min(r.Line, len(c.lines)))-1]
				out = append(out, r)
			}
			continue
		}
		script := strings.HasPrefix(c.text.String(), "%%bash") || strings.HasPrefix(c.text.String(), "%%sh")
		goesOn := false
		for n, text := range strings.Split(strings.TrimSuffix(c.text.String(), "\n"), "\n") {
			lines = append(lines, c.lines[min(n, len(c.lines)-1)])
			command, ok := strings.CutPrefix(strings.TrimLeft(text, " \t"), "!")
			switch {
			case script && n > 0, goesOn:
				command, ok = text, true
			case strings.HasPrefix(text, "%env ") || strings.HasPrefix(text, "%set_env "):
				_, command, ok = strings.Cut(text, " ")
				ok = ok && strings.Contains(command, "=")
				text = ""
			case strings.HasPrefix(text, "%"):
				text = ""
			}
			goesOn = ok && strings.HasSuffix(strings.TrimRight(text, " "), `\`)
			if ok {
				text = ""
				shells.WriteString(command)
			}
			code.WriteString(text + "\n")
			shells.WriteString("\n")
		}
	}
	refs := append(readCode(s, []byte(code.String()), python), readShell(s, []byte(shells.String()), 1, nil)...)
	for _, r := range refs {
		r.Line = lines[max(1, min(r.Line, len(lines)))-1]
		out = append(out, r)
	}
	return out
}

// notebookCells reads the cells with the lines on which their sources stand.
func notebookCells(data []byte) []notebookCell {
	n := &notebook{flow: flow{outline: &outline{}, src: string(data), line: 1}}
	n.value("", 0)
	for i := range n.cells {
		if len(n.cells[i].lines) == 0 {
			n.cells[i].lines = []int{1}
		}
	}
	return n.cells
}

// notebook walks over the JSON of a notebook and keeps the sources of its
// cells; outputs and attachments are passed over.
type notebook struct {
	flow
	cells []notebookCell
}

func (n *notebook) value(key string, depth int) {
	n.blank()
	if n.pos >= len(n.src) || depth > maxNesting {
		n.pos = len(n.src)
		return
	}
	switch c := n.src[n.pos]; {
	case c == '"':
		line := n.line
		n.text(key, n.quoted(), line)
	case c == '{' || c == '[':
		n.inside(key, depth, c == '{')
	default:
		n.pos++
		n.bare()
	}
}

// inside reads a mapping or a list.
func (n *notebook) inside(key string, depth int, mapping bool) {
	n.pos++
	for {
		n.blank()
		if n.pos >= len(n.src) {
			return
		}
		switch c := n.src[n.pos]; {
		case c == '}' || c == ']':
			n.pos++
			return
		case c == ',' || c == ':':
			n.pos++
		case mapping && c == '"':
			name := n.quoted()
			n.blank()
			n.pos++ // the colon
			if name == "outputs" || name == "metadata" || name == "attachments" {
				n.skip()
				continue
			}
			n.value(name, depth+1)
		default:
			if key == "cells" {
				n.cells = append(n.cells, notebookCell{})
			}
			n.value(key, depth+1)
		}
	}
}

// skip passes over one value.
func (n *notebook) skip() {
	depth := 0
	for n.pos < len(n.src) {
		switch c := n.src[n.pos]; c {
		case '"':
			n.quoted()
			if depth == 0 {
				return
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth == 0 {
				n.pos++
				return
			}
			if depth < 0 {
				return
			}
		case ',':
			if depth == 0 {
				return
			}
		case '\n':
			n.line++
		}
		n.pos++
	}
}

// text keeps a string of a cell.
func (n *notebook) text(key, text string, line int) {
	if len(n.cells) == 0 {
		return
	}
	in := &n.cells[len(n.cells)-1]
	switch key {
	case "cell_type":
		in.kind = text
	case "source", "input":
		in.text.WriteString(text)
		for range max(1, strings.Count(text, "\n")) {
			in.lines = append(in.lines, line)
		}
	}
}
