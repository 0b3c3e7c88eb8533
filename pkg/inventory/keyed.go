package inventory

import "strings"

// readKeyed outlines files that hold "key = value" or "key: value" a line, with
// [sections] or braces around them: TOML, INI, .env, properties, HOCON.
func readKeyed(data []byte) *outline {
	o := &outline{}
	lines := strings.Split(string(data), "\n")
	var (
		section []string
		braces  []string
		in      = o.holder(0)
	)
	for n := 0; n < len(lines); n++ {
		line := trimSpace(lines[n])
		switch {
		case line == "" || strings.ContainsRune("#;!", rune(line[0])) || strings.HasPrefix(line, "//"):
			continue
		case line[0] == '[' && strings.HasSuffix(strings.TrimRight(withoutComment(line), " "), "]") && !strings.Contains(line, "="):
			section, in = strings.Split(strings.Trim(withoutComment(line), "[] "), "."), o.holder(0)
			continue
		case strings.HasPrefix(line, "}"):
			braces = braces[:max(0, len(braces)-1)]
			continue
		case strings.HasSuffix(line, "{") && !strings.ContainsAny(line[:len(line)-1], "=\"'{"):
			braces, in = append(braces, trimSpace(strings.TrimRight(line, "{ :"))), o.holder(0)
			continue
		}
		key, value, ok := cutSign(line)
		if !ok {
			continue
		}
		path := append(append(append([]string(nil), section...), braces...), key)
		n = o.keyed(path, value, lines, n, in)
	}
	return o
}

// keyed adds the value of a key, which may go on over lines; it returns the
// last one.
func (o *outline) keyed(path []string, value string, lines []string, n, in int) int {
	first := n + 1
	switch {
	case value == "":
	case strings.HasPrefix(value, `"""`) || strings.HasPrefix(value, "'''"):
		quote := value[:3]
		for strings.Count(value, quote) < 2 && n+1 < len(lines) {
			n++
			value += "\n" + lines[n]
		}
		o.add(path, strings.Trim(value, quote[:1]), first, in, false, true)
	case value[0] == '[' || value[0] == '{' && !strings.HasPrefix(value, "{{"):
		whole, last, closed := o.bracketed(value, lines, n, func(string) bool { return false })
		if closed {
			n = last
		} else if o.unclosed == maxOpen { // of the next ones nothing but their first line is read
			o.faults = append(o.faults, fault{first, "rest", errOpen})
		}
		f := flow{outline: o, src: whole, line: first}
		f.value(path, in, false)
	default:
		o.add(path, plain(value), first, in, false, false)
	}
	return n
}

// cutSign cuts a line at its first "=" or ": ".
func cutSign(line string) (key, value string, ok bool) {
	line = strings.TrimPrefix(line, "export ")
	i := strings.IndexAny(line, "=:")
	if i <= 0 || strings.ContainsAny(line[:i], " \t") && strings.ContainsAny(trimSpace(line[:i]), " \t") {
		return "", "", false
	}
	return strings.Trim(trimSpace(line[:i]), `"'`), trimSpace(strings.TrimPrefix(line[i+1:], "=")), true
}

func withoutComment(line string) string {
	line, _, _ = strings.Cut(line, " #")
	return line
}
