package audit

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// like is a likeness with weights by letters, "ab" for two files.
func like(t *testing.T, name, weights, terms string, links ...string) *likeness {
	t.Helper()
	parse := func(s string) ref.Ref {
		r, err := ref.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	l := &likeness{ref: parse(name), weights: map[string]string{}, terms: strings.Fields(terms)}
	for _, w := range weights {
		l.weights[strings.Repeat(string(w), 64)] = string(w) + ".safetensors"
	}
	for _, to := range links {
		l.links = append(l.links, parse(to))
	}
	return l
}

func TestTwins(t *testing.T) {
	for name, tt := range map[string]struct {
		a, b *likeness
		why  string
	}{
		"the same weights": {like(t, "acme/tern", "ab", "mit"), like(t, "modelscope:acme/t", "ab", "gpl"), "twin-weights"},
		"all weights of one in the other": {like(t, "civitai:1", "a", ""), like(t, "acme/tern", "abc", "mit"),
			"twin-weights"},
		"one file in common":      {like(t, "acme/tern", "ab", "mit"), like(t, "acme/wren", "bc", "gpl"), ""},
		"the same name":           {like(t, "acme/tern", "a", "mit"), like(t, "modelscope:acme/tern", "b", "gpl"), ""},
		"no weights":              {like(t, "acme/tern", "", "mit"), like(t, "modelscope:acme/tern", "", "gpl"), ""},
		"the same terms":          {like(t, "acme/tern", "a", "mit"), like(t, "acme/wren", "a", "mit"), ""},
		"no terms on either side": {like(t, "acme/tern", "a", ""), like(t, "acme/wren", "a", ""), ""},
		"the same repository":     {like(t, "acme/tern@v1", "a", "mit"), like(t, "acme/tern@v2", "a", "gpl"), ""},
		"a dataset":               {like(t, "datasets/acme/tern", "a", "mit"), like(t, "acme/tern", "a", "gpl"), ""},
		"a link": {like(t, "acme/tern", "a", "mit", "modelscope:acme/tern"), like(t, "modelscope:acme/tern", "b", "gpl"),
			"twin-link"},
		"a link from the other side": {like(t, "acme/tern", "", "mit"), like(t, "modelscope:acme/tern", "", "gpl", "acme/tern"), "twin-link"},
		"a link to another of the hub": {like(t, "acme/tern", "a", "mit", "modelscope:acme/wren"), like(t, "modelscope:acme/tern", "b", "gpl"),
			""},
	} {
		for _, pair := range [][2]*likeness{{tt.a, tt.b}, {tt.b, tt.a}} {
			var codes []string
			for _, f := range pair[0].twinsOf(newKin([]*likeness{tt.a, tt.b}).of(pair[0]), term.Weights) {
				codes = append(codes, f.Remarks[0].Code)
			}
			if got := strings.Join(codes, " "); got != tt.why {
				t.Errorf("%s: %s seen from %s is %q, want %q", name, pair[1].ref, pair[0].ref, got, tt.why)
			}
		}
	}
}

// However the targets of a run stand, a report says the same of them.
func TestTwinsInAnyOrder(t *testing.T) {
	self := like(t, "acme/tern", "a", "mit")
	others := []*likeness{like(t, "acme/wren", "a", "gpl"), like(t, "civitai:1", "ab", "no-selling"), like(t, "acme/owl", "a", "mit")}
	ids := func() (out []string) {
		for _, f := range self.twinsOf(newKin(append(slices.Clone(others), self)).of(self), term.Weights) {
			out = append(out, f.ID)
		}
		return out
	}
	want := ids()
	slices.Reverse(others)
	if got := ids(); len(want) != 2 || !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
