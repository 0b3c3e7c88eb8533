package render_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		params term.Params
		want   string
	}{
		{nil, "T"},
		{term.Params{"fields": []string{"unspecified"}, "by": "linked-policy"}, "T: those that a linked policy lists"},
		{term.Params{"fields": []string{"fraud-deception", "self-harm"}, "by": "licence"}, "T: fraud and deception, self harm"},
		{term.Params{"threshold": int64(7000), "metric": "users", "consequence": "separate-licence"},
			"T: 7,000 users; then a separate licence is needed"},
		{term.Params{"currency": "USD", "amount": int64(5000), "period": "year", "consequence": "no-rights"},
			"T: USD 5,000 a year; then there are no rights"},
		{term.Params{"must_include": "Oak", "position": "prefix"}, `T: the name has "Oak"; at the start`},
		{term.Params{"text": "Built on Oak", "where": []string{"website", "unspecified"}}, `T: with the words "Built on Oak"; shown in website`},
		{term.Params{"research_only": true, "outputs_too": true}, "T: outputs, too; research only"},
		{term.Params{"research_only": false, "exempt": nil}, "T"},
	} {
		if got := render.Describe("T", c.params); got != c.want {
			t.Errorf("Describe(%v) = %q; want %q", c.params, got, c.want)
		}
	}
}
