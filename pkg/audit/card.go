package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// readCard takes what the target declares from its card, or from the hub's
// copy of the card's metadata where the card could not be read.
func (o *observation) readCard() {
	if len(o.snap.RawInfo) > 0 {
		o.info = doc.New(infoPath, doc.RoleConfig, "", o.snap.RawInfo)
		o.docs = append(o.docs, o.info)
	}
	o.card = o.parseCard()
	if o.card != nil {
		o.problems = append(o.problems, o.card.Problems...)
		o.addPrompts()
		o.declared = o.declare(o.card)
	}
	o.declared.place = o.placeOfLicence()
	o.addTags(&o.declared)
}

func (o *observation) parseCard() *card.Card {
	if d := o.snap.Card(); d != nil && d.Read() {
		return card.Parse(d)
	}
	if o.info == nil {
		return nil
	}
	start, end, ok := jsonValue(o.info.Text, []string{"cardData"})
	if !ok {
		return nil
	}
	data := o.info.Derive("cardData", doc.RoleCard, "json value", o.info.Text[start:end])
	o.docs = append(o.docs, data)
	return card.ParseData(data)
}

// addPrompts adds the gate's texts, unless the snapshot has the same bytes.
func (o *observation) addPrompts() {
	for _, d := range o.card.Derived {
		same := func(have *doc.Document) bool { return have.Role == d.Role && have.SHA256 == d.SHA256 }
		if !slices.ContainsFunc(o.docs, same) {
			o.docs = append(o.docs, d)
		}
	}
}

func (o *observation) declare(c *card.Card) declared {
	at := func(v card.Value) doc.Evidence { return c.Doc.Evidence(o.snap.Commit, []doc.Span{v.Span}) }
	var d declared
	for _, v := range c.License.Values {
		d.claims = append(d.claims, license.Claim{From: license.FromCard, Name: v.Text, Path: c.Doc.Path, Evidence: at(v)})
	}
	if c.License.Dropped && len(c.License.Values) > 0 {
		d.claims = append(d.claims, license.Claim{From: license.FromCard, Name: "a value of license that was not taken", Path: c.Doc.Path, Evidence: at(c.License.Values[0])})
	}
	if v := c.LicenseName; v.Declared() {
		d.claims = append(d.claims, license.Claim{From: license.FromName, Name: v.Text, Path: c.Doc.Path, Evidence: at(v)})
	}
	if !naming(d.claims) {
		d.claims = append(d.claims, o.proseClaims(c)...)
	}
	for _, f := range c.Gate.Fields {
		if asksPersonal(f) {
			d.gateFields = append(d.gateFields, f.Label.Text)
			d.gateSpans = append(d.gateSpans, f.Label.Span)
		}
	}
	return d
}

// placeOfLicence returns the evidence for a card that declares nothing: the
// card, or the hub's answer, with no words to quote.
func (o *observation) placeOfLicence() doc.Evidence {
	if o.card != nil {
		return o.card.Doc.Evidence(o.snap.Commit, []doc.Span{})
	}
	return o.infoEvidence()
}

// gateData states that the gate asks for personal data.
func (o *observation) gateData(main []term.Scope) {
	if len(o.declared.gateFields) == 0 {
		return
	}
	o.add(finding.Finding{
		Kind: term.GatePersonalData, Scopes: main, Source: term.Declared,
		Remarks:  []finding.Remark{finding.Say("gate-asks-personal-data", "fields", o.declared.gateFields)},
		Evidence: []doc.Evidence{o.card.Doc.Evidence(o.snap.Commit, o.declared.gateSpans)},
	})
}
