package card

// Marks and ways of writing that people read as words.

// crosses reports whether a sign says no to what stands beside it, as the
// crosses in lists of what is allowed do.
func crosses(r rune) bool {
	switch r {
	case '❌', '✗', '✘', '🚫', '⛔':
		return true
	}
	return false
}

// ticks reports whether a sign says yes to what stands beside it.
func ticks(r rune) bool {
	switch r {
	case '✅', '✔', '✓', '☑':
		return true
	}
	return false
}

// minSpaced is the least number of letters that spaces between them make a
// word of: fewer are the answers of a question or the names of variables.
const minSpaced = 6

// letterSpaced returns the length of the letters at the start of s that stand
// apart from each other, as in "n o t i c e"; 0 where they are too few.
func letterSpaced(s []byte) int {
	end, letters := 0, 0
	for i := 0; i < len(s) && (asciiLetter(s[i]) || s[i] == '-'); letters++ {
		if i+1 < len(s) && s[i+1] != ' ' && (wordByte(s[i+1]) || s[i+1] == '-') {
			break // a word of the usual kind
		}
		end = i + 1
		next := end
		for next < len(s) && s[next] == ' ' {
			next++
		}
		if next == end {
			letters++
			break
		}
		i = next
	}
	if letters < minSpaced {
		return 0
	}
	return end
}

// spacedOut reads letters that stand apart as the words that they make, and
// returns their length. Wider gaps part the words.
func (s *inlineScanner) spacedOut(i int) int {
	if i > 0 && s.text[i-1] != ' ' && s.text[i-1] != '\n' {
		return 0
	}
	n := letterSpaced(s.text[i:])
	for k := i; k < i+n; k++ {
		if gap := s.text[k] == ' '; !gap || s.text[k+1] == ' ' && s.text[k-1] != ' ' {
			s.word(s.text[k], k)
		}
	}
	return n
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
