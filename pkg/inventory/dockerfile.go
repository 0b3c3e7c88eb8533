package inventory

import (
	"encoding/json"
	"strings"
)

// readDockerfile reads a Dockerfile as the shell script that its instructions
// amount to, line by line.
func readDockerfile(s *Sinks, data []byte) []Reference {
	lines := strings.Split(string(data), "\n")
	out := make([]string, 0, len(lines))
	for n := 0; n < len(lines); n++ {
		first := n
		for strings.HasSuffix(strings.TrimRight(lines[n], " \t\r"), `\`) && n+1 < len(lines) {
			n++
		}
		text := strings.Join(lines[first:n+1], "\n")
		if mark, ok := hereMark(text); ok {
			for n+1 < len(lines) && strings.TrimSpace(lines[n+1]) != mark {
				n++
			}
			n = min(n+1, len(lines)-1)
			text = strings.Join(lines[first:n+1], "\n")
		}
		out = append(out, instruction(text, n-first))
	}
	return readShell(s, []byte(strings.Join(out, "\n")), 1, nil)
}

// hereMark is the mark of a text that begins behind an instruction.
func hereMark(text string) (string, bool) {
	i := strings.Index(text, "<<")
	if i < 0 || strings.HasPrefix(strings.TrimSpace(text), "#") {
		return "", false
	}
	mark := strings.TrimLeft(text[i+2:], "-")
	end := strings.IndexAny(mark, " \t\n;|&)>")
	if end < 0 {
		end = len(mark)
	}
	mark = strings.Trim(mark[:end], `"'\`)
	return mark, mark != ""
}

// instruction turns one instruction into shell with as many lines.
func instruction(text string, breaks int) string {
	trimmed := strings.TrimLeft(text, " \t")
	word, rest, _ := strings.Cut(trimmed, " ")
	switch strings.ToUpper(word) {
	case "RUN":
		for strings.HasPrefix(strings.TrimLeft(rest, " "), "--mount") || strings.HasPrefix(strings.TrimLeft(rest, " "), "--network") {
			_, rest, _ = strings.Cut(strings.TrimLeft(rest, " "), " ")
		}
		return exec(rest)
	case "CMD", "ENTRYPOINT", "HEALTHCHECK":
		return exec(rest)
	case "ENV", "ARG":
		name, value, ok := strings.Cut(strings.TrimLeft(rest, " "), " ")
		if ok && !strings.Contains(name, "=") {
			return "export " + name + `="` + strings.Trim(value, ` "`) + `"`
		}
		return "export " + rest
	case "ONBUILD":
		return instruction(rest, breaks)
	}
	return strings.Repeat("\n", breaks)
}

// exec turns the JSON form of a command into words.
func exec(rest string) string {
	trimmed := strings.TrimSpace(strings.ReplaceAll(rest, "\\\n", "\n"))
	if !strings.HasPrefix(trimmed, "[") {
		return rest
	}
	var words []string
	if json.Unmarshal([]byte(trimmed), &words) != nil {
		return rest
	}
	// Each word keeps its line: brackets and commas are blanks of a shell.
	var out strings.Builder
	quoted := false
	for i := range len(rest) {
		switch c := rest[i]; {
		case c == '"' && (i == 0 || rest[i-1] != '\\'):
			quoted = !quoted
			out.WriteByte(c)
		case !quoted && (c == '[' || c == ']' || c == ','):
			out.WriteByte(' ')
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// readMakefile reads a Makefile as shell: its recipes and variables.
func readMakefile(s *Sinks, data []byte) []Reference {
	lines := strings.Split(string(data), "\n")
	goesOn := false
	for n, line := range lines {
		recipe := strings.HasPrefix(line, "\t") || goesOn
		goesOn = strings.HasSuffix(strings.TrimRight(line, " \t\r"), `\`)
		if recipe {
			line = strings.ReplaceAll(strings.TrimLeft(line, "\t@-+"), "$$", "$")
			lines[n] = line
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(strings.TrimRight(name, "?:+ \t"))
		if _, _, plain := variable(name + "="); !ok || !plain {
			lines[n] = ""
			continue
		}
		value, _, _ = strings.Cut(value, " #")
		lines[n] = name + `="` + strings.ReplaceAll(strings.TrimSpace(value), `"`, "") + `"`
	}
	return readShell(s, []byte(strings.Join(lines, "\n")), 1, nil)
}

// readModelfile reads the recipe of a model for Ollama.
func readModelfile(s *Sinks, data []byte) []Reference {
	var out []Reference
	for n, line := range strings.Split(string(data), "\n") {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		rest = strings.Trim(rest, " \t\r\"")
		if w := strings.ToUpper(word); w != "FROM" && w != "ADAPTER" || rest == "" {
			continue
		}
		found, ok := s.read(rest, what{Kind: "model", Hub: ollama, Short: true}, byCall)
		if !ok {
			continue
		}
		found.Line, found.How = n+1, "Modelfile "+strings.ToUpper(word)
		out = append(out, found)
	}
	return out
}
