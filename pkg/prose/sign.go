package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Signs returns, sorted and apart, where signs stand in text that are no words
// and no layout, and may say something all the same: pictographs and flags,
// signs of money, of logic or of sale on their own, rows of points and dashes
// that no rule of a page has, and pictures that nothing describes. Nobody reads
// them here.
func Signs(text []byte) [][2]int {
	var out [][2]int
	for from := 0; from < len(text); {
		end := from + lineLength(text[from:])
		line := text[from:end]
		if telling := codedLine(line); telling {
			out = append(out, [2]int{from, from + len(bytes.TrimRight(line, " \t\r\n"))})
		} else {
			out = appendSigns(out, text, from, end)
		}
		from = end
	}
	return out
}

func lineLength(text []byte) int {
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		return n + 1
	}
	return len(text)
}

// appendSigns appends the signs and pictures of a line, [from, end) of text.
func appendSigns(out [][2]int, text []byte, from, end int) [][2]int {
	wordless := bytes.IndexFunc(text[from:end], Letter) < 0
	for i := from; i < end; {
		c := text[i]
		if c < utf8.RuneSelf && c != '<' && c != '$' { // most of a text
			i++
			continue
		}
		r, size := rune(c), 1
		n := 0
		switch {
		case r == '<':
			n = pictureLength(text[i:end])
		case r == '$' && wordless:
			n = 1
		case r >= utf8.RuneSelf:
			r, size = utf8.DecodeRune(text[i:end])
			if telling(r) || wordless && unicode.Is(unicode.Sc, r) {
				n = size
			}
		}
		if n > 0 {
			out = joinSigns(out, text, i, i+n)
		}
		i += max(size, n)
	}
	return out
}

// joinSigns appends a sign at [from, to), as one with the last where nothing but
// blanks stands between them.
func joinSigns(out [][2]int, text []byte, from, to int) [][2]int {
	if last := len(out) - 1; last >= 0 && len(bytes.Trim(text[out[last][1]:from], " \t\ufe0f\u200d")) == 0 {
		out[last][1] = to
		return out
	}
	return append(out, [2]int{from, to})
}

// decor are the signs that texts are set with, and pictures that stand beside a
// heading and say nothing to it.
const decor = "©®™℠℗°¶§¦←↑→↓↔↵⇒⏎␣␤�✓✔✦✧✱✲✳✴✶✷❖➔➜➢➤➥➡⬅⬆⬇⭐★☆☐☑☞☛⚖⚠❤♥♡♪☺☻☕⛵📄📃📜📝📋📚📖📕📗📘📙📑📌📍📦📢📣🔗🔍🔎🚀🎉🎊✨🌟🙏🙌👋👍💡🤝🤗🤖🧠🏛🌍🌎🌏🌐💬📧📨✉📮🛠🔧⚙📈📊🎓🏆😀😃😄🙂😊"

// telling reports whether r is a sign that may say something by itself.
func telling(r rune) bool {
	switch {
	case r >= 0x2500 && r <= 0x257f, r >= 0x25a0 && r <= 0x25ff, r >= 0xff01 && r <= 0xffee: // lines, bullets, full-width signs
		return false
	case r >= 0x2801 && r <= 0x28ff: // braille
		return true
	case strings.ContainsRune(decor, r), Letter(r):
		return false
	case r >= 0x1f3fb && r <= 0x1f3ff: // tones of skin
		return false
	}
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sm, r) && r >= 0x2190
}

// codedLine reports whether a line is made of points, dashes and strokes that
// are neither a rule across the page nor a table: at least three groups of
// them, of which no two neighbours need be alike.
func codedLine(line []byte) bool {
	line = bytes.Trim(line, " \t\r\n*#;<>!%")
	if len(line) == 0 || bytes.ContainsFunc(line, func(r rune) bool { return !strings.ContainsRune(" \t.-/·•−–—_", r) }) {
		return false
	}
	groups := bytes.Fields(line)
	kinds := map[string]bool{}
	for _, g := range groups {
		kinds[string(g)] = true
	}
	return len(groups) >= 3 && len(kinds) >= 2 && bytes.ContainsAny(line, ".·•") && bytes.ContainsAny(line, "-−–—_")
}

// pictureLength returns the length of the tag of a picture that text starts
// with, or of what is shown from another file, when no words stand in for it.
func pictureLength(text []byte) int {
	for _, name := range []string{"<img", "<object", "<embed", "<iframe", "<svg", "<canvas"} {
		if len(text) <= len(name) || !bytes.EqualFold(text[:len(name)], []byte(name)) || !isBlank(text[len(name)]) {
			continue
		}
		n := bytes.IndexByte(text, '>') + 1
		if n > 0 && len(Spoken(text[:n])) == 0 {
			return n
		}
	}
	return 0
}
