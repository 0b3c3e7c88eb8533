package prose

import "github.com/fineprint-audit/fineprint/pkg/doc"

// Text is a text cut into segments. It is safe for concurrent use.
type Text struct {
	Bytes    []byte
	Segments []Segment // in the order of the text, an enumeration before its sentence
	Words    int       // number of different words; their IDs are below it
	// Order are the words that an order leaves out: "you must" keep it.
	Order [2]*Word
}

// How many bytes of a text a token, a segment and a word that was not met
// before take, by and large, and how many different words long texts have.
const (
	bytesPerToken   = 6
	bytesPerSegment = 150
	bytesPerWord    = 20
	mostWords       = 2000
)

// Cut cuts the given regions of a text, sorted, into segments; without any, the
// whole text. The work is linear in the length of the text.
func Cut(text []byte, regions ...doc.Span) *Text {
	s := segmenter{lexer: lexer{text: text}, odd: oddBreaks(text)}
	if regions == nil {
		regions = []doc.Span{{End: len(text)}}
	}
	bytes := 0
	for _, r := range regions {
		bytes += r.Len()
	}
	s.words = make(map[string]*Word, min(bytes/bytesPerWord, mostWords))
	s.out, s.found = make([]Token, 0, bytes/bytesPerToken), make([]Segment, 0, bytes/bytesPerSegment)
	for _, r := range regions {
		s.read(r.Start, r.End)
	}
	order := [2]*Word{s.known([]byte("you")), s.known([]byte("must"))}
	return &Text{Bytes: text, Segments: s.found, Words: len(s.words), Order: order}
}
