package doc

// Span is a half-open range [Start, End) of bytes of a document's text. Line
// is the 1-based line of its first byte. Make spans with Document.Span, which
// keeps them in bounds.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
	Line  int `json:"line"`
}

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Evidence is a quotation with its full address. A statement known from the
// catalogue alone has no quote: its Path is "catalogue:<id>" and its SHA256 is
// empty.
type Evidence struct {
	Path   string `json:"path"`
	URL    string `json:"url"`
	Commit string `json:"commit"`
	SHA256 string `json:"sha256"` // of the document
	Spans  []Span `json:"spans"`
	Quote  string `json:"quote"`
	// Section is the number by which the words are cited, such as 3(b); empty
	// where the text numbers nothing there.
	Section string `json:"section"`
}
