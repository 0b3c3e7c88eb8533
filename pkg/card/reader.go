package card

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Caps on what is taken from one block. A self-merge lists a few dozen
// parents, the largest language lists some hundred codes.
const (
	maxValues     = 10000 // values of one list, and keys of one mapping
	maxMergeDepth = 8     // mappings merged into mappings
	maxProblems   = 100   // complaints about one block
)

// reader takes the values out of the node tree of a block.
type reader struct {
	card  *Card
	lines lines
	keys  map[string]entry
	order []string
	twice map[string]bool // keys given twice, with different values
	seen  int             // keys looked at, merged ones included
}

// entry is one key with its value.
type entry struct {
	key, value *yaml.Node
}

func newReader(c *Card) *reader {
	return &reader{card: c, lines: newLines(c.Doc.Text[c.Block.Start:c.Block.End]), keys: map[string]entry{}, twice: map[string]bool{}}
}

func (r *reader) read(root *yaml.Node) {
	r.collect(root)
	r.remarks(root, 0)
	c := r.card
	c.License = r.list("license")
	c.LicenseName = r.text("license_name")
	c.LicenseLink = r.text("license_link")
	c.LicenseDetails = r.text("license_details")
	c.BaseModels = r.list("base_model")
	c.BaseModelRelation = r.text("base_model_relation")
	c.Datasets = r.list("datasets")
	c.Language = r.list("language")
	c.NewVersion = r.text("new_version")
	c.Tags = r.list("tags")
	c.PipelineTag = r.text("pipeline_tag")
	r.gate()
	r.hintOtherKeys()
}

// collect gathers the keys of the top mapping. Of a key given twice the last
// counts, as on the Hub; a merged key never replaces one that is written.
func (r *reader) collect(root *yaml.Node) {
	var merges []*yaml.Node
	for i := 0; i+1 < len(root.Content); i += 2 {
		k, v := root.Content[i], root.Content[i+1]
		if k.ShortTag() == "!!merge" {
			merges = append(merges, v)
			continue
		}
		if k.Kind != yaml.ScalarNode || !r.budget() {
			continue
		}
		if before, twice := r.keys[k.Value]; twice {
			r.twice[k.Value] = r.twice[k.Value] || !slices.Equal(scalars(before.value, nil), scalars(v, nil))
			r.problemAt(doc.NewProblem("duplicate-key", "key", k.Value), k)
		}
		r.put(entry{k, v})
	}
	for _, m := range merges {
		r.merge(m, 0)
	}
}

func (r *reader) put(e entry) {
	if _, ok := r.keys[e.key.Value]; !ok {
		r.order = append(r.order, e.key.Value)
	}
	r.keys[e.key.Value] = e
}

// merge adds the keys of a "<<" value, which is a mapping or a list of them.
func (r *reader) merge(n *yaml.Node, depth int) {
	n = target(n)
	if depth > maxMergeDepth || !r.budget() {
		return
	}
	if n.Kind == yaml.SequenceNode {
		for _, m := range n.Content {
			r.merge(m, depth+1)
		}
		return
	}
	if n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content) && r.budget(); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.ShortTag() == "!!merge" {
			r.merge(v, depth+1)
		} else if _, ok := r.keys[k.Value]; !ok && k.Kind == yaml.ScalarNode {
			r.put(entry{k, v})
		}
	}
}

// budget counts the keys looked at and says, once, when there are too many.
func (r *reader) budget() bool {
	if r.seen++; r.seen == maxValues+1 {
		r.card.problem(doc.NewProblem("front-matter-too-large", "keys", maxValues),
			r.card.Block.Start, r.card.Block.End)
	}
	return r.seen <= maxValues
}

