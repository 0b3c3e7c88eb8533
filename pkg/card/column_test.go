package card_test

import (
	"slices"
	"testing"
)

// TestNamesInLicenceColumns holds that what stands in the licence column of a
// table is a licence, whatever it is called, where the row names the model or a
// part of it, and that the head of the column says nothing of terms.
func TestNamesInLicenceColumns(t *testing.T) {
	r := compiled(t)
	for _, tt := range []struct {
		name, body string
		want       []string // what is open
	}{
		{"a name of two words", "| Model | Licence |\n|---|---|\n| Wren-S | Quill Open |", []string{"Wren-S | Quill Open"}},
		{"an abbreviation", "| Size | Terms and conditions |\n|---|---|\n| 7B | QRL-2 |", []string{"7B | QRL-2"}},
		{"no name", "| Model | Licence |\n|---|---|\n| Wren-S | proprietary |", []string{"Wren-S | proprietary"}},
		{"the licence in front", "| Licence | Weights |\n|---|---|\n| QRL-2 | Wren-S |", []string{"QRL-2 | Wren-S"}},
		{"other languages", "| 模型 | 许可证 |\n|---|---|\n| Wren-S | 石桥 |", []string{"Wren-S | 石桥"}},
		{"nothing", "| Model | Licence |\n|---|---|\n| Wren-S | - |", nil},
		{"the same", "| Model | Licence |\n|---|---|\n| Wren-S | as above |", nil},
		{"another work", "| Model | Licence |\n|---|---|\n| Heron-L | QRL-2 |", nil},
		{"data", "| Corpus | Licence |\n|---|---|\n| Letters | QRL-2 |", nil},
		{"a head that is a statement", "| Gewichte | Quill-Lizenz |\n|---|---|\n| Größe | 2B |", []string{"Gewichte | Quill-Lizenz"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if open := openIn(r, tt.body); !slices.Equal(open, tt.want) {
				t.Errorf("open is %q, want %q", open, tt.want)
			}
		})
	}
}
