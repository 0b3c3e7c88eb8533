package render

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// sentences are the words of reports: see rules/words/sentences.yaml.
type sentences struct {
	Says map[string]string `yaml:"says"` // by code
	// Problems are the sentences of problems, by code. Of "upstream-x" it is
	// that of "x" where it has none of its own.
	Problems map[string]string   `yaml:"problems"`
	Settings map[string]string   `yaml:"settings"` // of a run, by name
	Words    map[string]string   `yaml:"words"`    // by "name=value" or value of a parameter
	Flags    map[string]string   `yaml:"flags"`    // by name of a parameter that is true
	Denials  map[string]string   `yaml:"denials"`  // by name of a parameter that is said to be false
	Labels   map[string]string   `yaml:"labels"`   // by name of a parameter
	Asks     map[string]asks     `yaml:"asks"`     // by kind of clause
	Who      map[string]string   `yaml:"who"`      // by kind of finding or code of a reason
	Short    map[string]string   `yaml:"short"`    // questions that kinds of findings ask, in few words
	Together []string            `yaml:"together"` // kinds of limits of which one question asks
	Twice    map[string][]string `yaml:"twice"`    // codes of reasons that say what a kind of finding says
	Sought   []sought            `yaml:"sought"`   // the sorts of limits, in the order of a report
	Quiet    []string            `yaml:"quiet"`    // kinds of findings that the short report leaves to the details
	Shown    []string            `yaml:"shown"`    // sorts of duties that are told beside the limit that asks for them
}

// asks is what has to be known for a clause of a kind to be decided, and who
// knows it: the first form of which every parameter is stated.
type asks struct {
	Ask []string `yaml:"ask"`
	Who string   `yaml:"who"`
}

// sought is a sort of limits that people look for.
type sought struct {
	Name  string   `yaml:"name"`
	Kinds []string `yaml:"kinds"`
}

var wording = sync.OnceValue(func() *sentences { return pattern.MustLoad[sentences](words.Sentences) })

// CompileSentences reads words/sentences.yaml in fsys, the folder rules/, and
// returns the index of it.
func CompileSentences(fsys fs.FS) ([]byte, error) {
	return pattern.CompileLists[sentences](fsys, "words/sentences.yaml")
}

// notStated is said of a parameter that is missing.
const notStated = "not stated"

// remark is the sentence of a remark. One whose code nobody knows, of a report
// that a later version wrote, is told by its code and parameters.
func remark(r finding.Remark) string {
	if r.Words != "" {
		return duty(r)
	}
	template, ok := wording().Says[r.Code]
	if !ok {
		return Describe(spaced(r.Code), r.Params)
	}
	s, _ := expand(template, r.Params)
	return s
}

// Sentence says what a problem is and what to do. The sentence that an older
// version wrote, or of a code that a later one knows, stands.
func Sentence(p doc.Problem) string {
	template, ok := wording().Problems[p.Code]
	if !ok {
		template, ok = wording().Problems[strings.TrimPrefix(p.Code, "upstream-")]
	}
	switch {
	case p.Text != "" && (p.Params == nil || !ok):
		return p.Text
	case !ok:
		return Describe(spaced(p.Code), p.Params)
	}
	s, _ := expand(template, p.Params)
	return s
}

// say is the sentence of a code that takes no parameters.
func say(code string) string { return remark(finding.Remark{Code: code}) }

// remarks joins what is said in turn.
func remarks(list []finding.Remark) string { return after("", list) }

// after joins what is said in turn after a beginning.
func after(beginning string, list []finding.Remark) string {
	var b strings.Builder
	b.WriteString(beginning)
	for _, r := range list {
		s := remark(r)
		switch {
		case s == "" || b.Len() == 0:
		case strings.HasPrefix(s, ","), strings.HasPrefix(s, ":"):
		case strings.HasSuffix(b.String(), ":") || strings.HasPrefix(s, "("):
			b.WriteByte(' ')
		case strings.HasPrefix(s, "but "), strings.HasPrefix(s, "and "):
			b.WriteString(", ")
		default:
			b.WriteString("; ")
		}
		b.WriteString(s)
	}
	return b.String()
}

// expand fills the parameters into a sentence; full tells that none of them is
// missing or empty.
func expand(template string, p term.Params) (s string, full bool) {
	full = true
	var b strings.Builder
	for template != "" {
		open := strings.IndexAny(template, "[{")
		if open < 0 {
			b.WriteString(template)
			break
		}
		b.WriteString(template[:open])
		mark := byte('}')
		if template[open] == '[' {
			mark = ']'
		}
		end := open + strings.IndexByte(template[open:], mark)
		inner := template[open+1 : end]
		template = template[end+1:]
		if mark == ']' {
			b.WriteString(firstFull(inner, p))
			continue
		}
		part, stated := fill(inner, p)
		b.WriteString(part)
		full = full && stated
	}
	return b.String(), full
}

// firstFull is the first of the alternatives in brackets of which no parameter
// is missing or empty; nothing where there is none.
func firstFull(inner string, p term.Params) string {
	depth, start := 0, 0
	for i, c := range []byte(inner + "|") {
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '|' && depth == 0:
			if s, full := expand(inner[start:i], p); full {
				return s
			}
			start = i + 1
		}
	}
	return ""
}

// fill is what stands in one pair of braces.
func fill(inner string, p term.Params) (s string, stated bool) {
	if code, ok := strings.CutPrefix(inner, ">"); ok {
		code, name, _ := strings.Cut(code, " ")
		of, _ := p[name].(string)
		if name != "" && of == "" {
			return "", false
		}
		return expand(cmp.Or(wording().Says[code+of], wording().Problems[code+of]), p)
	}
	name, how, _ := strings.Cut(inner, "|")
	s = value(name, how, p[name])
	if s == "" {
		return notStated, false
	}
	return s, true
}

// value prints a parameter; nothing for one that is missing or empty.
func value(name, how string, v any) string {
	switch v := v.(type) {
	case string:
		return wordAs(name, how, v)
	case []string:
		words := slices.Clone(v)
		for i, w := range words {
			words[i] = wordAs(name, how, w)
		}
		return joined(how, words)
	case int64:
		return Number(v)
	case bool:
		return strconv.FormatBool(v)
	default:
		return ""
	}
}

func wordAs(name, how, w string) string {
	switch how {
	case "plain", "and", "each":
		return w
	case "quote":
		return strconv.Quote(w)
	}
	if said, ok := word(name, w); ok {
		return said
	}
	if strings.Contains(w, "/") || w != "" && '0' <= w[0] && w[0] <= '9' {
		return w // an address, a day or a version is no word
	}
	return spaced(w)
}

// word is how a value of a parameter is said, where its own letters do not read
// as English; empty where the title of the clause has said it.
func word(name, value string) (words string, ok bool) {
	if words, ok = wording().Words[name+"="+value]; !ok {
		words, ok = wording().Words[value]
	}
	return words, ok
}

func joined(how string, words []string) string {
	switch last := len(words) - 1; {
	case how == "some":
		return some(words)
	case how == "each":
		return strings.Join(words, "; ")
	case how == "and" && last > 0:
		return strings.Join(words[:last], ", ") + " and " + words[last]
	default:
		return strings.Join(words, ", ")
	}
}

// some names a few of a list and how many more there are.
func some(words []string) string {
	const few = 4
	if len(words) <= few {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:few], ", "), len(words)-few)
}
