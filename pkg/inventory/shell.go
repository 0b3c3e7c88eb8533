package inventory

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// shell is a script while it is read.
type shell struct {
	*Sinks
	src    string
	paths  pathParts
	list   []simple
	vars   map[string][]word   // what variables may be; those of a function as "function variable"
	around map[string][]word   // those that are set around the script
	known  map[string]choice   // variables that were looked up
	outer  *shell              // the script that this one stands in
	nested int                 // in so many
	calls  map[string][]simple // of each function of the script
	refs   []Reference
	depth  int
	steps  int // of looking up variables, for one word
	spent  int // of them in the whole script
}

// Bounds of looking up variables, which hostile scripts cannot stretch.
const (
	maxShellSteps = 2000
	maxShellSpent = 200_000
	maxValues     = 100
	maxNested     = 4 // scripts inside one another
)

// readShell finds the references in a script that begins on a line; vars are
// variables that are set around it.
func readShell(s *Sinks, src []byte, line int, vars map[string][]word) []Reference {
	return (&shell{Sinks: s, around: vars}).script(src, line)
}

func (j *shell) script(src []byte, line int) []Reference {
	j.src, j.paths = string(src), pathParts{}
	j.list, j.vars, j.calls = lexShell(string(src), line), map[string][]word{}, map[string][]simple{}
	functions := set{}
	for _, c := range j.list {
		functions[c.fn] = true
	}
	for i := range j.list {
		all := j.list[i].words
		j.list[i].words = j.assignments(j.list[i])
		j.list[i].sets = all[:len(all)-len(j.list[i].words)]
		presets(j, all)
		if w := j.list[i].words; len(w) > 0 && functions[w[0].text] {
			j.calls[w[0].text] = append(j.calls[w[0].text], j.list[i])
		}
	}
	for _, c := range j.list {
		j.command(c)
	}
	if j.nested < maxNested {
		for _, inner := range substituted(j) {
			part := &shell{Sinks: j.Sinks, outer: j, nested: j.nested + 1}
			j.refs = append(j.refs, part.script([]byte(inner.text), inner.line)...)
		}
	}
	return j.refs
}

// declaring are the words before an assignment.
var declaring = setOf([]string{
	"export", "local", "declare", "readonly", "typeset", "set", "env", "if", "then", "do", "else", "while", "until", "!", "time",
})

// assignments notes the variables that a command sets and returns the rest of
// it.
func (j *shell) assignments(c simple) []word {
	words := c.words
	if len(words) > 0 && words[0].text != "local" && words[0].text != "declare" && words[0].text != "typeset" {
		c.fn = "" // of the whole script, wherever it is set
	}
	for len(words) > 0 {
		w := words[0]
		if declaring[w.text] || strings.HasPrefix(w.text, "-") && w.list == nil && len(words) > 1 && declaring["declare"] && isDeclared(c.words) {
			words = words[1:]
			continue
		}
		name, value, ok := variable(w.text)
		if !ok {
			break
		}
		name = strings.TrimSuffix(name, "+")
		if w.list != nil {
			j.set(c.fn, name, elements(w.list)...)
		} else {
			j.set(c.fn, name, word{text: value, line: w.line, raw: w.raw})
		}
		words = words[1:]
	}
	if len(words) > 3 && words[0].text == "for" && words[2].text == "in" {
		j.set(c.fn, words[1].text, words[3:]...)
		return nil
	}
	return words
}

func isDeclared(words []word) bool {
	return len(words) > 0 && (words[0].text == "declare" || words[0].text == "local" || words[0].text == "typeset" ||
		words[0].text == "export" ||
		words[0].text == "readonly")
}

// elements are those of an array; of one with keys, keys and values.
func elements(list []word) []word {
	var out []word
	for _, w := range list {
		if key, value, ok := strings.Cut(w.text, "]="); ok && strings.HasPrefix(key, "[") {
			out = append(out, word{text: strings.Trim(key[1:], `"'`), line: w.line}, word{text: value, line: w.line})
			continue
		}
		out = append(out, w)
	}
	return out
}

// set notes what a variable may be, and reports it if it is named like a
// reference.
func (j *shell) set(fn, name string, words ...word) {
	key := name
	if fn != "" {
		key = fn + " " + name
	}
	if len(j.vars[key]) < maxValues {
		j.vars[key] = append(slices.Clip(j.vars[key]), words...)
	}
	n := j.named(name)
	if n == nil || n.Kind == none {
		return
	}
	for _, w := range words {
		if value, ok := presetOf(w.text); ok {
			w.text = value
		}
		if !w.raw && strings.ContainsAny(w.text, "$`") {
			continue
		}
		if !strings.ContainsAny(w.text, "/:") && j.paths.holds(j.src, name) {
			continue
		}
		for _, part := range listed(j.Sinks, w.text) {
			j.name(word{text: part, line: w.line}, n.what, byName, "named "+name, "")
		}
	}
}

