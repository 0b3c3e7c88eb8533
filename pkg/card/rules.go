package card

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// Rules are the words by which statements about terms are found in a card and
// explained: the sources are rules/statements. They are safe for concurrent
// use.
type Rules struct {
	terms ruleSet // of what speaks of terms
	names ruleSet // of what a model of a hub is named for
	rest  *role   // that finds what the others do not
	about []about
	sizes sizes
	works map[string]string // the licence of a work, by its name

	cutter prose.Cutter
}

// ruleSet is rules with what they match.
type ruleSet struct {
	phrases func() *clause.Phrases // decoded when a card is first read
	roles   []role                 // by the number of a rule in phrases
}

// Rule is one entry of a file below rules/statements: it finds statements,
// explains some of what was found, or names a kind of section.
type Rule struct {
	ID string `yaml:"id" json:"id"`
	// Finds is what a sentence that matches speaks of.
	Finds Topic `yaml:"finds,omitempty" json:"finds,omitempty"`
	// Named tells that the name of a work that the rule finds stands right
	// behind its words.
	Named bool `yaml:"named,omitempty" json:"named,omitempty"`
	// Works tells which works the rule is about: those that everybody knows by
	// name, or those that a hub has under the name given; both where it is empty.
	Works Works `yaml:"works,omitempty" json:"works,omitempty"`
	// Yields tells that what the rule finds is a formula, which says nothing where
	// the card names the licence in force.
	Yields bool `yaml:"yields,omitempty" json:"yields,omitempty"`
	// Capitals tells that the first word of what the rule finds counts where it is
	// written in capitals only: elsewhere it is another word.
	Capitals bool `yaml:"capitals,omitempty" json:"capitals,omitempty"`
	// Code tells that the rule finds in blocks of code, too.
	Code bool `yaml:"code,omitempty" json:"code,omitempty"`
	// Rest tells that the rule has no words: it finds every sentence of its
	// sections in which no other rule finds anything.
	Rest bool `yaml:"rest,omitempty" json:"rest,omitempty"`
	// Explains lists the topics that the rule explains in a sentence, and As
	// says how.
	Explains []Topic `yaml:"explains,omitempty" json:"explains,omitempty"`
	As       Reason  `yaml:"as,omitempty" json:"as,omitempty"`
	// In lists kinds of sections: the rule finds and explains only what stands in
	// one.
	In []string `yaml:"in,omitempty" json:"in,omitempty"`
	// Headings tells that the rule explains headings only, Most that it finds or
	// explains sentences of at most so many words.
	Headings bool `yaml:"headings,omitempty" json:"headings,omitempty"`
	Most     int  `yaml:"most,omitempty" json:"most,omitempty"`
	// Running tells that the rule finds in running text only, which holds no code,
	// and explains no heading and nothing that follows a label.
	Running bool `yaml:"running,omitempty" json:"running,omitempty"`
	// Rows tells that the rule explains rows of tables only.
	Rows bool `yaml:"rows,omitempty" json:"rows,omitempty"`
	// Anchors tells that the rule explains words that lead to another place of the
	// same card, where what they name is read itself.
	Anchors bool `yaml:"anchors,omitempty" json:"anchors,omitempty"`
	// Comments tells that the rule explains HTML comments only.
	Comments bool `yaml:"comments,omitempty" json:"comments,omitempty"`
	// Label tells that what matches is a label where a colon or the next cell
	// follows.
	Label bool `yaml:"label,omitempty" json:"label,omitempty"`
	// Outside lists kinds of sections where the rule explains nothing.
	Outside []string `yaml:"outside,omitempty" json:"outside,omitempty"`
	// Section names the kind of the sections whose heading matches, of at most
	// Most words where that is not 0.
	Section string `yaml:"section,omitempty" json:"section,omitempty"`
	// Binds tells that a sentence that matches binds users to a use policy.
	Binds bool `yaml:"binds,omitempty" json:"binds,omitempty"`
	// Complies tells that a sentence that matches says that its licence binds, and
	// nothing beside it.
	Complies bool `yaml:"complies,omitempty" json:"complies,omitempty"`
	// Chooses tells that a sentence that matches lets the reader choose among the
	// licences that it names.
	Chooses bool `yaml:"chooses,omitempty" json:"chooses,omitempty"`
	// Opens tells that a pattern of the rule counts only where it opens a sentence
	// or a part of one.
	Opens bool `yaml:"opens,omitempty" json:"opens,omitempty"`
	// Match, Also and Unless are patterns as clause rules have them.
	Match  []string `yaml:"match" json:"-"`
	Also   []string `yaml:"also,omitempty" json:"-"`
	Unless []string `yaml:"unless,omitempty" json:"-"`
	// Found are proofs of a rule that finds, Explained and Open of one that
	// explains: sentences, of which the last stay open in spite of its words.
	Found     []string `yaml:"found,omitempty" json:"-"`
	Explained []string `yaml:"explained,omitempty" json:"-"`
	Open      []string `yaml:"open,omitempty" json:"-"`
}

