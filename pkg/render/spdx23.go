package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdx/v2/common"
	"github.com/spdx/tools-golang/spdx/v2/v2_3"
)

// noAssertion is what SPDX says of what is not known.
const noAssertion = "NOASSERTION"

// writeSPDX23 writes an SPDX 2.3 document: a package a repository, with what is
// declared, what is concluded, and what it was made from.
func writeSPDX23(p Page, r Report) error {
	b := newBill(r)
	out := v2_3.Document{SPDXVersion: v2_3.Version, DataLicense: v2_3.DataLicense, SPDXIdentifier: "DOCUMENT",
		DocumentName:      "fineprint report",
		DocumentNamespace: homepage + "/spdx/" + b.uuid(),
		CreationInfo: &v2_3.CreationInfo{Created: b.created(p),
			Creators: []common.Creator{{CreatorType: "Tool", Creator: "fineprint-" + cmp.Or(r.Tool.Version, "unknown")}}},
	}
	var named []billLicence
	for i, it := range b.Items {
		pkg := spdxPackage(it, i)
		out.Packages = append(out.Packages, pkg)
		if it.Target != nil {
			out.Relationships = append(out.Relationships, relation("DOCUMENT", "DESCRIBES", string(pkg.PackageSPDXIdentifier)))
		}
		for _, up := range it.Parents {
			out.Relationships = append(out.Relationships, relation(packageID(b, up), "ANCESTOR_OF", packageID(b, it)))
		}
		for _, up := range it.Datasets {
			out.Relationships = append(out.Relationships, relation(packageID(b, up), "DATA_FILE_OF", packageID(b, it)))
		}
		named = append(append(named, it.Declared...), it.Concluded...)
	}
	for _, l := range named {
		id := licenceRef(l.ID)
		if l.SPDX == "" && !slices.ContainsFunc(out.OtherLicenses, func(o *v2_3.OtherLicense) bool { return o.LicenseIdentifier == id }) {
			out.OtherLicenses = append(out.OtherLicenses, &v2_3.OtherLicense{LicenseIdentifier: id, LicenseName: Inert(l.ID),
				ExtractedText: extracted(l)})
		}
	}
	if err := spdxjson.Write(&out, p.W, spdxjson.Indent("  "), spdxjson.EscapeHTML(false)); err != nil {
		return fmt.Errorf("write spdx 2.3: %w", err)
	}
	return nil
}

// created is the time that a document carries: of the latest answer that it
// rests on, or else of writing.
func (b bill) created(p Page) string {
	at := b.Time
	if at.IsZero() {
		at = p.Now
	}
	return at.UTC().Format("2006-01-02T15:04:05Z")
}

// extracted is what stands for the text of a licence that SPDX does not list.
func extracted(l billLicence) string {
	if l.At.SHA256 == "" {
		return "The text was not read; the name is " + Inert(l.ID)
	}
	return fmt.Sprintf("The text is %s (sha256 %s)", Inert(cmp.Or(l.At.URL, l.At.Path)), l.At.SHA256)
}

func relation(from, kind, to string) *v2_3.Relationship {
	return &v2_3.Relationship{RefA: common.MakeDocElementID("", from), RefB: common.MakeDocElementID("", to), Relationship: kind}
}

func packageID(b bill, it *item) string { return fmt.Sprintf("Package-%d", slices.Index(b.Items, it)) }

func spdxPackage(it *item, n int) *v2_3.Package {
	pkg := &v2_3.Package{
		PackageName: Inert(strings.TrimPrefix(it.Owner+"/"+it.Name, "/")), PackageSPDXIdentifier: common.ElementID(fmt.Sprintf("Package-%d", n)),
		PackageVersion: it.Commit, PackageDownloadLocation: cmp.Or(it.Page, noAssertion), PackageLicenseConcluded: expression(it.Concluded),
		PackageLicenseDeclared: expression(it.Declared), PackageCopyrightText: noAssertion,
	}
	if it.Owner != "" {
		pkg.PackageSupplier = &common.Supplier{SupplierType: "Organization", Supplier: Inert(it.Owner)}
	}
	if it.PURL != "" {
		pkg.PackageExternalReferences = []*v2_3.PackageExternalReference{{Category: "PACKAGE-MANAGER", RefType: "purl", Locator: it.PURL}}
	}
	if it.Target != nil {
		pkg.PackageComment = "fineprint: " + string(it.Target.Verdict.Outcome) + ", commercial use: " + string(it.Target.Summary.CommercialUse)
		if !it.Whole {
			pkg.PackageComment += "; not all that may hold terms was read and understood"
		}
	}
	return pkg
}

// expression joins licences that all bind; nothing is asserted where none is
// known.
func expression(licences []billLicence) string {
	var parts []string
	for _, l := range licences {
		name := l.SPDX
		if name == "" {
			name = licenceRef(l.ID)
		}
		if !slices.Contains(parts, name) {
			parts = append(parts, name)
		}
	}
	if len(parts) == 0 {
		return noAssertion
	}
	return strings.Join(parts, " AND ")
}
