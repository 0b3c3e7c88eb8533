package inventory

import (
	"bytes"
	"encoding/json"
	"strings"
)

// notebookCell is one cell of a notebook: its kind and the lines of its source
// with their places in the file.
type notebookCell struct {
	kind  string
	text  strings.Builder
	lines []int
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
		script := strings.HasPrefix(c.text.String(), "%%bash") || strings.HasPrefix(c.text.String(), "%%sh")
		for n, text := range strings.Split(strings.TrimSuffix(c.text.String(), "\n"), "\n") {
			lines = append(lines, c.lines[min(n, len(c.lines)-1)])
			command, ok := strings.CutPrefix(strings.TrimLeft(text, " \t"), "!")
			switch {
			case script && n > 0:
				command, ok = text, true
			case strings.HasPrefix(text, "%"):
				text = ""
			}
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
	var out []notebookCell
	dec := json.NewDecoder(bytes.NewReader(data))
	at := lineCounter{data: data, line: 1}
	var walk func(key string, depth int)
	var in *notebookCell
	walk = func(key string, depth int) {
		t, err := dec.Token()
		if err != nil {
			return
		}
		line := at.upTo(int(dec.InputOffset()))
		switch t := t.(type) {
		case json.Delim:
			if key == "outputs" || key == "metadata" || key == "attachments" || depth > maxNesting {
				skipJSON(dec)
				return
			}
			if key == "cells" && t == '[' {
				for dec.More() {
					out = append(out, notebookCell{})
					in = &out[len(out)-1]
					walk("cell", depth+1)
				}
				in = nil
			} else if t == '{' {
				for dec.More() {
					k, _ := dec.Token()
					name, _ := k.(string)
					walk(name, depth+1)
				}
			} else {
				for dec.More() {
					walk(key, depth+1)
				}
			}
			_, _ = dec.Token()
		case string:
			if in == nil {
				return
			}
			switch key {
			case "cell_type":
				in.kind = t
			case "source", "input":
				in.text.WriteString(t)
				for range max(1, strings.Count(t, "\n")) {
					in.lines = append(in.lines, line)
				}
			}
		}
	}
	walk("", 0)
	for i := range out {
		if len(out[i].lines) == 0 {
			out[i].lines = []int{1}
		}
	}
	return out
}

// skipJSON reads to the end of what was just opened.
func skipJSON(dec *json.Decoder) {
	for depth := 1; depth > 0; {
		t, err := dec.Token()
		if err != nil {
			return
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
}

// lineCounter counts lines up to places that only grow.
type lineCounter struct {
	data []byte
	pos  int
	line int
}

func (c *lineCounter) upTo(pos int) int {
	c.line += bytes.Count(c.data[c.pos:pos], []byte("\n"))
	c.pos = pos
	return c.line
}
