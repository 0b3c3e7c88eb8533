package clause

import (
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Rule describes how one way of stating a clause is recognised. It is an
// observation: it has no severity.
type Rule struct {
	ID      string    `yaml:"id" json:"id"` // the path below clauses/, without .yaml
	Kind    term.Kind `yaml:"kind" json:"kind"`
	Title   string    `yaml:"title" json:"title"`
	Explain string    `yaml:"explain" json:"explain"` // what the clause means for a user, in plain words
	// Match lists patterns; one of them must match in a segment, and what it
	// matches is the heart of the evidence.
	Match []string `yaml:"match,omitempty" json:"match,omitempty"`
	// Apart tells that it does not matter where a pattern matches: each of its
	// alternatives is tried by itself, and only where its own words stand.
	Apart bool `yaml:"-" json:"-"`
	// Opens tells that a pattern counts only where it matches from the first word
	// of a sentence on, or of a part of one: behind a comma, a colon, a dash.
	Opens bool `yaml:"-" json:"-"`
	// Frames find the clause by what a sentence does, beside the patterns.
	Frames []FrameRule `yaml:"frames,omitempty" json:"frames,omitempty"`
	// Confirm lists frames, one of which must fit the sentence that a pattern
	// matched in. Sentences in other languages than frames are read in need none.
	Confirm []FrameRule `yaml:"confirm,omitempty" json:"confirm,omitempty"`
	// Abroad finds the clause in other languages than English. What Also and
	// Unless ask for does not matter to it.
	Abroad []Saying `yaml:"abroad,omitempty" json:"abroad,omitempty"`
	// Also lists patterns that must all occur in the same segment, anywhere.
	Also []string `yaml:"also,omitempty" json:"also,omitempty"`
	// Unless lists patterns that veto a match by occurring in the segment.
	Unless []string `yaml:"unless,omitempty" json:"unless,omitempty"`
	// UnlessText lists patterns that veto the rule by occurring anywhere in the
	// text: another grant may give what the sentence at hand leaves out.
	UnlessText []string `yaml:"unless_text,omitempty" json:"unless_text,omitempty"`
	// Params are constant parameters.
	Params map[string]any `yaml:"params,omitempty" json:"params,omitempty"`
	// When sets parameters if a pattern occurs in the segment.
	When []When `yaml:"when,omitempty" json:"when,omitempty"`
	// Cards lets the rule read the prose of cards, too.
	Cards bool `yaml:"cards,omitempty" json:"cards,omitempty"`
	// CardsOnly keeps a rule of Cards away from licences and policies, where its
	// everyday words would find talk about terms.
	CardsOnly bool `yaml:"cards_only,omitempty" json:"cards_only,omitempty"`
	// Headings lets the rule read headings, which do not bind as a rule.
	Headings bool `yaml:"headings,omitempty" json:"headings,omitempty"`
	// Words is the most words of a sentence or item that the rule reads; 0 for any
	// number.
	Words int `yaml:"words,omitempty" json:"words,omitempty"`

	Examples []Example `yaml:"examples" json:"-"`

	file *strict.Document // where it stands; nil for a rule of an index
}

// fault makes an error about a field of r.
func (r *Rule) fault(field, format string, args ...any) error {
	if r.file != nil {
		return r.file.At(field, format, args...)
	}
	return &strict.Error{File: "clauses/" + r.ID + ".yaml", Field: field, Why: fmt.Sprintf(format, args...)}
}

// When sets parameters if a pattern occurs in the segment that matched.
type When struct {
	Has string `yaml:"has" json:"has"`
	// Near names the figure of the clause that the words must be nearest to, of
	// all that set the same parameter: what figures.yaml says.
	Near   string         `yaml:"near,omitempty" json:"near,omitempty"`
	Params map[string]any `yaml:"params" json:"params"`
}

// Example is a proof of a rule: a text in which [[ ]] marks what must be
// quoted, or a near miss with the reason why it is none.
type Example struct {
	Want   string         `yaml:"want,omitempty"`
	Params map[string]any `yaml:"params,omitempty"`
	None   string         `yaml:"none,omitempty"`
	Why    string         `yaml:"why,omitempty"`
	Card   bool           `yaml:"card,omitempty"`
}
