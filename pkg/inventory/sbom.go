package inventory

import (
	"cmp"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// bill is a bill of materials while it is read: CycloneDX or SPDX as JSON, of
// any version. It is read by its keys, so that a version that nobody knew yet
// loses nothing.
type bill struct {
	*Sinks
	*outline
	at   map[int]map[string]entry // the entries of each mapping
	kids map[int][]int
	refs []Reference
}

// readJSONFile reads a bill of materials, or settings in JSON.
func readJSONFile(s *Sinks, data []byte) []Reference {
	o := readJSON(data)
	if !isBill(o) {
		return readSettings(s, o)
	}
	b := &bill{Sinks: s, outline: o, at: map[int]map[string]entry{}, kids: map[int][]int{}}
	for _, e := range o.entries {
		if b.at[e.in] == nil {
			b.at[e.in] = map[string]entry{}
		}
		if !e.item {
			b.at[e.in][e.key()] = e
		}
	}
	for h := 1; h < len(o.parents); h++ {
		b.kids[o.parents[h]] = append(b.kids[o.parents[h]], h)
	}
	for h := 1; h < len(o.parents); h++ {
		b.component(h)
	}
	return b.refs
}

// isBill tells a bill of materials by the keys at its top.
func isBill(o *outline) bool {
	for _, e := range o.entries {
		if len(e.path) == 1 && (e.path[0] == "bomFormat" || e.path[0] == "spdxVersion") ||
			len(e.path) > 0 && e.path[0] == "@context" && strings.Contains(e.value, "spdx.org") {
			return true
		}
	}
	return false
}

// component reports what a mapping describes, if it is a model or dataset.
func (b *bill) component(h int) {
	fields := b.at[h]
	if fields == nil {
		return
	}
	if name, value := fields["name"], fields["value"]; strings.HasPrefix(name.value, "cdx:ai:modelId") && value.value != "" {
		b.named(value, what{Kind: ref.Model}, "property "+name.value)
		return
	}
	kind := kindOfComponent(fields)
	purl := b.purl(h, fields)
	found, ok := b.readPURL(purl.value)
	if !ok && kind == ref.Model {
		found, ok = registryPURL(purl.value)
	}
	if ok {
		b.found(found, purl, "package URL", fields)
		return
	}
	if kind == "" {
		return
	}
	for _, e := range []entry{joined(fields["group"], fields["name"]), fields["name"]} {
		if _, ok := b.idShaped(e.value); ok && b.named(e, what{Kind: kind}, "name of a component") {
			return
		}
	}
	for _, e := range b.addressesOf(h) {
		if found, ok := b.readAddress(e.value); ok {
			b.found(found, e, "address of a component", fields)
			return
		}
	}
	if e := fields["name"]; e.value != "" && !isReference(fields) {
		b.refs = append(b.refs, Reference{
			Line: e.line, Text: excerpt(e.value), Hub: ref.HuggingFace, Kind: kind, How: "component without an address", Status: Unresolved,
			rank: byCall,
		})
	}
}

// isReference tells a mapping that only points to a component.
func isReference(fields map[string]entry) bool { return fields["ref"].value != "" }

// kindOfComponent is what the type of a component says that it is; empty for
// everything that is no model or dataset.
func kindOfComponent(fields map[string]entry) ref.Kind {
	switch t := fields["type"].value; t {
	case "machine-learning-model", "ai_AIPackage", "ai:AIPackage", "AIPackage":
		return ref.Model
	case "data", "dataset", "dataset_DatasetPackage", "dataset:DatasetPackage", "DatasetPackage":
		return ref.Dataset
	}
	switch fields["primaryPackagePurpose"].value {
	case "MACHINE_LEARNING_MODEL", "MODEL":
		return ref.Model
	}
	return ""
}

// purl is the package URL of a component, in its own field or among its
// references.
func (b *bill) purl(h int, fields map[string]entry) entry {
	for _, key := range [...]string{"purl", "software_packageUrl", "packageUrl"} {
		if e := fields[key]; e.value != "" {
			return e
		}
	}
	for _, e := range b.below(h, "externalRefs", "externalIdentifier", "externalIdentifiers") {
		if strings.HasPrefix(e.value, "pkg:") {
			return e
		}
	}
	return entry{}
}

// addressesOf are the addresses of a component: where it is got from, and what
// it refers to.
func (b *bill) addressesOf(h int) []entry {
	var out []entry
	for _, key := range [...]string{"downloadLocation", "software_downloadLocation", "software_homePage", "homepage", "url"} {
		if e := b.at[h][key]; e.value != "" {
			out = append(out, e)
		}
	}
	return append(out, b.below(h, "externalReferences", "externalRef", "externalRefs", "contents", "distribution")...)
}

// below are the values of mappings that hang below a component under one of the
// keys.
func (b *bill) below(h int, keys ...string) []entry {
	var out []entry
	for _, kid := range b.kids[h] {
		for _, inner := range append([]int{kid}, b.kids[kid]...) {
			for _, e := range b.at[inner] {
				for _, key := range keys {
					if len(e.path) > 1 && (e.path[len(e.path)-2] == key) {
						out = append(out, e)
					}
				}
			}
		}
	}
	sortEntries(out)
	return out
}

// named reports a component that is known by its name.
func (b *bill) named(e entry, w what, how string) bool {
	found, ok := b.read(e.value, w, byCall)
	if ok {
		b.found(found, e, how, nil)
	}
	return ok
}

// found adds a reference. A version counts as a revision only if it is a
// commit: others make theirs up.
func (b *bill) found(r Reference, e entry, how string, fields map[string]entry) {
	r.Line, r.How, r.Text, r.rank = e.line, how, e.value, byCall
	version := cmp.Or(fields["version"].value, fields["versionInfo"].value, fields["software_packageVersion"].value)
	if r.Revision == "" && isCommit(version) {
		r.Revision = version
	}
	if r.Revision != "" && r.Hub == ref.HuggingFace && !isCommit(r.Revision) && how == "package URL" && isNumber(r.Revision) {
		r.Revision = ""
	}
	b.refs = append(b.refs, r)
}

// joined is "group/name" at the place of the name.
func joined(group, name entry) entry {
	if group.value != "" && name.value != "" && !strings.Contains(name.value, "/") {
		name.value = group.value + "/" + name.value
	}
	return name
}

func isCommit(s string) bool {
	return len(s) >= 7 && len(s) <= 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// isNumber tells versions such as "1.0", which no repository of a hub has.
func isNumber(s string) bool { return strings.Trim(s, "0123456789.") == "" }
