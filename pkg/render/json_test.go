package render

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzIndented holds what is set out here against the library's own.
func FuzzIndented(f *testing.F) {
	for _, s := range []string{
		`{"a":[1,-2.5e3,true,null,{}],"b":{"c":[]},"d":"x:{[,\"\\"}`, `[]`, `""`, `"\\\""`, `[[[{"a":{}}]]]`, `{"<&>":"\u2028\\\\"}`,
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
		if got := indented(compact.Bytes()); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("got %s, want %s", got, want.Bytes())
		}
	})
}
