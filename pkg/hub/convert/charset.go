package convert

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	unicodetext "golang.org/x/text/encoding/unicode"
)

// IsUTF16 reports whether content is UTF-16: by its mark, or by every other
// byte being zero.
func IsUTF16(content []byte) bool {
	return bytes.HasPrefix(content, []byte{0xff, 0xfe}) || bytes.HasPrefix(content, []byte{0xfe, 0xff}) || halfZero(content, 1) ||
		halfZero(content, 0)
}

// halfZero reports whether nearly every other byte is zero, from the first or
// the second on, and hardly any of the rest.
func halfZero(content []byte, from int) bool {
	head := content[:min(len(content), 512)&^1]
	zeros, others := 0, 0
	for i, b := range head {
		switch {
		case b != 0:
		case i%2 == from:
			zeros++
		default:
			others++
		}
	}
	return len(head) >= 8 && zeros*10 >= len(head)/2*9 && others == 0
}

// decode turns a text into UTF-8.
func decode(content []byte) ([]byte, Form, error) {
	if IsUTF16(content) {
		order := unicodetext.LittleEndian
		if content[0] == 0xfe || content[0] == 0 {
			order = unicodetext.BigEndian
		}
		text, err := unicodetext.UTF16(order, unicodetext.UseBOM).NewDecoder().Bytes(content)
		if err != nil {
			return nil, Form{}, ErrNoText
		}
		return text, Form{"utf-8", "decoded from UTF-16"}, nil
	}
	if isUTF8(content) {
		return content, Form{}, nil
	}
	best, text := likely(content)
	if best == nil {
		return nil, Form{}, ErrNoText
	}
	return text, Form{"utf-8", "decoded from " + best.name}, nil
}

// isUTF8 reports whether content is UTF-8, a stray byte or two aside: those are
// shown as such where they are quoted.
func isUTF8(content []byte) bool {
	if utf8.Valid(content) {
		return true
	}
	multi, bad := 0, 0
	for rest := content; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n <= 1:
			bad++
		case n > 1:
			multi++
		}
		rest = rest[n:]
	}
	return bad <= 2 && multi > 8*bad
}

// charset is an encoding with what its texts look like.
type charset struct {
	name string
	encoding.Encoding
	common func(rune) bool // characters that a text in it has many of
	least  float64         // the share of them among what is not ASCII
}

func charsets() []charset {
	hiragana := func(r rune) bool { return unicode.Is(unicode.Hiragana, r) }
	return []charset{
		{"Shift-JIS", japanese.ShiftJIS, hiragana, 0.2},
		{"EUC-JP", japanese.EUCJP, hiragana, 0.2},
		{"GB 18030", simplifiedchinese.GB18030, among(simplified), 0.12},
		{"EUC-KR", korean.EUCKR, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }, 0.6},
		{"Big5", traditionalchinese.Big5, among(traditional), 0.12},
		{"Windows-1251", charmap.Windows1251, among("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"), 0.7},
		{"Windows-1252", charmap.Windows1252, among("äöüßÄÖÜéèêëàâáãåæçñíìîïóòôõøúùûýÉÈÀÁÃÅÆÇÑÍÓÔÕØÚ©®™§°“”‘’–—•…«»¿¡ªº·€£ "), 0.7},
	}
}

// The characters that texts of terms have most of.
const (
	simplified  = "的一是不了在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所得经之使用许可协议模型商业权利本您任何或与及等其应当条款数据服务责任违反法律软件代码禁止仅限研究目的提供开放"
	traditional = "的一是不了在有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所得經之使用許可協議模型商業權利本您任何或與及等其應當條款數據服務責任違反法律軟體禁止僅限研究目的提供開放"
)

func among(set string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(set, r) }
}

// likely returns the encoding that makes the most of a text, nil when none
// makes sense of it.
func likely(content []byte) (*charset, []byte) {
	for _, c := range charsets() {
		text, err := c.NewDecoder().Bytes(content[:min(len(content), maxText)])
		if err != nil || !c.makesSense(text) {
			continue
		}
		return &c, text
	}
	return nil, nil
}

func (c charset) makesSense(text []byte) bool {
	common, all := 0, 0
	for _, r := range string(text) {
		switch {
		case r == utf8.RuneError, unicode.Is(unicode.Co, r), unicode.IsControl(r) && !unicode.IsSpace(r):
			return false
		case r < utf8.RuneSelf || unicode.IsPunct(r) && r > 0x2fff:
		default:
			all++
			if c.common(r) {
				common++
			}
		}
	}
	return all > 0 && float64(common) >= c.least*float64(all)
}

// codePage is the encoding of a Windows code page, 1252 for one that is not
// known.
func codePage(number int) encoding.Encoding {
	switch number {
	case 932:
		return japanese.ShiftJIS
	case 936:
		return simplifiedchinese.GBK
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	default:
		return charmap.Windows1252
	}
}
