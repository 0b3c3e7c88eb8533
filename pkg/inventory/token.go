package inventory

// A token is one piece of source code. Comments are none.
type token struct {
	kind  tokenKind
	line  int32
	pos   int32 // of its first byte
	end   int32 // behind its last byte
	match int32 // of a bracket, the token of the other one; -1 without
	put   int32 // of a string with expressions in it, its parts; 0 for a plain one
	text  string
}

// nothing stands for the token beyond either end.
var nothing = token{kind: newline, match: -1}

type tokenKind uint8

const (
	nameToken tokenKind = iota
	stringToken
	numberToken
	operator
	opening
	closing
	newline // ends a statement; only in dialects with lines
)

// part is a piece of a string: text, or an expression to be put in.
type part struct {
	text string
	expr bool
}

// dialect says how a language is cut into tokens.
type dialect struct {
	lines     bool   // a line ends a statement, and its indentation says where it belongs
	hash      bool   // # begins a comment
	slashes   bool   // // and /* begin comments
	dashes    bool   // -- begins a comment
	triple    bool   // """ and ''' enclose texts of several lines
	templates bool   // backquotes enclose texts with ${expressions}
	regexps   bool   // / may begin a regular expression
	joins     bool   // strings that follow one another are one
	prefixes  string // letters that may stand before a string
	interpol  byte   // the sign before {…} in plain strings of the language; 0 without
}

// The dialects.
var (
	python = dialect{lines: true, hash: true, triple: true, joins: true, prefixes: "rbfuRBFUtT"}
	script = dialect{slashes: true, templates: true, regexps: true}
	native = dialect{slashes: true, triple: true, templates: true}
	ruby   = dialect{hash: true, interpol: '#'}
)
