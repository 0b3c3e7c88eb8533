package render

import (
	"bufio"
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzIndent holds what is set out here against the library's own.
func FuzzIndent(f *testing.F) {
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
		var got bytes.Buffer
		out := bufio.NewWriter(&got)
		indent(out, compact.Bytes())
		if err := out.Flush(); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("got %s (%v), want %s", got.Bytes(), err, want.Bytes())
		}
	})
}
