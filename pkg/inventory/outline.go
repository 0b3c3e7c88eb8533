package inventory

import (
	"slices"
	"strings"
)

// entry is one value of a file of settings: YAML, JSON, TOML and the like.
type entry struct {
	path  []string // the keys that lead to it, outermost first; elements of lists have no key of their own
	value string
	line  int
	in    int  // the mapping or list that holds it
	item  bool // an element of a list
	block bool // a text of several lines, which begins on line
	// folded: the ends of its lines are blanks.
	folded bool
}

// key is the innermost key of an entry.
func (e entry) key() string {
	if len(e.path) == 0 {
		return ""
	}
	return e.path[len(e.path)-1]
}

// above are the keys above the innermost one.
func (e entry) above() []string { return e.path[:max(0, len(e.path)-1)] }

// outline collects the entries of a file.
type outline struct {
	entries []entry
	parents []int    // of each mapping and list, what holds it; the file is 0
	keys    []string // of the paths of entries
	faults  []fault
	// unclosed counts the values in brackets that nothing closes.
	unclosed int
}

// add appends an entry. It keeps a copy of the path, or the path of the entry
// before if that is the same.
func (o *outline) add(path []string, value string, line, in int, item, block bool) {
	var own []string
	if n := len(o.entries); n > 0 && slices.Equal(o.entries[n-1].path, path) {
		own = o.entries[n-1].path
	} else {
		if cap(o.keys)-len(o.keys) < len(path) {
			o.keys = make([]string, 0, max(len(path), min(2*cap(o.keys), 1024), 64))
		}
		first := len(o.keys)
		o.keys = append(o.keys, path...)
		own = slices.Clip(o.keys[first:])
	}
	o.entries = append(o.entries, entry{path: own, value: value, line: line, in: in, item: item, block: block})
}

// holder begins a mapping or list inside another one.
func (o *outline) holder(parent int) int {
	if o.parents == nil {
		o.parents = []int{0}
	}
	o.parents = append(o.parents, parent)
	return len(o.parents) - 1
}

// flow reads values in brackets: JSON, and what YAML and TOML have of it. Signs
// between key and value are ':' and '='; bare words are values.
type flow struct {
	*outline
	src   string
	pos   int
	line  int
	depth int // of brackets
}

// maxNesting bounds the depth of brackets.
const maxNesting = 200

// value reads one value at the position.
func (f *flow) value(path []string, in int, item bool) {
	f.blank()
	f.depth++
	defer func() { f.depth-- }()
	if f.pos >= len(f.src) || f.depth > maxNesting {
		f.pos = len(f.src)
		return
	}
	switch c := f.src[f.pos]; c {
	case '{':
		f.mapping(path, in)
	case '[':
		f.list(path, in)
	case '"', '\'':
		line := f.line
		text := f.quoted()
		f.add(path, text, line, in, item, false)
	default:
		line := f.line
		if text := f.bare(); text != "" {
			f.add(path, text, line, in, item, false)
		}
	}
}

func (f *flow) mapping(path []string, parent int) {
	in := f.holder(parent)
	f.pos++
	for {
		f.blank()
		if f.pos >= len(f.src) {
			return
		}
		switch c := f.src[f.pos]; c {
		case '}', ']':
			f.pos++
			return
		case ',', ':', '=':
			f.pos++
			continue
		case '"', '\'':
			f.entry(append(path, f.quoted()), in)
		case '{', '[':
			f.value(path, in, false)
		default:
			key := f.bare()
			if key == "" {
				f.pos++
				continue
			}
			f.entry(append(path, key), in)
		}
	}
}

// entry reads the value behind a key, if there is one.
func (f *flow) entry(path []string, in int) {
	line := f.line
	f.blank()
	if f.pos < len(f.src) && (f.src[f.pos] == ':' || f.src[f.pos] == '=') {
		f.pos++
		f.value(path, in, false)
		return
	}
	f.add(path, "", line, in, false, false)
}

func (f *flow) list(path []string, parent int) {
	in := f.holder(parent)
	f.pos++
	for {
		f.blank()
		if f.pos >= len(f.src) {
			return
		}
		switch f.src[f.pos] {
		case ']', '}':
			f.pos++
			return
		case ',', ':':
			f.pos++
		default:
			before := f.pos
			f.value(path, in, true)
			if f.pos == before {
				f.pos++
			}
		}
	}
}

// blank skips blanks, line ends and comments.
func (f *flow) blank() {
	for f.pos < len(f.src) {
		switch c := f.src[f.pos]; {
		case c == '\n':
			f.line++
			f.pos++
		case c == ' ' || c == '\t' || c == '\r':
			f.pos++
		case c == '#' || c == '/' && f.pos+1 < len(f.src) && f.src[f.pos+1] == '/':
			for f.pos < len(f.src) && f.src[f.pos] != '\n' {
				f.pos++
			}
		case c == '/' && strings.HasPrefix(f.src[f.pos:], "/*"):
			f.comment()
		default:
			return
		}
	}
}

// comment skips a comment that begins with "/*", to the end if nothing closes it.
func (f *flow) comment() {
	end := len(f.src)
	if n := strings.Index(f.src[f.pos+2:], "*/"); n >= 0 {
		end = f.pos + n + 4
	}
	f.line += strings.Count(f.src[f.pos:end], "\n")
	f.pos = end
}

func (f *flow) quoted() string {
	quote, start := f.src[f.pos], f.pos+1
	for f.pos++; f.pos < len(f.src) && f.src[f.pos] != quote; f.pos++ {
		switch f.src[f.pos] {
		case '\\':
			if quote == '"' {
				f.pos++
			}
		case '\n':
			f.line++
		}
	}
	text := f.src[min(start, len(f.src)):min(f.pos, len(f.src))]
	f.pos = min(f.pos+1, len(f.src))
	return unescape(text)
}

// bare reads a value without quotation marks.
func (f *flow) bare() string {
	start := f.pos
	for f.pos < len(f.src) {
		switch c := f.src[f.pos]; {
		case c == ',' || c == ']' || c == '}' || c == '\n' || c == '=' || c == '{' || c == '[',
			c == ':' && (f.pos+1 >= len(f.src) || f.src[f.pos+1] == ' ' || f.src[f.pos+1] == '\n'):
			return trimSpace(f.src[start:f.pos])
		}
		f.pos++
	}
	return trimSpace(f.src[start:f.pos])
}

// readJSON outlines a JSON file, with comments or without.
func readJSON(data []byte) *outline {
	o := &outline{}
	f := flow{outline: o, src: string(data), line: 1}
	for f.pos < len(f.src) { // one value, or one a line
		before := f.pos
		f.value(nil, 0, false)
		f.blank()
		if f.pos == before {
			f.pos++
		}
	}
	return o
}
