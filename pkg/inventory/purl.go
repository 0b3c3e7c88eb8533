package inventory

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// readPURL reads package URLs of models: of Hugging Face by the rules of ref,
// and what other tools write for Ollama, registries of containers and
// ModelScope.
func (s *Sinks) readPURL(purl string) (Reference, bool) {
	rest, ok := strings.CutPrefix(purl, "pkg:")
	if !ok {
		return Reference{}, false
	}
	kind, path, _ := strings.Cut(strings.TrimLeft(rest, "/"), "/")
	out := Reference{Text: purl, Kind: ref.Model, Status: Resolved, rank: byCall}
	switch strings.ToLower(kind) {
	case "huggingface":
		// A namespace "datasets" is a kind of repository, however it is written.
		r, err := ref.Parse(purl)
		if err != nil {
			return out, false
		}
		out.ID, out.Hub, out.Kind, out.Revision = r.ID(), r.Hub, r.Kind, r.Revision
		return out, true
	case "oci":
		found, ok := registryPURL(purl)
		return found, ok && strings.HasPrefix(found.ID, "ai/") // anything else may be the image of a program
	case "generic", "ollama", "modelscope", "docker":
		return s.genericPURL(out, strings.ToLower(kind), path)
	}
	return out, false
}

// isModelPURL tells a package URL of a type that holds nothing but models.
func isModelPURL(purl string) bool {
	return strings.HasPrefix(purl, "pkg:huggingface/") || strings.HasPrefix(purl, "pkg:mlflow/")
}

// modelPURL reads what other tools write for a component that is known to be a
// model: of a registry, or "pkg:generic/owner/name@1.0".
func modelPURL(purl string) (Reference, bool) {
	if found, ok := registryPURL(purl); ok {
		return found, true
	}
	rest, ok := strings.CutPrefix(purl, "pkg:generic/")
	rest, _, _ = strings.Cut(rest, "?")
	rest, version, _ := strings.Cut(rest, "@")
	id, err := url.PathUnescape(rest)
	owner, name, parted := strings.Cut(id, "/")
	if !ok || err != nil || !parted || !isName(owner) || !isName(name) {
		return Reference{}, false
	}
	return Reference{Text: purl, ID: id, Hub: ref.HuggingFace, Kind: ref.Model, Revision: version, Status: Resolved, rank: byCall}, true
}

// registryPURL reads "pkg:oci/name@sha256:…?repository_url=registry/owner/name" of
// what is known to be a model.
func registryPURL(purl string) (Reference, bool) {
	r, err := ref.Parse(purl)
	if err != nil || r.Hub != ref.OCI && r.Hub != ref.Ollama {
		return Reference{}, false
	}
	id := strings.TrimPrefix(r.ID(), r.Hub+":")
	if below, ok := strings.CutPrefix(id, "docker.io/"); ok {
		id = below
	}
	return Reference{Text: purl, ID: id, Hub: r.Hub, Kind: ref.Model, Revision: r.Revision, Status: Resolved, rank: byCall}, true
}

// genericPURL reads "pkg:generic/ollama/name:tag", "pkg:docker/ai/name@tag".
func (s *Sinks) genericPURL(out Reference, kind, path string) (Reference, bool) {
	path, qualifiers, _ := strings.Cut(path, "?")
	path, version, _ := strings.Cut(path, "@")
	path, err := url.PathUnescape(path)
	if err != nil {
		return out, false
	}
	if kind == "generic" {
		hub, name, ok := strings.Cut(path, "/")
		if !ok || hub != ollama && hub != "modelscope" && hub != "huggingface" {
			return out, false
		}
		kind, path = hub, name
	}
	switch kind {
	case "docker":
		query, _ := url.ParseQuery(qualifiers)
		at := cmp.Or(query.Get("repository_url"), path)
		if !strings.HasPrefix(at, "ai/") && !strings.Contains(at, "/ai/") {
			return out, false // an image of a program
		}
		path, kind = "ai/"+path[strings.LastIndexByte(path, '/')+1:], oci
	case ollama:
		if version != "" && !strings.Contains(path, ":") {
			path, version = path+":"+version, ""
		}
	}
	out.ID, out.Hub, out.Revision = path, kind, version
	return out, s.validID(path)
}

func sortEntries(list []entry) {
	slices.SortStableFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.key(), b.key()), cmp.Compare(a.value, b.value))
	})
}

// readTagValue reads SPDX as tags and values: packages with the address that
// they are got from, or a package URL.
func readTagValue(s *Sinks, data []byte) []Reference {
	var out []Reference
	version := ""
	for n, line := range strings.Split(string(data), "\n") {
		tag, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch tag {
		case "PackageName":
			version = ""
			continue
		case "PackageVersion":
			version = value
			continue
		case "ExternalRef":
			if i := strings.Index(value, "pkg:"); i >= 0 {
				value = value[i:]
			}
		case "PackageDownloadLocation", "PackageHomePage":
		default:
			continue
		}
		found, ok := s.readPURL(value)
		if !ok {
			found, ok = s.readAddress(strings.TrimPrefix(value, "git+"))
		}
		if ok {
			found.Line, found.How, found.rank = n+1, "SPDX "+tag, byCall
			if isMadeUp(found.Revision) {
				found.Revision = ""
			}
			if found.Revision == "" && isCommit(version) {
				found.Revision = version
			}
			out = append(out, found)
		}
	}
	return out
}

// stated reads what says by itself that it is of another hub, a space or a
// folder here, as the lists of scan do. Addresses are for readAddress.
func stated(line string) (Reference, bool) {
	r, err := ref.Parse(line)
	if err != nil || strings.Contains(line, "://") {
		return Reference{}, false
	}
	out := Reference{Hub: r.Hub, Kind: r.Kind, Revision: r.Revision, Status: Resolved, rank: byAddress}
	switch {
	case r.Hub == ref.Local:
		return Reference{Hub: ref.HuggingFace, Kind: ref.Model, Status: LocalPath, rank: byCall}, true
	case r.Hub == ref.HuggingFace && r.Kind == ref.Space:
		out.ID = r.ID()
		return out, true
	}
	found, ok := elsewhere(line, r.Kind)
	out.ID = found.ID
	return out, ok
}

// readList reads a list of names, one a line with comments behind "#", if every
// line is one; any other text is searched for addresses.
func readList(s *Sinks, data []byte) []Reference {
	var out []Reference
	familiar := false
	for n, line := range strings.Split(string(data), "\n") {
		if i := strings.IndexByte(line, '#'); i == 0 || i > 0 && (line[i-1] == ' ' || line[i-1] == '\t') {
			line = line[:i]
		}
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		found, ok := s.readPURL(line)
		if !ok {
			found, ok = registryPURL(line)
		}
		if !ok {
			w := what{Kind: ref.Model}
			text := line
			if rest, isData := strings.CutPrefix(line, "datasets/"); isData {
				w.Kind, text = ref.Dataset, rest
			}
			found, ok = s.read(text, w, byCall)
		}
		if !ok || found.Status != Resolved {
			found, ok = stated(line)
		}
		if !ok {
			return readText(s, data)
		}
		id, shaped := s.idShaped(found.ID)
		familiar = familiar || found.rank == byAddress || strings.HasPrefix(line, "pkg:") || shaped && s.looksLike(id)
		found.Line, found.How, found.Text = n+1, "list", line
		out = append(out, found)
	}
	if !familiar {
		return readText(s, data)
	}
	return out
}
