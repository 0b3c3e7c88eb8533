package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// ReadReport reads a report back from its JSON form, or several that stand one
// after another (JSON Lines), as one. Fields that a later version added are left
// out; another document than a report is an error that says so.
func ReadReport(in io.Reader) (*Report, error) {
	dec := json.NewDecoder(in)
	var all []*Report
	for {
		r := &Report{}
		err := dec.Decode(r)
		switch {
		case errors.Is(err, io.EOF) && len(all) > 0:
			return Join(all)
		case err != nil && len(all) > 0:
			return nil, fmt.Errorf("what stands behind report %d is none: %w", len(all), err)
		case err != nil:
			return nil, fmt.Errorf("not a JSON report: %w", err)
		case r.Schema == "":
			return nil, fmt.Errorf("not a report of fineprint: it names no schema, and a report names %s", Schema)
		case r.Schema != Schema:
			return nil, fmt.Errorf("a document of the schema %s, and a report is %s", r.Schema, Schema)
		}
		all = append(all, r)
	}
}

// Join makes one report of several that the same rules and the same profile
// made: the parts of a run. Of a target that stands in more than one the last
// holds, in the place of the first.
func Join(parts []*Report) (*Report, error) {
	if len(parts) == 1 {
		return parts[0], nil
	}
	whole := *parts[0]
	whole.Reports, whole.Settings = []TargetReport{}, slices.Clone(whole.Settings)
	at := map[string]int{}
	for _, p := range parts {
		if p.Tool != whole.Tool || p.Profile != whole.Profile {
			return nil, errors.New("the reports were made by different versions, with different rules or profiles, and do not go together")
		}
		for _, s := range p.Settings {
			if !slices.Contains(whole.Settings, s) {
				whole.Settings = append(whole.Settings, s)
			}
		}
		whole.Unused = slices.DeleteFunc(slices.Clone(whole.Unused), func(e policy.Exception) bool { return !unused(p, e) })
		for _, t := range p.Reports {
			name := t.Target.Name()
			if i, found := at[name]; found {
				whole.Reports[i] = t
				continue
			}
			at[name] = len(whole.Reports)
			whole.Reports = append(whole.Reports, t)
		}
	}
	return &whole, nil
}

// unused reports whether an exception matched no target of a report.
func unused(r *Report, e policy.Exception) bool {
	return slices.ContainsFunc(r.Unused, func(u policy.Exception) bool { return u.Target == e.Target && u.Finding == e.Finding })
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
