package hub

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// manifest is a list of files that describe a package, a model or a citation to
// programs and have fields for its licence.
type manifest struct {
	About string   `yaml:"about"` // "code", or "all" for what speaks of the whole
	Names []string `yaml:"names"`
}

// maxManifest bounds the files that count as manifests: longer ones are data.
const maxManifest = 1 << 20

// manifestOf returns the list that names a file at the top of a repository, nil
// for none.
func manifestOf(name string) *manifest { return names().manifest(name) }

func (t *nameTable) manifest(name string) *manifest { return t.listed[strings.ToLower(name)] }

// field is a text in a manifest, with the keys that lead to it and the number of
// the table that it stands in.
type field struct {
	keys  []string
	value string
	table int
}

// readManifest returns what the fields of a manifest say of a licence. Where it
// speaks of code alone, the keys begin with "code-".
func readManifest(m *manifest, name string, content []byte) []weights.Fact {
	var fields []field
	switch strings.ToLower(path.Ext(name)) {
	case ".toml", ".cfg":
		fields = lineFields(string(content))
	default: // JSON is YAML but for tabs between its words
		var root yaml.Node
		if yaml.Unmarshal([]byte(strings.ReplaceAll(string(content), "\t", " ")), &root) == nil && len(root.Content) > 0 {
			fields = nodeFields(root.Content[0], nil)
		}
	}
	var facts []weights.Fact
	for _, f := range fields {
		key, value := f.licence()
		if value = strings.TrimSpace(value); key == "" || value == "" || len(facts) == maxFields || f.table > 0 &&
			besideWeights(fields, f.table) {
			continue
		}
		if key != linkKey && (m.About == "code" || slices.Contains(f.keys, "code")) {
			key = "code-" + key
		}
		facts = append(facts, weights.Fact{Key: key, Value: value})
	}
	return facts
}

// besideWeights reports whether a table names files, and none that may be
// weights.
func besideWeights(fields []field, table int) bool {
	named := false
	for _, f := range fields {
		if f.table != table || len(f.keys) == 0 || f.keys[len(f.keys)-1] != "path" {
			continue
		}
		lower := strings.ToLower(f.value)
		all := lower == "*" || lower == "**"
		if all || IsWeights(f.value) || strings.Contains(lower, "weight") || strings.Contains(lower, "model") {
			return false
		}
		named = true
	}
	return named
}

const (
	maxFields = 50
	maxDepth  = 4 // of keys that lead to a licence
	linkKey   = "license_link"
)

// licence returns the key and the value under which a field counts for the
// licence; the key is empty for any other field.
func (f field) licence() (key, value string) {
	if class, ok := strings.CutPrefix(f.value, "License :: "); ok {
		name, approved := strings.CutPrefix(class, "OSI Approved")
		if approved {
			return "license-osi", strings.TrimPrefix(name, " :: ")
		}
		return "license", class
	}
	if len(f.keys) > maxDepth || slices.ContainsFunc(f.keys, names().Keys.isOfOthers) {
		return "", ""
	}
	at := slices.IndexFunc(f.keys, names().Keys.isLicence)
	if at < 0 {
		return "", ""
	}
	last := f.keys[len(f.keys)-1]
	switch {
	case at == len(f.keys)-1, slices.Contains([]string{"text", "id", "name", "title", "type", "spdx", "spdx_id"}, last):
	case slices.Contains([]string{"file", "files", "path"}, last):
		return linkKey, f.value
	default:
		return "", ""
	}
	if name, ok := strings.CutPrefix(f.value, "SEE LICENSE IN "); ok {
		return linkKey, name
	}
	return "license", f.value
}

// nodeFields returns the texts of a YAML or JSON value.
func nodeFields(n *yaml.Node, keys []string) []field {
	var out []field
	switch {
	case len(keys) > maxDepth:
	case n.Kind == yaml.ScalarNode && n.ShortTag() != "!!null":
		out = append(out, field{keys: keys, value: n.Value})
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			out = append(out, nodeFields(item, keys)...)
		}
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			out = append(out, nodeFields(n.Content[i+1], append(slices.Clip(keys), n.Content[i].Value))...)
		}
	}
	return out
}

// lineFields returns the texts of a TOML or INI file, line by line: tables,
// keys, and the quoted texts of tables and lists in their lines.
func lineFields(text string) []field {
	var out []field
	var table, keys []string
	tables := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		key, value, given := strings.Cut(line, "=")
		switch {
		case line == "", line[0] == '#', line[0] == ';':
			continue
		case line[0] == '[' && !given && strings.HasSuffix(line, "]") && !strings.ContainsAny(line, `"',`):
			table, keys = strings.Split(strings.Trim(line, "[] "), "."), nil
			tables++
			continue
		case given && !strings.ContainsAny(key, `"'[{,:`), given && strings.Count(key, `"`) == 2:
			keys = append(slices.Clip(table), strings.Trim(strings.TrimSpace(key), `"`))
			line = strings.TrimSpace(value)
		}
		for _, f := range lineValue(keys, line) {
			f.table = tables
			out = append(out, f)
		}
	}
	return out
}

// lineValue returns the texts in the value of a line: "text", {key = "text"},
// ["text", "text"], or words without quotes.
func lineValue(keys []string, line string) []field {
	if !strings.ContainsAny(line, `"'`) {
		if strings.ContainsAny(line, "[]{}") {
			return nil
		}
		return []field{{keys: keys, value: line}}
	}
	quote := line[strings.IndexAny(line, `"'`)]
	parts := strings.Split(line, string(quote))
	var out []field
	for i := 1; i < len(parts); i += 2 {
		inner, _, named := strings.Cut(parts[i-1], "=")
		own := keys
		if inner = strings.Trim(inner, "{,[ "); named && inner != "" {
			own = append(slices.Clip(keys), inner)
		}
		out = append(out, field{keys: own, value: parts[i]})
	}
	return out
}
