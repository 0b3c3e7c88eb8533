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
	return newBill(s, o).references()
}

func newBill(s *Sinks, o *outline) *bill {
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
	return b
}

// references reads every mapping of the bill, in the order of the file.
func (b *bill) references() []Reference {
	for h := 1; h < len(b.parents); h++ {
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
		b.named(value, what{Kind: ref.Model}, "property "+name.value, nil)
		return
	}
	kind := kindOfComponent(fields)
	purl := b.purl(h, fields)
	found, ok := b.readPURL(purl.value)
	switch {
	case !ok && kind == ref.Model:
		found, ok = modelPURL(purl.value)
	case !ok && kind == "" && isModelPURL(purl.value):
		kind = ref.Model // of a server that nobody can ask here
	}
	if ok {
		b.found(found, purl, "package URL", fields)
		return
	}
	if kind == "" {
		b.fetched(h, fields)
		return
	}
	b.known(h, kind, fields)
}

// fetched reports a component that is got from a hub, whatever it is called.
func (b *bill) fetched(h int, fields map[string]entry) {
	for _, e := range b.addressesOf(h) {
		if found, ok := b.readAddress(strings.TrimPrefix(e.value, "git+")); ok && !strings.Contains(strings.ToLower(e.key()), "homepage") {
			b.found(found, e, "address of a component", fields)
			return
		}
	}
}

// known reports a component that is a model or dataset and has no package URL
// that says which: by its name, by its addresses, or as unresolved.
func (b *bill) known(h int, kind ref.Kind, fields map[string]entry) {
	for _, e := range []entry{joined(fields["group"], fields["name"]), fields["name"]} {
		if _, ok := b.idShaped(e.value); ok && b.named(e, what{Kind: kind}, "name of a component", fields) {
			return
		}
	}
	for _, e := range b.addressesOf(h) {
		found, ok := b.readAddress(e.value)
		if !ok {
			found, ok = elsewhere(e.value, kind)
		}
		if ok {
			b.found(found, e, "address of a component", fields)
			return
		}
	}
	for _, e := range b.below(h, "properties") {
		if found, ok := b.readAddress(e.value); ok {
			b.found(found, e, "property of a component", nil) // what it was made from, as its header says
		}
	}
	if e := fields["name"]; e.value != "" && !isReference(fields) {
		how := "component without an address"
		if isModelPURL(fields["purl"].value) {
			how = "component whose package URL names no repository that is known here"
		}
		if sum := b.digest(h); sum != "" {
			how += ", known by its digest " + sum
		}
		b.refs = append(b.refs, Reference{
			Line: e.line, Text: excerpt(e.value), Hub: ref.HuggingFace, Kind: kind, How: how, Status: Unresolved, rank: byCall,
		})
	}
}

// digest is one that the bill has for a component; empty without one.
func (b *bill) digest(h int) string {
	for _, e := range b.below(h, "hashes", "checksums", "verifiedUsing") {
		if key := e.key(); key == "content" || key == "checksumValue" || key == "hashValue" {
			return e.value
		}
	}
	return ""
}

// elsewhere reads an address on a hub that code speaks of for other reasons,
// too: in a bill, it says where a model is got from.
func elsewhere(address string, kind ref.Kind) (Reference, bool) {
	r, err := ref.Parse(strings.TrimPrefix(address, "git+"))
	if err != nil || r.Hub != ref.GitHub && r.Hub != ref.ModelScope && r.Hub != ref.Civitai {
		return Reference{}, false
	}
	id := strings.TrimPrefix(r.ID(), r.Hub+":")
	return Reference{Text: address, ID: id, Hub: r.Hub, Kind: kind, Revision: r.Revision, Status: Resolved, rank: byCall}, true
}

// isReference tells a mapping that only points to a component.
func isReference(fields map[string]entry) bool { return fields["ref"].value != "" }

// kindOfComponent is what the type of a component says that it is; empty for
// everything that is no model or dataset.
func kindOfComponent(fields map[string]entry) ref.Kind {
	switch t := cmp.Or(fields["type"].value, fields["@type"].value); {
	case t == "machine-learning-model", strings.HasSuffix(t, "AIPackage"): // ai_AIPackage, or as an address
		return ref.Model
	case t == "data", t == "dataset", strings.HasSuffix(t, "DatasetPackage"):
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
	if e := fields["bom-ref"]; isModelPURL(e.value) {
		return e
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
func (b *bill) named(e entry, w what, how string, fields map[string]entry) bool {
	found, ok := b.read(e.value, w, byCall)
	if ok {
		b.found(found, e, how, fields)
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
	if r.Hub == ref.HuggingFace && how == "package URL" && isMadeUp(r.Revision) {
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

// isCommit tells the digest of a commit, or the beginning of one. Digits alone
// are the time when a bill was made.
func isCommit(s string) bool {
	return len(s) >= 7 && len(s) <= 64 && strings.Trim(s, "0123456789abcdef") == "" && (len(s) == 40 || strings.Trim(s, "0123456789") != "")
}

// isMadeUp tells versions that tools write and no repository of a hub has: "1.0",
// a date, "latest".
func isMadeUp(s string) bool {
	switch strings.ToLower(s) {
	case "latest", "unknown", "none", "null", "noassertion", "n/a":
		return true
	}
	return !isCommit(s) && strings.Trim(s, "0123456789.-:TZ+") == ""
}
