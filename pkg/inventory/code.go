package inventory

import (
	"slices"
	"strings"
)

// code is one file of source code while it is read. The first pass notes what
// every name may be bound to, the second looks at calls and texts.
type code struct {
	*Sinks
	tokens
	place   []int32 // the scope of each token
	scope   []scope
	attrs   map[string][]binding  // what is assigned to any object's attribute
	sites   map[string][]int      // opening brackets of calls, by the last part of the name
	funcs   map[string][]*funcDef // by name
	entry   map[string][]binding  // default values of options, by the name of the option
	spent   int                   // steps of evaluations
	seen    map[known]value
	names   map[string]*naming // what names say that stand below nothing in particular
	settled map[int]bool       // texts that say nothing: docstrings
}

// tokens are those of a file; behind those of the file itself stand the ones of
// expressions inside texts.
type tokens struct {
	dialect
	src   string
	tok   []token
	parts [][]part      // of strings with expressions, from 1
	own   int           // how many are of the file itself
	args  map[int][]arg // what stands between brackets, by the opening one
}

// scope is a function, a class or the whole file.
type scope struct {
	parent  int32
	class   string
	names   map[string][]binding
	returns []int
	indent  int
	fn      *funcDef
}

// binding is what a name may stand for.
type binding struct {
	expr  int // first token of the expression; -1 when nothing is known
	scope int32
	each  bool     // one of the elements of the expression
	index int      // of each element, the part that is bound; -1 for all of it
	param *funcDef // a parameter of this function, index says which
}

// funcDef is a function of the file.
type funcDef struct {
	name   string
	params []param
	method bool // the first parameter is the object itself
	scope  int32
}

type param struct {
	name string
	expr int // default value; -1 without
}

// readCode finds the references in source code.
func readCode(s *Sinks, src []byte, d dialect) []Reference {
	c := &code{
		Sinks: s, tokens: tokens{dialect: d, src: string(src), args: map[int][]arg{}}, attrs: map[string][]binding{}, sites: map[string][]int{},
		funcs: map[string][]*funcDef{}, entry: map[string][]binding{},
		scope: []scope{{parent: -1, names: map[string][]binding{}, indent: -1}},
	}
	room := s.rooms.Get().(*[]token)
	defer func() {
		if cap(c.tok) <= maxRoom {
			*room = c.tok
			s.rooms.Put(room)
		}
	}()
	c.tok, c.parts = lex(c.src, d, *room)
	c.own = len(c.tok)
	c.seen, c.names = map[known]value{}, map[string]*naming{}
	unalias(&c.tokens, s.calls)
	if !c.mayFind() {
		return nil
	}
	c.place = make([]int32, len(c.tok))
	c.settled = map[int]bool{}
	if d.lines {
		c.bindLines()
	} else {
		c.bindBlocks()
	}
	f := &finder{code: c, used: c.settled, mute: map[int]bool{}, outs: set{}, open: map[int]bool{}, comparing: map[string]bool{}}
	f.find()
	return f.refs
}

// maxRoom bounds the tokens whose room is kept for the next file.
const maxRoom = 1 << 17

// finder looks at a file whose names are bound.
type finder struct {
	*code
	used      map[int]bool // texts that were settled
	mute      map[int]bool // texts that name no repository, but may be addresses
	outs      set          // folders that the file writes to
	open      map[int]bool // expressions that were reported as unresolved
	refs      []Reference
	comparing map[string]bool // names of functions, whether they only compare
	looked    map[string]bool // names of lists, whether something is looked up in them and nothing else
	// origins are the hubs of the libraries that names come from.
	origins map[string][]origin
}

// at is the token, or one that is nothing beyond the end. It is not to be
// changed.
func (c *tokens) at(i int) *token {
	if uint(i) >= uint(len(c.tok)) {
		return &nothing
	}
	return &c.tok[i]
}

func (c *tokens) is(i int, text string) bool {
	if uint(i) >= uint(len(c.tok)) {
		return text == ""
	}
	t := &c.tok[i]
	return t.text == text && t.kind != stringToken
}

func (c *tokens) isName(i int) bool { return c.at(i).kind == nameToken }

// bind notes that a name may be what an expression gives.
func (c *code) bind(where int32, name string, b binding) {
	names := c.scope[where].names
	if len(names[name]) < maxBindings {
		names[name] = append(names[name], b)
	}
	if c.scope[where].class != "" {
		c.bindAttribute(name, b)
	}
}

func (c *code) bindAttribute(name string, b binding) {
	if len(c.attrs[name]) < maxBindings {
		c.attrs[name] = append(c.attrs[name], b)
	}
}

// maxBindings bounds what one name may stand for.
const maxBindings = 100

// open begins a scope and returns it.
func (c *code) openScope(parent int32, indent int) int32 {
	c.scope = append(c.scope, scope{parent: parent, names: map[string][]binding{}, indent: indent})
	return int32(len(c.scope) - 1)
}

// callee returns the full name of what is called or read, whose last part is
// the token i: "torch.hub.load".
func (c *tokens) callee(i int) (name string, first int) {
	first = i
	for c.isDot(first - 1) {
		if !c.isName(first - 2) {
			break
		}
		first -= 2
	}
	if first == i {
		return c.tok[i].text, i
	}
	parts := make([]string, 0, 4)
	for j := first; j <= i; j += 2 {
		parts = append(parts, c.tok[j].text)
	}
	return strings.Join(parts, "."), first
}

// arg is one argument of a call, or one entry of a mapping.
type arg struct {
	name       string // keyword; empty for one by place
	start, end int    // tokens of the value
}

// arguments are what stands between brackets, split at its commas.
func (c *tokens) arguments(open int) []arg {
	out, ok := c.args[open]
	if !ok {
		out = splitArguments(c, open)
		c.args[open] = out
	}
	return out
}

func splitArguments(c *tokens, open int) []arg {
	var out []arg
	end := min(int(c.tok[open].match), len(c.tok))
	for i := open + 1; i < end; {
		j := i
		for j < end && !c.is(j, ",") {
			if m := c.tok[j].match; c.tok[j].kind == opening && int(m) > j {
				j = min(int(m), end-1)
			}
			j++
		}
		a := arg{start: i, end: j}
		for a.start < j && c.tok[a.start].kind == newline {
			a.start++
		}
		if k := a.start; c.at(k).kind != operator && (c.is(k+1, "=") || c.is(k+1, ":")) && k+2 < j {
			a.name, a.start = c.tok[k].text, k+2
		}
		if a.start < a.end {
			out = append(out, a)
		}
		i = j + 1
	}
	return out
}

// pick returns the argument that is wanted: by place ("0") or by keyword. An
// object that holds the keyword counts, too.
func (c *tokens) pick(args []arg, wanted string) (arg, bool) {
	if wanted != "" && isDigit(wanted[0]) {
		n := int(wanted[0] - '0')
		for i, a := range args {
			if a.name == "" && i == n && !c.is(a.start, "*") && !c.is(a.start, "...") {
				return a, true
			}
		}
		return arg{}, false
	}
	for _, a := range args {
		if a.name == wanted {
			return a, true
		}
		if a.name == "" && c.is(a.start, "{") && !c.lines {
			entries := c.arguments(a.start)
			if i := slices.IndexFunc(entries, func(e arg) bool { return e.name == wanted }); i >= 0 {
				return entries[i], true
			}
		}
	}
	return arg{}, false
}
