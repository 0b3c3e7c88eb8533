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
// licence; prose does not count, nor what speaks of the code alone.
func (d declared) metadata() bool {
	return slices.ContainsFunc(d.claims, func(c license.Claim) bool { return c.From != license.FromProse && c.Scopes == nil })
}

// declare takes what a repository declares from its card and from the hub's
// tags.
func (a *Auditor) declare(c *contents) declared {
	d := declared{place: c.answer.value()}
	if c.card != nil {
		d.place = c.card.Doc.Evidence(c.snap.Commit, []doc.Span{}) // no words to quote
		d.addCard(c.card, c.snap.Commit)
		if !d.naming() {
			d.claims = append(d.claims, a.proseClaims(c.card, c.snap.Commit)...)
		}
	}
	d.addHeaders(c, a.cfg.Licenses)
	if c.folder != "" {
		return d // the hub's answer speaks of the whole
	}
	for _, tag := range c.snap.Info.Tags {
		if id, ok := strings.CutPrefix(tag, "license:"); ok {
			d.claims = append(d.claims, license.Claim{From: license.FromTag, Name: id, Path: infoPath, Evidence: c.answer.value("tags")})
		}
	}
	for _, l := range c.snap.Info.Licenses {
		d.claims = append(d.claims, license.Claim{From: license.FromTag, Name: l.Value, Path: infoPath, Evidence: c.answer.value(l.At...)})
	}
	if c.snap.Info.GGUFLicense != "" {
		d.claims = append(d.claims, license.Claim{From: license.FromGGUF, Name: c.snap.Info.GGUFLicense, Path: infoPath,
			Evidence: c.answer.value("gguf")})
	}
	return d
}

// addCard adds what the metadata of a card declares.
func (d *declared) addCard(c *card.Card, commit string) {
	claim := func(from license.From, name string, v card.Value) {
		at := c.Doc.Evidence(commit, []doc.Span{v.Span})
		d.claims = append(d.claims, license.Claim{From: from, Name: name, Path: c.Doc.Path, Evidence: at})
	}
	for _, v := range c.License.Values {
		claim(license.FromCard, v.Text, v)
	}
	if c.License.Dropped && len(c.License.Values) > 0 {
		claim(license.FromCard, "a value of license that was not taken", c.License.Values[0])
	}
	if v := c.LicenseName; v.Declared() {
		claim(license.FromName, v.Text, v)
	}
	for _, f := range c.Gate.Fields {
		if f.Personal() {
			d.gateFields = append(d.gateFields, f.Label.Text)
			d.gateSpans = append(d.gateSpans, f.Label.Span)
		}
	}
}

// naming reports whether the metadata says which licence is meant.
func (d declared) naming() bool {
	return slices.ContainsFunc(d.claims, func(c license.Claim) bool {
		return c.From != license.FromProse && c.Scopes == nil && strings.TrimSpace(c.Name) != "" && !license.IsPlaceholder(c.Name)
	})
}
