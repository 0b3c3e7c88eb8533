package words

import _ "embed"

// The indexes, each compiled from the YAML file of its name.
var (
	// Files say what a file is by its name.
	//go:embed files.idx
	Files []byte
	// Formats are the forms of files that hold parameters.
	//go:embed formats.idx
	Formats []byte
	// Links lead to further terms.
	//go:embed links.idx
	Links []byte
	// Cards speak of terms.
	//go:embed cards.idx
	Cards []byte
	// Claims to be open source.
	//go:embed claims.idx
	Claims []byte
	// Openness is what cards say of code, data and papers.
	//go:embed openness.idx
	Openness []byte
	// Grammar tells sentences, lists and headings from one another.
	//go:embed grammar.idx
	Grammar []byte
	// Numbers are the words for them.
	//go:embed numbers.idx
	Numbers []byte
	// Holders are those whose names stand in copyright notices.
	//go:embed holders.idx
	Holders []byte
	// References name licences whose words are elsewhere.
	//go:embed references.idx
	References []byte
	// Titles are what the names and titles of licences are made of.
	//go:embed titles.idx
	Titles []byte
	// Lineage is what names models, and what names them in recipes.
	//go:embed lineage.idx
	Lineage []byte
	// Sentences are what reports say.
	//go:embed sentences.idx
	Sentences []byte
	// Drafts are what to ask of the draft of a licence's entry.
	//go:embed drafts.idx
	Drafts []byte
)
