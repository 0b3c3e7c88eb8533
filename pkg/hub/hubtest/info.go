package hubtest

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// info answers the information call. "expand" asks for named fields only.
func (x visit) info() {
	all := x.repo.info(x.r.URL.Query().Get("blobs") == "true")
	if x.r.URL.Query().Get("securityStatus") == "true" {
		all["securityRepoStatus"] = x.repo.security()
	}
	asked := slices.Concat(x.r.URL.Query()["expand"], x.r.URL.Query()["expand[]"])
	if len(asked) == 0 {
		x.json(all)
		return
	}
	some := map[string]any{"_id": all["_id"], "id": all["id"]}
	for _, field := range asked {
		if value, ok := all[field]; ok {
			some[field] = value
		}
	}
	x.json(some)
}

// info returns the default body of the information call.
func (r *Repo) info(blobs bool) map[string]any {
	out := map[string]any{
		"_id": r.HubID(), "id": r.ID, "author": r.owner(), "sha": r.Commit(), "lastModified": r.modified(), "createdAt": r.modified(),
		"private": r.Private, "gated": false, "disabled": r.Disabled, "downloads": 0, "likes": 0, "usedStorage": 0,
		"siblings": r.siblings(blobs), "tags": r.tags(),
	}
	if r.Gated != "" {
		out["gated"] = r.Gated
	}
	if card := r.cardData(); card != nil {
		out["cardData"] = card
	}
	if r.Kind == "models" {
		out["modelId"] = r.ID
		out["model-index"] = nil
		out["spaces"] = []string{}
	}
	for field, value := range map[string]string{"pipeline_tag": r.PipelineTag, "library_name": r.Library} {
		if value != "" {
			out[field] = value
		}
	}
	config := map[string]any{}
	if r.ModelType != "" {
		config["model_type"] = r.ModelType
	}
	if len(r.AutoMap) > 0 {
		config["auto_map"] = r.AutoMap
	}
	if len(config) > 0 {
		out["config"] = config
	}
	return out
}

func (r *Repo) siblings(blobs bool) []map[string]any {
	out := []map[string]any{}
	for _, name := range r.paths() {
		s := map[string]any{"rfilename": name}
		if blobs {
			s["size"], s["blobId"] = r.size(name), blobSHA1(r.Files[name])
			if r.isLarge(name) {
				s["lfs"] = map[string]any{"sha256": r.contentSHA256(name), "size": r.size(name), "pointerSize": 134}
			}
		}
		out = append(out, s)
	}
	return out
}

func (r *Repo) security() map[string]any {
	issues := []map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(r.Scans)) {
		issues = append(issues, map[string]string{"path": name, "level": r.Scans[name]})
	}
	return map[string]any{"scansDone": r.ScansDone, "filesWithIssues": issues}
}

// frontMatter is the pattern by which the Hub finds a card's metadata.
var frontMatter = regexp.MustCompile(`^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))`)

// cardData returns the card's metadata, nil when there is none that parses.
func (r *Repo) cardData() map[string]any {
	if r.CardData != nil {
		if len(r.CardData) == 0 {
			return nil
		}
		return r.CardData
	}
	m := frontMatter.FindSubmatch(bytes.TrimPrefix(r.Files["README.md"], []byte("\ufeff")))
	if m == nil {
		return nil
	}
	var data map[string]any
	if err := yaml.Unmarshal(m[2], &data); err != nil {
		return nil
	}
	return data
}

// tags returns the repository's own tags and those that the Hub draws from the
// card.
func (r *Repo) tags() []string {
	tags := slices.Clone(r.Tags)
	data := r.cardData()
	for _, id := range list(data["license"]) {
		tags = append(tags, "license:"+strings.ToLower(id))
	}
	for _, id := range list(data["datasets"]) {
		tags = append(tags, "dataset:"+id)
	}
	parents := list(data["base_model"])
	for _, id := range parents {
		tags = append(tags, "base_model:"+id, "base_model:"+r.relation(data, parents)+":"+id)
	}
	return append(tags, "region:us")
}

// relation returns how a model relates to its parents, guessed as the Hub does
// when the card does not say.
func (r *Repo) relation(data map[string]any, parents []string) string {
	if said := list(data["base_model_relation"]); len(said) == 1 {
		return said[0]
	}
	switch {
	case len(parents) > 1:
		return "merge"
	case r.Files["adapter_config.json"] != nil:
		return "adapter"
	case slices.ContainsFunc(r.paths(), func(p string) bool { return strings.HasSuffix(p, ".gguf") }):
		return "quantized"
	default:
		return "finetune"
	}
}

func list(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	default:
		return nil
	}
}
