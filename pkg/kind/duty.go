package kind

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Do is the sort of a duty.
type Do string

// The sorts of duties, in the order of a checklist.
const (
	Ship   Do = "ship"    // put it beside what you pass on
	Show   Do = "show"    // let people see it
	Name   Do = "name"    // call what you make so
	PassOn Do = "pass-on" // bind those who get it from you
	Keep   Do = "keep"    // do it all along
	Avoid  Do = "avoid"   // do not do it
)

// Dos lists the sorts of duties, in the order of a checklist.
func Dos() []Do { return []Do{Ship, Show, Name, PassOn, Keep, Avoid} }

// Duty is one form of what a clause kind asks of the user. Of several forms the
// first whose condition holds is taken.
type Duty struct {
	Do Do `json:"do"`
	// If lists what the clause must state: a parameter, or "name=value" for a
	// parameter that is that value or holds nothing else.
	If []string `json:"if"`
	// Text says what to do; {name} stands for a parameter that If lists.
	Text string `json:"text"`
	// When says on what the duty hangs, for those of whom nothing is known.
	When string `json:"when"`
	// Standing tells that the duty stands although the clause does not bite
	// yet: figures grow, and products find new users.
	Standing bool `json:"standing"`
}

// Rider is a sentence that goes with every form of an obligation where the
// clause states what it is about.
type Rider struct {
	If   []string `json:"if"`   // as in Duty
	Text string   `json:"text"` // {name} stands for a parameter that If lists
}

// Ridden returns the text of d, one of the duties of i, with the riders that
// hold.
func (i Info) Ridden(d Duty, p term.Params) string {
	text := d.Text
	for _, r := range i.Riders {
		if hold(r.If, p) {
			text += " " + r.Text
		}
	}
	return text
}

// The parameters that every template may use beside those of its kind.
const (
	DutyTexts  = "texts"  // the documents to ship
	DutyNotice = "notice" // the words between quotation marks in the clause
)

// Holds reports whether the condition of d holds.
func (d Duty) Holds(p term.Params) bool { return hold(d.If, p) }

// hold reports whether the parameters meet all conditions: "name" for one that
// is stated, "name=value" for one that is that value or holds nothing else.
func hold(conditions []string, p term.Params) bool {
	return !slices.ContainsFunc(conditions, func(condition string) bool {
		name, want, valued := strings.Cut(condition, "=")
		switch v := p[name].(type) {
		case nil:
			return true
		case bool: // false is stated where it is asked for
			return !valued && !v || valued && want != strconv.FormatBool(v)
		case []string:
			return len(v) == 0 || valued && !slices.Equal(v, []string{want})
		default:
			return v == "" || valued && v != want
		}
	})
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// Fill replaces the parameters in a template as show prints them.
func Fill(template string, show func(name string) string) string {
	return placeholder.ReplaceAllStringFunc(template, func(s string) string { return show(s[1 : len(s)-1]) })
}

func (d Duty) check(k term.Kind) error {
	if !slices.Contains(Dos(), d.Do) {
		return fmt.Errorf("do: %q is none of %v", d.Do, Dos())
	}
	if d.Text == "" {
		return fmt.Errorf("text is missing: say what to do")
	}
	return stated(k, d.If, d.Text+d.When)
}

// stated checks that conditions name parameters of a kind, and that a template
// uses only those.
func stated(k term.Kind, conditions []string, template string) error {
	known := map[string]bool{DutyTexts: true, DutyNotice: true}
	for _, def := range term.ParamsOf(k) {
		known[def.Name] = true
	}
	listed := map[string]bool{}
	for _, condition := range conditions {
		name, _, _ := strings.Cut(condition, "=")
		if !known[name] {
			return fmt.Errorf("if: %s has no parameter %q", k, name)
		}
		listed[name] = true
	}
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		if !listed[m[1]] {
			return fmt.Errorf("{%s} is not listed under if, so it may be empty", m[1])
		}
	}
	return nil
}
