package inventory

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// settings is a file of settings while it is judged.
type settings struct {
	*Sinks
	list   []entry
	beside map[place]string  // the values that other entries ask for
	vars   map[string][]word // variables that the file sets
	mutes  map[string]bool   // keys below which nothing names a repository
	refs   []Reference
}

// place is a key of a mapping.
type place struct {
	in  int
	key string
}

// readSettings finds the references among the entries of a file.
func readSettings(s *Sinks, o *outline) []Reference {
	j := &settings{Sinks: s, list: o.entries, beside: map[place]string{}, vars: map[string][]word{}, mutes: map[string]bool{}}
	for _, e := range j.list {
		if e.item {
			if name, value, ok := variable(e.value); ok {
				j.define(name, value, e)
			}
			continue
		}
		if key := e.key(); s.asked[key] {
			j.beside[place{e.in, key}] = e.value
		}
	}
	for _, e := range j.list {
		if name, ok := j.paired(e); ok {
			j.define(name, e.value, e)
		} else if !e.item && !e.block && isUpper(e.key()) {
			j.define(e.key(), e.value, e)
		}
		j.defineShared(e)
	}
	for i := 0; i < len(j.list); i++ {
		i = j.entry(i)
	}
	return j.refs
}

// define notes the value of a variable.
func (j *settings) define(name, value string, e entry) {
	if value != "" && value != "$"+name && value != "${"+name+"}" {
		j.vars[name] = append(j.vars[name], word{text: value, line: e.line})
	}
}

// defineShared notes what expressions of workflows look up: "matrix.KEY",
// "env.KEY" and the default values of "inputs.KEY".
func (j *settings) defineShared(e entry) {
	for n, key := range e.path {
		switch rest := e.path[n+1:]; {
		case (key == "matrix" || key == "env") && len(rest) > 0:
			name := rest[len(rest)-1]
			j.define(key+"."+name, e.value, e)
		case key == "inputs" && len(rest) == 2 && rest[1] == "default":
			j.define(key+"."+rest[0], e.value, e)
		default:
			continue
		}
		return
	}
}

// isUpper tells whether a key may be the name of a variable of the environment.
func isUpper(key string) bool { return key != "" && strings.ToUpper(key) == key }

// entry judges the entry i and returns the last one that it took with it.
func (j *settings) entry(i int) int {
	e := j.list[i]
	switch {
	case e.block && j.isScript(e):
		j.script(e)
		return i
	case e.item && j.isCommand(e):
		return j.command(i)
	case !e.item && j.isScript(e) && e.value != "":
		j.script(e)
		return i
	case !e.block && strings.Contains(e.value, " -") && isCommandLine(j.Sinks, e.value):
		j.refs = append(j.refs, onlyCalled(readShell(j.Sinks, []byte(e.value), e.line, j.vars))...)
		return i
	case e.block || strings.HasPrefix(e.value, "[{") || strings.HasPrefix(e.value, `{"`):
		j.nested(e)
		return i
	}
	key, value := e.key(), e.value
	if e.item {
		if name, rest, ok := variable(value); ok {
			key, value = name, rest
		}
	}
	if name, ok := j.paired(e); ok {
		key = name
	}
	j.keyed(e, key, value)
	j.keyIsName(e)
	return i
}

// nested reads a value that is a file of its own: by the name that is its key,
// or because it is JSON. Of any other text, addresses count.
func (j *settings) nested(e entry) {
	if form, ok := j.Form(e.key(), nil); ok && e.block {
		refs, _ := readers()[form](j.Sinks, e.key(), []byte(e.value)) // it may be a template
		j.refs = append(j.refs, shift(refs, e.line-1)...)
		return
	}
	text := strings.TrimLeft(e.value, " \t\r\n")
	if !strings.HasPrefix(text, "[") && !strings.HasPrefix(text, "{") || strings.HasPrefix(text, "{{") {
		j.findAddresses([]byte(e.value), e.line, j.add)
		if n := j.named(e.key()); e.block && (n == nil || n.Kind != none) && !j.muted(e) {
			j.refs = append(j.refs, settingsInside(j.Sinks, e.value, e.line)...)
		}
		return
	}
	o := readJSON([]byte(e.value))
	for i := range o.entries {
		o.entries[i].path = append(append([]string(nil), e.path...), o.entries[i].path...)
		o.entries[i].line += e.line - 1
	}
	j.refs = append(j.refs, readSettings(j.Sinks, o)...)
}

func (j *settings) add(r Reference) {
	r.How = "address"
	j.refs = append(j.refs, r)
}

// paired is the name that stands beside a value in the same mapping: "name: X,
// value: Y"; of a default value, the key above.
func (j *settings) paired(e entry) (string, bool) {
	key := strings.ToLower(e.key())
	if key != "value" && key != "default" && key != "defaultvalue" {
		return "", false
	}
	for _, k := range titles {
		if name := j.beside[place{e.in, k}]; name != "" && !strings.Contains(name, " ") {
			return name, true
		}
	}
	if above := e.above(); key != "value" && len(above) > 0 {
		return above[len(above)-1], true
	}
	return "", false
}

// keyed judges the value of a key.
func (j *settings) keyed(e entry, key, value string) {
	n := j.named(key, e.above()...)
	if preset, ok := presetOf(value); ok {
		value = preset
	}
	w := what{Kind: none}
	rank, how := byName, "named "+key
	if n != nil {
		w = j.served(n.what, e)
	}
	switch {
	case value == "":
		return
	case j.isOpen(value):
		j.expanded(e, n, value, how)
		return
	case n == nil && !j.muted(e):
		if id, ok := j.idShaped(value); ok && j.looksLike(id) {
			w, rank, how = what{Kind: ref.Model}, byLooks, "looks like an id"
		}
	}
	if parts := listed(j.Sinks, value); n != nil && len(parts) > 1 {
		for _, p := range parts {
			j.keyed(e, key, p)
		}
		return
	}
	found, ok := j.read(value, w, rank)
	if !ok {
		return
	}
	if found.rank == byAddress {
		how = "address"
	}
	found.Line, found.How, found.Text = e.line, how, value
	if found.Revision == "" && n != nil {
		found.Revision = j.revision(n, e)
	}
	j.refs = append(j.refs, found)
}

