package dump

import (
	"slices"
	"strings"
)

// Field is something that a row says of a repository.
type Field int

// The fields, in the order in which they stand in Row.Info.
const (
	ID Field = iota
	HubID
	Commit
	Modified
	Private
	Gated
	Disabled
	Downloads
	Pipeline
	Library
	Tags
	BaseModels
	CardData
	Config
	GGUF
	Scans
	Files
	CardText

	fieldCount
)

// form is what a value of a field is, whatever it is written as: dumps write
// lists and objects as nested columns, or as text that holds JSON.
type form int

const (
	scalar form = iota
	flag        // a boolean, or a word
	list
	object
	text // of a document, as it is
)

// fieldInfo says how a field is called: key in the hub's own answers, and what
// dumps call it, in small letters without underscores.
type fieldInfo struct {
	key   string
	names []string
	form  form
	loss  string // what a dump without it cannot tell; empty where nothing hangs on it
}

// nests reports whether its values are lists or objects.
func (i *fieldInfo) nests() bool { return i.form == list || i.form == object }

var fieldInfos = [fieldCount]fieldInfo{
	ID:         {"id", []string{"id", "modelid", "datasetid", "repoid"}, scalar, "which repository a row is of"},
	HubID:      {"_id", nil, scalar, ""},
	Commit:     {"sha", []string{"sha", "commit", "commitsha"}, scalar, "which commit it was read at"},
	Modified:   {"lastModified", []string{"lastmodified"}, scalar, ""},
	Private:    {"private", []string{"private"}, flag, ""},
	Gated:      {"gated", []string{"gated"}, flag, "whether a gate is before the files"},
	Disabled:   {"disabled", []string{"disabled"}, flag, ""},
	Downloads:  {"downloads", []string{"downloads"}, scalar, ""},
	Pipeline:   {"pipeline_tag", []string{"pipelinetag"}, scalar, ""},
	Library:    {"library_name", []string{"libraryname"}, scalar, ""},
	Tags:       {"tags", []string{"tags"}, list, "the hub's own tags of base models"},
	BaseModels: {"baseModels", []string{"basemodels"}, object, ""},
	CardData:   {"cardData", []string{"carddata"}, object, ""},
	Config:     {"config", []string{"config"}, object, ""},
	GGUF:       {"gguf", []string{"gguf"}, object, ""},
	Scans:      {"securityRepoStatus", []string{"securityrepostatus"}, object, ""},
	Files:      {"siblings", []string{"siblings", "files"}, list, "which files there are, texts of terms among them"},
	CardText:   {"card", []string{"card", "readme", "cardtext", "modelcard", "datasetcard"}, text, "the words of the cards"},
}

// fieldOf returns the field that a column is, and how well its name says so: of
// several columns of a field that with the lowest rank counts.
func fieldOf(column string) (f Field, rank int, ok bool) {
	if column == fieldInfos[HubID].key {
		return HubID, 0, true
	}
	name := strings.ToLower(strings.ReplaceAll(column, "_", ""))
	for f, info := range fieldInfos {
		if at := slices.Index(info.names, name); at >= 0 && !strings.HasPrefix(column, "_") {
			return Field(f), at, true
		}
	}
	return 0, 0, false
}

// chosenColumns are the names of the columns that fields are read from.
type chosenColumns [fieldCount]string

// better returns the field of a column, if no column with a better name was
// chosen for it.
func (c *chosenColumns) better(column string) (Field, bool) {
	f, rank, ok := fieldOf(column)
	if !ok || c[f] == "" {
		return f, ok
	}
	_, have, _ := fieldOf(c[f])
	return f, rank < have || rank == have && column < c[f]
}

// Set is a set of fields.
type Set uint32

// All holds every field, Names what tells repositories and their bases apart,
// Cardful a card and whose it is.
const (
	All     Set = 1<<fieldCount - 1
	Cardful     = 1<<ID | 1<<Commit | 1<<Modified | 1<<CardText
	Names       = 1<<ID | 1<<Commit | 1<<Modified | 1<<Tags | 1<<BaseModels | 1<<CardData
)

// Has reports whether a field is in the set.
func (s Set) Has(f Field) bool { return s&(1<<f) != 0 }

// Lost says what a dump that has the fields of s alone cannot tell, a phrase
// each: "no column siblings: ...".
func (s Set) Lost() []string {
	var out []string
	for f, info := range fieldInfos {
		if info.loss != "" && !s.Has(Field(f)) {
			out = append(out, "no column "+info.key+": it does not tell "+info.loss)
		}
	}
	if !s.Has(CardData) && !s.Has(CardText) {
		out = append(out, "no column cardData or card: it does not tell what the repositories declare")
	}
	return out
}
