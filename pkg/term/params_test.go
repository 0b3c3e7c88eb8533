package term_test

import (
	"fmt"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Ids of findings are made of what Text writes: it must stay what it is.
func TestParamsText(t *testing.T) {
	for _, p := range []term.Params{
		nil, {}, {"a": nil}, {"b": "x y", "a": int64(-7), "c": true, "d": []string{"x", "y z"}, "e": []string{}, "f": false},
		term.Pairs("n", 5, "err", fmt.Errorf("no"), "list", []term.Kind{"k"}, "kind", term.Kind("k"), "odd", 1.5),
	} {
		if got, want := p.Text(), fmt.Sprint(p); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
