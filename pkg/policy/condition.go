package policy

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/ext"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Condition is a rule of the profile's own: a CEL expression over the facts.
// Where it is true, or cannot be worked out, the target is reviewed or denied.
type Condition struct {
	Name string   `yaml:"name"`
	When string   `yaml:"when"` // a CEL expression of type bool
	Then Decision `yaml:"then"` // review or deny
	Why  string   `yaml:"why"`  // for the report

	program cel.Program
}

// maxCost bounds the work of one condition: far more than a look at every
// finding of a large report, far less than a second.
const maxCost = 1_000_000

// The facts as expressions see them. The names in the tags are those that
// docs/policies.md teaches.
type (
	celTarget struct {
		Name        string   `cel:"name"`
		Kind        string   `cel:"kind"`
		Complete    bool     `cel:"complete"`
		PipelineTag string   `cel:"pipeline_tag"`
		ModelType   string   `cel:"model_type"`
		TierLow     string   `cel:"tier_low"`
		TierHigh    string   `cel:"tier_high"`
		Unread      []string `cel:"unread"` // paths of documents that were not read
	}
	celLicense struct {
		ID       string   `cel:"id"`
		Match    string   `cel:"match"`
		Source   string   `cel:"source"`
		Category string   `cel:"category"` // empty for a licence that is not known
		Scopes   []string `cel:"scopes"`
		OSI      bool     `cel:"osi_approved"`
	}
	celFinding struct {
		ID        string         `cel:"id"`
		Kind      string         `cel:"kind"`
		Source    string         `cel:"source"`
		State     string         `cel:"state"` // triggered, not-triggered, needs-person; empty for what is no clause
		Title     string         `cel:"title"` // of a clause, the title of its kind
		Quote     string         `cel:"quote"` // the words behind it
		Scopes    []string       `cel:"scopes"`
		Via       []string       `cel:"via"`
		Inherited bool           `cel:"inherited"`
		Params    map[string]any `cel:"params"`
	}
)

// environment is what expressions are checked against. It is made when a
// profile has conditions, never at start.
func environment() (*cel.Env, error) {
	return cel.NewEnv(
		ext.NativeTypes(reflect.TypeFor[celTarget](), reflect.TypeFor[celLicense](), reflect.TypeFor[celFinding](), ext.ParseStructTags(true)),
		cel.Variable("target", cel.ObjectType("policy.celTarget")),
		cel.Variable("licences", cel.ListType(cel.ObjectType("policy.celLicense"))),
		cel.Variable("findings", cel.ListType(cel.ObjectType("policy.celFinding"))),
		cel.Variable("use", cel.MapType(cel.StringType, cel.BoolType)),
		cel.Variable("countries", cel.ListType(cel.StringType)),
		cel.Variable("today", cel.TimestampType),
	)
}

// compileConditions type-checks the expressions of a profile and reports what
// is wrong with each, at its line.
func (d checker) compileConditions(conditions []Condition) {
	if len(conditions) == 0 {
		return
	}
	env, err := environment()
	if err != nil {
		d.Fault("conditions", "%v", err)
		return
	}
	for i := range conditions {
		c := &conditions[i]
		field := fmt.Sprintf("conditions[%d].when", i)
		ast, issues := env.Compile(c.When)
		if issues.Err() != nil {
			for _, e := range issues.Errors() {
				d.expression(field, e.Location.Line(), e.Location.Column()+1, e.Message)
			}
			continue
		}
		if !ast.OutputType().IsExactType(cel.BoolType) {
			d.Fault(field, "the expression must be true or false, and this one is of type %s", ast.OutputType())
			continue
		}
		if c.program, err = env.Program(ast, cel.CostLimit(maxCost), cel.EvalOptions(cel.OptOptimize)); err != nil {
			d.Fault(field, "%v", err)
		}
	}
}

// expression reports a fault at a line and column of an expression.
func (d checker) expression(field string, line, column int, why string) {
	d.Report(d.TextLine(field)+line-1, field, "column %d of the expression: %s", column, why)
}

// conditions weighs the profile's own rules. One that cannot be worked out
// makes a person look.
func (j *judge) conditions() []Reason {
	var reasons []Reason
	if len(j.Profile.Conditions) == 0 {
		return nil
	}
	facts := j.celFacts()
	for _, c := range j.Profile.Conditions {
		holds, err := c.holds(facts)
		switch {
		case err != nil:
			broken := finding.Say("condition-broken", "condition", c.Name, "fault", err.Error())
			reasons = append(reasons, reason(Review.Join(c.Then.outcome()), broken))
		case holds:
			reasons = append(reasons, reason(c.Then.outcome(), finding.Say("condition-holds", "why", c.Why, "condition", c.Name)))
		}
	}
	return reasons
}

func (c Condition) holds(facts map[string]any) (bool, error) {
	if c.program == nil {
		return false, fmt.Errorf("it was not compiled")
	}
	value, _, err := c.program.Eval(facts)
	if err != nil {
		return false, err
	}
	holds, ok := value.Value().(bool)
	if !ok {
		return false, fmt.Errorf("it came out as %v", value.Type())
	}
	return holds, nil
}

func (j *judge) celFacts() map[string]any {
	target := celTarget{
		Name: j.Target, Kind: string(j.Kind), Complete: j.Complete, PipelineTag: j.PipelineTag, ModelType: j.ModelType,
		TierLow: string(j.Tier.Low), TierHigh: string(j.Tier.High), Unread: []string{},
	}
	for _, f := range j.findings {
		if f.Kind == term.DocumentUnread && len(f.Evidence) > 0 {
			target.Unread = append(target.Unread, f.Evidence[0].Path)
		}
	}
	licences := make([]celLicense, len(j.Licenses))
	for i, l := range j.Licenses {
		licences[i] = celLicense{ID: l.ID, Match: string(l.Match), Source: string(l.Source), Scopes: strs(l.Scopes)}
		if l.Known() {
			licences[i].Category, licences[i].OSI = string(l.Entry.Category), l.Entry.OSIApproved
		}
	}
	findings := make([]celFinding, len(j.findings))
	for i, f := range j.findings {
		findings[i] = celFindingOf(f)
	}
	use := map[string]bool{}
	for a, does := range j.Profile.Use {
		use[string(a)] = does
	}
	return map[string]any{
		"target": target, "licences": licences, "findings": findings, "use": use,
		"countries": slices.Concat([]string{}, j.Profile.Company.Countries), "today": j.Today.Truncate(24 * time.Hour),
	}
}

func celFindingOf(f finding.Finding) celFinding {
	c := celFinding{
		ID: f.ID, Kind: string(f.Kind), Source: string(f.Source), Title: f.Title, Scopes: strs(f.Scopes), Via: slices.Concat([]string{}, f.Via),
		Inherited: len(f.Via) > 0 || f.Source == term.Inherited, Params: f.Params,
	}
	if len(f.Evidence) > 0 {
		c.Quote = f.Evidence[0].Quote
	}
	if f.Judged.State != nil {
		c.State = string(*f.Judged.State)
	}
	return c
}

func strs[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}
