package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ReadReport reads a report back from its JSON form. Fields that a later
// version added are left out; another document than a report is an error that
// says so.
func ReadReport(in io.Reader) (*Report, error) {
	dec := json.NewDecoder(in)
	var r Report
	if err := dec.Decode(&r); err != nil {
		return nil, fmt.Errorf("not a JSON report: %w", err)
	}
	switch {
	case r.Schema == "":
		return nil, fmt.Errorf("not a report of fineprint: it names no schema, and a report names %s", Schema)
	case r.Schema != Schema:
		return nil, fmt.Errorf("a document of the schema %s, and a report is %s", r.Schema, Schema)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something stands behind the report")
	}
	return &r, nil
}
