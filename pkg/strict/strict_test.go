package strict_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/strict"
)

type day struct{ text string }

func (d *day) UnmarshalText(b []byte) error {
	if len(b) != 10 {
		return fmt.Errorf("%q is no day", b)
	}
	d.text = string(b)
	return nil
}

type inner struct {
	Count int      `yaml:"count"`
	Big   *int64   `yaml:"big"`
	Share float64  `yaml:"share"`
	Tags  []string `yaml:"tags,omitempty"`
	Since day      `yaml:"since"`
}

type shared struct {
	Owner string `yaml:"owner"`
}

type sample struct {
	shared

	Name   string           `yaml:"name"`
	Yes    bool             // read under its name in lower case
	Inner  inner            `yaml:"inner"`
	Values map[string]any   `yaml:"values"`
	Lists  map[string]inner `yaml:"lists"`
	Left   string           `yaml:"-"`

	note string
}

func TestReadTakesEveryValue(t *testing.T) {
	var s sample
	d := strict.Read("a.yaml", []byte(`name: NO
owner: acme
yes: true
inner: {count: 5_000, big: 7000000000, share: 0.5, tags: [a, b], since: 2024-05-06}
values: {one: 1, list: [x, y], flag: false}
lists: {a: {count: 1}}
`), &s)
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
	if s.Name != "NO" || s.Owner != "acme" || !s.Yes || s.Inner.Count != 5000 || *s.Inner.Big != 7_000_000_000 || s.Inner.Share != 0.5 ||
		len(s.Inner.Tags) != 2 ||
		s.Inner.Since.text != "2024-05-06" || s.Values["one"] != 1 || s.Values["flag"] != false || s.Lists["a"].Count != 1 || s.note != "" {
		t.Errorf("read %+v", s)
	}
}

func TestReadReportsEveryFaultWithItsLine(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"empty":         {"", []string{"a.yaml: is empty"}},
		"only comments": {"# x\n", []string{"a.yaml: is empty"}},
		"no YAML":       {"name: [a\n", []string{"a.yaml:1: did not find expected ',' or ']'"}},
		"two documents": {"name: a\n---\nname: b\n", []string{"a.yaml: holds more than one document"}},
		"a list":        {"- a\n", []string{"a.yaml:1: want keys with values, have a list"}},
		"unknown keys": {"name: a\nleft: x\ninner:\n  since: 2024-01-01\n  cuont: 3\n", []string{
			"a.yaml:2: left: no such key; there are: owner, name, yes, inner, values, lists",
			"a.yaml:5: inner.cuont: no such key; there are: count, big, share, tags, since",
		}},
		"twice": {"name: a\nyes: true\nname: b\n", []string{"a.yaml:3: name: stands here twice"}},
		"wrong types": {"name: {a: b}\nyes: perhaps\ninner:\n  count: many\n  big: 1.5\n  share: x\n  tags: a\n  since: soon\nlists:\n  a: 7\n",
			[]string{
				"a.yaml:1: name: want text, have keys with values",
				`a.yaml:2: yes: want true or false, have "perhaps"`,
				`a.yaml:4: inner.count: want a whole number, have "many"`,
				`a.yaml:5: inner.big: want a whole number, have "1.5"`,
				`a.yaml:6: inner.share: want a number, have "x"`,
				`a.yaml:7: inner.tags: want a list, have "a"`,
				`a.yaml:8: inner.since: "soon" is no day`,
				`a.yaml:10: lists.a: want keys with values, have "7"`,
			}},
		"anchors": {"name: &x a\nvalues:\n  b: *x\n", []string{"a.yaml:3: values.b: anchors and aliases are not read: write the value out"}},
	} {
		t.Run(name, func(t *testing.T) {
			err := strict.Read("a.yaml", []byte(tt.text), &sample{}).Err()
			if err == nil {
				t.Fatal("no fault was found")
			}
			if diff := cmp.Diff(strings.Join(tt.want, "\n"), err.Error()); diff != "" {
				t.Error(diff)
			}
			var fault *strict.Error
			if !errors.As(err, &fault) {
				t.Errorf("%T is no *strict.Error", err)
			}
		})
	}
}

func TestFaultsStandWhereTheFieldStands(t *testing.T) {
	var s sample
	d := strict.Read("a.yaml", []byte("name: |\n  first\n  second\ninner:\n  tags:\n    - a\n    - b\n"), &s)
	for field, want := range map[string]int{"": 1, "name": 1, "inner": 4, "inner.tags": 5, "inner.tags[1]": 7, "inner.absent.deep": 4,
		"nowhere": 1} {
		if got := d.Line(field); got != want {
			t.Errorf("%q stands on line %d, want %d", field, got, want)
		}
	}
	if got := d.TextLine("name"); got != 2 {
		t.Errorf("the text of name begins on line %d, want 2", got)
	}
	d.Fault(strict.Path("inner", "tags", 1), "is %s", "late")
	d.Fault("name", "is early")
	if got, want := d.Err().Error(), "a.yaml:1: name: is early\na.yaml:7: inner.tags[1]: is late"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParseReadsEveryDocument(t *testing.T) {
	var names []string
	for _, d := range strict.Parse("a.yaml", []byte("name: a\n---\nname: b\nyes: 3\n---\nname: c\n")) {
		var s sample
		d.Into(&s)
		if d.Err() == nil {
			names = append(names, s.Name)
		} else if got, want := d.Err().Error(), `a.yaml:4: yes: want true or false, have "3"`; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if diff := cmp.Diff([]string{"a", "c"}, names); diff != "" {
		t.Error(diff)
	}
}

// Whatever is read, nothing panics, and every fault names the file and a line
// that the file has.
func FuzzRead(f *testing.F) {
	f.Add("name: a\nyes: true\ninner: {count: 1}\n")
	f.Add("name: *x\nvalues: {a: [1, {b: c}]}\n")
	f.Add("? [a]\n: b\n<<: {name: x}\n")
	f.Fuzz(func(t *testing.T, text string) {
		err := strict.Read("a.yaml", []byte(text), &sample{}).Err()
		for _, fault := range faults(err) {
			if fault.File != "a.yaml" || fault.Why == "" || fault.Line < 0 || fault.Line > 1+strings.Count(text, "\n")+strings.Count(text, "\r")+
				strings.Count(text, "\u0085")+
				strings.Count(text, "\u2028")+strings.Count(text, "\u2029") {
				t.Errorf("%q gives the fault %#v", text, fault)
			}
		}
	})
}

func faults(err error) []*strict.Error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var out []*strict.Error
	for _, e := range joined.Unwrap() {
		var fault *strict.Error
		if errors.As(e, &fault) {
			out = append(out, fault)
		}
	}
	return out
}
