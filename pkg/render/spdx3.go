package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// noLicence is what SPDX 3 says of a licence that is not known.
const noLicence = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"

// element is one node of an SPDX 3 graph.
type element map[string]any

// spdx3 builds the graph of a report.
type spdx3 struct {
	base     string // of the ids in it
	graph    []element
	licences map[string]string // id of the element by expression
	agents   map[string]string // id of the element by name
	ids      map[*item]string
	roots    []string
}

// writeSPDX3 writes an SPDX 3.0.1 document with the AI and Dataset classes. It
// claims neither of their profiles: they demand the day of release, which no
// hub states, and a guess would be worse than none.
func writeSPDX3(p Page, r Report) error {
	b := newBill(r)
	g := spdx3{base: homepage + "/spdx/" + b.uuid() + "#", licences: map[string]string{}, agents: map[string]string{}, ids: map[*item]string{}}
	tool := g.add("tool", element{"type": "Tool", "name": "fineprint " + cmp.Or(r.Tool.Version, "unknown") + ", rules " + r.Tool.Rules})
	by := g.add("agent", element{"type": "SoftwareAgent", "name": "fineprint"})
	for i, it := range b.Items {
		g.ids[it] = fmt.Sprintf("%spackage-%d", g.base, i)
	}
	for i, it := range b.Items {
		g.item(it, i)
	}
	members := make([]string, len(g.graph))
	for i, e := range g.graph {
		members[i], _ = e["spdxId"].(string)
	}
	g.add("document", element{"type": "SpdxDocument", "name": "fineprint report",
		"profileConformance": []string{"core", "software", "simpleLicensing"}, "rootElement": g.roots, "element": members})
	info := element{"type": "CreationInfo", "@id": "_:creation", "specVersion": "3.0.1", "created": b.created(p), "createdBy": []string{by},
		"createdUsing": []string{tool}}
	enc := json.NewEncoder(p.W)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(struct {
		Context string    `json:"@context"`
		Graph   []element `json:"@graph"`
	}{"https://spdx.org/rdf/3.0.1/spdx-context.jsonld", append([]element{info}, g.graph...)}); err != nil {
		return fmt.Errorf("write spdx 3: %w", err)
	}
	return nil
}

// add puts an element into the graph and returns its id.
func (g *spdx3) add(name string, e element) string {
	id := g.base + name
	e["spdxId"], e["creationInfo"] = id, "_:creation"
	g.graph = append(g.graph, e)
	return id
}

func (g *spdx3) item(it *item, n int) {
	e := element{"type": "ai_AIPackage", "name": Inert(it.Name), "software_primaryPurpose": "model"}
	switch it.Kind {
	case ref.Dataset:
		e["type"], e["software_primaryPurpose"], e["dataset_datasetType"] = "dataset_DatasetPackage", "data", []string{"noAssertion"}
	case ref.Space:
		e["type"], e["software_primaryPurpose"] = "software_Package", "application"
	}
	for name, value := range map[string]string{"software_packageVersion": it.Commit, "software_packageUrl": it.PURL,
		"software_downloadLocation": it.Page} {
		if value != "" {
			e[name] = value
		}
	}
	if it.Owner != "" {
		e["suppliedBy"] = g.agent(it.Owner)
	}
	if links := licenceLinks(it); len(links) > 0 {
		e["externalRef"] = links
	}
	id := g.add(fmt.Sprintf("package-%d", n), e)
	declared, concluded := g.expression(it.Declared), g.expression(it.Concluded)
	g.relate(id, "hasDeclaredLicense", it.Whole, declared)
	g.relate(id, "hasConcludedLicense", it.Whole, concluded)
	g.relate(id, "trainedOn", it.Whole, g.all(it.Datasets)...)
	g.relate(id, "descendantOf", it.Whole, g.all(it.Parents)...)
	if it.Target == nil {
		return
	}
	g.roots = append(g.roots, id)
	verdict, err := json.Marshal(map[string]any{"verdict": it.Target.Verdict.Outcome, "commercial_use": it.Target.Summary.CommercialUse,
		"restriction_free": it.Target.Summary.RestrictionFree})
	if err == nil {
		g.add(fmt.Sprintf("verdict-%d", n), element{"type": "Annotation", "annotationType": "review", "contentType": "application/json",
			"statement": string(verdict), "subject": id})
	}
}

func (g *spdx3) all(items []*item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = g.ids[it]
	}
	return out
}

// relate adds a relationship; what is not known whole is said to be incomplete.
func (g *spdx3) relate(from, kind string, whole bool, to ...string) {
	if len(to) == 0 {
		return
	}
	completeness := "incomplete"
	if whole {
		completeness = "noAssertion"
	}
	g.add(fmt.Sprintf("relation-%d", len(g.graph)), element{"type": "Relationship", "from": from, "relationshipType": kind, "to": to,
		"completeness": completeness})
}

func (g *spdx3) agent(name string) string {
	if id, ok := g.agents[name]; ok {
		return id
	}
	g.agents[name] = g.add(fmt.Sprintf("owner-%d", len(g.agents)), element{"type": "Organization", "name": Inert(name)})
	return g.agents[name]
}

// expression returns the element of licences that all bind.
func (g *spdx3) expression(licences []billLicence) string {
	said := expression(licences)
	if said == noAssertion {
		return noLicence
	}
	if id, ok := g.licences[said]; ok {
		return id
	}
	e := element{"type": "simplelicensing_LicenseExpression", "simplelicensing_licenseExpression": said}
	var own []element
	for _, l := range licences {
		key := licenceRef(l.ID)
		if l.SPDX != "" || slices.ContainsFunc(own, func(o element) bool { return o["key"] == key }) {
			continue
		}
		text, ok := g.licences[key+" text"]
		if !ok {
			text = g.add(fmt.Sprintf("text-%d", len(g.graph)), element{"type": "simplelicensing_SimpleLicensingText", "name": Inert(l.ID),
				"simplelicensing_licenseText": extracted(l)})
			g.licences[key+" text"] = text
		}
		own = append(own, element{"type": "DictionaryEntry", "key": key, "value": text})
	}
	if len(own) > 0 {
		e["simplelicensing_customIdToUri"] = own
	}
	g.licences[said] = g.add(fmt.Sprintf("licence-%d", len(g.graph)), e)
	return g.licences[said]
}

// licenceLinks are the addresses of the documents that hold the terms.
func licenceLinks(it *item) []element {
	if it.Target == nil {
		return nil
	}
	var out []element
	for _, d := range it.Target.Documents {
		kind := "license"
		switch {
		case !d.Read() || d.URL == "" || d.Role == doc.RoleConfig || d.Role == doc.RoleHeader || d.Role == doc.RolePermissions:
			continue
		case d.Role == doc.RoleCard:
			kind = "documentation"
		}
		out = append(out, element{"type": "ExternalRef", "externalRefType": kind, "locator": []string{d.URL}, "comment": Inert(d.Path) +
			", sha256 " + d.SHA256})
	}
	return out
}
