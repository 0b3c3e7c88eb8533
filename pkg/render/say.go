package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Report is the report of a run, with its sentences.
type Report struct {
	*audit.Report
	since *lock.Diff // what changed since an older report; nil without one
}

// Since adds what changed since an older report, for the formats that say so.
func (r Report) Since(d lock.Diff) Report {
	r.since = &d
	return r
}

// changes says what changed of a target since the older report.
func (r Report) changes(t audit.TargetReport) []string {
	if r.since == nil {
		return nil
	}
	m := r.since.Of(t.Target)
	if m == nil {
		return []string{"nothing"}
	}
	return modelChanges(*m)
}

// NewReport returns a copy of a report in which the sentences are made: of
// findings, sums, reasons, duties and problems. Only here are they made, of the other
// fields, whether a run left them or a JSON report was read back.
func NewReport(r *audit.Report) Report {
	out := *r
	out.Reports = slices.Clone(r.Reports)
	for i := range out.Reports {
		tell(&out.Reports[i])
	}
	out.Unused = toldExceptions(out.Unused)
	out.Settings = toldSettings(out.Settings)
	return Report{Report: &out}
}

func tell(t *audit.TargetReport) {
	t.Findings = slices.Clone(t.Findings)
	for i := range t.Findings {
		f := &t.Findings[i]
		f.Message = message(*f)
		f.Judged.Sum = sum(f.Judged)
	}
	for i := range t.Findings {
		if f := &t.Findings[i]; f.Kind == term.Openwashing {
			f.Message = remarks(against(*t, f.Remarks))
		}
	}
	t.Problems = toldProblems(t.Problems)
	t.Documents = slices.Clone(t.Documents)
	for i := range t.Documents {
		t.Documents[i].Account = toldAccount(t.Documents[i].Account)
	}
	t.Open = slices.Clone(t.Open)
	for i := range t.Open {
		t.Open[i].OpenItem = toldOpen(t.Open[i].OpenItem)
	}
	t.Openness = toldOpenness(t.Openness)
	t.Verdict.Exceptions = toldExceptions(t.Verdict.Exceptions)
	t.Verdict.Reasons = slices.Clone(t.Verdict.Reasons)
	for i := range t.Verdict.Reasons {
		r := &t.Verdict.Reasons[i]
		r.Text = remarks(r.Because)
		if f := findingOf(*t, r.Finding); f != nil {
			r.Text = because(*f)
		}
	}
	t.Obligations = slices.Clone(t.Obligations)
	for i := range t.Obligations {
		o := &t.Obligations[i]
		o.Text, o.Where = remark(o.Says), value("where", "", o.Places)
		o.When = when(*o)
	}
}

// against puts what the findings say in place of their ids.
func against(t audit.TargetReport, list []finding.Remark) []finding.Remark {
	out := slices.Clone(list)
	for i, r := range out {
		ids, _ := r.Params["against"].([]string)
		said := slices.Clone(ids)
		for k, id := range said {
			if f := findingOf(t, id); f != nil {
				said[k] = cmp.Or(f.Title, f.Message)
			}
		}
		out[i] = finding.Say(r.Code, "against", said)
	}
	return out
}

// message says in one sentence what a finding is.
func message(f finding.Finding) string {
	switch {
	case f.Kind.IsClause():
		return after(Describe(cmp.Or(f.Title, string(f.Kind)), f.Params), f.Remarks)
	case f.Title != "":
		return after(f.Title+":", f.Remarks)
	default:
		return cmp.Or(remarks(f.Remarks), f.Message)
	}
}

// because says why a finding weighs: what it is, and the sum that a profile
// allowed.
func because(f finding.Finding) string {
	if f.Judged.State == nil || f.Judged.Unasked() {
		return f.Message
	}
	return f.Message + ": " + f.Judged.Sum
}

// sum says how a clause was judged: the reason, the state, and how far a figure
// is from its threshold.
func sum(j finding.Judged) string {
	switch {
	case j.State == nil:
		return ""
	case j.InParts():
		return remarks(j.Because)
	}
	return after("", append(slices.Clone(j.Because), j.Ruled()))
}

// when says on what a duty hangs; of one that is not due, why.
func when(o policy.Obligation) string {
	s := remarks(o.Hangs)
	if s == "" || o.Due != policy.DueNo {
		return s
	}
	no := finding.NotTriggered
	return sum(finding.Judged{State: &no, Because: o.Hangs})
}

// duty is what a clause asks of the user, in the words of the rules.
func duty(r finding.Remark) string {
	return kind.Fill(r.Words, func(name string) string { return dutyValue(name, r.Params) })
}

// dutyValue prints a parameter in a duty. A name that must stand as it is comes
// in quotation marks.
func dutyValue(name string, p term.Params) string {
	s, text := p[name].(string)
	switch {
	case name == "text" && text:
		return alternatives(s, p[policy.ExactText] == true)
	case name == "must_include" || name == "must_not_include":
		return strconv.Quote(s)
	case text && (name == "url" || name == "currency" || name == kind.DutyTexts):
		return s
	case name == kind.DutyNotice:
		notices, _ := p[name].([]string)
		return "“" + strings.Join(notices, "” and “") + "”"
	}
	if s := value(name, "", p[name]); s != "" {
		return s
	}
	return notStated
}

// alternatives prints words of which one will do.
func alternatives(text string, exact bool) string {
	words := strings.Split(text, "|")
	for i, w := range words {
		if exact {
			words[i] = strconv.Quote(w)
		}
	}
	return strings.Join(words, " or ")
}