// target follows an alias to the node that it stands for.
func target(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

// text returns the value of a key that holds one text.
func (r *reader) text(key string) Value {
	e, ok := r.keys[key]
	if !ok {
		return Value{}
	}
	n := target(e.value)
	if n.Kind == yaml.SequenceNode && len(n.Content) == 1 && target(n.Content[0]).Kind == yaml.ScalarNode {
		r.problemAt(doc.NewProblem("wrong-type", "key", key, "taken", "only"), e.key)
		n = target(n.Content[0])
	}
	if n.Kind != yaml.ScalarNode {
		r.wrongType(key, e, n, "text")
		return Value{}
	}
	return r.value(n, e.key)
}

// list returns the values of a key that holds one text or several.
func (r *reader) list(key string) List {
	e, ok := r.keys[key]
	if !ok {
		return List{}
	}
	n := target(e.value)
	switch n.Kind {
	case yaml.ScalarNode:
		if v := r.value(n, e.key); v.Declared() {
			return List{Values: []Value{v}, Dropped: r.twice[key]}
		}
		return List{Dropped: r.twice[key]}
	case yaml.SequenceNode:
		other := slices.ContainsFunc(n.Content, func(item *yaml.Node) bool { return target(item).Kind != yaml.ScalarNode })
		return List{Values: r.items(key, e, n), Sequence: true, Dropped: other || r.twice[key]}
	}
	r.wrongType(key, e, n, "text-or-list")
	return List{Dropped: true}
}

func (r *reader) items(key string, e entry, seq *yaml.Node) []Value {
	var out []Value
	for i, item := range seq.Content {
		if i == maxValues {
			r.problemAt(doc.NewProblem("front-matter-too-large", "key", key, "values", maxValues), e.key)
			break
		}
		n := target(item)
		if n.Kind != yaml.ScalarNode {
			r.wrongType(key, entry{item, item}, n, "list-of-texts")
			continue
		}
		if v := r.value(n, e.key); v.Declared() {
			out = append(out, v)
		} else {
			r.problemAt(doc.NewProblem("empty-value", "key", key), e.key)
		}
	}
	return out
}

// value returns a scalar as the author wrote it: no number, date or truth
// value is read into it. A null is no value.
func (r *reader) value(n, key *yaml.Node) Value {
	text := strings.TrimSpace(n.Value)
	if n.ShortTag() == "!!null" || text == "" {
		return Value{}
	}
	start, end := r.lines.scalar(n, key.Column-1)
	for start < end && blank(r.lines.text[start]) {
		start++
	}
	for start < end && blank(r.lines.text[end-1]) {
		end--
	}
	base := r.card.Block.Start
	return Value{Text: text, Span: r.card.Doc.Span(base+start, base+end)}
}

func (r *reader) wrongType(key string, e entry, n *yaml.Node, want string) {
	holds := strings.Join(scalars(n, nil), ", ")
	r.card.MissedTerms = r.card.MissedTerms || strings.HasPrefix(key, "license") && holds != ""
	r.problemAt(doc.NewProblem("wrong-type", "key", key, "found", kindName(n), "due", want, "holds", holds), e.key)
}

func kindName(n *yaml.Node) string {
	if n.Kind == yaml.SequenceNode {
		return "list"
	}
	return "mapping"
}

// maxHint bounds how many words of a wrong value a problem repeats.
const maxHint = 5

// scalars returns the first few scalar values inside n, aliases left aside.
func scalars(n *yaml.Node, out []string) []string {
	if n.Kind == yaml.ScalarNode && n.Value != "" {
		return append(out, n.Value)
	}
	for i, child := range n.Content {
		if len(out) >= maxHint {
			break
		}
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			continue
		}
		out = scalars(child, out)
	}
	return out
}

// hintOtherKeys names keys that speak of the licence or the parents and that the
// Hub does not read.
func (r *reader) hintOtherKeys() {
	for _, key := range r.order {
		switch {
		case slices.Contains(readKeys, key):
		case termWords().ParentKey.MatchString(key):
			r.card.BaseModels.Dropped = true
			r.problemAt(doc.NewProblem("unread-key", "key", key, "write", "base_model"), r.keys[key].key)
		case termWords().TermsKey.MatchString(key) && !termWords().OtherSubjectKey.MatchString(key):
			r.otherTerms(r.keys[key])
		case termWords().ModelKey.MatchString(key):
			r.hintBelow(target(r.keys[key].value))
		}
	}
	r.hintTags()
}

// hintBelow names keys for terms below one for the model itself, where the Hub
// looks for none.
func (r *reader) hintBelow(n *yaml.Node) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content) && r.budget(); i += 2 {
		if key := n.Content[i].Value; termWords().TermsKey.MatchString(key) && !termWords().OtherSubjectKey.MatchString(key) {
			r.otherTerms(entry{n.Content[i], n.Content[i+1]})
		}
	}
}

// readKeys are those of the keys that look alike which are read.
var readKeys = []string{"license", "license_name", "license_link", "license_details", "base_model", "base_model_relation"}

// otherTerms notes terms under a key that the Hub does not read.
func (r *reader) otherTerms(e entry) {
	values := scalars(target(e.value), nil)
	r.card.MissedTerms = r.card.MissedTerms || !slices.Equal(values, r.card.License.Texts())
	r.problemAt(doc.NewProblem("unread-key", "key", e.key.Value, "holds", strings.Join(values, ", "), "write", "license"), e.key)
}

// hintTags notes tags that state a licence or a parent that no key states.
func (r *reader) hintTags() {
	for _, tag := range r.card.Tags.Values {
		name, value, has := strings.Cut(strings.ToLower(tag.Text), ":")
		switch {
		case has && name == "license" && !slices.ContainsFunc(r.card.License.Texts(), func(l string) bool { return strings.EqualFold(l, value) }),
			!has && termWords().LimitTag.MatchString(name):
			r.card.MissedTerms = true
			r.card.problem(doc.NewProblem("unread-tag", "tag", tag.Text, "of", "terms"),
				tag.Span.Start, tag.Span.End)
		case has && name == "base_model" && len(r.card.BaseModels.Values) == 0:
			r.card.BaseModels.Dropped = true
			r.card.problem(doc.NewProblem("unread-tag", "tag", tag.Text, "of", "parent"),
				tag.Span.Start, tag.Span.End)
		}
	}
}

// problemAt adds a problem about a node, up to a cap.
func (r *reader) problemAt(p doc.Problem, n *yaml.Node) {
	if len(r.card.Problems) >= maxProblems {
		return
	}
	start := r.card.Block.Start + r.lines.offset(n.Line, n.Column)
	r.card.problem(p, start, start+max(len(n.Value), 1))
}
