package clause_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
)

// TestOtherLanguagesAreAccountedFor holds that a sentence of another language is
// understood when all that it says is explained, and only then.
func TestOtherLanguagesAreAccountedFor(t *testing.T) {
	set := load(t)
	for _, c := range []struct {
		text  string
		state clause.State
	}{
		{"Il est interdit de vendre le modèle à des tiers.", clause.StateClause},
		{"Il est interdit de vendre le modèle et d'en sabler les pièces avec les brevets.", clause.StateOpen},
		{"Die Gewichte dürfen nicht an Dritte weitergegeben werden.", clause.StateClause},
		{"Die Gewichte dürfen nicht an Dritte weitergegeben werden, und Sie müssen freitags segeln.", clause.StateOpen},
		{"Cualquiera puede usar el modelo y compartirlo.", clause.StatePlain},
		{"Cualquiera puede usar el modelo y compartirlo en su aldea.", clause.StateOpen},
		{"Cualquiera puede usar el modelo y compartirlo, salvo los bancos.", clause.StateOpen},
		{"Los vecinos pueden usar el modelo y compartirlo.", clause.StateOpen},
		{"O modelo é fornecido sem garantia de qualquer tipo.", clause.StatePlain},
		{"O modelo é fornecido sem garantia de qualquer tipo e não pode ser vendido.", clause.StateClause},
		{"本モデルは現状のまま提供され、当社は一切の責任を負いません。", clause.StatePlain},
		{"本モデルは現状のまま提供され、金曜日には使用してはならない。", clause.StateOpen},
		{"Мы не отвечаем за убытки.", clause.StatePlain},
		{"Мы не отвечаем за убытки, и вы обязаны петь по пятницам.", clause.StateOpen},
	} {
		got := set.Read(text(c.text)).Sentences
		if len(got) != 1 || got[0].State != c.state {
			t.Errorf("%q: %+v, want %s", c.text, got, c.state)
		}
	}
}

// TestLanguagesThatLookAlikeStayOpen holds that what is written like a language
// that is understood, and is none, binds until somebody has read it.
func TestLanguagesThatLookAlikeStayOpen(t *testing.T) {
	set := load(t)
	for _, s := range []string{
		"Het model wordt geleverd zonder enige garantie en mag niet worden verkocht.", // Dutch
		"Het gebruik van het model is alleen toegestaan voor onderzoek.",
		"El model es distribueix sense cap garantia i no es pot vendre.", // Catalan
		"Aquest model només es pot fer servir per a la recerca.",
		"O modelo entrégase sen garantía e non se pode vender.",                // Galician
		"Modelul este oferit fără garanție și nu poate fi vândut.",             // Romanian
		"Modellen må ikke sælges og leveres uden garanti.",                     // Danish
		"Modellen får inte säljas och tillhandahålls utan garanti.",            // Swedish
		"Model jest udostępniany bez gwarancji i nie może być sprzedawany.",    // Polish
		"Модель надається без гарантій і не може бути продана.",                // Ukrainian
		"Моделът се предоставя без гаранция и не може да се продава.",          // Bulgarian
		"Model hiçbir garanti olmadan sunulur ve satılamaz.",                   // Turkish
		"يُقدَّم النموذج دون أي ضمان ولا يجوز بيعه.",                           // Arabic
		"Mô hình được cung cấp không có bảo đảm và không được bán.",            // Vietnamese
		"Το μοντέλο παρέχεται χωρίς εγγύηση και δεν επιτρέπεται η πώλησή του.", // Greek
		"Malli toimitetaan ilman takuuta eikä sitä saa myydä.",                 // Finnish
		"A modellt garancia nélkül adjuk, és tilos eladni.",                    // Hungarian
		"Model je poskytován bez záruky a nesmí být prodáván.",                 // Czech
	} {
		for _, one := range set.Read(text(s)).Sentences {
			if one.State != clause.StateOpen {
				t.Errorf("%q is %s by %v %v", s, one.State, one.Kinds, one.Plain)
			}
		}
	}
}
