package prose_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

func TestSigns(t *testing.T) {
	for text, want := range map[string]string{
		"You may sail.\n🚫💰\n":            "🚫💰",
		"-. --- / ... .- .. .-..":        "-. --- / ... .- .. .-..",
		"- - - . . .":                    "- - - . . .",
		"You may sail 🏢 ❌ here":          "🏢 ❌",
		"🇳🇴":                             "🇳🇴",
		"$$$":                            "$$$",
		"It is ▓▓▓ given":                "▓▓▓",
		`<img src="more.svg">`:           `<img src="more.svg">`,
		`<object data="a.pdf"></object>`: `<object data="a.pdf">`,
		`<img src="more.svg" alt="You may not sell it">`:       "",
		"© 2024 Marsh™ §4 • one\n=====\n* * *\n- - -\n. . . .": "",
		"| --- | :-: |\n/* ---- */\n// ....\n# ---- # ---- #":  "",
		"## 📜 Licence\n★ Made with ❤️":                         "",
		"it costs $5 or €7, the $HOME of US$ and $Id$":         "",
		"┌──┐\n│ a │\n└──┘ ■ ▪ ● n → m":                        "",
		"…\n- .\n": "",
	} {
		got := ""
		for _, s := range prose.Signs([]byte(text)) {
			got += text[s[0]:s[1]]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestLettersInGuise(t *testing.T) {
	for text, want := range map[string]string{
		"&#78;&#111; sale":      "no sale",
		"&#x4e;o s&#97;le":      "no sale",
		"ɴᴏ ꜱᴀʟᴇ":               "no sale",
		"ᴺᵒ ˢᵃˡᵉ":               "no sale",
		"Caf&eacute; &amp; bar": "café bar",
	} {
		got := ""
		for _, w := range prose.Words([]byte(text)) {
			if got != "" {
				got += " "
			}
			got += w.Word.Text
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
