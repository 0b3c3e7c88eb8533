package render

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// writeCycloneDX makes the Writer of an ML-BOM of a version of CycloneDX: what
// the publisher declares, what fineprint concludes, and where it read it.
func writeCycloneDX(version cdx.SpecVersion) func(Page, Report) error {
	return func(p Page, r Report) error {
		b := newBill(r)
		bom := cdx.NewBOM()
		bom.SerialNumber = "urn:uuid:" + b.uuid()
		bom.Metadata = &cdx.Metadata{Tools: &cdx.ToolsChoice{Components: &[]cdx.Component{{
			Type: cdx.ComponentTypeApplication, Name: "fineprint", Version: r.Tool.Version,
			Properties: &[]cdx.Property{{Name: "fineprint:rules", Value: r.Tool.Rules}},
		}}}}
		if !b.Time.IsZero() {
			bom.Metadata.Timestamp = b.Time.UTC().Format(time.RFC3339)
		}
		components, dependencies := []cdx.Component{}, []cdx.Dependency{}
		texts := textsOf(p, r)
		var unknown, incomplete []cdx.BOMReference
		for _, it := range b.Items {
			one := cdxComponent(it)
			if p.WithTexts {
				cdxTexts(one, it, texts)
			}
			components = append(components, one)
			dependencies = append(dependencies, cdxDependency(it))
			switch {
			case it.Target == nil:
				unknown = append(unknown, cdx.BOMReference(bomRef(it)))
			case !it.Whole:
				incomplete = append(incomplete, cdx.BOMReference(bomRef(it)))
			}
		}
		bom.Components, bom.Dependencies = &components, &dependencies
		var parts []cdx.Composition
		for _, c := range []cdx.Composition{{Aggregate: cdx.CompositionAggregateIncomplete, Assemblies: &incomplete},
			{Aggregate: cdx.CompositionAggregateUnknown, Assemblies: &unknown}} {
			if len(*c.Assemblies) > 0 {
				parts = append(parts, c)
			}
		}
		if len(parts) > 0 {
			bom.Compositions = &parts
		}
		if err := cdx.NewBOMEncoder(p.W, cdx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).EncodeVersion(bom, version); err != nil {
			return fmt.Errorf("write cyclonedx: %w", err)
		}
		return nil
	}
}

// bomRef is the name of an item within a bill.
func bomRef(it *item) string { return cmp.Or(it.PURL, "fineprint:"+Inert(it.ID)) }

func cdxComponent(it *item) cdx.Component {
	c := cdx.Component{BOMRef: bomRef(it), Type: cdx.ComponentTypeMachineLearningModel, Group: Inert(it.Owner), Name: Inert(it.Name),
		Version: it.Commit, PackageURL: it.PURL}
	switch it.Kind {
	case ref.Dataset:
		c.Type = cdx.ComponentTypeData
		data := cdx.ComponentData{Type: cdx.ComponentDataTypeDataset, Name: Inert(it.Name)}
		if it.Page != "" {
			data.Contents = &cdx.ComponentDataContents{URL: it.Page}
		}
		c.Data = &[]cdx.ComponentData{data}
	case ref.Space:
		c.Type = cdx.ComponentTypeApplication
	}
	if it.Owner != "" {
		c.Supplier = &cdx.OrganizationalEntity{Name: Inert(it.Owner)}
	}
	licences := cdx.Licenses{}
	for _, l := range it.Declared {
		licences = append(licences, cdxLicence(l, cdx.LicenseAcknowledgementDeclared))
	}
	for _, l := range it.Concluded {
		licences = append(licences, cdxLicence(l, cdx.LicenseAcknowledgementConcluded))
	}
	if len(licences) > 0 {
		c.Licenses = &licences
	}
	if len(it.Parents) > 0 {
		ancestors := []cdx.Component{}
		for _, up := range it.Parents {
			ancestors = append(ancestors, cdx.Component{Type: cdx.ComponentTypeMachineLearningModel, Group: Inert(up.Owner), Name: Inert(up.Name),
				Version: up.Commit, PackageURL: up.PURL})
		}
		c.Pedigree = &cdx.Pedigree{Ancestors: &ancestors}
	}
	if len(it.Datasets) > 0 && c.Type == cdx.ComponentTypeMachineLearningModel {
		datasets := []cdx.MLDatasetChoice{}
		for _, d := range it.Datasets {
			datasets = append(datasets, cdx.MLDatasetChoice{Ref: bomRef(d)})
		}
		c.ModelCard = &cdx.MLModelCard{ModelParameters: &cdx.MLModelParameters{Datasets: &datasets}}
	}
	if it.Target != nil {
		cdxTarget(&c, it)
	}
	return c
}

