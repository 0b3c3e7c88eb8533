package prose

import "testing"

// framesOf returns the frames of the last sentence of text.
func framesOf(t *testing.T, text string) []Frame {
	t.Helper()
	cut := Cut([]byte(text))
	r := NewFrameReader(ownLanguages(t), cut)
	var out []Frame
	for _, s := range cut.Segments {
		out = r.Read(append(append([]Token(nil), s.Lead.Tokens...), s.Tokens...))
	}
	return out
}

// What stands in quotation marks before a colon or a word that equates is
// defined; what bars or asks besides is no definition.
func TestDefinitionsAreTold(t *testing.T) {
	for _, x := range []struct {
		text string
		want bool
	}{
		{"« Modèle » : les poids et le code.", true},
		{"« Modèle » : les poids ne doivent pas être vendus.", false},
		{"« Modèle » : les poids, uniquement.", false},
		{"Modèle : les poids et le code.", false},
		{"\"Model\" adalah bobot dan kode yang ini.", true},
		{"Model ini adalah bobot dan kode yang ini.", false},
	} {
		frames := framesOf(t, x.text)
		if got := len(frames) > 0 && frames[len(frames)-1].Speech == Definition; got != x.want {
			t.Errorf("%q: %+v, want a definition: %v", x.text, frames, x.want)
		}
	}
}

// Every word that is not known counts, be it a character or a word with a
// particle written on to it.
func TestUnknownWordsAreCounted(t *testing.T) {
	for text, want := range map[string]bool{
		"Você pode usar o modelo.":      false,
		"Você pode usar o modelo xyzz.": true,
		"本モデルを使用することができる。":              false,
		"本モデルを猫に使用することができる。":            true,
		"모델을 사용할 수 있습니다.":               false,
		"고양이에서 모델을 사용할 수 있습니다.":         true,
	} {
		frames := framesOf(t, text)
		if len(frames) != 1 || (frames[0].Unknown > 0) != want {
			t.Errorf("%q: %+v, want unknown words: %v", text, frames, want)
		}
	}
}
