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

// Problem is something that kept fineprint from seeing or understanding what
// it looked for. Problems are part of the report; they are never dropped. Path,
// Start, End and Line are null where they are not known.
type Problem struct {
	Code  string  `json:"code"` // kebab-case, stable
	Text  string  `json:"text"` // one sentence for a person: what happened and what to do
	Path  *string `json:"path"`
	Start *int    `json:"start"`
	End   *int    `json:"end"`
	Line  *int    `json:"line"`
}

// NewProblem returns a problem about a target as a whole.
func NewProblem(code, text string) Problem { return Problem{Code: code, Text: text} }

// ProblemAt returns a problem about the file at path.
func ProblemAt(code, text, path string) Problem {
	return Problem{Code: code, Text: text, Path: &path}
}

// Problem returns a problem about the bytes [start, end) of d.
func (d *Document) Problem(code, text string, start, end int) Problem {
	s := d.Span(start, end)
	path := d.Path
	return Problem{Code: code, Text: text, Path: &path, Start: &s.Start, End: &s.End, Line: &s.Line}
}
