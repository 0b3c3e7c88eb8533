package dump

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"time"
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
func (r *Row) Text(f Field) string {
	var s string
	if r.fields[f] == nil || json.Unmarshal(r.fields[f], &s) != nil {
		return ""
	}
	return s
}

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
		given := value
		value = nested(value, fieldInfos[f].form)
		r.odd = r.odd || value == nil && string(given) != `""` && (f == Tags || f == BaseModels || f == CardData)
		if f == Files {
			value = fileList(value)
		}
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
		if json.Unmarshal(value, &s) != nil || !json.Valid([]byte(s)) {
			return nil
		}
		value = bytes.TrimSpace([]byte(s))
	}
	if want == list && value[0] == '[' || want == object && value[0] == '{' {
		return value
	}
	return nil
}

// fileList writes a list of files as the hub does. An entry may be a name alone,
// or call its name otherwise; a list with one that has no name is none: the file
// may be of terms.
func fileList(value json.RawMessage) json.RawMessage {
	var entries []json.RawMessage
	if value == nil || json.Unmarshal(value, &entries) != nil {
		return nil
	}
	for i, entry := range entries {
		var named map[string]json.RawMessage
		if entry[0] == '"' {
			named = map[string]json.RawMessage{"rfilename": entry}
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
		named["rfilename"] = named[fileNames[at]]
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

// fileNames are the keys of a file's name, the hub's own first.
var fileNames = []string{"rfilename", "path", "filename", "name"}