// Topic is what a statement is about.
type Topic string

// The topics.
const (
	Licence Topic = "licence" // names or speaks of terms
	Limit   Topic = "limit"   // bars, asks or conditions
	Conduct Topic = "conduct" // a limit in the words of every day, which has explanations of its own
	Parent  Topic = "parent"  // says what the model was made from
)

// Reason says why a statement needs no attention.
type Reason string

// The reasons.
const (
	Elsewhere Reason = "elsewhere" // it speaks of another work
	Advice    Reason = "advice"    // it does not bind
	Technical Reason = "technical" // the words mean something else here
	Grants    Reason = "grants"    // it allows
	Points    Reason = "points"    // it only says where the terms stand
)

// Works is a class of works that a model may be made from.
type Works string

// The classes of works.
const (
	Known Works = "known" // by a name such as that of a family of models
	OfHub Works = "hub"   // by an id or the address of its page
)

// topics is a set of topics.
type topics uint8

func setOf(list ...Topic) (out topics) {
	for i, t := range []Topic{Licence, Limit, Parent, Conduct} {
		if slices.Contains(list, t) {
			out |= 1 << i
		}
	}
	return out
}

// role is what matching needs of a Rule.
type role struct {
	Rule
	finds, explains topics
}

// lexiconFile holds word classes, which the other files use as {name} beside
// those of the clause rules.
const lexiconFile = "statements/lexicon.yaml"

// conductFile holds the word classes of what a sentence says of the conduct of
// its readers.
const conductFile = "statements/conduct-words.yaml"

// aboutFile lists the words that say what a licence is given to.
const aboutFile = "statements/about.yaml"

// ReadRules reads rules/statements from fsys, the folder rules/, in the order
// of files and entries. Every fault of form is told with its file and line.
func ReadRules(fsys fs.FS) ([]Rule, error) {
	files, err := fs.Glob(fsys, "statements/*.yaml")
	if err != nil {
		return nil, err
	}
	var out []Rule
	var faults []error
	for _, file := range files {
		if slices.Contains([]string{lexiconFile, conductFile, aboutFile, worksFile, sizesFile}, file) {
			continue
		}
		rules, err := readFile(fsys, file)
		faults = append(faults, err)
		out = append(out, rules...)
	}
	return out, errors.Join(faults...)
}

func readFile(fsys fs.FS, file string) ([]Rule, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	var rules []Rule
	d := strict.Read(file, data, &rules)
	for i, r := range rules {
		if why := r.fault(strings.TrimSuffix(path.Base(file), ".yaml")); why != "" {
			d.Fault(strict.Path("", i), "%s: %s", r.ID, why)
		}
	}
	return rules, d.Err()
}

// fault says what is wrong with the form of a rule, empty for a good one.
func (r Rule) fault(file string) string {
	roles := 0
	for _, has := range []bool{r.Finds != "", len(r.Explains) > 0, r.Section != "", r.Label, r.Binds, r.Complies, r.Chooses} {
		if has {
			roles++
		}
	}
	switch {
	case !strings.HasPrefix(r.ID, file+"/"):
		return "the id must begin with the name of the file"
	case roles != 1:
		return "a rule has one of finds, explains, section, label, binds, complies and chooses"
	case (len(r.Match) == 0) != r.Rest:
		return "a rule needs a pattern, and one that finds the rest has none"
	case r.Rest && (r.Finds == "" || len(r.In) == 0):
		return "a rule that finds the rest needs finds and in"
	case (len(r.Explains) > 0) != (r.As != ""):
		return "explains and as go together"
	case len(r.Found) < 2 && r.Finds != "":
		return "a rule that finds needs two sentences under found"
	case len(r.Explains) > 0 && (len(r.Explained) < 2 || len(r.Open) < 1):
		return "a rule that explains needs two sentences under explained and one under open"
	}
	return ""
}

// sizesFile lists the words that name a size of a model.
const sizesFile = "statements/sizes.yaml"

// worksFile lists the works that other models are made from.
const worksFile = "statements/works.yaml"

// work is one licence with the names of works that are under it.
type work struct {
	Licence string   `yaml:"licence" json:"licence"`
	Names   []string `yaml:"names" json:"names"`
}

