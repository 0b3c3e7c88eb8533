package render

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// FuzzIndent holds what is set out here against the library's own.
func FuzzIndent(f *testing.F) {
	for _, s := range []string{
		`{"a":[1,-2.5e3,true,null,{}],"b":{"c":[]},"d":"x:{[,\"\\"}`, `[]`, `""`, `"\\\""`, `[[[{"a":{}}]]]`, `{"<&>":"\u2028\\\\"}`,
		strings.Repeat("[", 40) + strings.Repeat("]", 40), "[1" + strings.Repeat(`,"0123456789"`, 10_000) + "]",
		` { "a" : [ ] } `,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var compact, want bytes.Buffer
		if json.Compact(&compact, text) != nil {
			return
		}
		if err := json.Indent(&want, compact.Bytes(), "", "  "); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if n, err := (indenter{&got}).Write(compact.Bytes()); err != nil || n != compact.Len() || !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("got %s, want %s", got.Bytes(), want.Bytes())
		}
	})
}
