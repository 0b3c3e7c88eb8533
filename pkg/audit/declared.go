package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// declared is what the card says of itself, or the hub's copy of it where the
// card could not be read.
type declared struct {
	claims       []license.Claim
	evidence     doc.Evidence // the place that could have declared a licence
	parents      []parent
	gateFields   []string // the personal data that the gate asks for
	gateEvidence doc.Evidence
}

// parent is a base model or dataset that the target says it was made from.
type parent struct {
	id, relation string
	kind         ref.Kind
	source       term.Source
}

// declaredFromInfo takes what is declared from the hub's copy of the card, for
// a card that could not be read.
func (o *observation) declaredFromInfo() declared {
	data := o.snap.Info.CardData
	d := declared{evidence: o.infoEvidence("cardData")}
	for _, name := range stringsOf(data["license"]) {
		d.claims = append(d.claims, license.Claim{From: license.FromCard, Name: name, Path: infoPath, Evidence: o.infoEvidence("cardData", "license")})
	}
	for _, name := range stringsOf(data["license_name"]) {
		d.claims = append(d.claims, license.Claim{From: license.FromName, Name: name, Path: infoPath, Evidence: o.infoEvidence("cardData", "license_name")})
	}
	relation := strings.Join(stringsOf(data["base_model_relation"]), "")
	for _, id := range stringsOf(data["base_model"]) {
		d.parents = append(d.parents, parent{id: id, relation: relation, kind: ref.Model, source: term.Declared})
	}
	for _, id := range stringsOf(data["datasets"]) {
		d.parents = append(d.parents, parent{id: id, relation: "trained-on", kind: ref.Dataset, source: term.Declared})
	}
	return d
}

// stringsOf returns a string or a list of strings as a list.
func stringsOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	case float64, bool:
		return []string{fmt.Sprint(v)}
	default:
		return nil
	}
}

// addTags adds what the hub's own tags say: licences and the current ids of
// the parents.
func (o *observation) addTags(d *declared) {
	for _, tag := range o.snap.Info.Tags {
		if id, ok := strings.CutPrefix(tag, "license:"); ok {
			d.claims = append(d.claims, license.Claim{From: license.FromTag, Name: id, Path: infoPath, Evidence: o.infoEvidence("tags")})
		}
	}
	if o.snap.Info.GGUFLicense != "" {
		d.claims = append(d.claims, license.Claim{From: license.FromGGUF, Name: o.snap.Info.GGUFLicense, Path: infoPath, Evidence: o.infoEvidence("gguf")})
	}
	if len(o.snap.Info.BaseModels) == 0 {
		return
	}
	// The tags hold the current ids of the parents that the card names, some
	// of which were renamed since.
	d.parents = slices.DeleteFunc(d.parents, func(p parent) bool { return p.kind == ref.Model })
	for _, b := range o.snap.Info.BaseModels {
		d.parents = append(d.parents, parent{id: b.ID, relation: b.Relation, kind: ref.Model, source: term.Declared})
	}
}

// personal lists the words in the name of a gate's field that ask for personal
// data.
func personal() []string {
	return []string{"name", "mail", "birth", "phone", "country", "affiliation", "organization", "organisation", "company", "institution", "address", "job", "location", "gender", "age", "linkedin"}
}

// gateAsks returns the names of the gate's fields that ask for personal data.
func gateAsks(fields []string) []string {
	var out []string
	for _, f := range fields {
		lower := strings.ToLower(f)
		if slices.ContainsFunc(personal(), func(p string) bool { return strings.Contains(lower, p) }) {
			out = append(out, f)
		}
	}
	return out
}
