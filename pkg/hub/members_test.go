package hub_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// FuzzMembers holds what is found of valid JSON by its brackets and quotes against
// what the library reads.
func FuzzMembers(f *testing.F) {
	for _, seed := range []string{
		`{"id":"acme/x","n":-1.5e3, "l" : [1,"a,]}\"b\\",{"x":[]}] ,"t":true,"o":{"a":{}},"e\u00e9":null,"é":""}`,
		` [ 1 , "x" , {"a":[1,2]} , [] , null ] `, `{}`, `[]`, ` "x" `, `{ }`, `7`, `{"a":"\\\\","b":"\\\""}`, `[[[]],{},"[" ]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) {
			for range hub.Members(data) { // it must come to an end
			}
			for range hub.Elements(data) { // likewise
			}
			return
		}
		var object map[string]json.RawMessage
		_ = json.Unmarshal(data, &object) // another value has no members
		got := map[string]json.RawMessage{}
		for key, at := range hub.Members(data) {
			got[key] = data[at[0]:at[1]]
		}
		if len(got) != len(object) {
			t.Fatalf("%d members of %d: %q", len(got), len(object), data)
		}
		for key, value := range object {
			if !bytes.Equal(got[key], value) {
				t.Errorf("%q is %q, not %q", key, got[key], value)
			}
		}
		var list []json.RawMessage
		if json.Unmarshal(data, &list) != nil {
			list = nil
		}
		n := 0
		for at := range hub.Elements(data) {
			if n >= len(list) || !bytes.Equal(data[at[0]:at[1]], list[n]) {
				t.Fatalf("element %d of %q is %q", n, data, data[at[0]:at[1]])
			}
			n++
		}
		if n != len(list) {
			t.Errorf("%d elements of %d: %q", n, len(list), data)
		}
		if s, ok := hub.PlainText(data); ok {
			var want string
			if json.Unmarshal(data, &want) != nil || s != want {
				t.Errorf("%q is %q, not %q", data, s, want)
			}
		}
	})
}
