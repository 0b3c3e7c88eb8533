package prose

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func ownFrames(t testing.TB) *FrameLexicon {
	t.Helper()
	var src FrameSource
	readYAML(t, "../../rules/frames.yaml", &src)
	return lexicon(t, src)
}

func readYAML(t testing.TB, file string, out any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, out); err != nil {
		t.Fatal(err)
	}
}

func lexicon(t testing.TB, src FrameSource) *FrameLexicon {
	t.Helper()
	l, err := NewFrameLexicon(src)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// describe writes a frame as the table of TestFrames has it.
func describe(l *FrameLexicon, f *Frame) string {
	out := f.Speech.String()
	for _, part := range []struct {
		name string
		of   Classes
	}{
		{"who", f.Bearer}, {"act", f.Acts}, {"of", f.Objects.Or(f.Subject).And(l.Things)}, {"in", f.Inner.And(l.Acts)},
		{"for", f.Adjuncts.And(l.Purposes)}, {"only", f.Only.And(l.Purposes)}, {"except", f.Except}, {"if", f.Cond},
	} {
		if !part.of.Empty() {
			out += " " + part.name + "=" + strings.Join(l.Names(part.of), "+")
		}
	}
	for _, flag := range []struct {
		name string
		on   bool
	}{{"narrowed", f.Narrowed}, {"excepted", f.Excepted}, {"conditioned", f.Conditioned}} {
		if flag.on {
			out += " " + flag.name
		}
	}
	return out
}

func readFrames(l *FrameLexicon, text string) []string {
	cut := Cut([]byte(text))
	r := NewFrameReader(l, cut)
	var out []string
	for _, s := range cut.Segments {
		for _, f := range r.Read(append(append([]Token(nil), s.Lead.Tokens...), s.Tokens...)) {
			out = append(out, describe(l, &f))
		}
	}
	return out
}

func TestFrames(t *testing.T) {
	l := ownFrames(t)
	for _, tt := range []struct {
		text string
		want string // frames parted by " / "
	}{
		{"You may not distribute the Model.", "ban who=licensee act=pass-on of=material"},
		{"You may not use it to disseminate malware.", "ban who=licensee act=use of=material+pronoun in=pass-on"},
		{"No part of the Software may be sold.", "ban act=sell of=material"},
		{"Resale of the weights is prohibited.", "ban act=sell of=material"},
		{"You may use the Model for research only.", "grant who=licensee act=use of=material for=research only=research narrowed"},
		{"You may only use the Model for academic purposes.", "grant who=licensee act=use of=material for=research only=research narrowed"},
		{"You shall not distribute the Model without our written consent.",
			"ban who=licensee act=pass-on of=material except=licensor+permission excepted"},
		{"You may use the Kit provided that you keep the copyright notices.",
			"grant who=licensee act=use of=material conditioned / duty who=licensee act=keep of=notice"},
		{"You may use the Kit as long as you do not sell it.",
			"grant who=licensee act=use of=material conditioned / ban who=licensee act=sell of=material+pronoun"},
		{"If you share the Model, you must keep the notices.", "duty who=licensee act=keep of=notice if=licensee+material+pass-on conditioned"},
		{"Except as this Agreement provides otherwise, you may not modify the Software.",
			"ban who=licensee act=alter+change-terms of=material excepted"},
		{"Except as provided in this Agreement, you may not modify the Software.",
			"ban who=licensee act=alter+change-terms of=material excepted"},
		{"You may not modify the Software except as provided by law here.", "ban who=licensee act=alter+change-terms of=material excepted"},
		{"TERMS OF THE KIT\n\n1. You may use the Kit.\n\n2. Do not share the Kit.",
			"statement of=material+terms / grant who=licensee act=use of=material / ban act=pass-on of=material"},
		{"You shall under no circumstances share the Kit.", "ban who=licensee act=pass-on of=material"},
		{"You shall not have the right to share the Kit.", "ban who=licensee act=pass-on of=material"},
		{"The Kit is not to be shared.", "ban act=pass-on of=material"},
		{"We may update this policy from time to time.", "grant who=licensor act=change-terms of=policy"},
	} {
		if got := strings.Join(readFrames(l, tt.text), " / "); got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// FuzzFrames holds that frames stay inside their segment.
func FuzzFrames(f *testing.F) {
	l := ownFrames(f)
	f.Add("You shall not: (a) sell it; (b) host it, except with our consent, if asked: or; never.")
	f.Fuzz(func(t *testing.T, text string) {
		cut := Cut([]byte(text))
		r := NewFrameReader(l, cut)
		for _, s := range cut.Segments {
			tokens := append(append([]Token(nil), s.Lead.Tokens...), s.Tokens...)
			for _, f := range r.Read(tokens) {
				if f.Start < 0 || f.Start >= f.End || f.End > len(tokens) {
					t.Errorf("frame %s in %d tokens", fmt.Sprint(f), len(tokens))
				}
			}
		}
	})
}