// muted tells whether a key further up says that what is below it names no
// repository: images, labels.
func (j *settings) muted(e entry) bool {
	for _, key := range e.above() {
		mutes, known := j.mutes[key]
		if !known {
			n := j.named(key)
			mutes = n != nil && n.Kind == none
			j.mutes[key] = mutes
		}
		if mutes {
			return true
		}
	}
	return false
}

// titles are the keys whose value names what stands beside it, servers those
// whose value says who serves it.
var (
	titles  = []string{"name", "key"}
	servers = []string{"provider", "backend", "engine", "type", "api_type", "llm_provider", "model_provider"}
)

// served says by what stands beside a value where the model comes from:
// "provider: ollama".
func (j *settings) served(w what, e entry) what {
	for _, k := range servers {
		for _, scheme := range j.Schemes {
			if v := j.beside[place{e.in, k}]; v != "" && strings.EqualFold(v, scheme.Hub) && w.Hub == "" && w.Kind == ref.Model {
				w.Hub, w.Short = scheme.Hub, true
			}
		}
	}
	return w
}

// revision is what stands beside a value as its revision.
func (j *settings) revision(n *naming, e entry) string {
	for _, k := range n.Revision {
		if v := j.beside[place{e.in, k}]; v != "" && !isNothing(v) && !j.isOpen(v) && !strings.Contains(v, " ") {
			return v
		}
	}
	return ""
}

// isNothing tells whether a value of YAML or JSON says that there is none.
func isNothing(v string) bool { return v == "~" || strings.EqualFold(v, "null") || v == "None" }

// expanded reports a value that is put in from outside, unless the file itself
// says elsewhere what it is.
func (j *settings) expanded(e entry, n *naming, value, how string) {
	words := variableIn(value)
	if n == nil || n.Kind == none {
		if !strings.Contains(value, "{{") {
			return
		}
		n = j.named(words)
	}
	if n == nil || !n.Open || n.Kind == none || strings.ContainsAny(value, " \n") && !isTemplate(value) || j.isFixed(words) {
		return
	}
	j.refs = append(j.refs, Reference{Line: e.line, Text: excerpt(value), Hub: ref.HuggingFace, Kind: n.Kind, How: how, Status: Unresolved,
		rank: byName})
}

// isFixed tells whether the file gives a variable a value that is not put in
// from outside.
func (j *settings) isFixed(name string) bool {
	for _, w := range j.vars[name] {
		if _, preset := presetOf(w.text); preset || !j.isOpen(w.text) {
			return true
		}
	}
	return false
}

// keyIsName reports keys that are names: of a mixture of datasets.
func (j *settings) keyIsName(e entry) {
	above := e.above()
	if len(above) == 0 || e.item {
		return
	}
	id, ok := j.idShaped(e.key())
	if !ok {
		return
	}
	n := j.named(above[len(above)-1], above[:len(above)-1]...)
	w := what{Kind: ref.Model}
	switch {
	case n != nil && n.Keys:
		w = n.what
	case n != nil && n.Kind == none || !j.looksLike(id):
		return
	case n != nil:
		w = n.what
	}
	if found, ok := j.read(e.key(), w, byName); ok {
		found.Line, found.How = e.line, "key below "+above[len(above)-1]
		j.refs = append(j.refs, found)
	}
}

// isScript tells whether a value is run by a shell.
func (j *settings) isScript(e entry) bool {
	return slices.Contains(j.Scripts, strings.ToLower(e.key()))
}

// isCommand tells whether the elements of a list are the words of a command.
func (j *settings) isCommand(e entry) bool {
	return slices.Contains(j.Argvs, strings.ToLower(e.key())) || slices.Contains(j.Scripts, strings.ToLower(e.key()))
}

// foldedEnds are the ends of lines that stand for blanks: not those beside an
// empty line.
var foldedEnds = regexp.MustCompile(`([^\s\\;&|]) *\n(\s*[^\s#])`)

// script reads a value as a shell would.
func (j *settings) script(e entry) {
	text := strings.ReplaceAll(e.value, "$$", "$")
	if e.folded {
		text = foldedEnds.ReplaceAllString(text, "$1 \\\n$2")
	}
	j.refs = append(j.refs, readShell(j.Sinks, []byte(text), e.line, j.vars)...)
}

// command reads the elements of a list from i on as the words of one command,
// or each as a script.
func (j *settings) command(i int) int {
	first, last := j.list[i], i
	for last+1 < len(j.list) && j.list[last+1].in == first.in && j.list[last+1].item {
		last++
	}
	var words []word
	for _, e := range j.list[i : last+1] {
		if e.block || strings.ContainsAny(e.value, " \n") && slices.Contains(j.Scripts, strings.ToLower(e.key())) {
			j.script(e)
			continue
		}
		words = append(words, word{text: strings.ReplaceAll(e.value, "$$", "$"), line: e.line})
		if strings.Contains(e.value, " ") && !strings.HasPrefix(e.value, "--") {
			j.script(e)
		}
	}
	sh := shell{Sinks: j.Sinks, vars: j.vars}
	sh.argv(words)
	j.refs = append(j.refs, sh.refs...)
	return last
}
