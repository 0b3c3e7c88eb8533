package convert

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const word = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t xml:space="preserve">You may </w:t></w:r>
<w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:r><w:t>look.</w:t></w:r></w:p>
<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>You may not touch &amp; sell.</w:t></w:r></w:p></w:body></w:document>`

const open = `<?xml version="1.0"?><office:document-content xmlns:office="o" ` +
	`xmlns:text="t"><office:body><office:text><text:h>Terms</text:h><text:p>You may ` +
	`<text:span>look</text:span>.</text:p></office:text></office:body></office:document-content>`

func TestForms(t *testing.T) {
	for name, tt := range map[string]struct {
		file, content, want, how string
	}{
		"docx": {"a.docx", string(archive(t, map[string]string{"word/document.xml": word})),
			"You may look.\n\nYou may not touch & sell.", "docx text"},
		"odt": {"a.odt", string(archive(t, map[string]string{"content.xml": open})), "Terms\n\nYou may look.", "odt text"},
		"rtf": {"a.rtf", `{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator x;}\f0 You may\par not \{touch\}. {\b Caf\'e9} \u8364?5}`,
			"You may\nnot {touch}. Café €5", "rich text"},
		"rtf in Chinese":  {"a.rtf", "{\\rtf1\\ansi\\ansicpg936 \\'bd\\'fb\\'d6\\'b9\\u21830?\\u29992?}", "禁止商用", "rich text"},
		"page":            {"a.html", "<p>You may <b>look</b>.</p><script>no</script><ul><li>once", "You may look.\n\nonce", "html text"},
		"page by bytes":   {"LICENSE", "<!DOCTYPE html><body>You may look.", "You may look.", "html text"},
		"markdown":        {"a.md", "You may <b>look</b>.", "You may <b>look</b>.", ""},
		"UTF-16":          {"a.txt", "\xff\xfeY\x00o\x00u\x00", "You", "decoded from UTF-16"},
		"UTF-16, no mark": {"a.txt", "Y\x00o\x00u\x00 \x00m\x00a\x00y\x00", "You may", "decoded from UTF-16"},
	} {
		got, form, err := Text(tt.file, []byte(tt.content))
		if err != nil || strings.TrimSpace(string(got)) != tt.want || form.How != tt.how {
			t.Errorf("%s: %q, %q, %v; want %q, %q", name, got, form.How, err, tt.want, tt.how)
		}
	}
}

func TestCharsets(t *testing.T) {
	for _, tt := range []struct {
		enc  encoding.Encoding
		name string
		text string
	}{
		{simplifiedchinese.GBK, "GB 18030", "本模型仅限研究目的使用，禁止商用。"},
		{japanese.ShiftJIS, "Shift-JIS", "本モデルの商用利用は禁止します。研究のためにのみ使うことができます。"},
		{japanese.EUCJP, "EUC-JP", "本モデルの商用利用は禁止します。研究のためにのみ使うことができます。"},
		{korean.EUCKR, "EUC-KR", "이 모델은 상업적으로 사용할 수 없습니다."},
		{traditionalchinese.Big5, "Big5", "本模型僅限研究目的使用，不得用於商業。"},
		{charmap.Windows1252, "Windows-1252", "Dieses Modell darf nur für nicht kommerzielle Zwecke genutzt werden. © Müller"},
		{charmap.Windows1251, "Windows-1251", "Модель нельзя использовать в коммерческих целях."},
	} {
		raw, err := tt.enc.NewEncoder().Bytes([]byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"", "Terms of the Tern model\n\n"} {
			got, form, err := Text("TERMS.txt", append([]byte(text), raw...))
			if err != nil || string(got) != text+tt.text || form.How != "decoded from "+tt.name {
				t.Errorf("%s: %q, %q, %v", tt.name, got, form.How, err)
			}
		}
	}
}

func TestNoText(t *testing.T) {
	for name, content := range map[string]string{
		"pdf": "%PDF-1.7\n", "old word": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "zip": string(archive(t, map[string]string{"a.txt": "x"})),
		"cut zip": "PK\x03\x04\x14\x00\x00\x00",
		"zeros":   "a\x00\x00\x00b", "noise": "\x80\x81\xff\xfe\x01\x90\x8d\xff", "empty rtf": `{\rtf1 }`,
		"bomb": string(archive(t, map[string]string{"word/document.xml": "<w>" + strings.Repeat(" ", 2*maxText) + "</w>"})),
	} {
		if text, form, err := Text("LICENSE", []byte(content)); err == nil {
			t.Errorf("%s: read as %q (%s)", name, text[:min(len(text), 80)], form.How)
		}
	}
	for _, name := range []string{"a.docx", "a.rtf"} {
		if _, _, err := Text(name, []byte("You may look.")); err == nil {
			t.Errorf("%s: words without the form were read", name)
		}
	}
}

// Whatever comes in, what comes out is UTF-8 that is bounded, or the input.
func FuzzText(f *testing.F) {
	f.Add("a.docx", archive(f, map[string]string{"word/document.xml": word}))
	f.Add("a.rtf", []byte(`{\rtf1\ansi You {\b may} \u8364?\'e9 {\*\x y}\par not}`))
	f.Add("a.html", []byte("<p>You<br>may"))
	f.Add("a.txt", []byte("\xff\xfea\x00"))
	f.Add("a.txt", []byte("\xb1\xbe\xc4\xa3\xd0\xcd"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		text, form, err := Text(name, content)
		switch {
		case err != nil && text != nil:
			t.Errorf("text with an error: %q", text)
		case err == nil && form.How == "" && !bytes.Equal(text, content):
			t.Errorf("plain text was changed: %q", text)
		case err == nil && form.How != "" && !utf8.Valid(text):
			t.Errorf("no UTF-8: %q", text)
		case len(text) > max(2*maxText, 4*len(content)):
			t.Errorf("%d bytes became %d", len(content), len(text))
		}
	})
}
