package render

import (
	"cmp"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// The functions here return copies in which the sentences are made. Where a
// report of an older version has a sentence and nothing to make it of, it
// stands.

func toldProblems(list []doc.Problem) []doc.Problem {
	out := slices.Clone(list)
	for i := range out {
		out[i].Text = Sentence(out[i])
	}
	return out
}

func toldAccount(a *audit.Account) *audit.Account {
	if a == nil {
		return nil
	}
	out := *a
	out.Open = slices.Clone(a.Open)
	for i := range out.Open {
		out.Open[i] = toldOpen(out.Open[i])
	}
	return &out
}

func toldOpen(o audit.OpenItem) audit.OpenItem {
	o.Why = cmp.Or(remarks(o.Because), o.Why)
	return o
}

func toldExceptions(list []policy.Exception) []policy.Exception {
	out := slices.Clone(list)
	for i := range out {
		out[i].Lapsed = cmp.Or(remarks(out[i].Because), out[i].Lapsed)
	}
	return out
}

func toldOpenness(r openness.Result) openness.Result {
	r.Tier.Grounds = toldGrounds(r.Tier.Grounds)
	r.Views = slices.Clone(r.Views)
	for i := range r.Views {
		v := &r.Views[i]
		v.Grounds, v.Result = toldGrounds(v.Grounds), toldResult(v.Says, v.Result)
		v.Parts = slices.Clone(v.Parts)
		for k := range v.Parts {
			p := &v.Parts[k]
			p.Grounds, p.Result = toldGrounds(p.Grounds), toldResult(p.Says, p.Result)
		}
	}
	return r
}

func toldGrounds(g openness.Grounds) openness.Grounds {
	if len(g.Questions) == 0 {
		return g
	}
	g.Ask = []string{}
	for _, q := range g.Questions {
		g.Ask = append(g.Ask, remark(q))
	}
	return g
}

func toldResult(says finding.Remark, text string) string {
	if says.Code == "" {
		return text
	}
	return remark(says)
}