// index is the first line of compiled rules, as JSON. Behind it stand the
// indexes of their patterns: those that are tried on the words of a card, and
// those that are tried on what stands around a name.
type index struct {
	Rules []Rule  `json:"rules"`
	About []about `json:"about"`
	Works []work  `json:"works"`
	Sizes []sizes `json:"sizes"`
	Terms int     `json:"terms"` // bytes of the first of two indexes
}

// LoadRules decodes an index made by Compile. An empty one holds no rules.
func LoadRules(data []byte) (*Rules, error) {
	var x index
	head, patterns, _ := bytes.Cut(data, []byte{'\n'})
	if len(data) > 0 {
		if err := json.Unmarshal(head, &x); err != nil {
			return nil, fmt.Errorf("load the rules for statements: %w; run go generate ./rules", err)
		}
	}
	terms, termsErr := loadSet(patterns[:x.Terms], x.Rules, Rule.ofTerms)
	names, namesErr := loadSet(patterns[x.Terms:], x.Rules, Rule.ofNames)
	if err := errors.Join(termsErr, namesErr); err != nil {
		return nil, err
	}
	out := &Rules{terms: terms, names: names, about: x.About, works: map[string]string{}}
	for _, r := range x.Rules {
		if r.Rest {
			out.rest = &role{Rule: r, finds: setOf(r.Finds)}
		}
	}
	for _, list := range x.Sizes {
		out.sizes = list
	}
	for _, w := range x.Works {
		for _, name := range w.Names {
			out.works[name] = w.Licence
		}
	}
	return out, nil
}

// loadSet decodes an index of the rules that are among its own.
func loadSet(patterns []byte, rules []Rule, among func(Rule) bool) (ruleSet, error) {
	var s ruleSet
	var turns []clause.Turn
	for _, r := range rules {
		if among(r) {
			turns = append(turns, r.turn())
			s.roles = append(s.roles, role{Rule: r, finds: setOf(r.Finds), explains: setOf(r.Explains...)})
		}
	}
	s.phrases = sync.OnceValue(func() *clause.Phrases {
		phrases, _ := clause.LoadPhrases(patterns, turns) // checked below
		return phrases
	})
	return s, clause.Check(patterns)
}

// turn says when a rule is tried: what explains, where something was found.
func (r Rule) turn() clause.Turn {
	switch {
	case r.Section != "":
		return clause.AtHeadings
	case r.Finds != "":
		return clause.First
	}
	return clause.Afterwards
}

// place is where a sentence stands, and how long it is.
type place struct {
	kinds   []string // of its section
	heading bool
	label   bool // it has one, which names terms
	row     bool
	comment bool
	code    bool // it holds some, or is some
	anchors bool // all that was found in it leads to other places of the card
	words   int
}

// within reports whether r is for the section that a sentence stands in.
func (r *role) within(p place) bool {
	return len(r.In) == 0 || slices.ContainsFunc(r.In, func(k string) bool { return slices.Contains(p.kinds, k) })
}

// findsAt reports whether r finds something in a sentence that stands there.
func (r *role) findsAt(p place) bool {
	return r.within(p) && (r.Most == 0 || p.words <= r.Most) && (!r.Running || !p.heading && !p.label && !p.row && !p.code && !p.comment)
}

// explainsAt reports whether r explains a sentence that stands there.
func (r *role) explainsAt(p place) bool {
	running := !p.heading && !p.label
	if slices.ContainsFunc(r.Outside, func(k string) bool { return slices.Contains(p.kinds, k) }) {
		return false
	}
	return r.explains != 0 && r.within(p) && (p.heading || !r.Headings) && (running || !r.Running) && (p.row || !r.Rows) &&
		(p.comment || !r.Comments) && (p.anchors || !r.Anchors) && (r.Most == 0 || p.words <= r.Most)
}

// WorkOf returns the licence of the work whose name is the longest that words
// begin with, and how many words it has; 0 for none. The licence is empty for a
// work that is named only so as not to be taken for another. size, where it is
// not empty, may complete a name that lacks it.
func (r *Rules) WorkOf(words []string, size string) (licence string, n int) {
	for n := min(len(words), maxWork); n > 0; n-- {
		name := strings.Join(words[:n], " ")
		if id, ok := r.works[name]; ok {
			return id, n
		}
		sized := n < len(words) && words[n][0] >= '0' && words[n][0] <= '9'
		if id, ok := r.works[name+" "+size]; ok && !sized {
			return id, n
		}
	}
	return "", 0
}

// maxWork is the most words that the name of a work has.
const maxWork = 6