// name reports a word that names something.
func (j *shell) name(w word, as what, r rank, how, revision string) bool {
	found, ok := j.read(w.text, as, r)
	if !ok {
		return false
	}
	found.Line, found.How = w.line, how
	if found.Revision == "" {
		found.Revision = revision
	}
	j.refs = append(j.refs, found)
	return true
}

// command reports what a command names.
func (j *shell) command(c simple) {
	words := j.program(c)
	if len(words) == 0 {
		return
	}
	program := path.Base(words[0].text)
	if slices.Contains(j.Partly, program) {
		j.settingsOf(words, c.fn)
		return
	}
	if slices.Contains(j.Mutes, program) {
		return
	}
	if j.inner(program, words, c) {
		return
	}
	j.argvOf(words, c.fn)
}

// settingsOf reports what the options of a command set: "--set a.model=x", and
// options inside of one.
func (j *shell) settingsOf(words []word, fn string) {
	for _, w := range words[1:] {
		values, _ := j.resolve(w, fn)
		for _, v := range values {
			if !strings.Contains(v.text, " --") && !strings.HasPrefix(v.text, "--") {
				j.pairs(v)
				continue
			}
			var options []word
			for field := range strings.FieldsSeq(v.text) {
				options = append(options, word{text: field, line: v.line})
			}
			taken := map[int]bool{}
			for i := range options {
				j.flag(options, i, fn, taken)
			}
		}
	}
}

// program drops what only runs the command behind it, and puts in the variable
// that names a program.
func (j *shell) program(c simple) []word {
	words := c.words
	for len(words) > 0 {
		if put, _ := j.resolve(words[0], c.fn); !strings.HasPrefix(words[0].text, "-") && len(put) > 0 &&
			put[0].text != words[0].text {
			first := strings.Fields(put[0].text)
			var all []word
			for _, f := range first {
				all = append(all, word{text: f, line: words[0].line})
			}
			words = append(all, words[1:]...)
			if len(all) == 0 {
				continue
			}
		}
		head := path.Base(words[0].text)
		if _, _, ok := variable(head); ok {
			words = words[1:]
			continue
		}
		if len(words) < 2 || !slices.Contains(j.Runners, head) && !slices.Contains(j.Runners, head+" "+words[1].text) {
			return words
		}
		n := 1
		if !slices.Contains(j.Runners, head) {
			n = 2
		}
		for n < len(words) && strings.HasPrefix(words[n].text, "-") {
			n++
		}
		words = words[n:]
	}
	return nil
}

// inner reads a script that is handed to an interpreter.
func (j *shell) inner(program string, words []word, c simple) bool {
	read := readShellAt
	switch strings.TrimRight(program, "0123456789.") {
	case "python":
		read = readPythonAt
	case "node", "deno", "bun":
		read = readScriptAt
	case "bash", "sh", "zsh", "ssh", "eval", "CMD-SHELL", "-c", "-lc", "-ec": // the shell may stand in the image
	default:
		return false
	}
	for i := 0; i+1 < len(words); i++ {
		if t := words[i].text; t == "-c" || t == "-e" || t == "-lc" || t == "-ec" {
			j.refs = append(j.refs, read(j.Sinks, words[i+1].text, words[i+1].line)...)
			return true
		}
	}
	if c.here != nil {
		j.refs = append(j.refs, read(j.Sinks, c.here.text, c.here.line)...)
		return true
	}
	return false
}

func readShellAt(s *Sinks, src string, line int) []Reference {
	return readShell(s, []byte(src), line, nil)
}

func readPythonAt(s *Sinks, src string, line int) []Reference {
	return shift(readCode(s, []byte(src), python), line-1)
}

func readScriptAt(s *Sinks, src string, line int) []Reference {
	return shift(readCode(s, []byte(src), script), line-1)
}

// shift moves references down by lines.
func shift(refs []Reference, lines int) []Reference {
	for i := range refs {
		refs[i].Line += lines
	}
	return refs
}

// unresolved reports a word that the script does not fix.
func (j *shell) unresolved(w word, as what, how string) {
	hub := as.Hub
	if hub == "" {
		hub = ref.HuggingFace
	}
	j.refs = append(j.refs, Reference{Line: w.line, Text: excerpt(w.text), Hub: hub, Kind: as.Kind, How: how, Status: Unresolved,
		rank: byCall})
}
