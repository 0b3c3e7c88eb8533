package inventory_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

// TestHostile holds that no text of 32 KiB takes long in any form.
func TestHostile(t *testing.T) {
	s := load(t)
	const size = 1 << 15
	doubling := "x0 = 'acme/'\n"
	for i := range 26 {
		n, m := string(rune('a'+i)), string(rune('a'+i-1))
		if i == 0 {
			m = "x0"
		}
		doubling += n + " = " + m + " + " + m + " if c else " + m + "\n"
	}
	texts := map[string]string{"doubling": doubling + "AutoModel.from_pretrained(z)\n"}
	for _, piece := range []string{
		"(", "[", "{", "f(", "a.", "a+", "\"a\" ", "a=", "x: ", "- ", "${", "$(", "`", "'", "\\\n", "{{", "<!--", "hf.co/",
		"https://huggingface.co/a/",
		"a or ", "a if b else ", "f(a)(", "d[0]", "<<X\n", "a,", "\"a/b-7b\",", "from_pretrained(x,", "{\"a\":",
		"x = y\ny = x\nfrom_pretrained(x)\n",
		"def f(a): return f(a)\nfrom_pretrained(f(1))\n", "f() { f \"$1\"; hf download \"$1\"; }\n", "for a in b:\n", "M=$M$M\nhf download $M\n",
		"$(a ", "$(a) ", "f\"{f('", "f\"{f('a')}\"\n", "x:\n y\n", "x:\n  ", "\"\"\"a\nb: c/d\n\"\"\"", "${A:-", "${A:-b}", "x in [\"a/b-7b\"",
	} {
		texts[piece] = strings.Repeat(piece, size/len(piece))
	}
	for name, text := range texts {
		for _, form := range inventory.FormNames() {
			begin := time.Now()
			inventory.ReadAs(s, form, "f", []byte(text))
			if d := time.Since(begin); d > 5*time.Second {
				t.Errorf("%.20q as %s takes %s", name, form, d)
			}
		}
	}
}
