package audit

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// declared is what a card says of its repository.
type declared struct {
	claims     []license.Claim
	place      doc.Evidence // where a licence could have been declared
	gateFields []string     // the personal data that the gate asks for
	gateSpans  []doc.Span
}

// metadata reports whether the card's metadata or the hub's tags declare a
// licence; prose does not count.
func (d declared) metadata() bool {
	return slices.ContainsFunc(d.claims, func(c license.Claim) bool { return c.From != license.FromProse })
}

// addTags adds the licences that the hub's own tags name.
func (o *observation) addTags(d *declared) {
	for _, tag := range o.snap.Info.Tags {
		if id, ok := strings.CutPrefix(tag, "license:"); ok {
			d.claims = append(d.claims, license.Claim{From: license.FromTag, Name: id, Path: infoPath, Evidence: o.infoEvidence("tags")})
		}
	}
	if o.snap.Info.GGUFLicense != "" {
		d.claims = append(d.claims, license.Claim{From: license.FromGGUF, Name: o.snap.Info.GGUFLicense, Path: infoPath, Evidence: o.infoEvidence("gguf")})
	}
	o.addHeaders(d)
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
