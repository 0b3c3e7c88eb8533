package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
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

// Complete gives a report that was read back what its JSON form leaves out: the
// entries of the licences in the catalogue, and the texts of what goes along, by
// their digests. A text that is not to be had is one that was not followed.
func (r *Report) Complete(known *license.Catalogue, text func(sha256 string) ([]byte, error)) {
	for i := range r.Reports {
		t := &r.Reports[i]
		for k := range t.Sources {
			t.Sources[k].complete(known, text)
		}
	}
}

func (o *Origin) complete(known *license.Catalogue, text func(string) ([]byte, error)) {
	for i := range o.Licenses {
		if e, ok := known.Entry(o.Licenses[i].ID); ok {
			o.Licenses[i].Entry = e
		}
	}
	for i, d := range o.Documents {
		if !d.Read() {
			continue
		}
		if found, err := text(d.SHA256); err == nil {
			whole := *doc.New(d.Path, d.Role, d.URL, found)
			whole.DerivedFrom = d.DerivedFrom
			o.Documents[i] = &whole
		} else {
			d.Status = doc.StatusNotFollowed
		}
	}
}
