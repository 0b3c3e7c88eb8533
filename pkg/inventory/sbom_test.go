package inventory_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

const commit = "0123456789abcdef0123456789abcdef01234567"

// found writes references as "LINE status hub:kind:id@revision".
func found(refs []inventory.Reference) []string {
	var out []string
	for _, r := range refs {
		id := r.ID
		if r.Status == inventory.Unresolved {
			id = "unresolved " + r.Text
		}
		if r.Revision != "" {
			id += "@" + r.Revision
		}
		out = append(out, fmt.Sprintf("%d %s %s", r.Line, r.Kind, strings.TrimPrefix(r.Hub+":", "huggingface:")+id))
	}
	return out
}

// TestBills holds that no model or dataset of a bill is lost, whatever tool made
// it and whatever version it has.
func TestBills(t *testing.T) {
	cycloneDX := func(version, components string) string {
		return `{"bomFormat": "CycloneDX", "specVersion": "` + version + `", "version": 1, "components": [` + "\n" + components + "\n]}"
	}
	tests := []struct {
		name, file, text string
		want             []string
	}{
		{"names with an occurrence and no version, as tools that read code write them", "bom.json", cycloneDX("1.7",
			`{"type": "machine-learning-model", "group": "acme", "name": "tern-7b", "purl": "pkg:huggingface/acme/tern-7b",
  "evidence": {"occurrences": [{"location": "app.py#L5"}]}},
 {"type": "machine-learning-model", "group": "ollama", "name": "wren:8b", "purl": "pkg:generic/ollama/wren:8b"},
 {"type": "data", "group": "acme", "name": "words",
  "purl": "pkg:huggingface/acme/words?repository_url=https%3A%2F%2Fhuggingface.co%2Fdatasets"}`),
			[]string{"2 model acme/tern-7b", "4 model ollama:wren:8b", "6 dataset acme/words"}},
		{"empty package URLs, with digests and what the header of the weights says", "bom.json", cycloneDX("1.6",
			`{"bom-ref": "1f2e", "type": "machine-learning-model", "name": "Tern 7B Instruct", "purl": "",
  "hashes": [{"alg": "SHA-256", "content": "00ff"}],
  "properties": [{"name": "general.architecture", "value": "tern"},
   {"name": "general.base_model.0.repo_url", "value": "https://huggingface.co/acme/tern-7b"}]}`),
			[]string{"2 model unresolved Tern 7B Instruct", "5 model acme/tern-7b"}},
		{"versions that were made up", "bom.json", cycloneDX("1.6",
			`{"type": "machine-learning-model", "group": "acme", "name": "tern-7b", "version": "1.0", "purl": "pkg:huggingface/acme/tern-7b@1.0"},
 {"type": "machine-learning-model", "name": "wren", "version": "1.0", "purl": "pkg:generic/acme/wren-7b@1.0"},
 {"type": "machine-learning-model", "name": "finch", "purl": "pkg:huggingface/acme/finch@1764115200"},
 {"type": "machine-learning-model", "name": "gull", "purl": "pkg:huggingface/acme/gull@latest"},
 {"type": "machine-learning-model", "name": "heron", "version": "0123abcd", "purl": "pkg:huggingface/acme/heron@0123abcd"},
 {"type": "machine-learning-model", "group": "acme", "name": "owl", "version": "`+commit+`"}`),
			[]string{"2 model acme/tern-7b", "3 model acme/wren-7b", "4 model acme/finch", "5 model acme/gull", "6 model acme/heron@0123abcd",
				"7 model acme/owl@" + commit}},
		{"datasets as a namespace, and those of a model card", "bom.json", cycloneDX("1.5",
			`{"type": "machine-learning-model", "name": "acme/tern-7b", "purl": "pkg:huggingface/acme/tern-7b@`+commit+`",
  "modelCard": {"modelParameters": {"datasets": [{"ref": "x"},
   {"type": "dataset", "name": "acme/tales", "contents": {"url": "https://huggingface.co/datasets/acme/tales"}}]}},
  "pedigree": {"ancestors": [
   {"type": "machine-learning-model", "name": "acme/egg-7b"}]}},
 {"type": "data", "bom-ref": "x", "name": "words", "purl": "pkg:huggingface/datasets/acme/words@`+commit+`"}`),
			[]string{"2 model acme/tern-7b@" + commit, "4 dataset acme/tales", "6 model acme/egg-7b", "7 dataset acme/words@" + commit}},
		{"models that nobody can ask for", "bom.json", cycloneDX("1.4",
			`{"type": "library", "name": "tern", "purl": "pkg:huggingface/acme/tern?repository_url=https://hub.acme.example"},
 {"type": "library", "name": "fraud", "purl": "pkg:mlflow/fraud@3?repository_url=https://acme.example/mlflow"},
 {"type": "library", "name": "left", "purl": "pkg:npm/left@1"},
 {"type": "machine-learning-model", "name": "wren", "externalReferences": [{"type": "vcs", "url": "https://github.com/acme/wren"}]}`),
			[]string{"2 model unresolved tern", "3 model unresolved fraud", "5 model github:acme/wren"}},
		{"the component that the bill is about", "bom.json",
			`{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component":
 {"type": "machine-learning-model", "group": "acme", "name": "tern-7b"}}}`,
			[]string{"2 model acme/tern-7b"}},
		{"XML", "bom.xml", `<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <components>
    <component type="machine-learning-model" bom-ref="1">
      <group>acme</group>
      <name>tern-7b</name>
      <version>1.0</version>
      <purl>pkg:huggingface/acme/tern-7b@` + commit + `</purl>
    </component>
    <component type="machine-learning-model"><name>wren</name>
      <hashes><hash alg="SHA-256">00ff</hash></hashes>
      <externalReferences><reference type="distribution"><url>https://huggingface.co/acme/wren-7b</url></reference></externalReferences>
    </component>
    <component type="data"><name>nobody knows</name></component>
    <component type="library"><name>left</name></component>
  </components>
</bom>`, []string{"8 model acme/tern-7b@" + commit, "12 model acme/wren-7b", "14 dataset unresolved nobody knows"}},
		{"SPDX 2.2", "a.spdx.json", `{"spdxVersion": "SPDX-2.2", "packages": [
 {"SPDXID": "SPDXRef-1", "name": "tern", "versionInfo": "` + commit + `", "downloadLocation": "git+https://huggingface.co/acme/tern-7b"},
 {"SPDXID": "SPDXRef-2", "name": "wren", "downloadLocation": "NOASSERTION", "externalRefs": [
  {"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:huggingface/acme/wren@latest"}]}]}`,
			[]string{"2 model acme/tern-7b@" + commit, "4 model acme/wren"}},
		{"SPDX 2.3 as tags", "a.spdx", "SPDXVersion: SPDX-2.3\nPackageName: tern\nPackageVersion: " + commit +
			"\nPackageDownloadLocation: git+https://huggingface.co/acme/tern-7b\nPackageName: left\nPackageVersion: 1\n" +
			"ExternalRef: PACKAGE-MANAGER purl pkg:huggingface/acme/wren@1.0\n",
			[]string{"4 model acme/tern-7b@" + commit, "7 model acme/wren"}},
		{"SPDX 3.0.1, short and whole names of types", "a.spdx3.json", `{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
 {"type": "ai_AIPackage", "spdxId": "urn:1", "name": "tern", "software_packageVersion": "` + commit + `",
  "externalIdentifier": [{"type": "ExternalIdentifier", "externalIdentifierType": "packageURL",
   "identifier": "pkg:huggingface/acme/tern-7b"}]},
 {"@type": "https://spdx.org/rdf/3.0.1/terms/Dataset/DatasetPackage", "name": "words",
  "software_downloadLocation": "https://huggingface.co/datasets/acme/words"},
 {"type": "ai_AIPackage", "name": "nobody knows", "software_downloadLocation": "https://example.org/x.zip"}]}`,
			[]string{"4 model acme/tern-7b@" + commit, "6 dataset acme/words", "7 model unresolved nobody knows"}},
	}
	s := load(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(refs(inventory.Read(s, tt.file, []byte(tt.text)))); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestPackageURLs reads package URLs of the two types that hold models as their
// definitions want; the vectors of the specification, too, where
// FINEPRINT_PURL_SPEC names a checkout.
func TestPackageURLs(t *testing.T) {
	type vector struct{ purl, id, version string }
	vectors := []vector{
		{"pkg:huggingface/acme/tern-base-uncased@" + commit, "acme/tern-base-uncased", commit},
		{"pkg:huggingface/Acme/tern-1.3B@" + strings.ToUpper(commit), "Acme/tern-1.3B", commit},
		{"pkg:huggingface/acme/tern@" + commit + "?repository_url=https://hub-ci.acme.example", "", ""},
		{"pkg:huggingface/acme/tern%2D7b", "acme/tern-7b", ""},
		{"pkg:mlflow/Fraud@3?repository_url=https://acme.example/api/2.0/mlflow", "", ""},
	}
	for _, name := range []string{"huggingface", "mlflow"} {
		data, err := os.ReadFile(filepath.Join(os.Getenv("FINEPRINT_PURL_SPEC"), "tests", "types", name+"-test.json"))
		if err != nil {
			continue
		}
		var spec struct {
			Tests []struct {
				Type   string          `json:"test_type"`
				Input  json.RawMessage `json:"input"`
				Output json.RawMessage `json:"expected_output"`
			} `json:"tests"`
		}
		if err := json.Unmarshal(data, &spec); err != nil {
			t.Fatal(err)
		}
		for _, v := range spec.Tests {
			var one vector
			var parts struct{ Type, Namespace, Name, Version string }
			if v.Type != "parse" || json.Unmarshal(v.Input, &one.purl) != nil || json.Unmarshal(v.Output, &parts) != nil {
				continue
			}
			if parts.Type == "huggingface" && !strings.Contains(one.purl, "repository_url") {
				one.id, one.version = parts.Namespace+"/"+parts.Name, parts.Version
			}
			vectors = append(vectors, one)
		}
	}
	s := load(t)
	for _, v := range vectors {
		bill := `{"bomFormat": "CycloneDX", "components": [{"type": "library", "name": "x", "purl": "` + v.purl + `"}]}`
		refs, _ := inventory.Read(s, "bom.json", []byte(bill))
		switch {
		case len(refs) != 1:
			t.Errorf("%s: %d references", v.purl, len(refs))
		case v.id == "" && refs[0].Status != inventory.Unresolved:
			t.Errorf("%s: is on another server, and reads as %s", v.purl, refs[0].ID)
		case v.id != "" && (refs[0].ID != v.id || refs[0].Revision != v.version):
			t.Errorf("%s: got %s@%s", v.purl, refs[0].ID, refs[0].Revision)
		}
	}
}
