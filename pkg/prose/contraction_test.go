package prose

import (
	"strings"
	"testing"
)

func TestContractionsReadAsTwoWords(t *testing.T) {
	for text, want := range map[string]string{
		"You don't sell it":       "You do n't sell it",
		"we can’t, won’t, shan't": "we ca n’t wo n’t sha n't",
		"he n't see":              "he n't see",
		"you'll see":              "you 'll see",
		"the licensee's copy":     "the licensee's copy",
	} {
		var got []string
		for _, tok := range Words([]byte(text)) {
			got = append(got, text[tok.Start:tok.End])
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q is cut into %q, want %q", text, s, want)
		}
	}
	if first, second, _, ok := contraction("can't"); !ok || first+" "+second != "can not" {
		t.Errorf("can't reads as %q %q", first, second)
	}
}
