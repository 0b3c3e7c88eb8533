package inventory

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// argv reports what the words of one command name.
func (j *shell) argv(words []word) {
	c := simple{words: words}
	if words = j.program(c); len(words) > 0 && !j.inner(path.Base(words[0].text), words, c) {
		j.argvOf(words, "")
	}
}

func (j *shell) argvOf(words []word, fn string) {
	taken := map[int]bool{}
	if sink, n := j.sink(words); sink != nil {
		j.takes(sink, words, n, fn, taken)
	}
	for i := range words {
		if !taken[i] {
			j.flag(words, i, fn, taken)
		}
	}
	for i, w := range words {
		if i > 0 && !taken[i] {
			j.other(w, fn)
		}
	}
}

// sink is the command that is known, and how many words name it.
func (j *shell) sink(words []word) (*command, int) {
	program := path.Base(words[0].text)
	var best *command
	most := 0
	for _, sink := range j.Sinks.commands[program] {
		for _, run := range sink.Run {
			if n, ok := begins(words, strings.Fields(run)); ok && n > most {
				best, most = sink, n
			}
		}
	}
	return best, most
}

// isCommandLine tells whether a text begins with a program that takes names and
// has words behind it.
func isCommandLine(s *Sinks, text string) bool {
	program, _, ok := strings.Cut(text, " ")
	return ok && len(s.commands[path.Base(program)]) > 0
}

// onlyCalled keeps what commands take.
func onlyCalled(refs []Reference) []Reference {
	return slices.DeleteFunc(refs, func(r Reference) bool { return r.Status != Resolved || r.rank == byLooks })
}

// begins tells whether a command begins with the words of run; options may
// stand between them.
func begins(words []word, run []string) (n int, ok bool) {
	at := 1
	for _, r := range run[1:] {
		for at < len(words) && strings.HasPrefix(words[at].text, "-") {
			at++
		}
		if at >= len(words) || words[at].text != r {
			return 0, false
		}
		at++
	}
	return at, true
}

// takes reports the arguments of a known command.
func (j *shell) takes(sink *command, words []word, n int, fn string, taken map[int]bool) {
	w := sink.what
	for _, k := range sink.KindArg {
		if i := option(words, k); i > 0 {
			if kind, ok := kindWord(words[i].text); ok {
				w.Kind = kind
			}
		}
	}
	revision := ""
	for _, k := range sink.Revision {
		if i := option(words, k); i > 0 && !strings.Contains(words[i].text, "$") {
			revision = optionValue(words[i].text, k)
		}
	}
	how := "command " + path.Base(words[0].text)
	for _, a := range sink.Args {
		if !isDigit(a[0]) {
			if i := option(words, a); i > 0 {
				taken[i] = true
				j.taken(word{text: optionValue(words[i].text, a), line: words[i].line, raw: words[i].raw}, w, how, revision, fn)
			}
			continue
		}
		places := j.places(words, n)
		from := int(a[0] - '0')
		for k := from; k < len(places) && (k == from || sink.Rest); k++ {
			taken[places[k]] = true
			if w.Kind != none {
				j.taken(words[places[k]], w, how, revision, fn)
			}
		}
	}
}

// taken reports one argument of a known command.
func (j *shell) taken(w word, as what, how, revision, fn string) {
	values, open := j.resolve(w, fn)
	for _, v := range values {
		j.name(v, as, byCall, how, revision)
	}
	if open && as.Kind != none {
		j.unresolved(w, as, how)
	}
}

// places are the words behind the first n that belong to no option.
func (j *shell) places(words []word, n int) []int {
	var out []int
	for i := n; i < len(words); i++ {
		t := words[i].text
		if !strings.HasPrefix(t, "-") {
			out = append(out, i)
			continue
		}
		if !strings.Contains(t, "=") && !slices.Contains(j.Switches, t) && i+1 < len(words) && len(t) > 1 {
			i++
		}
	}
	return out
}

// option is the word that holds the value of an option; 0 without it.
func option(words []word, name string) int {
	for i, w := range words {
		switch {
		case w.text == name && i+1 < len(words):
			return i + 1
		case strings.HasPrefix(w.text, name+"="):
			return i
		}
	}
	return 0
}

func optionValue(text, name string) string { return strings.TrimPrefix(text, name+"=") }

// flag reports the value of an option that is named like a reference.
func (j *shell) flag(words []word, i int, fn string, taken map[int]bool) {
	t := words[i].text
	if !strings.HasPrefix(t, "--") {
		return
	}
	name, value, joined := strings.Cut(t, "=")
	n := j.named(name)
	if n == nil {
		return
	}
	w := word{text: value, line: words[i].line}
	if !joined {
		if i+1 >= len(words) || strings.HasPrefix(words[i+1].text, "-") {
			return
		}
		w = words[i+1]
		taken[i+1] = true
	}
	taken[i] = true
	if n.Kind == none {
		j.pairs(w)
		return
	}
	values, open := j.resolve(w, fn)
	revision := revisionFor(words, name)
	for _, v := range values {
		for part := range strings.SplitSeq(v.text, ",") {
			j.name(word{text: part, line: v.line}, n.what, byName, "option "+name, revision)
		}
	}
	if open && n.Open {
		j.unresolved(w, n.what, "option "+name)
	}
}

// revisionFor is what an option beside the option name says of its revision:
// --draft-model-revision of --draft-model, and --revision of the model itself.
func revisionFor(words []word, name string) string {
	options := []string{name + "-revision", name + "_revision"}
	if strings.HasPrefix(name, "--model") {
		options = append(options, "--revision", "--model-revision", "--model_revision")
	}
	for _, o := range options {
		if i := option(words, o); i > 0 && !strings.ContainsAny(words[i].text, "${") {
			return optionValue(words[i].text, o)
		}
	}
	return ""
}

// other reports a word that no option or command explains: an address, a
// request in JSON, or what looks like the id of a model.
func (j *shell) other(w word, fn string) {
	values, _ := j.resolve(w, fn)
	for _, v := range values {
		if j.pairs(v) {
			continue
		}
		switch {
		case v.text == w.text && strings.HasPrefix(strings.TrimSpace(v.text), "{"):
			for _, r := range readSettings(j.Sinks, readJSON([]byte(v.text))) {
				if r.Status == Resolved {
					r.Line = v.line + r.Line - 1
					j.refs = append(j.refs, r)
				}
			}
		case strings.Contains(v.text, "/"):
			before := len(j.refs)
			j.findAddresses([]byte(v.text), v.line, func(r Reference) {
				r.How = "address"
				j.refs = append(j.refs, r)
			})
			if id, ok := j.idShaped(v.text); ok && len(j.refs) == before && j.looksLike(id) {
				j.name(v, what{Kind: ref.Model}, byLooks, "looks like an id", "")
			}
		}
	}
}

// pairs reports the values in "NAME=value" and "name=value,name=value".
func (j *shell) pairs(w word) bool {
	found := false
	for part := range strings.SplitSeq(w.text, ",") {
		name, value, ok := strings.Cut(part, "=")
		name = name[strings.LastIndexByte(name, '.')+1:] // "global.model=…"
		if _, _, isSet := variable(name + "="); !ok || !isSet {
			continue
		}
		if n := j.named(name); n != nil && n.Kind != none {
			found = j.name(word{text: value, line: w.line}, n.what, byName, "named "+name, "") || found
		}
	}
	return found
}
