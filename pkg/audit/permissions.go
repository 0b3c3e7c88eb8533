package audit

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// permission is a line of a document of permissions: a switch that the maker of
// a model has set on a hub, and how.
type permission struct {
	key  string
	raw  []byte // the value, in JSON
	span doc.Span
}

// permissions reads the lines of the documents of permissions.
func (c *contents) permissions() (of *doc.Document, list []permission) {
	i := slices.IndexFunc(c.docs, func(d *doc.Document) bool { return d.Role == doc.RolePermissions && d.Read() })
	if i < 0 {
		return nil, nil
	}
	at := 0
	for line := range bytes.Lines(c.docs[i].Text) {
		key, value, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(": "))
		if ok {
			list = append(list, permission{string(key), value, c.docs[i].Span(at, at+len(key)+len(": ")+len(value))})
		}
		at += len(line)
	}
	return c.docs[i], list
}

// permitted states what the switches of a hub bar and ask. They are the maker's
// declaration, and no licence.
func (f *finder) permitted() {
	d, list := f.permissions()
	for _, p := range list {
		terms, understood := p.terms()
		at := d.Evidence(f.snap.Commit, []doc.Span{p.span})
		if !understood {
			f.add(finding.Finding{Kind: term.StatementNotUnderstood, Scopes: []term.Scope{f.main()}, Source: term.Declared,
				Evidence: []doc.Evidence{at}, Remarks: []finding.Remark{finding.Say("statement-not-understood")}})
		}
		for _, t := range terms {
			info, _ := f.kinds.Of(t.kind)
			f.add(finding.Finding{Kind: t.kind, Scopes: t.scopes, Source: term.Declared, Params: t.params, Title: title(info, t.kind),
				Evidence: []doc.Evidence{at}})
		}
	}
}

// permittedTerm is what a switch bars or asks.
type permittedTerm struct {
	kind   term.Kind
	params term.Params
	scopes []term.Scope
}

// ofModel is a term about the model itself.
func ofModel(k term.Kind, params term.Params) permittedTerm {
	return permittedTerm{k, params, []term.Scope{term.Weights}}
}

// switched are the switches that bar or ask something where they are off.
func switched(key string) (permittedTerm, bool) {
	switch key {
	case "allowNoCredit":
		return ofModel(term.Attribution, term.Params{}), true
	case "allowDerivatives":
		return ofModel(term.NoDerivatives, term.Params{}), true
	case "allowDifferentLicense":
		return ofModel(term.ShareAlike, term.Params{"of": "merges"}), true
	}
	return permittedTerm{}, false
}

// terms says what a line bars or asks; understood is false for a value that is
// none of those that are known.
func (p permission) terms() (out []permittedTerm, understood bool) {
	if p.key == "allowCommercialUse" {
		return p.commerce()
	}
	t, known := switched(p.key)
	var on *bool
	switch {
	case !known || string(p.raw) == "null":
		return nil, true
	case json.Unmarshal(p.raw, &on) != nil || on == nil:
		return nil, false
	case *on:
		return nil, true
	default:
		return []permittedTerm{t}, true
	}
}

// The commercial uses that a maker can permit, from the least to the most:
// selling pictures made with the model, running it as a service on the hub, and
// anywhere, and selling it. One that stands alone, as the hub once told it,
// permits those before it, too.
const (
	sellImages = "Image"
	runOnHub   = "RentCivit"
	runForPay  = "Rent"
	sellModel  = "Sell"
	sellNone   = "None"
)

// commerce says what commercial use a maker does not permit.
func (p permission) commerce() (out []permittedTerm, understood bool) {
	uses, understood := p.uses()
	if !understood || string(p.raw) == "null" {
		return nil, understood
	}
	allowed := func(use string) bool { return slices.Contains(uses, use) }
	nothing := permittedTerm{term.NonCommercial, term.Params{"research_only": false, "outputs_too": true},
		[]term.Scope{term.Weights, term.Outputs}}
	if len(uses) == 0 {
		return []permittedTerm{nothing}, true
	}
	if !allowed(sellImages) {
		out = append(out, permittedTerm{term.NonCommercial, term.Params{"research_only": false, "of": "outputs"}, []term.Scope{term.Outputs}})
	}
	switch {
	case allowed(runForPay):
	case allowed(runOnHub):
		out = append(out, ofModel(term.NoHostedService, term.Params{"applies_to": "services other than Civitai"}))
	default:
		out = append(out, ofModel(term.NoHostedService, term.Params{}))
	}
	if !allowed(sellModel) {
		out = append(out, ofModel(term.NoSelling, term.Params{"of": "the model and merges of it"}))
	}
	return out, true
}

// uses reads the list of commercial uses: a list, a list as databases write it,
// or the one that permits those before it.
func (p permission) uses() (uses []string, understood bool) {
	levels := []string{sellImages, runOnHub, runForPay, sellModel}
	var one string
	switch {
	case json.Unmarshal(p.raw, &uses) == nil:
	case json.Unmarshal(p.raw, &one) != nil:
		return nil, false
	case strings.HasPrefix(one, "{") && strings.HasSuffix(one, "}"):
		uses = strings.FieldsFunc(strings.Trim(one, "{}"), func(r rune) bool { return r == ',' || r == ' ' || r == '"' })
	case one == sellNone:
	default:
		i := slices.Index(levels, one)
		return levels[:max(i+1, 0)], i >= 0
	}
	uses = slices.DeleteFunc(uses, func(u string) bool { return u == sellNone })
	strange := slices.ContainsFunc(uses, func(u string) bool { return !slices.Contains(levels, u) })
	return uses, !strange
}

// permittedParents returns the base model that a document of permissions names.
func (y ancestry) permittedParents() []lineage.Parent {
	d, list := y.permissions()
	var kind, base string
	var at doc.Span
	for _, p := range list {
		switch p.key {
		case "type":
			_ = json.Unmarshal(p.raw, &kind) // empty for what is no text
		case "baseModel":
			_ = json.Unmarshal(p.raw, &base)
			at = p.span
		}
	}
	if base == "" || base == "Other" {
		return nil
	}
	p := lineage.NewBase(base, d.Evidence(y.snap.Commit, []doc.Span{at}))
	if p.Relation = lineage.Adapter; kind == "Checkpoint" {
		p.Relation = lineage.Finetune
	}
	if p.Ref.Hub == ref.Civitai && p.Ref.Name == y.snap.HubID {
		return nil // the base model itself
	}
	return []lineage.Parent{p}
}
