package prose

import (
	"path/filepath"
	"strings"
	"testing"
)

// ownLanguages is the lexicon of frames with fineprint's own languages.
func ownLanguages(t testing.TB) *FrameLexicon {
	t.Helper()
	var src FrameSource
	readYAML(t, "../../rules/frames.yaml", &src)
	files, err := filepath.Glob("../../rules/languages/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		var l LanguageSource
		readYAML(t, file, &l)
		src.Languages = append(src.Languages, l)
	}
	return lexicon(t, src)
}

// What a sentence does is told in every language, whatever stands first in it.
func TestLanguagesTellSpeech(t *testing.T) {
	l := ownLanguages(t)
	for _, x := range []struct{ text, want string }{
		{"Sie dürfen das Modell nicht verkaufen.", "ban sell"},
		{"Die Software darf verändert werden.", "grant alter"},
		{"Wenn Sie die Daten weitergeben, müssen Sie den Urheber nennen.", "duty show if pass-on"},
		{"Sie müssen die Quelle nicht nennen.", "recital show"},
		{"Es ist nicht verboten, das Modell zu verkaufen.", "grant sell"},
		{"Der Lizenznehmer darf das Werk nutzen, nicht jedoch verkaufen.", "grant use, ban sell"},
		{"Vous pouvez copier le modèle, mais vous ne pouvez pas le vendre.", "grant copy, ban sell"},
		{"Le modèle ne peut être vendu que par nous.", "grant sell only"},
		{"No podrá vender el modelo sin autorización.", "ban sell except permission"},
		{"O modelo não pode ser vendido.", "ban sell"},
		{"Non è consentito vendere il modello.", "ban sell"},
		{"El usuario venderá el modelo.", "duty sell"},
		{"L'utilisateur ne revend pas le modèle.", "ban sell"},
		{"Nach dem Ende verkauft der Lizenznehmer das Modell.", "duty sell"},
		{"Le concédant revend le modèle à l'utilisateur.", "statement sell"},
		{"Anda tidak boleh menjual model ini.", "ban sell"},
		{"Вы не можете продавать модель.", "ban sell"},
		{"許可なくモデルを販売してはならない。", "ban sell except permission"},
		{"データを販売する場合は、許可を得なければならない。", "duty ask if sell"},
		{"모델을 판매할 수 없습니다.", "ban sell"},
		{"未经许可，不得出售模型。", "ban sell except permission"},
		{"您可以出售模型。", "grant sell"},
	} {
		cut := Cut([]byte(x.text))
		r := NewFrameReader(l, cut)
		var got []string
		for _, s := range cut.Segments {
			for _, f := range r.Read(s.Tokens) {
				got = append(got, inShort(l, &f))
			}
			if r.Language() == "" {
				t.Errorf("%q is taken for English", x.text)
			}
		}
		if strings.Join(got, ", ") != x.want {
			t.Errorf("%q reads as %q, not %q", x.text, got, x.want)
		}
	}
}

// inShort writes down what a frame does, to what end of the table above.
func inShort(l *FrameLexicon, f *Frame) string {
	out := strings.Join(append([]string{f.Speech.String()}, l.Names(f.Acts)...), " ")
	if f.OnlySaid {
		out += " only"
	}
	if named, err := l.Classes("permission"); err == nil && f.Except.Meets(named) {
		out += " except permission"
	}
	if f.Conditioned && !f.Cond.And(l.Acts).Empty() {
		out += " if " + strings.Join(l.Names(f.Cond.And(l.Acts)), " ")
	}
	return out
}

// English stays English beside names and words of other languages, and a heading
// without a telling word is in the language of what stands before it.
func TestLanguageIsTold(t *testing.T) {
	l := ownLanguages(t)
	for _, x := range []struct{ text, want string }{
		{"You may not use the data of the Universidad de los Andes.", ""},
		{"Use of the model is subject to the terms of the Société de Corvane.", ""},
		{"Das Modell ist frei.\n\nWeitergabe untersagt", "German"},
		{"Ce modèle est libre.", "French"},
		{"El modelo es libre.", "Spanish"},
		{"O modelo não é livre.", "Portuguese"},
		{"Il modello non è libero.", "Italian"},
		{"本モデルは自由です。", "Japanese"},
		{"本协议是自由的。", "Chinese"},
		{"모델은 자유입니다.", "Korean"},
		{"Модель свободна.", "Russian"},
		{"Model ini tidak bebas.", "Indonesian"},
	} {
		cut := Cut([]byte(x.text))
		r := NewFrameReader(l, cut)
		for _, s := range cut.Segments {
			r.Read(s.Tokens)
		}
		if r.Language() != x.want {
			t.Errorf("%q is told to be %q, not %q", x.text, r.Language(), x.want)
		}
	}
}

// Whatever the words, the frames of a sentence lie within it.
func FuzzLanguages(f *testing.F) {
	for _, s := range []string{"Sie dürfen (auch) nicht, ohne: verkaufen", "許可なく場合は禁止。", "仅、不得（如", "할 수 없", "ne que l'"} {
		f.Add(s)
	}
	l := ownLanguages(f)
	f.Fuzz(func(t *testing.T, text string) {
		cut := Cut([]byte(text))
		r := NewFrameReader(l, cut)
		for _, s := range cut.Segments {
			tokens := append(append([]Token(nil), s.Lead.Tokens...), s.Tokens...)
			for _, x := range r.Read(tokens) {
				if x.Start < 0 || x.Start >= x.End || x.End > len(tokens) {
					t.Fatalf("a frame from %d to %d of %d words", x.Start, x.End, len(tokens))
				}
			}
		}
	})
}

// A word tells its language wherever it first stood, be it deep in a sentence
// whose language was settled before it.
func TestWordsTellBehindOthers(t *testing.T) {
	const german = "Sie dürfen das Modell nicht verkaufen."
	cut := Cut([]byte("You may not sell the model, and you may not pass it on to any of your affiliates, for in German it is: " + german +
		"\n\n" + german))
	r := NewFrameReader(ownLanguages(t), cut)
	for _, s := range cut.Segments {
		r.Read(s.Tokens)
	}
	if r.Language() != "German" {
		t.Errorf("the last sentence is taken for %q", r.Language())
	}
}
