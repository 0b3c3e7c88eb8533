package audit

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// declared is what a card says of its repository.
type declared struct {
	claims     []license.Claim
	place      doc.Evidence // where a licence could have been declared
	parents    []parent
	gateFields []string // the personal data that the gate asks for
	gateSpans  []doc.Span
}

// metadata reports whether the card's metadata or the hub's tags declare a
// licence; prose does not count.
func (d declared) metadata() bool {
	return slices.ContainsFunc(d.claims, func(c license.Claim) bool { return c.From != license.FromProse })
}

// parent is a base model or dataset that the target says it was made from.
type parent struct {
	id, relation string
	kind         ref.Kind
	source       term.Source
}

// addTags adds what the hub's own tags say: licences, and the current ids of
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

// asksPersonal reports whether a field of a gate asks for personal data: by
// its type, or by a word of its label. A checkbox states a term.
func asksPersonal(f card.GateField) bool {
	switch f.Type {
	case "checkbox":
		return false
	case "country", "ip_location", "date_picker":
		return true
	}
	label := strings.ToLower(f.Label.Text)
	for _, word := range []string{"name", "mail", "birth", "phone", "country", "affiliation", "organi", "company", "institut", "address", "job", "location", "gender", "employer", "university"} {
		if strings.Contains(label, word) {
			return true
		}
	}
	return false
}

func joined(words []string) string { return strings.Join(words, ", ") }
