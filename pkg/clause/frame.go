package clause

import (
	"encoding/json"
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// FrameRule says by which frames a clause is found: one of its wants must fit a
// frame of the sentence. Exactly one field is set.
type FrameRule struct {
	Ban       *FrameWant `yaml:"ban,omitempty" json:"ban,omitempty"`
	Duty      *FrameWant `yaml:"duty,omitempty" json:"duty,omitempty"`
	Grant     *FrameWant `yaml:"grant,omitempty" json:"grant,omitempty"`
	Statement *FrameWant `yaml:"statement,omitempty" json:"statement,omitempty"`
}

// FrameWant says what a frame must hold, by the classes of frames.yaml. Lists
// are alternatives, fields are joined by and; an empty list asks nothing.
type FrameWant struct {
	Act       []string `yaml:"act,omitempty" json:"act,omitempty"`
	With      []string `yaml:"with,omitempty" json:"with,omitempty"` // an act in one row with it: "copy, alter or decompile"
	NotAct    []string `yaml:"not_act,omitempty" json:"not_act,omitempty"`
	Object    []string `yaml:"object,omitempty" json:"object,omitempty"` // what the act is done to, also as a subject
	NotObject []string `yaml:"not_object,omitempty" json:"not_object,omitempty"`
	Inner     []string `yaml:"inner,omitempty" json:"inner,omitempty"`       // an act or thing of a purpose: "to train"
	InnerOf   []string `yaml:"inner_of,omitempty" json:"inner_of,omitempty"` // what that act is done to
	NotInner  []string `yaml:"not_inner,omitempty" json:"not_inner,omitempty"`
	Purpose   []string `yaml:"purpose,omitempty" json:"purpose,omitempty"` // a phrase that narrows the act
	NotPurp   []string `yaml:"not_purpose,omitempty" json:"not_purpose,omitempty"`
	Only      []string `yaml:"only,omitempty" json:"only,omitempty"` // what is left by "only"
	NotOnly   []string `yaml:"not_only,omitempty" json:"not_only,omitempty"`
	If        []string `yaml:"if,omitempty" json:"if,omitempty"`
	// Except lists the exceptions under which it still counts; "none" is that
	// there is no exception. Without a list: none, permission, law.
	Except []string `yaml:"except,omitempty" json:"except,omitempty"`
	// Bearer is whom it binds; without a list, anybody but the licensor.
	Bearer []string `yaml:"bearer,omitempty" json:"bearer,omitempty"`
	// Ungranted lists acts: it counts only where no sentence of the text grants
	// one of them, as for "except as permitted here, you may not …".
	Ungranted []string `yaml:"ungranted,omitempty" json:"ungranted,omitempty"`
	// Unconditional asks that no condition stands before or behind it.
	Unconditional bool `yaml:"unconditional,omitempty" json:"unconditional,omitempty"`
	// Bare asks that no phrase narrows the act.
	Bare bool `yaml:"bare,omitempty" json:"bare,omitempty"`
}

// frameWant is a compiled FrameWant.
type frameWant struct {
	rule   int
	speech prose.Speech

	act, with, notAct, object, notObject, inner, innerOf, notInner prose.Classes
	purpose, notPurpose, only, notOnly, cond, except, bearer       prose.Classes

	ungranted prose.Classes
	plain     bool // it counts without an exception
	conform   bool // it counts with an exception that names nothing: "except as permitted here"
	bare      bool

	unconditional bool
}

// frameRules are the wants of all rules, by speech, with the lexicon that they
// are read with.
type frameRules struct {
	lexicon  *prose.FrameLexicon
	confirm  map[int][]frameWant // by rule
	wants    [prose.Definition + 1][]frameWant
	licensor prose.Classes
	pronouns prose.Classes
	sayings  []saying // of other languages than English
	topics   []saying // the same of topics
	plain    []saying // and of plain rules
	granted  [3]prose.Classes
	terms    prose.Classes
	duties   prose.Classes // what an exception names that asks for something: "without keeping the notices"
}

// defaultExcept are the exceptions under which a ban still counts.
var defaultExcept = []string{"none", "permission", "law"}

// newFrameRules compiles the frames of rules, which are numbered as in the set.
func newFrameRules(l *prose.FrameLexicon, rules []Rule, explained explainedAbroad) (out *frameRules, err error) {
	out = &frameRules{lexicon: l, confirm: map[int][]frameWant{}}
	if !l.Persons.Empty() {
		if out.licensor, err = l.Classes("licensor"); err != nil {
			return nil, err
		}
		if out.pronouns, err = l.Classes("pronoun"); err != nil {
			return nil, err
		}
		if out.duties, err = l.Classes("notice", "licence-copy"); err != nil {
			return nil, err
		}
		out.duties = out.duties.Or(l.Acts)
	}
	for i := range rules {
		wants, err := out.compileAll(i, rules[i].Frames)
		if err != nil {
			return nil, rules[i].fault("frames", "%v", err)
		}
		for _, w := range wants {
			out.wants[w.speech] = append(out.wants[w.speech], w)
		}
		if out.sayings, err = out.compileSayings(out.sayings, i, rules[i].Abroad); err != nil {
			return nil, rules[i].fault("abroad", "%v", err)
		}
		if out.confirm[i], err = out.compileAll(i, rules[i].Confirm); err != nil {
			return nil, rules[i].fault("confirm", "%v", err)
		}
	}
	return out, out.explain(explained)
}

// want returns the one want of a rule.
func (f FrameRule) want() (speech prose.Speech, want *FrameWant, err error) {
	for _, x := range []struct {
		speech prose.Speech
		want   *FrameWant
	}{{prose.Ban, f.Ban}, {prose.Duty, f.Duty}, {prose.Grant, f.Grant}, {prose.Statement, f.Statement}} {
		if x.want == nil {
			continue
		}
		if want != nil {
			return 0, nil, fmt.Errorf("a frame has one of ban, duty, grant, statement, not several")
		}
		speech, want = x.speech, x.want
	}
	if want == nil {
		return 0, nil, fmt.Errorf("a frame has one of ban, duty, grant, statement")
	}
	return speech, want, nil
}

func (r *frameRules) compileAll(rule int, frames []FrameRule) ([]frameWant, error) {
	var out []frameWant
	for _, f := range frames {
		speech, want, err := f.want()
		if err != nil {
			return nil, err
		}
		w, err := r.compile(want)
		if err != nil {
			return nil, err
		}
		w.rule, w.speech = rule, speech
		out = append(out, w)
	}
	return out, nil
}

func (r *frameRules) compile(want *FrameWant) (w frameWant, err error) {
	except := want.Except
	if len(except) == 0 {
		except = defaultExcept
	}
	var names []string
	for _, e := range except {
		switch e {
		case "none":
			w.plain = true
		case "conform":
			w.conform = true
		default:
			names = append(names, e)
		}
	}
	w.bare, w.unconditional = want.Bare, want.Unconditional
	for _, x := range []struct {
		names []string
		to    *prose.Classes
	}{
		{want.Act, &w.act}, {want.With, &w.with}, {want.NotAct, &w.notAct}, {want.Object, &w.object}, {want.NotObject, &w.notObject},
		{want.Inner, &w.inner}, {want.InnerOf, &w.innerOf}, {want.NotInner, &w.notInner},
		{want.Purpose, &w.purpose}, {want.NotPurp, &w.notPurpose}, {want.Only, &w.only}, {want.NotOnly, &w.notOnly},
		{want.If, &w.cond}, {names, &w.except}, {want.Bearer, &w.bearer}, {want.Ungranted, &w.ungranted},
	} {
		if *x.to, err = r.lexicon.Classes(x.names...); err != nil {
			return w, err
		}
	}
	return w, nil
}

// fits reports whether f is what w asks for.
func (r *frameRules) fits(w *frameWant, f *prose.Frame) bool {
	things := f.Objects.Or(f.Subject)
	for _, c := range [...]struct{ want, have prose.Classes }{
		{w.act, f.Acts}, {w.with, f.Acts}, {w.object, things}, {w.inner, f.Inner}, {w.innerOf, f.Inner},
		{w.purpose, f.Adjuncts}, {w.only, f.Only}, {w.cond, f.Cond},
	} {
		if !c.want.Empty() && !c.want.Meets(c.have) {
			return false
		}
	}
	for _, c := range [...]struct{ not, have prose.Classes }{
		{w.notAct, f.Acts}, {w.notObject, things}, {w.notInner, f.Inner}, {w.notPurpose, f.Adjuncts}, {w.notOnly, f.Only},
	} {
		if c.not.Meets(c.have) {
			return false
		}
	}
	if w.bare && (f.Narrowed || f.Conditioned || !f.Inner.Empty() || f.Except.Meets(r.lexicon.Purposes)) {
		return false
	}
	if w.unconditional && f.Conditioned {
		return false
	}
	if !r.counts(w, f) {
		return false
	}
	if w.bearer.Empty() {
		return f.Bearer.Empty() || f.Bearer != r.licensor
	}
	return w.bearer.Meets(f.Bearer)
}

// counts reports whether w counts under the exceptions of f, or with none.
func (r *frameRules) counts(w *frameWant, f *prose.Frame) bool {
	if !f.Excepted {
		return w.plain
	}
	return w.conform && !f.Except.Meets(r.duties) || w.except.Meets(f.Except)
}

// undone returns the acts that undo w in f when the text grants one of them:
// what is barred as a condition of one grant may be allowed by another.
func (w *frameWant) undone(f *prose.Frame) prose.Classes {
	if f.Proviso && w.bare {
		return w.ungranted.Or(w.act)
	}
	return w.ungranted
}

// frameIndex is how an index holds the frames: as JSON, which is decoded when a
// text is first read, with the tries of languages behind it.
type frameIndex struct {
	Lexicon prose.FrameTable     `json:"lexicon"`
	Rules   map[int]framesOfRule `json:"rules"` // by the number of the rule
	Abroad  explainedAbroad      `json:"abroad"`
}

type framesOfRule struct {
	Frames  []FrameRule `json:"frames"`
	Confirm []FrameRule `json:"confirm"`
	Abroad  []Saying    `json:"abroad"`
}

func encodeFrames(l *prose.FrameLexicon, src source) (frames []byte, tries [][]byte, err error) {
	table, err := l.Table()
	if err != nil {
		return nil, nil, err
	}
	x := frameIndex{Lexicon: table, Rules: map[int]framesOfRule{}}
	for i, r := range src.Rules {
		if len(r.Frames)+len(r.Confirm)+len(r.Abroad) > 0 {
			x.Rules[i] = framesOfRule{r.Frames, r.Confirm, r.Abroad}
		}
	}
	x.Abroad = src.explainedAbroad()
	frames, err = json.Marshal(x)
	return frames, table.Tries, err
}

// loadFrames reads what encodeFrames wrote. That it fails is not possible: the
// checksum of the index held, and the frames were compiled before.
func loadFrames(data []byte, tries [][]byte) *frameRules {
	x := decoded[frameIndex](data)
	x.Lexicon.Tries = tries
	most := 0
	for i := range x.Rules {
		most = max(most, i+1)
	}
	rules := make([]Rule, most)
	for i, f := range x.Rules {
		rules[i].Frames, rules[i].Confirm, rules[i].Abroad = f.Frames, f.Confirm, f.Abroad
	}
	out, err := newFrameRules(x.Lexicon.Lexicon(), rules, x.Abroad)
	if err != nil {
		return &frameRules{}
	}
	return out
}
