package license_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

const marked = `id: pebble-1
name: Pebble Licence
family: pebble
category: community
marks:
  names: [pebble 1, pebble 2b]
  types: [pebble_text]
---
id: pebble-1.5
name: Pebble Licence
family: pebble
category: community
marks:
  names: [pebble 1.5, pebble 1 5]
---
id: stone
name: Stone Licence
family: stone
category: permissive
marks:
  names: [open pebble 1]
`

func TestMarked(t *testing.T) {
	index, err := license.Compile(fstest.MapFS{"licenses/a.yaml": {Data: []byte(marked)}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := license.Load(index)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		types []string
		want  []string
	}{
		{"Pebble-1-chat", nil, []string{"pebble-1"}},
		{"my_pebble1_7b", nil, []string{"pebble-1"}},
		{"pebble2B-it", nil, []string{"pebble-1"}},
		{"Pebble-1.5-8B", nil, []string{"pebble-1.5"}},
		{"Pebble-1_5-8B", nil, []string{"pebble-1.5"}},
		{"Pebble-1-5B", nil, []string{"pebble-1"}},
		{"Open-Pebble-1", nil, []string{"stone"}},
		{"pebble-1-into-pebble-1.5", nil, []string{"pebble-1", "pebble-1.5"}},
		{"OpenPebble-1", nil, nil},
		{"Pebble-3", nil, nil},
		{"Pebble-11", nil, nil},
		{"pebbles-1", nil, nil},
		{"anything", []string{"en", "Pebble_Text"}, []string{"pebble-1"}},
		{"Open-Pebble-1", []string{"pebble_text"}, []string{"stone"}},
		{"", nil, nil},
	} {
		var got []string
		for _, m := range c.Marked(tt.name, tt.types) {
			got = append(got, m.Entry.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s %v: got %v, want %v", tt.name, tt.types, got, tt.want)
		}
	}
}

func TestMarksAreChecked(t *testing.T) {
	for _, marks := range []string{"{names: [Pebble-1]}", "{names: [pebble1]}", "{names: ['']}", "{names: [a b c d e f g]}",
		"{types: [Pebble]}", "{words: [pebble]}"} {
		source := "id: pebble\nname: P\nfamily: pebble\ncategory: community\nmarks: " + marks + "\n"
		if _, err := license.Compile(fstest.MapFS{"licenses/a.yaml": {Data: []byte(source)}}); err == nil {
			t.Errorf("marks %s were taken", marks)
		}
	}
}
