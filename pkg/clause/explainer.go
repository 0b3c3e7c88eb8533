package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// explainer is the part of a Set that tells what sentences speak of and which
// of them are plain.
type explainer struct {
	topics   []topic
	plain    []plain
	byKind   map[term.Kind]topicSet // what a clause of a kind explains
	reviewed reviewed
	limiting topicSet // topics that limit, ask or condition
	cues     topicSet
	read     topicSet // words of languages that are understood
	common   topicSet // topics that every clause explains
	patterns []owned
	triggers triggers // which of patterns to try in a sentence
}

// owned is a pattern of a topic, of a plain rule or of the neutral phrases.
type owned struct {
	pattern
	owner owner
	n     int // of the topic or plain rule
}

type owner uint8

const (
	ofNeutral owner = iota
	ofTopic
	ofPlain
)

func newExplainer() explainer {
	return explainer{byKind: map[term.Kind]topicSet{}}
}

// compile takes up the topics, the plain rules and the reviewed sentences of src.
func (x *explainer) compile(b *book, src source) error {
	topics := src.Topics
	x.reviewed = src.Reviewed
	neutral, err := b.patterns(topics.Neutral)
	if err != nil {
		return topics.fault("neutral", err)
	}
	x.add(ofNeutral, 0, neutral)
	for i, t := range topics.Topics {
		if err := x.addTopic(b, t); err != nil {
			return topics.fault(strict.Path("topics", i), err)
		}
	}
	for k, names := range topics.Kinds {
		if x.byKind[k], err = x.topicsOf(names); err != nil {
			return topics.fault(strict.Path("kinds", string(k)), err)
		}
	}
	for _, p := range src.Plain {
		if field, err := x.addPlain(b, p); err != nil {
			return p.fault(field, err)
		}
	}
	return nil
}

func (x *explainer) add(o owner, n int, patterns []pattern) {
	for _, p := range patterns {
		x.patterns = append(x.patterns, owned{p, o, n})
	}
}

func (x *explainer) addTopic(b *book, t Topic) error {
	words, err := b.patterns(t.Words)
	if err != nil {
		return err
	}
	unless, err := b.patterns(t.Unless)
	if err != nil {
		return err
	}
	reaches := ordinary()
	if t.Reaches != nil {
		reaches = rightsOf(t.Reaches)
	}
	x.takeTopic(topic{id: t.ID, title: t.Title, weight: t.Weight, language: t.Language, read: t.Read, unless: unless,
		about: t.About, reaches: reaches}, words)
	return nil
}

// takeTopic enters a compiled topic.
func (x *explainer) takeTopic(t topic, words []pattern) {
	n := len(x.topics)
	x.topics = append(x.topics, t)
	x.add(ofTopic, n, words)
	if t.read {
		x.read.add(n)
	}
	switch t.weight {
	case Cue:
		x.cues.add(n)
		x.common.add(n)
		x.limiting.add(n)
	case Hard:
		x.limiting.add(n)
	case Soft:
		x.common.add(n)
	}
}

// addPlain compiles a plain rule; at a fault it names the field.
func (x *explainer) addPlain(b *book, p Plain) (field string, err error) {
	c := plain{
		id: p.ID, at: p.At, words: p.Words, heading: p.Heading, anyLead: p.Lead != "",
		grants: p.Grants, items: p.Items, others: p.Frames != "", beside: p.Beside,
		about: slices.Contains(p.Allows, allowsAbout),
	}
	var match []pattern
	for _, list := range []struct {
		field    string
		texts    []string
		compiled *[]pattern
	}{{"match", p.Match, &match}, {"of", p.Of, &c.of}, {"unless", p.Unless, &c.unless}} {
		if *list.compiled, err = b.patterns(list.texts); err != nil {
			return list.field, err
		}
	}
	if c.allows, err = x.topicsOf(slices.DeleteFunc(slices.Clone(p.Allows), func(s string) bool { return s == allowsAbout })); err != nil {
		return "allows", err
	}
	x.takePlain(c, match)
	return "", nil
}

func (x *explainer) takePlain(p plain, match []pattern) {
	x.add(ofPlain, len(x.plain), match)
	x.plain = append(x.plain, p)
}

// titles returns the titles of topics, for people.
func (x *explainer) titles(set topicSet) []string {
	var out []string
	for n := range set.all() {
		if title := x.topics[n].title; !slices.Contains(out, title) {
			out = append(out, title)
		}
	}
	return out
}

// ids lists the ids of the topics in a set.
func (x *explainer) ids(set topicSet) []string {
	var out []string
	for n := range set.all() {
		out = append(out, x.topics[n].id)
	}
	return out
}
