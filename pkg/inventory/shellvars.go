package inventory

import (
	"regexp"
	"strings"
)

// presets notes the variables that "${NAME:=value}" sets.
func presets(j *shell, words []word) {
	for _, w := range words {
		if name, _, ok := strings.Cut(strings.TrimPrefix(w.text, "${"), ":="); ok && strings.HasPrefix(w.text, "${") && !w.raw {
			if value, ok := presetOf(w.text); ok {
				j.set("", name, word{text: value, line: w.line})
			}
		}
	}
}

// pathParts are variables of a script, whether they only stand in paths.
type pathParts map[string]bool

// holds is inPaths, looked up once a name; of more than a few names nobody looks.
func (p pathParts) holds(src, name string) bool {
	known, met := p[name]
	if !met && len(p) < maxValues {
		known = inPaths(src, name)
		p[name] = known
	}
	return known
}

// inPaths tells whether a variable is used, and nowhere but as a piece of a path
// or of the name of a file: "/data/$NAME", "$NAME.pt".
func inPaths(src, name string) bool {
	uses := 0
	for _, form := range [...]string{"$" + name, "${" + name + "}"} {
		for at := strings.Index(src, form); at >= 0; {
			end := at + len(form)
			next := src[min(end, len(src)):min(end+1, len(src))]
			if next == "" || form[1] == '{' || !isLetter(next[0]) && !isDigit(next[0]) {
				if (at == 0 || src[at-1] != '/') && !strings.HasPrefix(src[end:], "/") && (next != "." && next != "-" && next != "_") {
					return false
				}
				uses++
			}
			more := strings.Index(src[end:], form)
			if more < 0 || uses > maxValues {
				break
			}
			at = end + more
		}
	}
	return uses > 0
}

// substituted are the scripts inside "$(…)" in the words of a script.
func substituted(j *shell) []word {
	var out []word
	var look func(words []word)
	look = func(words []word) {
		for _, w := range words {
			look(w.list)
			for at := strings.Index(w.text, "$("); at >= 0 && !w.raw && len(out) < maxValues; {
				inner := balanced(w.text[at+1:])
				if strings.Contains(inner, " ") && !strings.HasPrefix(inner, "(") {
					out = append(out, word{text: inner, line: w.line + strings.Count(w.text[:at], "\n")})
				}
				next := strings.Index(w.text[at+2+len(inner):], "$(")
				if next < 0 {
					break
				}
				at += 2 + len(inner) + next
			}
		}
	}
	for _, c := range j.list {
		look(c.words)
		look(c.sets)
	}
	return out
}

// balanced is what stands in the brackets that s begins with.
func balanced(s string) string {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s[1:i]
			}
		}
	}
	return s[1:]
}

var expansion = regexp.MustCompile(`\$\{\{[^}]*\}\}|\$\{[^}]*\}|\$\([A-Za-z_][A-Za-z0-9_]*\)|\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9@*]|\$\(`)

// resolve returns what a word may be; open tells that it may be something that
// the script does not say.
func (j *shell) resolve(w word, fn string) (out []word, open bool) {
	if w.raw || !strings.ContainsAny(w.text, "$`") {
		return []word{w}, false
	}
	if j.depth == 0 {
		j.steps = 0
	}
	j.steps++
	j.spent++
	if j.depth > maxDepth || j.steps > maxShellSteps || j.spent > maxShellSpent || len(w.text) > maxText {
		return nil, true
	}
	at := expansion.FindStringIndex(w.text)
	if at == nil {
		return nil, true
	}
	before, put, after := w.text[:at[0]], w.text[at[0]:at[1]], w.text[at[1]:]
	values, open := j.expand(put, fn)
	for _, v := range values {
		line := v.line
		if before+after != "" && len(v.text) < len(before+after) || line == 0 {
			line = w.line
		}
		if len(out) > maxTexts {
			return out, true
		}
		j.depth++
		more, opened := j.resolve(word{text: before + v.text + after, line: line}, fn)
		j.depth--
		out, open = append(out, more...), open || opened
	}
	return out, open
}

// expand returns the values of a variable as it is put in.
func (j *shell) expand(put, fn string) (out []word, open bool) {
	if strings.HasPrefix(put, "${{") {
		return j.looked(strings.TrimSpace(strings.Trim(put, "${}")), fn)
	}
	name := strings.Trim(put, "${}()!")
	name, _, _ = strings.Cut(name, "[")
	preset, hasPreset := presetOf(put)
	name = strings.TrimLeft(name, "#")
	if i := strings.IndexAny(name, ":%#/,^- "); i >= 0 {
		name = name[:i]
	}
	if name == "" {
		return nil, true
	}
	if isDigit(name[0]) {
		out, open = j.argument(int(name[0]-'0'), fn)
		if hasPreset {
			out, open = append(out, word{text: preset}), false
		}
		return out, open
	}
	out, open = j.variable(name, fn)
	if len(out) == 0 && hasPreset {
		return []word{{text: preset}}, false
	}
	return out, open
}

// looked returns the values of an expression of a workflow: "matrix.model",
// "inputs.model || 'acme/tern'".
func (j *shell) looked(expr, fn string) (out []word, open bool) {
	for part := range strings.SplitSeq(expr, "||") {
		part = strings.TrimSpace(part)
		if text := strings.Trim(part, `'"`); text != part {
			return append(out, word{text: text}), false
		}
		more, opened := j.variable(part, fn)
		out, open = append(out, more...), open || opened
	}
	return out, open
}

// variable returns what a variable of the script may be.
func (j *shell) variable(name, fn string) (out []word, open bool) {
	key := fn + " " + name
	if v, ok := j.known[key]; ok {
		return v.words, v.open
	}
	if j.known == nil {
		j.known = map[string]choice{}
	}
	j.known[key] = choice{open: true} // it says nothing of itself
	out, open = j.lookUp(name, fn)
	j.known[key] = choice{out, open}
	return out, open
}

// choice is what a variable may be.
type choice struct {
	words []word
	open  bool // also something that the script does not say
}

func (j *shell) lookUp(name, fn string) (out []word, open bool) {
	for _, key := range []string{fn + " " + name, name} {
		for _, w := range j.valuesOf(key) {
			if strings.Contains(w.text, "$"+name) || strings.Contains(w.text, "${"+name) {
				if value, ok := presetOf(w.text); ok {
					out = append(out, word{text: value, line: w.line})
				}
				continue
			}
			j.depth++
			more, opened := j.resolve(w, fn)
			j.depth--
			out, open = append(out, more...), open || opened
		}
		if len(out) > 0 || open {
			return out, open && len(out) == 0
		}
	}
	return nil, true
}

// valuesOf are the values of a variable: those that the script sets, or those
// that are set around it.
func (j *shell) valuesOf(key string) []word {
	if own := j.vars[key]; own != nil {
		return own
	}
	if j.outer != nil {
		return j.outer.valuesOf(key)
	}
	return j.around[key]
}

// argument is what the callers of a function give as its n-th argument.
func (j *shell) argument(n int, fn string) (out []word, open bool) {
	for _, c := range j.calls[fn] {
		if n > 0 && n < len(c.words) && j.depth < maxDepth {
			j.depth++
			more, opened := j.resolve(c.words[n], c.fn)
			j.depth--
			out, open = append(out, more...), open || opened
		}
	}
	return out, open || len(out) == 0
}
