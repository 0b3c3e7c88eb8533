package card

import (
	"bytes"
	"sort"
)

// words is the text of a block without tags, inline code and destinations of
// links, and where in the document it stands.
type words struct {
	text []byte
	runs []run
}

// run is a stretch of a text that stands in the card byte for byte: its first
// byte, at at, is that at from.
type run struct{ at, from int }

// add appends bytes that stand at from, or one that stands for what is there.
func (w *words) add(text []byte, from int) {
	w.runs = follow(w.runs, len(w.text), from)
	w.text = append(w.text, text...)
}

// follow returns runs, and a further one where what stands at from does not go
// on with the last.
func follow(runs []run, at, from int) []run {
	if n := len(runs); n > 0 && runs[n-1].from+at-runs[n-1].at == from {
		return runs
	}
	return append(runs, run{at, from})
}

// placeOf returns where in the card byte i of a text with some runs stands.
func placeOf(runs []run, i int) int {
	n := sort.Search(len(runs), func(n int) bool { return runs[n].at > i }) - 1
	if n < 0 {
		return 0
	}
	return runs[n].from + i - runs[n].at
}

// codeWords are the words of a block of code, without the marks of comments.
func codeWords(src []byte, segments []segment, base int) words {
	w := words{text: make([]byte, 0, segments[len(segments)-1].end-segments[0].start+1)}
	for _, s := range segments {
		line := bytes.TrimLeft(src[s.start:s.end], "#/*;> \t")
		w.add(line, base+s.end-len(line))
		w.add([]byte{'\n'}, base+s.end)
	}
	return w
}
