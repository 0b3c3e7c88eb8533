package words

import _ "embed"

// The indexes, each compiled from the YAML file of its name: what the names of
// files say, which links lead to terms, how cards speak of terms, claim to be
// open source, and tell of code, data and papers; what
// tells sentences, lists and headings from one another, and how numbers are
// said.
var (
	//go:embed files.idx
	Files []byte
	//go:embed links.idx
	Links []byte
	//go:embed cards.idx
	Cards []byte
	//go:embed claims.idx
	Claims []byte
	//go:embed openness.idx
	Openness []byte
	//go:embed grammar.idx
	Grammar []byte
	//go:embed numbers.idx
	Numbers []byte
)
