package dump

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Row is what a dump says of one repository.
type Row struct {
	ID   string // owner and name; empty where the row names none
	Card []byte // the text of its card; nil where the row has none

	fields [fieldCount]json.RawMessage // what is told, as JSON
	odd    bool                        // what tells of parents or licences is there and not understood
}

// Info writes the row as the hub answers for one repository: a JSON object. A
// field that the row lacks, or that is not what the hub would give, is not in it.
func (r *Row) Info() []byte {
	n := 2
	for f := range CardText {
		n += len(r.fields[f]) + len(fieldInfos[f].key) + 4
	}
	out := append(make([]byte, 0, n), '{')
	for f := range CardText {
		value := r.fields[f]
		if value == nil || f == Files && r.odd { // without its files nothing is free
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(out, '"')
		out = append(out, fieldInfos[f].key...)
		out = append(out, '"', ':')
		out = append(out, value...)
	}
	return append(out, '}')
}

// Text returns a field that is a text, empty where it is none.
func (r *Row) Text(f Field) string { return hub.TextOf(r.fields[f]) }

// Value returns a field as JSON, nil where the row lacks it.
func (r *Row) Value(f Field) json.RawMessage { return r.fields[f] }

// Number returns a field that is a whole number, 0 where it is none.
func (r *Row) Number(f Field) int64 {
	n, err := strconv.ParseFloat(string(bytes.Trim(r.fields[f], `"`)), 64)
	if err != nil || !(n >= 0 && n <= 1<<62) { // NaN, too
		return 0
	}
	return int64(n)
}

// Modified says when the repository was changed last, the zero time where that
// is not told.
func (r *Row) Modified() time.Time {
	said := r.Text(Modified)
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05", time.DateTime, time.DateOnly} {
		if at, err := time.Parse(layout, said); err == nil {
			return at.UTC()
		}
	}
	if n := r.Number(Modified); n > 0 && r.fields[Modified][0] != '"' { // seconds since 1970, or parts of them
		for n >= 1e11 {
			n /= 1000
		}
		return time.Unix(n, 0).UTC()
	}
	return time.Time{}
}

// set takes in the value of a field as JSON. What is null is not told.
func (r *Row) set(f Field, value json.RawMessage) {
	if string(value) == "null" {
		return
	}
	switch fieldInfos[f].form {
	case flag:
		value = plainFlag(value)
	case list, object:
		r.nest(f, nested(value, fieldInfos[f].form), string(value) == `""`)
		return
	case text:
		var s string
		if json.Unmarshal(value, &s) == nil {
			r.Card = append([]byte{}, s...)
		}
		return
	}
	if r.fields[f] = value; f == ID {
		r.ID = r.Text(ID)
	}
}

// setWritten takes in the value of a list or an object that is written as text.
func (r *Row) setWritten(f Field, said []byte) {
	r.nest(f, nestedText(said, fieldInfos[f].form), len(said) == 0)
}

// nest takes in a list or an object, nil for what is none, which empty text is
// without a fault.
func (r *Row) nest(f Field, value json.RawMessage, empty bool) {
	r.odd = r.odd || value == nil && !empty && (f == Tags || f == BaseModels || f == CardData)
	if f == Files {
		value = fileList(value)
	}
	r.fields[f] = value
}

// plainFlag reads the words that tools write for booleans; any other value is as
// it was.
func plainFlag(value json.RawMessage) json.RawMessage {
	switch string(bytes.ToLower(value)) {
	case `"false"`, `"none"`, `""`, "0", `"0"`:
		return json.RawMessage("false")
	case `"true"`, "1", `"1"`:
		return json.RawMessage("true")
	default:
		return value
	}
}

// nested returns a value that is a list or an object, nil for one that is not: it
// may be written as text.
func nested(value json.RawMessage, want form) json.RawMessage {
	if value[0] == '"' {
		var s string
		if json.Unmarshal(value, &s) != nil {
			return nil
		}
		return nestedText([]byte(s), want)
	}
	return ofForm(value, want)
}

// nestedText is nested for text.
func nestedText(said []byte, want form) json.RawMessage {
	if !json.Valid(said) {
		return nil
	}
	return ofForm(bytes.TrimSpace(said), want)
}

func ofForm(value json.RawMessage, want form) json.RawMessage {
	if want == list && value[0] == '[' || want == object && value[0] == '{' {
		return value
	}
	return nil
}

// fileList writes a list of files as the hub does. An entry may be a name alone,
// or call its name otherwise; a list with one that has no name is none: the file
// may be of terms.
func fileList(value json.RawMessage) json.RawMessage {
	if namesAlone(value) {
		return value
	}
	var entries []json.RawMessage
	if value == nil || json.Unmarshal(value, &entries) != nil {
		return nil
	}
	for i, entry := range entries {
		var named map[string]json.RawMessage
		if entry[0] == '"' {
			named = map[string]json.RawMessage{hubName: entry}
		} else if json.Unmarshal(entry, &named) != nil {
			return nil
		}
		at := slices.IndexFunc(fileNames, func(key string) bool {
			var name string
			return json.Unmarshal(named[key], &name) == nil && name != ""
		})
		if at < 0 {
			return nil
		}
		if at == 0 && entry[0] != '"' {
			continue
		}
		named[hubName] = named[fileNames[at]]
		again, err := json.Marshal(named)
		if err != nil {
			return nil
		}
		entries[i] = again
	}
	again, err := json.Marshal(entries)
	if err != nil {
		return nil
	}
	return again
}

// namesAlone reports whether a list is written as json.Marshal writes one whose
// entries have a plain name, and nothing else.
func namesAlone(value json.RawMessage) bool {
	const opens, closes = `{"` + hubName + `":`, '}'
	for at := 1; at < len(value); at++ { // behind a bracket or a comma
		rest, ok := bytes.CutPrefix(value[at:], []byte(opens))
		end := bytes.IndexByte(rest, closes)
		if !ok || end < 0 {
			return false
		}
		name, plain := hub.PlainText(rest[:end])
		if !plain || name == "" || strings.ContainsAny(name, "<>&") {
			return false
		}
		if at += len(opens) + end + 1; at == len(value)-1 {
			return true
		}
	}
	return string(value) == "[]"
}

// hubName is the key of a file's name in the hub's answers.
const hubName = "rfilename"

// fileNames are the keys of a file's name, the hub's own first.
var fileNames = []string{hubName, "path", "filename", "name"}