// cdxTarget adds what was found out about a target.
func cdxTarget(c *cdx.Component, it *item) {
	t := it.Target
	evidence := cdx.Evidence{}
	read := cdx.Licenses{}
	for _, l := range it.Detected {
		read = append(read, cdxLicence(l, ""))
	}
	if len(read) > 0 {
		evidence.Licenses = &read
	}
	occurrences := []cdx.EvidenceOccurrence{}
	for _, at := range t.Target.NamedIn {
		occurrences = append(occurrences, cdx.EvidenceOccurrence{Location: at.Path, Line: &at.Line})
	}
	if len(occurrences) > 0 {
		evidence.Occurrences = &occurrences
	}
	if evidence.Licenses != nil || evidence.Occurrences != nil {
		c.Evidence = &evidence
	}
	refs := []cdx.ExternalReference{}
	if it.Page != "" {
		refs = append(refs, cdx.ExternalReference{Type: cdx.ERTypeDistribution, URL: it.Page})
	}
	for _, d := range t.Documents {
		if kind, ok := cdxReference(d); ok {
			refs = append(refs, cdx.ExternalReference{Type: kind, URL: d.URL, Comment: Inert(d.Path),
				Hashes: &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: d.SHA256}}})
		}
	}
	if len(refs) > 0 {
		c.ExternalReferences = &refs
	}
	c.Properties = cdxProperties(t)
}

func cdxReference(d audit.Document) (cdx.ExternalReferenceType, bool) {
	if !d.Read() || d.URL == "" || d.SHA256 == "" {
		return "", false
	}
	switch d.Role {
	case doc.RoleCard:
		return cdx.ERTypeModelCard, true
	case doc.RoleLicence, doc.RolePolicy, doc.RoleNotice, doc.RoleLinked:
		return cdx.ERTypeLicense, true
	}
	return "", false
}

// cdxProperties are the verdict, the summary, the clauses and what is open, in
// names of our own, which is how CycloneDX is extended.
func cdxProperties(t *audit.TargetReport) *[]cdx.Property {
	out := []cdx.Property{{Name: "fineprint:verdict", Value: string(t.Verdict.Outcome)},
		{Name: "fineprint:commercial-use", Value: string(t.Summary.CommercialUse)}}
	for _, f := range t.Findings {
		if !f.Kind.IsClause() {
			continue
		}
		params, err := json.Marshal(f.Params)
		if err != nil {
			continue // params are strings, numbers and lists of strings, which always encode
		}
		one := cdx.Property{Name: "fineprint:clause:" + string(f.Kind), Value: string(params)}
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	if f := unresolved(*t); f != nil {
		out = append(out, cdx.Property{Name: "fineprint:problem", Value: Inert(string(f.Kind) + ": " + f.Message)})
	}
	for _, p := range t.Problems {
		out = append(out, cdx.Property{Name: "fineprint:problem", Value: Inert(problem(p))})
	}
	return &out
}

// cdxLicence names a licence: by its SPDX id only where that is exactly what
// stands there.
func cdxLicence(l billLicence, how cdx.LicenseAcknowledgement) cdx.LicenseChoice {
	out := cdx.License{Acknowledgement: how, ID: l.SPDX}
	if l.SPDX == "" {
		out.Name = Inert(l.ID)
	}
	if l.At.URL != "" {
		out.URL = l.At.URL
	}
	if l.Match != "" {
		out.Properties = &[]cdx.Property{{Name: "fineprint:match", Value: l.Match}}
	}
	return cdx.LicenseChoice{License: &out}
}

// cdxTexts puts the licence texts that were read into the evidence that names
// them. A text that is not at hand is named as missing.
func cdxTexts(c cdx.Component, it *item, texts func(sha256 string) ([]byte, bool)) {
	if c.Evidence == nil || c.Evidence.Licenses == nil {
		return
	}
	for i, l := range it.Detected {
		if declares(*it.Target, l.At) || l.At.SHA256 == "" {
			continue // a card is no licence text
		}
		to := (*c.Evidence.Licenses)[i].License
		text, ok := texts(l.At.SHA256)
		if !ok {
			properties := slices.Clone(*cmp.Or(to.Properties, &[]cdx.Property{}))
			properties = append(properties, cdx.Property{Name: "fineprint:text-missing", Value: "sha256 " + l.At.SHA256})
			to.Properties = &properties
			continue
		}
		to.Text = &cdx.AttachedText{ContentType: "text/plain", Encoding: "base64", Content: base64.StdEncoding.EncodeToString(text)}
	}
}

func cdxDependency(it *item) cdx.Dependency {
	refs := []string{}
	for _, up := range slices.Concat(it.Parents, it.Datasets) {
		if name := bomRef(up); name != bomRef(it) && !slices.Contains(refs, name) {
			refs = append(refs, name)
		}
	}
	return cdx.Dependency{Ref: bomRef(it), Dependencies: &refs}
}
