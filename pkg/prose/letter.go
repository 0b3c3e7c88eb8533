package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Letter reports whether r is seen as a letter or a digit, also where Unicode
// calls it a symbol: circled and squared letters, braille.
func Letter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || disguised(r)
}

// disguised reports whether r is a symbol that people read as a letter, or a tag,
// which programs read as one though nobody sees it. Regional indicators are not:
// they make flags.
func disguised(r rune) bool {
	return r >= 0x249c && (r <= 0x24e9 || 0x2801 <= r && r <= 0x28ff || 0x1f110 <= r && r <= 0x1f189 || tag(r))
}

// tag reports whether r is the tag of a letter or a digit.
func tag(r rune) bool {
	return 0xe0030 <= r && r <= 0xe0039 || 0xe0041 <= r && r <= 0xe005a || 0xe0061 <= r && r <= 0xe007a
}

// AppendPlain appends the letter or digit that r shows in another guise:
// full-width, mathematical, circled, squared, of a ligature its letters, without
// accents. Where nothing plain stands for r, that is r itself.
func AppendPlain(out []byte, r rune) []byte {
	if base, first := disguise(r); first > 0 {
		return append(out, byte(base+r-first))
	}
	var in [utf8.UTFMax]byte
	var buf [4 * utf8.UTFMax]byte
	from := len(out)
	for parts := norm.NFKD.Append(buf[:0], in[:utf8.EncodeRune(in[:], r)]...); len(parts) > 0; {
		part, size := utf8.DecodeRune(parts)
		if unicode.IsLetter(part) || unicode.IsNumber(part) {
			out = append(out, parts[:size]...)
		}
		parts = parts[size:]
	}
	if len(out) == from {
		return utf8.AppendRune(out, r)
	}
	return out
}

// disguise returns the first plain letter and the first sign of the row that r
// is in, of those that Unicode itself does not resolve.
func disguise(r rune) (base, first rune) {
	switch {
	case 0x1f150 <= r && r <= 0x1f169: // white on black, in a circle
		return 'A', 0x1f150
	case 0x1f170 <= r && r <= 0x1f189: // white on black, in a square
		return 'A', 0x1f170
	case tag(r):
		return 0, 0xe0000
	}
	if at := strings.IndexRune(smallCapitals, r); r > utf8.RuneSelf && at >= 0 {
		return 'a' + rune(utf8.RuneCountInString(smallCapitals[:at])), r
	}
	return 0, 0
}

// smallCapitals are the letters of phonetics that look like capitals, by the
// letters that people read; q and x have none.
const smallCapitals = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀꜱᴛᴜᴠᴡxʏᴢ"

// guised reports whether r, a letter, is a plain one in another guise: of a
// ligature, full-width, mathematical, raised or lowered, a small capital.
func guised(r rune) bool {
	switch {
	case r < 0x262:
		return false
	case r <= 0x2e4, r >= 0x1d00 && r <= 0x1dbf, r >= 0x2071 && r <= 0x209c, r == 0xa730, r == 0xa731:
		return plainASCII(r)
	}
	return r >= 0xfb00 && r < 0xfb07 || r >= 0xff21 && r <= 0xff5a || r >= 0x1d400 && r < 0x1d800 || r >= 0x2100 && r < 0x2150
}

// plainASCII reports whether a letter of ASCII stands for r.
func plainASCII(r rune) bool {
	plain := AppendPlain(nil, r)
	return len(plain) > 0 && plain[0] < utf8.RuneSelf
}
