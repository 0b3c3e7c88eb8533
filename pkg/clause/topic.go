package clause

import (
	"fmt"
	"io/fs"
	"iter"
	"math/bits"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Topics is what rules/topics.yaml says: which words of a sentence must be
// explained before the sentence counts as understood.
type Topics struct {
	// Neutral lists phrases that bind nobody further wherever they stand, such
	// as "to the extent permitted by law"; they are passed over.
	Neutral []string `yaml:"neutral" json:"neutral"`
	Topics  []Topic  `yaml:"topics" json:"topics"`
	// Kinds lists, by kind of clause, the hard topics that such a clause
	// explains, by id.
	Kinds map[term.Kind][]string `yaml:"kinds" json:"kinds"`

	file *strict.Document // where they stand; nil in an index
}

// Topic is something that a sentence may speak of: an act, a purpose, money, a
// place. A clause explains the topics that are listed for its kind, a plain
// rule those that it allows; a sentence with any other stays open.
type Topic struct {
	ID     string `yaml:"id" json:"id"`
	Title  string `yaml:"title" json:"title"` // in a few words, for "also: …"
	Weight Weight `yaml:"weight" json:"weight"`
	// Language is the language that the words tell, which no plain rule reads.
	Language string   `yaml:"language,omitempty" json:"language,omitempty"`
	Words    []string `yaml:"words" json:"words"`                       // patterns, one of which must occur
	Unless   []string `yaml:"unless,omitempty" json:"unless,omitempty"` // patterns that take the topic back
	// Read tells that a sentence in which the language is read and understood does
	// not speak of it.
	Read bool `yaml:"read,omitempty" json:"read,omitempty"`
	// Abroad lists by what else it is told in other languages that are understood.
	Abroad []Saying `yaml:"abroad,omitempty" json:"abroad,omitempty"`
	// About lists the kinds of clauses that limit it: where one was found, a
	// statement elsewhere in the text that speaks of it, too, hides none.
	About []term.Kind `yaml:"about,omitempty" json:"about,omitempty"`
	// Reaches lists the rights that a sentence may take from by speaking of it and
	// barring nothing; without a list, all but training others.
	Reaches []term.Right `yaml:"reaches" json:"reaches"`
}

// Weight says how much a topic tells.
type Weight string

// The weights.
const (
	// Cue: the sentence bars, asks or conditions something. Every clause
	// explains it.
	Cue Weight = "cue"
	// Hard: limits are worded so.
	Hard Weight = "hard"
	// Soft: limits may hide here. Every clause explains it.
	Soft Weight = "soft"
)

// maxTopics is the number of topics that a topicSet can hold.
const maxTopics = 128

// topicSet is a set of topics, by number.
type topicSet [maxTopics / 64]uint64

func (t *topicSet) add(n int)      { t[n>>6] |= 1 << (n & 63) }
func (t *topicSet) has(n int) bool { return t[n>>6]&(1<<(n&63)) != 0 }

func (t topicSet) or(u topicSet) topicSet { return topicSet{t[0] | u[0], t[1] | u[1]} }

func (t topicSet) without(u topicSet) topicSet { return topicSet{t[0] &^ u[0], t[1] &^ u[1]} }

func (t topicSet) and(u topicSet) topicSet { return topicSet{t[0] & u[0], t[1] & u[1]} }

// all yields the topics of t, in order.
func (t topicSet) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range t {
			for ; w != 0; w &= w - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

func (t topicSet) empty() bool { return t == topicSet{} }

// topic is what reading needs of a Topic.
type topic struct {
	id, title string
	weight    Weight
	language  string
	read      bool
	unless    []pattern
	about     []term.Kind
	reaches   rightSet
}

// checkTopics checks the form of topics.yaml.
func checkTopics(f *strict.Document, t Topics) error {
	if len(t.Topics) > maxTopics {
		f.Fault("topics", "%d topics, at most %d have room", len(t.Topics), maxTopics)
	}
	seen := map[string]bool{}
	for i, one := range t.Topics {
		if one.ID == "" || seen[one.ID] || isWeight(one.ID) || one.ID == allowsAbout {
			f.Fault(strict.Path("topics", i, "id"), "%q is no id, or stands here twice", one.ID)
		}
		seen[one.ID] = true
		if one.Title == "" || len(one.Words) == 0 || !isWeight(string(one.Weight)) {
			f.Fault(strict.Path("topics", i), "%s: a topic needs a title, words, and a weight (cue, hard or soft)", one.ID)
		}
		for n, k := range one.About {
			if !k.IsClause() {
				f.Fault(strict.Path("topics", i, "about", n), "%q is not a clause kind", k)
			}
		}
		for n, r := range one.Reaches {
			if !slices.Contains(term.Rights(), r) {
				f.Fault(strict.Path("topics", i, "reaches", n), "%q is not a right", r)
			}
		}
	}
	for k := range t.Kinds {
		if !k.IsClause() {
			f.Fault(strict.Path("kinds", string(k)), "%q is not a clause kind", k)
		}
	}
	return f.Err()
}

const topicsFile = "topics.yaml"

// fault makes an error about a field of topics.yaml.
func (t Topics) fault(field string, err error) error {
	if t.file != nil {
		return t.file.At(field, "%v", err)
	}
	return &strict.Error{File: topicsFile, Field: field, Why: err.Error()}
}

func readTopics(fsys fs.FS) (t Topics, err error) {
	f, err := readYAML(fsys, topicsFile, &t)
	if err != nil || f == nil {
		return t, err
	}
	t.file = f
	return t, checkTopics(f, t)
}

func isWeight(s string) bool { return slices.Contains([]Weight{Cue, Hard, Soft}, Weight(s)) }

// topicsOf returns the set of topics that names list, by id or by weight.
func (x *explainer) topicsOf(names []string) (out topicSet, err error) {
	for _, name := range names {
		found := false
		for n, t := range x.topics {
			if t.id == name || string(t.weight) == name {
				out.add(n)
				found = true
			}
		}
		if !found {
			return out, fmt.Errorf("%q is neither a topic of %s nor a weight", name, topicsFile)
		}
	}
	return out, nil
}
